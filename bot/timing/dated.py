"""Dated: days and months by name or number, with or without their year."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.timing.days import Days, Yearly, day_of, latest, months_of, shift
from bot.timing.expression import Expression, Rule, Unit, adverb, pattern, yearless
from bot.timing.words import DAY, MONTH, PART_OF_DAY, WEEKDAY, YEAR, month_of

__all__ = ["DATED", "OF_YEAR", "OPENING", "in_year", "pointed"]

# The year of a month, a quarter or a season: "2023", "of 2023", "of this year", "last year".
OF_YEAR = rf"(?:,? (?:(?:of |in )?(?P<year>{YEAR})|(?:of )?(?P<which>this|last) year))?"
TO = r"(?:\s*[-–—]\s*| (?:to|and|until|till|through|or) )"
HALF_A_YEAR = 183
OPENING = r"(?P<opening>(?:from|between) )?"


def in_year(yearly: Yearly, unit: Unit, match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    """Return what comes every year: in the year of the match (group year or which), else the nearest one."""
    groups = match.groupdict()
    if groups.get("year"):
        days = yearly(int(groups["year"]))
    elif groups.get("which"):
        days = yearly(today.year - (groups["which"].lower() == "last"))
    else:
        return yearless(yearly, unit, today, ahead)
    return Expression(days, unit) if days else None


def pointed(yearly: Yearly, unit: Unit, which: str, today: date) -> Expression | None:
    """Return this, last, next or "this past" May or summer.

    What is over, and was this year, is called both "this" and "last": then "last" has two readings.
    """
    if which == "next":
        days = latest(yearly, shift(today, 1), ahead=True)
        return adverb(days, unit) if days else None
    years = (today.year, today.year - 1, today.year - 2)
    known = [days for year in years if (days := yearly(year))]
    over = [days for days in known if days[1] < today]
    this = next((days for days in known if days[0] <= today and _is_of_this_year(days, today)), None)
    if which == "last":
        if not over:
            return None
        before = over[1] if len(over) > 1 and over[0] == this else None
        return adverb(over[0], unit, earlier=before)
    if which.endswith("past"):
        return adverb(over[0], unit) if over else None
    if this and this[1] >= today:
        return adverb((this[0], today), unit, running=True)
    ahead = latest(yearly, today, ahead=True)
    chosen = this or ahead
    return adverb(chosen, unit) if chosen else None


def _is_of_this_year(days: Days, today: date) -> bool:
    """Say whether "this" can mean it; a winter that began last year is this one until half a year after it."""
    return today.year == days[0].year or (today - days[1]).days < HALF_A_YEAR


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _read_day(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    month, day = month_of(match["month"]), _number(match["day"])
    return in_year(lambda year: day_of(year, month, day), Unit.DAY, match, today, ahead)


def _read_days(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    month, first, last = month_of(match["month"]), _number(match["first"]), _number(match["last"])

    def yearly(year: int) -> Days | None:
        one, other = day_of(year, month, first), day_of(year, month, last)
        return (one[0], other[1]) if one and other and one <= other else None

    found = in_year(yearly, Unit.WEEK, match, today, ahead)
    return replace(found, bare=match["opening"] is not None) if found else None


def _read_iso(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    year, month = int(match["year"]), int(match["month"])
    unit = Unit.DAY if match["day"] else Unit.MONTH
    if not match["day"] and month == year % 100 + 1:  # "2010-11": two years, more often than a month
        return Expression((date(year, 1, 1), date(year + 1, 12, 31)), Unit.YEAR, earlier=months_of(year, month))
    days = day_of(year, month, int(match["day"])) if match["day"] else months_of(year, month)
    return Expression(days, unit) if days else None


def _read_numbers(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    """Return the day of 13/10/2023 or 10/13/2023; 3/4/2023 has two readings, 3.4.2023 one."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    readings = [day_of(year, second, first)]
    if match["mark"] != ".":
        readings.append(day_of(year, first, second))
    known = sorted({days for days in readings if days}, reverse=True)
    return Expression(known[0], Unit.DAY, earlier=known[1] if len(known) > 1 else None) if known else None


def _read_month(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    month = month_of(match["month"])
    return in_year(lambda year: months_of(year, month), Unit.MONTH, match, today, ahead)


def _read_pointed_month(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    month, which = month_of(match["month"]), " ".join(match["pointer"].lower().split())
    return pointed(lambda year: months_of(year, month), Unit.MONTH, which, today)


_ON = rf"(?:the )?(?:{WEEKDAY},? (?:the )?)?"
_HOUR = rf"(?: {PART_OF_DAY})?"
_FROM_TO = rf"(?P<first>{DAY}){TO}(?:the )?(?P<last>{DAY})"
DATED: tuple[Rule, ...] = (
    (pattern(r"(?P<year>(?:1[5-9]|20)[0-9]{2})[-/](?P<month>0[1-9]|1[0-2])(?:[-/](?P<day>[0-3]?[0-9]))?"), _read_iso),
    (pattern(r"(?P<first>[0-9]{1,2})(?P<mark>[-/.])(?P<second>[0-9]{1,2})(?P=mark)(?P<year>20\d\d)"), _read_numbers),
    (pattern(rf"{_ON}(?P<day>{DAY}) (?:of )?(?P<month>{MONTH}){OF_YEAR}{_HOUR}"), _read_day),
    (pattern(rf"{_ON}(?P<month>{MONTH}) (?:the )?(?P<day>{DAY}){OF_YEAR}{_HOUR}"), _read_day),
    (pattern(rf"{OPENING}(?:the )?{_FROM_TO} (?:of )?(?P<month>{MONTH}){OF_YEAR}"), _read_days),
    (pattern(rf"{OPENING}(?P<month>{MONTH}) {_FROM_TO}{OF_YEAR}"), _read_days),
    (pattern(rf"(?P<month>{MONTH}){OF_YEAR}"), _read_month),
    (pattern(rf"(?P<pointer>this past|the past|past|this|last|next) (?P<month>{MONTH})"), _read_pointed_month),
)
