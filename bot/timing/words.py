"""Words: the names of months, weekdays and numbers, as patterns and as what they stand for."""

from __future__ import annotations

import re

from corpus.dates import MONTHS

__all__ = [
    "BEFORE_SPAN", "BEHIND_SPAN", "COUNT", "DAY", "MONTH", "ORDINALS", "PART_OF_DAY", "SEASON", "SPAN", "WEEKDAY",
    "WEEKDAYS", "WEEKDAY_SHORT", "YEAR",
    "any_of", "count_of", "month_of",
]  # fmt: skip

MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:1[5-9]|20)[0-9]{2}"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
WEEKDAY_SHORT = r"(?:mon|tues?|weds?|thurs?|thu|fri|sat|sun)\b\.?"
PART_OF_DAY = r"(?:(?:late )?(?:morning|afternoon|evening|night)|lunchtime|noon|midday)"
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}

_SMALL = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBERS = {word: number for number, word in enumerate(_SMALL, start=1)} | {
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90,
    "a": 1, "an": 1, "a dozen": 12, "half a dozen": 6,
}  # fmt: skip
# What does not say exactly how many: the least and the most that are meant.
_VAGUE = {"a couple of": (2, 3), "couple of": (2, 3), "a few": (2, 6), "few": (2, 6), "several": (3, 9)}
COUNT = rf"(?:[0-9]{{1,4}}|{'|'.join(sorted([*_NUMBERS, *_VAGUE], key=len, reverse=True))})"
SPAN = r"(?:day|week|month|quarter|year|decade)"
BEHIND_SPAN, BEFORE_SPAN = r"(?:before|after|earlier|later)", r"(?:previous|preceding|following)"  # "a year later"


def month_of(name: str) -> int:
    """Return the number of a month, 1 to 12."""
    return MONTHS.index(name[:3].lower()) + 1


def count_of(words: str) -> tuple[int, int]:
    """Return the least and the most that a count may mean.

    >>> count_of("three"), count_of("a few")
    ((3, 3), (2, 6))
    """
    words = " ".join(words.lower().split())
    if words in _VAGUE:
        return _VAGUE[words]
    number = _NUMBERS.get(words) or int(words)
    return number, number


def any_of(*words: str, at_end: bool = False) -> re.Pattern[str]:
    """Return a pattern for any of some words, in any case, where a blank stands for any white space.

    With `at_end` it only fits right before a time, at the end of the text up to there.
    """
    pattern = rf"\b(?:{'|'.join(words)})\b".replace(" ", r"\s+") + (r"\s*$" if at_end else "")
    return re.compile(pattern, re.IGNORECASE)
