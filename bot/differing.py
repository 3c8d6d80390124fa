"""Differing: quotes that answer the same question otherwise: in order of date, never merged or averaged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.answer import Quote
from bot.comparing import tells_what_is_asked
from bot.reader import plain_answer
from bot.reader.expected import expected_kind
from corpus.dates import day_number

__all__ = ["differing_quotes"]

ONE_ANSWER = ("time", "number")  # kinds of question that have one answer at a time
_ONE_PERSON = re.compile(r"\bwho(?:[’']s| is| was| won| wins| leads| led| heads| became| becomes)\b", re.IGNORECASE)
LIKELY = 0.4  # a quote less likely to answer contradicts nobody; at 0.5 half of the right timelines are lost
MOST_WORDS = 8  # a longer answer is a statement, and two statements may both be true
# What says when only from its own day: "Tuesday", "last night". A date in another article may be the same.
_FROM_ITS_DAY = re.compile(
    r"(?:(?:on|in|the|last|next|this|early|late|earlier|later|before|after)\s+)*"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|yesterday|today|tonight|tomorrow|now|night|week|weekend|month|year|"
    r"morning|afternoon|evening|midnight|noon)(?:\s+(?:morning|afternoon|evening|night))?",
    re.IGNORECASE,
)


def differing_quotes(question: str, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return the quotes whose answers differ, oldest first, undated ones before all; none where they agree.

    None either where more than one answer may be right: only a time, a number or the one person in a place is compared,
    and only with what tells of the same thing as the question. What the first quote does not tell has no timeline.
    """
    if expected_kind(question) not in ONE_ANSWER and not _ONE_PERSON.search(question):
        return ()
    answers = [q for q in quotes if q.answer and q.confidence >= LIKELY and len(q.answer.split()) <= MOST_WORDS]
    answers = [q for q in answers if tells_what_is_asked(question, q) and not _FROM_ITS_DAY.fullmatch(q.answer or "")]
    if not answers or answers[0] is not quotes[0]:
        return ()
    answers.sort(key=lambda quote: day_number(quote.article.published))
    return tuple(answers) if any(_differ(one, other) for one, other in pairwise(answers)) else ()


def _differ(one: Quote, other: Quote) -> bool:
    """Say whether neither answer is the other with more said: "12 October" is "12 October 2003"."""
    first, second = (set(plain_answer(quote.answer or "").split()) for quote in (one, other))
    return not (first <= second or second <= first)
