"""Differing: quotes that answer the same question otherwise: in order of date, never merged or averaged.

For that they are told from quotes that answer another question, and those are not marked as if they answered this one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.answer import Quote
from bot.comparing import tells_what_is_asked
from bot.reader import plain_answer
from bot.reader.expected import expected_kind
from corpus.dates import day_number

__all__ = ["differing_quotes", "mark_one_thing"]

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
    and only with what tells of the same thing as the question, of each article the likeliest. What the first quote does
    not tell has no timeline.
    """
    if expected_kind(question) not in ONE_ANSWER and not _ONE_PERSON.search(question):
        return ()
    answers = [q for q in quotes if q.answer and q.confidence >= LIKELY and len(q.answer.split()) <= MOST_WORDS]
    answers = [q for q in answers if tells_what_is_asked(question, q) and not _FROM_ITS_DAY.fullmatch(q.answer or "")]
    if not answers or answers[0] is not quotes[0]:
        return ()
    likeliest: dict[str, Quote] = {}
    for quote in answers:
        likeliest.setdefault(quote.article.key, quote)
    answers = sorted(likeliest.values(), key=lambda quote: day_number(quote.article.published))
    return tuple(answers) if any(_differ(one, other) for one, other in pairwise(answers)) else ()


def mark_one_thing(question: str, quotes: Sequence[Quote]) -> list[Quote]:
    """Return quotes, with no figure or day marked that is of another thing, where the first one tells what is asked.

    "118 more times" says nothing of how many were aboard. Of the further quotes to questions for a figure or a day that
    the sixty conversations get, 85 lose their mark, two of which hold the answer; of 85 that RealTimeQA 2023 gets, ten
    and two. They stay: they tell more of the story, and what is asked next is often answered there.
    """
    if expected_kind(question) not in ONE_ANSWER or not quotes or not tells_what_is_asked(question, quotes[0]):
        return list(quotes)
    return [one if tells_what_is_asked(question, one) else replace(one, answer_span=None) for one in quotes]


def _differ(one: Quote, other: Quote) -> bool:
    """Say whether neither answer is the other with more said: "12 October" is "12 October 2003"."""
    first, second = (set(plain_answer(quote.answer or "").split()) for quote in (one, other))
    return not (first <= second or second <= first)
