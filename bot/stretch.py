"""Stretch: a stretch of time in days, months or years, each with its name, for whoever counts articles over time."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Literal

from bot.period import Period
from corpus.dates import say_day

__all__ = ["LETTERS", "Unit", "name_of", "short_name", "split_time", "start_of", "unit_between", "within"]

Unit = Literal["day", "month", "year"]

LETTERS: dict[Unit, int] = {"day": 10, "month": 7, "year": 4}  # of YYYY-MM-DD that tell one from the next
MOST_DAYS = 62  # two months: as many bars as can still be told apart on a phone
MOST_MONTHS = 240  # twenty years: a bar is then some three pixels wide on a desk, and one and a half on a phone


def unit_between(first: date, last: date) -> Unit:
    """Return what to count by from one day to another: few enough to be seen, and as fine as that allows.

    >>> unit_between(date(2024, 3, 1), date(2024, 4, 30)), unit_between(date(2024, 3, 1), date(2024, 9, 1))
    ('day', 'month')
    """
    if (last - first).days < MOST_DAYS:
        return "day"
    return "month" if _months(last) - _months(first) < MOST_MONTHS else "year"


def split_time(first: date, last: date, unit: Unit) -> list[Period]:
    """Return every day, month or year that has a part of a stretch of time, whole and in order.

    >>> [str(one) for one in split_time(date(2024, 1, 31), date(2024, 2, 1), "month")]
    ['1 January 2024 to 31 January 2024', '1 February 2024 to 29 February 2024']
    """
    if unit == "day":
        days = (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))
        return [Period(day, day) for day in days]
    if unit == "month":
        return [_month(number) for number in range(_months(first), _months(last) + 1)]
    return [Period(date(year, 1, 1), date(year, 12, 31)) for year in range(first.year, last.year + 1)]


def start_of(day: date, unit: Unit) -> date:
    """Return the first day of the day, month or year that a day is in."""
    return day if unit == "day" else day.replace(day=1, month=day.month if unit == "month" else 1)


def name_of(start: date, unit: Unit) -> str:
    """Return what a day, month or year is called, told from every other: "4 May 2024", "May 2024", "2024"."""
    if unit == "day":
        return say_day(start)
    return f"{start:%B} {start.year}" if unit == "month" else str(start.year)


def short_name(start: date, unit: Unit) -> str:
    """Return the same in as few letters as do: "4 May", "May 2024", "2024"."""
    if unit == "day":
        return f"{start.day} {start:%b}"
    return f"{start:%b} {start.year}" if unit == "month" else str(start.year)


def within(periods: Sequence[Period], bounds: Period | None) -> Period | None:
    """Return from the first to the last of some periods, no further than the bounds; None if nothing is left."""
    since = min((one.since for one in periods if one.since), default=None)
    until = max((one.until for one in periods if one.until), default=None)
    if bounds and since and until:
        since, until = max(since, bounds.since or since), min(until, bounds.until or until)
    return Period(since, until) if since and until and since <= until else None


def _months(day: date) -> int:
    """Return which month since the year 0 a day is in."""
    return day.year * 12 + day.month - 1


def _month(number: int) -> Period:
    year, month = number // 12, number % 12 + 1
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
