"""Beside: "the year before", "a month later": days that only those of the question before tell."""

from __future__ import annotations

import re

from bot.period import Period
from bot.timing.days import shift
from bot.timing.relative import back
from bot.timing.words import BEFORE_SPAN, BEHIND_SPAN, COUNT, SPAN, count_of

__all__ = ["period_beside"]

_BESIDE = re.compile(
    rf"\b(?:(?P<count>the|{COUNT}) (?P<unit>{SPAN})s? (?P<side>{BEHIND_SPAN})(?: that)?|"
    rf"the (?P<side_first>{BEFORE_SPAN}) (?P<unit_last>{SPAN}))\W*$",
    re.IGNORECASE,
)
_BEFORE = frozenset({"before", "earlier", "previous", "preceding"})


def period_beside(question: str, period: Period) -> Period | None:
    """Return the days that a question names by those of another, as many; None if it does not, or those have no end.

    None too where those are longer than the unit: "the day after" one of them is the day after something that happened.

    >>> from datetime import date
    >>> str(period_beside("and the year before?", Period(date(2024, 12, 1), date(2024, 12, 31))))
    '1 December 2023 to 31 December 2023'
    >>> period_beside("What happened the day after?", Period(date(2024, 1, 1), date(2024, 12, 31))) is None
    True
    """
    found = _BESIDE.search(question)
    if found is None or period.since is None or period.until is None:
        return None
    unit = (found["unit"] or found["unit_last"]).lower()
    side = (found["side"] or found["side_first"]).lower()
    first, end = period.since, shift(period.until, 1)
    said = found["count"] or "the"
    count = (1 if said.lower() == "the" else count_of(said)[0]) * (1 if side in _BEFORE else -1)
    if end > back(unit, -1, first):
        return None
    first, end = back(unit, count, first), back(unit, count, end)
    return Period(first, shift(end, -1)) if first < end else None  # the calendar has a first and a last day
