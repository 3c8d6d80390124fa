"""Turn and Conversation: what was asked before, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer import Answer

__all__ = ["Conversation", "Turn"]


@dataclass(frozen=True, slots=True)
class Turn:
    """Hold one question and its answer."""

    question: str
    answer: Answer


Conversation = tuple[Turn, ...]  # oldest first; the page keeps one a visitor
