"""Days: the first and the last day of months, seasons, weeks, holidays; none of it ever leaves the calendar."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date

from dateutil.easter import easter

__all__ = [
    "Days", "Yearly", "day_of", "easter_of", "latest", "months_of", "nearest_month", "season_of", "shift",
    "shift_months", "thanksgiving_of", "week_of", "weekend_of", "year_of",
]  # fmt: skip

Days = tuple[date, date]  # first and last, both included, in order
Yearly = Callable[[int], Days | None]  # what has a place in every year (29 February: not in each)

FIRST_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # as weather offices count, north
EASTER_YEARS = range(1583, 4100)  # for which the Gregorian rule is defined
YEARS_BACK = 9  # a 29 February comes within so many years


def shift(day: date, count: int) -> date:
    """Return the day so many days later (earlier if negative), or the last one that the calendar has."""
    return date.fromordinal(min(max(day.toordinal() + count, 1), date.max.toordinal()))


def shift_months(day: date, count: int) -> date:
    """Return the same day of another month, or the last day of that month.

    >>> shift_months(date(2024, 3, 31), -1)
    datetime.date(2024, 2, 29)
    """
    months = min(max(day.year * 12 + day.month - 1 + count, MINYEAR * 12), MAXYEAR * 12 + 11)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_of(year: int, month: int, day: int) -> Days | None:
    """Return one day, or None where the calendar has no such day."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, found


def months_of(year: int, month: int, count: int = 1) -> Days | None:
    """Return so many months from the given one on; None outside of the calendar."""
    try:
        first = date(year, month, 1)
    except ValueError:
        return None
    last = shift_months(first, count - 1)
    return first, last.replace(day=calendar.monthrange(last.year, last.month)[1])


def year_of(year: int) -> Days | None:
    """Return a year."""
    return months_of(year, 1, 12)


def season_of(year: int, name: str) -> Days | None:
    """Return the three months of a season; a winter belongs to the year in which it begins."""
    return months_of(year, FIRST_MONTHS[name], 3)


def week_of(day: date) -> Days:
    """Return Monday to Sunday."""
    monday = shift(day, -day.weekday())
    return monday, shift(monday, 6)


def weekend_of(day: date) -> Days:
    """Return Saturday and Sunday of the week that a day is in."""
    monday, sunday = week_of(day)
    return max(shift(sunday, -1), monday), sunday


def easter_of(year: int) -> Days | None:
    """Return Good Friday to Easter Monday."""
    if year not in EASTER_YEARS:
        return None
    sunday = easter(year)
    return shift(sunday, -2), shift(sunday, 1)


def thanksgiving_of(year: int) -> Days | None:
    """Return the fourth Thursday of November."""
    first = day_of(year, 11, 1)
    if first is None:
        return None
    thursday = shift(first[0], (3 - first[0].weekday()) % 7 + 21)
    return thursday, thursday


def latest(yearly: Yearly, today: date, *, ahead: bool = False) -> Days | None:
    """Return the nearest one that has begun; with `ahead`, the nearest one that is not over.

    >>> latest(lambda year: months_of(year, 12), date(2024, 11, 20))
    (datetime.date(2023, 12, 1), datetime.date(2023, 12, 31))
    """
    years = range(today.year - 1, today.year + YEARS_BACK) if ahead else range(today.year, today.year - YEARS_BACK, -1)
    for year in years:
        days = yearly(year)
        if days and (days[1] >= today if ahead else days[0] <= today):
            return days
    return None


def nearest_month(day: date) -> Days:
    """Return the month that a day is in."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
