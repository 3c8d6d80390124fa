"""Conversation: what was asked and answered so far, and what is carried on to the next question.

Nothing here decides anything: how a question leans on what came before is read in `followup/`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.answer import Answer
from bot.period import Period

__all__ = ["Conversation", "Turn", "add_turn"]


@dataclass(frozen=True, slots=True)
class Turn:
    """Hold one question as typed and as understood, and its answer; None if there was none."""

    question: str
    understood: str
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """Hold the turns, oldest first, with the period and the outlets that the next question takes over."""

    turns: tuple[Turn, ...] = ()
    period: Period | None = None
    outlets: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.turns)

    def __bool__(self) -> bool:
        return bool(self.turns)

    @property
    def last_answer(self) -> Answer | None:
        """Return the newest answer, if any turn has one."""
        return next((turn.answer for turn in reversed(self.turns) if turn.answer is not None), None)

    def before_last(self) -> Conversation:
        """Return the conversation as it was before its newest turn."""
        return replace(self, turns=self.turns[:-1])


def add_turn(conversation: Conversation, turn: Turn) -> Conversation:
    """Return the conversation with one more turn; period and outlets stay as they are."""
    return replace(conversation, turns=(*conversation.turns, turn))
