"""What happens when a visitor asks: the conversation before, while and after the answer. No gradio here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

from bot.answer import Answer
from bot.chatbot import Chatbot
from bot.conversation import Conversation, add_answer
from bot.page.chat import Exchange, apologize, still_standing
from bot.period import Period
from corpus.errors import QuestionError

__all__ = ["Exchanges", "Wish", "as_written", "ask", "ask_again", "try_question"]

CONVERSATION_LENGTH = 200  # exchanges kept a visitor
CHANGES = ("edit", "literal", "period", "outlets", "narrow")

Exchanges = tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """Hold what a visitor wants to know, and how: days as written, outlets, the visitor's today; None: not said.

    `literal` asks the question as typed, without the conversation.
    """

    question: str
    days: tuple[str | None, str | None] | None = None
    outlets: tuple[str, ...] | None = None
    today: str | None = None
    literal: bool = False


def ask(chatbot: Chatbot, wish: Wish, before: Exchanges) -> Iterator[Exchanges]:
    """Yield the conversation with the question in it, then with its answer or a notice in its place.

    Quotes of earlier answers are checked anew.
    """
    asked = Exchange(" ".join(wish.question.split()))
    earlier = still_standing(before[-CONVERSATION_LENGTH:], chatbot.archive)
    yield (*earlier, asked)
    try:
        answered = replace(asked, answer=_answer(chatbot, replace(wish, question=asked.question), earlier))
    except Exception as error:  # a visitor never sees a traceback; what is not their doing goes to the log
        answered = replace(asked, notice=apologize(error))
    yield (*earlier, answered)


def ask_again(chatbot: Chatbot, wish: Wish, before: Exchanges, turn: int, change: str) -> Iterator[Exchanges]:
    """Yield the conversation while a question is asked in another way; the newest is replaced, an older one repeated.

    `change` is "edit" (to the wish's words), "literal" (as typed), "period" or "outlets" (without that limit), or
    "narrow" (within the wish's days, whatever else was chosen).
    """
    answer = before[turn].answer if 0 <= turn < len(before) else None
    if answer is None or change not in CHANGES:
        yield before
        return
    if change in ("period", "outlets", "narrow"):
        chosen = {"period": ("", ""), "outlets": as_written(answer.period), "narrow": wish.days}
        days = chosen[change]
        outlets = () if change == "outlets" else answer.outlets
        wish = replace(wish, question=answer.understood, days=days, outlets=outlets)
    elif change == "literal":
        wish = replace(wish, question=answer.question)
    for now in ask(chatbot, replace(wish, literal=True), before[:turn]):
        yield now if turn == len(before) - 1 else (*before, now[-1])


def try_question(chatbot: Chatbot, wish: Wish, before: Exchanges) -> Answer:
    """Return the answer that a visitor would get, without asking for the visitor: nothing is noted or kept."""
    return _answer(chatbot, wish, still_standing(before[-CONVERSATION_LENGTH:], chatbot.archive), trial=True)


def _answer(chatbot: Chatbot, wish: Wish, earlier: Exchanges, *, trial: bool = False) -> Answer:
    return chatbot.ask(
        wish.question,
        conversation=_conversation(earlier),
        period=_period(*wish.days) if wish.days else None,
        outlets=wish.outlets,
        today=_day(wish.today),
        literal=wish.literal,
        trial=trial,
    )


def _conversation(exchanges: Sequence[Exchange]) -> Conversation:
    """Return what was asked and answered, without what failed."""
    answered = ((one.question, one.answer) for one in exchanges if one.answer)
    return reduce(lambda talk, pair: add_answer(talk, *pair), answered, Conversation())


def as_written(period: Period | None) -> tuple[str, str]:
    """Return the first and the last day of a period as a visitor would write them; "" where it is open."""
    since, until = (period.since, period.until) if period else (None, None)
    return since.isoformat() if since else "", until.isoformat() if until else ""


def _period(since: str | None, until: str | None) -> Period:
    return Period(_day(since), _day(until))


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
