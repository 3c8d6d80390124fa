"""Seasons: quarters, halves, seasons, holidays, years and decades."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.timing.dated import OF_YEAR, OPENING, in_year, pointed
from bot.timing.days import Days, Yearly, day_of, easter_of, months_of, season_of, shift, thanksgiving_of, year_of
from bot.timing.expression import Expression, Rule, Unit, pattern
from bot.timing.words import ORDINALS, SEASON, YEAR

__all__ = ["SEASONS"]

DECADES = "twenties thirties forties fifties sixties seventies eighties nineties".split()
_ORDINAL = "|".join(ORDINALS)


def _read_part(months: int, match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    """Return the quarter (3 months) or the half (6 months) that the match numbers."""
    name = match["number"].lower()
    number = 12 // months if name in ("last", "final") else ORDINALS.get(name) or int(name)
    first = (number - 1) * months + 1
    return in_year(lambda year: months_of(year, first, months), Unit.SEASON, match, today, ahead)


def _read_quarter(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    return _read_part(3, match, today, ahead)


def _read_half(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    return _read_part(6, match, today, ahead)


def _read_ordinal_part(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    """Return "the third quarter of 2023"; without its year it may be that of a match."""
    if not match["year"] and not match["which"]:
        return None
    return _read_part(3 if match["part"].lower() == "quarter" else 6, match, today, ahead)


def _read_season(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    """Return a season; "winter 2023" may have begun or ended in that year, and "the fall" may be any fall."""
    name = match["season"].lower()
    if name == "fall" and not match["year"] and not match["which"]:
        return None
    found = in_year(lambda year: season_of(year, name), Unit.SEASON, match, today, ahead)
    if found is None or name != "winter" or not match["year"] or match["into"]:
        return found
    return Expression(found.days, Unit.SEASON, earlier=season_of(int(match["year"]) - 1, name))


def _read_pointed_season(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    name = match["season"].lower()
    return pointed(lambda year: season_of(year, name), Unit.SEASON, " ".join(match["pointer"].lower().split()), today)


def _read_year(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    days = year_of(int(match["year"]))
    return Expression(days, Unit.YEAR) if days else None


def _read_years(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    """Return the years of "2019-2021" or "2019–21"."""
    first, last = match["first"], match["last"]
    begun, over = year_of(int(first)), year_of(int(first[: 4 - len(last)] + last))
    bare = match["opening"] is not None
    return Expression((begun[0], over[1]), Unit.YEAR, bare=bare) if begun and over and begun < over else None


def _read_decade(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    """Return ten years; "the 90s" and "the nineties" are those of the 20th century."""
    decade = match["decade"]
    year = 1920 + 10 * DECADES.index(match["name"].lower()) if match["name"] else int(decade.lstrip("'’"))
    days = months_of(year if year > 99 else 1900 + year, 1, 120)
    return Expression(days, Unit.DECADE) if days else None


def _read_holiday(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    name = re.sub(r"(?<=year|tine)['’]?s\b", "", " ".join(match["holiday"].lower().split()))
    found = in_year(HOLIDAYS[name], Unit.WEEKEND, match, today, ahead or match["pointer"] in ("next", "Next"))
    return replace(found, bare=True) if found and match["pointer"] else found


def _span(month: int, day: int, count: int = 1) -> Yearly:
    """Return what takes so many days of every year, from a day of a month on."""

    def yearly(year: int) -> Days | None:
        days = day_of(year, month, day)
        return (days[0], shift(days[0], count - 1)) if days else None

    return yearly


HOLIDAYS: dict[str, Yearly] = {
    "christmas": _span(12, 24, 3),
    "christmas eve": _span(12, 24),
    "christmas day": _span(12, 25),
    "boxing day": _span(12, 26),
    "new year": _span(12, 31, 2),
    "new year eve": _span(12, 31),
    "new year day": _span(1, 1),
    "easter": easter_of,
    "easter weekend": easter_of,
    "halloween": _span(10, 31),
    "thanksgiving": thanksgiving_of,
    "valentine day": _span(2, 14),
}
_HOLIDAY = (
    r"christmas(?: eve| day)?|boxing day|new year(?:['’]?s)?(?: eve| day)?|easter(?: weekend)?|halloween|thanksgiving"
    r"|valentine['’]?s day"
)
_POINTER = r"(?P<pointer>this past|the past|past|this|last|next)"

SEASONS: tuple[Rule, ...] = (
    (pattern(rf"(?:the )?Q(?P<number>[1-4]){OF_YEAR}"), _read_quarter),
    (pattern(rf"(?P<year>{YEAR})[-/\s]?Q(?P<number>[1-4])"), _read_quarter),
    (pattern(rf"H(?P<number>[12]){OF_YEAR}"), _read_half),
    (pattern(rf"(?:the )?(?P<number>{_ORDINAL}|last|final) (?P<part>quarter|half){OF_YEAR}"), _read_ordinal_part),
    (
        pattern(
            rf"(?:the )?(?P<season>{SEASON})"
            rf"(?:,? (?:of )?(?P<year>{YEAR})(?P<into>[-–/][0-9]{{2,4}})?| (?:of )?(?P<which>this|last) year)?"
            r"(?! of [0-9])"
        ),
        _read_season,
    ),
    (pattern(rf"{_POINTER} (?P<season>{SEASON})"), _read_pointed_season),
    (pattern(rf"(?:the year )?(?P<year>{YEAR})"), _read_year),
    (pattern(rf"{OPENING}(?P<first>{YEAR})\s?[-–—/]\s?(?P<last>(?:19|20)[0-9]{{2}}|[0-9]{{2}})"), _read_years),
    (
        pattern(rf"the (?:(?P<decade>(?:1[5-9]|20)[0-9]0|['’]?[2-9]0)['’]?s|(?P<name>{'|'.join(DECADES)}))"),
        _read_decade,
    ),
    (pattern(rf"(?:{_POINTER} )?(?P<holiday>{_HOLIDAY}){OF_YEAR}"), _read_holiday),
)
