"""Understood: a question as it is searched, and what was done to it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Added", "Understood"]


@dataclass(frozen=True, slots=True)
class Added:
    """Hold words that were put into a question, and where they were said: "question", "answer", "quote" or "title".

    `turn` counts the conversation's turns from 1.
    """

    words: str
    source: str
    turn: int


@dataclass(frozen=True, slots=True)
class Understood:
    """Hold a question that stands for itself.

    `refers_to` are numbers of citations of the newest answer. `topic_shift` says that the question begins a topic of
    its own: it leans on nothing, and shares no word with the conversation.
    """

    question: str
    added: tuple[Added, ...] = ()
    refers_to: tuple[int, ...] = ()
    topic_shift: bool = False
