"""Writing: quotes into an answer with numbered citations, or a refusal. Not one word of prose about the news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answer import Answer, Citation, Quote
from bot.period import Period

__all__ = ["ANSWERED", "cite", "write_answer", "write_reply"]

# The first quote's probability below which Newsdesk refuses. On RealTimeQA 2023: 86 of 100 that the archive answers are
# answered (96 of 100 of those that the first quote answers rightly), 49 of 100 that it does not are refused. The mean
# of the two is 0.68 here and at most 0.72, at 0.18, which loses 10 right answers in 100 more.
ANSWERED = 0.08

REFUSAL = "The articles do not seem to answer this."
NEAREST = "Not an answer: these are only the nearest passages."
NOTHING = "No passage in the archive is near this question."
EMPTY = "The archive is empty. Add articles first."


def write_answer(
    question: str, period: Period | None, quotes: Sequence[Quote], newest: date | None, *, empty: bool = False
) -> Answer:
    """Return an answer if the first quote is likely enough, else a refusal that shows what is nearest."""
    found = bool(quotes) and quotes[0].confidence >= ANSWERED
    notes: list[str] = []
    if not found:
        quotes = [replace(quote, confidence=0.0, answer_span=None) for quote in quotes]
        notes = [EMPTY] if empty else [REFUSAL, NEAREST if quotes else NOTHING]
    if any(quote.article.published is None for quote in quotes):
        notes.append("An undated article is quoted: when it was published is not known.")
    return Answer(
        question=question,
        understood=question,
        period=period,
        found=found,
        quotes=tuple(quotes),
        citations=cite(quotes),
        notes=tuple(notes),
        newest=newest,
        confidence=quotes[0].confidence if found else 0.0,
    )


def write_reply(question: str, reply: str, quotes: Sequence[Quote], newest: date | None) -> Answer:
    """Return what Newsdesk says of itself or of the archive, with the quotes that belong to it."""
    return Answer(
        question=question,
        understood=question,
        period=None,
        found=False,
        quotes=tuple(quotes),
        citations=cite(quotes),
        notes=(reply,),
        newest=newest,
        reply=reply,
    )


def cite(quotes: Sequence[Quote]) -> tuple[Citation, ...]:
    """Return one citation an article, numbered from 1 in the order of the quotes."""
    by_article: dict[str, list[Quote]] = {}
    for quote in quotes:
        by_article.setdefault(quote.article.key, []).append(quote)
    return tuple(
        Citation(number, of_one[0].article, tuple(of_one)) for number, of_one in enumerate(by_article.values(), start=1)
    )
