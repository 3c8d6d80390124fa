"""Dates in any common form become `date`, or None; no part of a date is ever filled in from today.

A time zone never moves the day: the date stays as the newspaper wrote it. `10/12/2023` is read month
first, and day first where it has to be (`13/12/2023`); `12.10.2023`, with full stops, is day first.
Not here: what a question means by "last week" (`bot/timing/`).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

__all__ = ["UNDATED", "day_number", "parse_date", "say_day"]

UNDATED = 0  # the number of a day that is not known; those of known days are 1 or more
OLDEST = date(1600, 1, 1)  # newspapers begin in the 17th century; earlier years are misreadings
DAYS_AHEAD = 2  # a story from the far side of the date line, or from tomorrow's paper
LONGEST = 100  # characters; a longer value is a sentence, not a date
EARLIEST_EPOCH = 100_000_000  # seconds, March 1973; smaller numbers are years, counts or codes

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![^\W\d_])\.?"
)
DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>\d{4})(?!\d)"
CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s+[A-Z+][A-Z\d+:]*)?"

YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>\d{4})\s?[-/.年년]\s?(?P<month>\d{1,2})\s?[-/.月월]\s?(?P<day>\d{1,2})(?!\d)")
COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
    r"(?:T?[0-2]\d[0-5]\d(?:[0-6]\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?$"
)
NUMBER = re.compile(r"(\d{1,19})(?:\.\d+)?")
NUMERIC = re.compile(  # two digits are a year only after / and .: 23-10-12 may begin with the year
    r"(?<!\d)(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|(?<!-)\d{2})(?![\d/])(?!\.\d)"
)
WORDED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{DAY}[\s./,-]*(?:of\s+)?{MONTH}[\s/,-]*{YEAR}",  # 12 October 2023, 12-Oct-2023
        rf"(?<![^\W\d_]){MONTH}[\s,-]*{DAY}[\s,-]+(?:{CLOCK},?\s+)?{YEAR}",  # Oct. 12, 2023, ctime
        rf"(?P<year>\d{{4}})[\s,-]+{MONTH}[\s,-]*{DAY}(?!\d)",  # 2023 Oct 12
        rf"{DAY}[\s-]{MONTH}[\s-](?P<year>\d\d)(?![\d:]|\s*[ap]m)",  # 10-Oct-23, RFC 822 of old
    )
)
FOREIGN = re.compile(r"(?=.*\d{4})(?=.*(?<!\d)\d{1,2}(?!\d))(?=.*[^\W\d_]{2})", re.DOTALL)
NOTHING = frozenset({"", "0", "nan", "none", "null", "nat", "n/a", "unknown"})

FOREIGN_SETTINGS = {
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],  # never "relative-time": "gestern" is not a date
    "RETURN_AS_TIMEZONE_AWARE": False,
}


def parse_date(value: object) -> date | None:
    """Return the day that a value names, or None where it names none for certain.

    >>> parse_date("Published 5:12 PM ET Thu March 3, 2022")
    datetime.date(2022, 3, 3)
    >>> parse_date("yesterday") is parse_date("May 2023") is parse_date("2023-02-30") is None
    True
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, datetime):
        return within_range(value.date())
    if isinstance(value, date):
        return within_range(value)
    if not isinstance(value, str | int | float):
        return None
    found = parse_text(str(value)) if len(str(value)) <= LONGEST else None
    return within_range(found) if found else None


def within_range(day: date) -> date | None:
    """Return the day if a newspaper can have been published on it."""
    return day if OLDEST <= day <= date.today() + timedelta(days=DAYS_AHEAD) else None


@lru_cache(maxsize=8192)
def parse_text(text: str) -> date | None:
    """Return the day by the first reading that fits; a reading that fits and is impossible is final."""
    text = " ".join(re.sub("[\u200e\u200f\u202a-\u202e]", "", text).split())
    if text.casefold() in NOTHING:
        return None
    for read, pattern in READINGS:
        match = pattern.search(text)
        if match:
            return read(match)
    return read_foreign(text) if FOREIGN.match(text) else None


def read_named(match: re.Match[str]) -> date | None:
    """Return the day of a match with the groups year, month (a number or an English name) and day."""
    month = match["month"][:3].lower()
    number = int(month) if month.isdigit() else MONTHS.index(month) + 1
    return day_or_none(full_year(match["year"]), number, int(match["day"]))


def read_numeric(match: re.Match[str]) -> date | None:
    """Return the day of `10/12/2023` (month first unless impossible) or `12.10.2023` (day first)."""
    first, mark, second, year = match.groups()
    month, day = (second, first) if mark == "." else (first, second)
    if int(month) > 12:
        month, day = day, month
    return day_or_none(full_year(year), int(month), int(day))


def read_number(match: re.Match[str]) -> date | None:
    """Return the UTC day of seconds, milliseconds or microseconds since 1970."""
    seconds = int(match[1])
    while seconds >= 100_000_000_000:  # the year 5138 in seconds: so the unit is a thousandth
        seconds //= 1000
    return datetime.fromtimestamp(seconds, UTC).date() if seconds >= EARLIEST_EPOCH else None


def read_foreign(text: str) -> date | None:
    """Return the day written in another language, complete with day, month and year."""
    import dateparser  # takes 0.1 s to import and up to 2 s to load its languages

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = dateparser.parse(text, settings=FOREIGN_SETTINGS)
    return found.date() if found else None


def full_year(year: str) -> int:
    """Return the year with its century; two digits are read as POSIX does, 69 to 99 as 19xx."""
    number = int(year)
    if len(year) > 2:
        return number
    return number + (1900 if number >= 69 else 2000)


def day_or_none(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def compact_or_number(match: re.Match[str]) -> date | None:
    """Return the day of `20231012` or `20231012T0530`, else of a number of seconds since 1970."""
    compact = COMPACT.match(match[0])
    day = read_named(compact) if compact else None
    if day and within_range(day):
        return day
    number = NUMBER.fullmatch(match[0])
    return read_number(number) if number else None


READINGS: tuple[tuple[Callable[[re.Match[str]], date | None], re.Pattern[str]], ...] = (
    (read_named, YEAR_FIRST),
    (compact_or_number, re.compile(r"^\d+(?:\.\d+)?$|^\d{8}T[\d.]+(?:Z|[+-]\d\d:?\d\d)?$")),
    *((read_named, pattern) for pattern in WORDED),
    (read_numeric, NUMERIC),
)


def day_number(day: date | None) -> int:
    """Return the ordinal of a day, UNDATED if it is not known."""
    return day.toordinal() if day else UNDATED


def say_day(day: date) -> str:
    """Return a day as a reader says it.

    >>> say_day(date(2024, 9, 17))
    '17 September 2024'
    """
    return f"{day.day} {day:%B %Y}"
