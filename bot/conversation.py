"""Conversation: what was asked and answered so far, and what is carried on to the next question.

Nothing here decides anything: how a question leans on what came before is read in `followup/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answer import Answer
from bot.period import Period
from corpus.article import Article

__all__ = ["Conversation", "Exchange", "Turn", "add_answer", "add_turn", "shown_articles"]


@dataclass(frozen=True, slots=True)
class Turn:
    """Hold one question as typed and as understood, and its answer; None if there was none."""

    question: str
    understood: str
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """Hold what a visitor asked, and what came back: an answer or a notice; with neither, it is still waited for.

    `verdict` is what the visitor thinks of the answer: "up", "down", or nothing yet.
    """

    question: str
    answer: Answer | None = None
    notice: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Hold the turns, oldest first."""

    turns: tuple[Turn, ...] = ()

    def __len__(self) -> int:
        return len(self.turns)

    def __bool__(self) -> bool:
        return bool(self.turns)

    @property
    def last_answer(self) -> Answer | None:
        """Return the newest answer, if any turn has one."""
        return next((turn.answer for turn in reversed(self.turns) if turn.answer is not None), None)

    @property
    def numbered_answer(self) -> Answer | None:
        """Return the answer that "[2]" counts in: the newest, or the one before that it told more about a source of."""
        numbered = None
        for answer in (turn.answer for turn in self.turns if turn.answer is not None):
            if numbered is None or answer.reply is None or not answer.cited_keys <= numbered.cited_keys:
                numbered = answer
        return numbered

    @property
    def period(self) -> Period | None:
        """Return the period of the newest answer, which a follow-up takes over."""
        return self.last_answer.period if self.last_answer else None

    @property
    def cutoff(self) -> date | None:
        """Return the day as of which the newest question was asked, which a follow-up takes over."""
        return self.last_answer.cutoff if self.last_answer else None

    @property
    def outlets(self) -> tuple[str, ...]:
        """Return the outlets of the newest answer, which a follow-up takes over."""
        return self.last_answer.outlets if self.last_answer else ()

    def before_last(self) -> Conversation:
        """Return the conversation as it was before its newest turn."""
        return replace(self, turns=self.turns[:-1])


def add_turn(conversation: Conversation, turn: Turn) -> Conversation:
    """Return the conversation with one more turn."""
    return replace(conversation, turns=(*conversation.turns, turn))


def add_answer(conversation: Conversation, question: str, answer: Answer) -> Conversation:
    """Return the conversation with a question and its answer; small talk is no part of what "it" may mean later."""
    if answer.reply is not None and not answer.quotes:
        return conversation
    return add_turn(conversation, Turn(question, answer.understood, answer))


def shown_articles(turns: Sequence[Turn]) -> list[Article]:
    """Return the articles that the answers of some turns cite, or show as nearest; each as often as it is."""
    answers = [turn.answer for turn in turns if turn.answer is not None]
    return [citation.article for answer in answers for citation in answer.citations]
