"""Finding: the period, the dates and the wish for the newest that a question contains."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from bot.period import Period
from bot.timing.asked import TimeAsked
from bot.timing.asking import asks_for_news, in_quotation_marks
from bot.timing.combining import find_expressions
from bot.timing.cutoff import find_cutoff
from bot.timing.expression import Expression
from bot.timing.freshness import wants_newest
from bot.timing.judging import judge
from bot.timing.place import Judgement
from bot.timing.tenses import Tense, tense_of, without_opening
from corpus.sentences import sentence_spans

__all__ = ["find_period"]

LONGEST = 2_000  # characters that are read; the chatbot takes no longer question
MOST_TIMES = 12  # no question names more; a pasted table of dates would
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_ASKS = re.compile(r"[?:][\"'”’)\]]*$")
_BESIDE = re.compile(r"\s*,?\s*(?:(?:and|but)\s+)?", re.IGNORECASE)


def find_period(question: str, today: date) -> TimeAsked:
    """Return what a question says about time, as meant on the day it is asked.

    A time becomes a period only where no article of other days could answer; else it is content. What is asked as of
    a day is meant as on that day, and nothing in the question takes that limit away.

    >>> str(find_period("What did the council decide last week?", date(2024, 11, 20)).period)
    '11 November 2024 to 17 November 2024'
    >>> find_period("Who wrote the 2024 budget?", date(2024, 11, 20)).period is None
    True
    """
    text = question[:LONGEST]
    as_of = find_cutoff(text, today)
    rest = text[: as_of.start] + " " * (as_of.end - as_of.start) + text[as_of.end :] if as_of else text
    judged, content = _judged(rest, as_of.day if as_of else today)
    periods = [judgement for judgement in judged if judgement.period]
    said = _limit(periods) if as_of is None else Judgement(Period(until=as_of.day), as_of.start, as_of.end)
    chosen = _choose(rest, periods) or said
    phrase = (chosen.start, chosen.end) if chosen else None
    period = chosen.period if chosen else None
    cutoff = said.period.until if said and said.period else None
    if period and cutoff:
        period = Period(period.since, min(period.until or cutoff, cutoff))
    content += [each.period for each in periods if each.period and (chosen is None or chosen is said)]
    others = tuple(each for each in dict.fromkeys(content) if each != period)
    return TimeAsked(period, others, cutoff, wants_newest(text, phrase), phrase)


def _judged(text: str, today: date) -> tuple[list[Judgement], list[Period]]:
    """Return what each time in a question is, and the days that are only content."""
    begin, end = _question_in(text)
    begin += without_opening(text[begin:end])
    tense = tense_of(text[begin:end])
    told = _unquoted(text, find_expressions(text[:begin], today, False))
    found = find_expressions(text, today, _looks_ahead(text[begin:end], tense))
    asked = [time for time in _unquoted(text, found) if time.start >= begin][:MOST_TIMES]
    judged = [judge(text, (begin, end), time, tense, today) for time in asked]
    return judged, [Period(*time.days) for time in told] + [days for each in judged for days in each.content]


def _looks_ahead(clause: str, tense: Tense) -> bool:
    """Say whether a time without its year is one to come: "When does it open in December?"."""
    if tense is Tense.PRESENT:
        return not asks_for_news(clause) and not _SINCE.search(clause)
    return tense is Tense.FUTURE and not asks_for_news(clause)


def _unquoted(text: str, times: Sequence[Expression]) -> list[Expression]:
    return [time for time in times if not in_quotation_marks(text, time.start)]


def _question_in(text: str) -> tuple[int, int]:
    """Return where the question stands: what is told before the first question is not part of it."""
    spans = sentence_spans(text)
    first = next((start for start, end in spans if _ASKS.search(text[start:end])), 0)
    return first, len(text)


def _limit(periods: Sequence[Judgement]) -> Judgement | None:
    """Return the earliest of the days up to which alone something is wanted: "before June 2023"."""
    ends = [(period.until, each) for each in periods if (period := each.period) and period.until and not period.since]
    return min(ends, key=lambda pair: pair[0])[1] if ends else None


def _choose(text: str, periods: Sequence[Judgement]) -> Judgement | None:
    """Return the one period that fits all: the narrowest, or two beside each other taken together."""
    if len(periods) < 2:
        return periods[0] if periods else None
    since = max(period.since or date.min for each in periods if (period := each.period))
    until = min(period.until or date.max for each in periods if (period := each.period))
    if since > until:
        return None
    both = Period(None if since == date.min else since, None if until == date.max else until)
    one = next((each for each in periods if each.period == both), None)
    gaps = (text[left.end : right.start] for left, right in pairwise(periods))
    if one is None and all(_BESIDE.fullmatch(gap) for gap in gaps):
        return Judgement(both, periods[0].start, periods[-1].end)
    return one
