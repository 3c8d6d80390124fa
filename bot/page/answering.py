"""What happens when a visitor asks: the conversation before, while and after the answer. No gradio here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.chatbot import Chatbot
from bot.page.chat import Exchange, apologize, still_standing
from bot.period import Period
from corpus.errors import QuestionError

__all__ = ["Exchanges", "ask"]

CONVERSATION_LENGTH = 200  # exchanges kept a visitor

Exchanges = tuple[Exchange, ...]


def ask(
    chatbot: Chatbot, question: str, before: Exchanges, days: tuple[str | None, str | None], outlets: Sequence[str]
) -> Iterator[Exchanges]:
    """Yield the conversation with the question in it, then with its answer or a notice in its place.

    `days` are the first and the last day as the visitor wrote them; quotes of earlier answers are checked anew.
    """
    asked = Exchange(" ".join(question.split()), tuple(outlets))
    earlier = still_standing(before[-CONVERSATION_LENGTH:], chatbot.archive)
    yield (*earlier, asked)
    try:
        previous = next((one.answer for one in reversed(earlier) if one.answer), None)
        answer = chatbot.ask(asked.question, period=_period(*days), outlets=outlets, previous=previous)
        answered = replace(asked, answer=answer)
    except Exception as error:  # a visitor never sees a traceback; what is not their doing goes to the log
        answered = replace(asked, notice=apologize(error))
    yield (*earlier, answered)


def _period(since: str | None, until: str | None) -> Period | None:
    period = Period(_day(since), _day(until))
    return period or None


def _day(written: str | None) -> date | None:
    """Return the day that a visitor wrote, None for nothing."""
    if not written or not written.strip():
        return None
    try:
        return date.fromisoformat(written.strip()[:10])
    except ValueError:
        raise QuestionError(
            f"“{written.strip()}” is not a date. Write it as year-month-day, like 2024-09-17."
        ) from None
