"""Expression: words that name days, wherever they stand in a question, whatever their part in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from bot.timing.days import Days, Yearly, latest

__all__ = ["Expression", "Rule", "Unit", "adverb", "pattern", "yearless"]


class Unit(IntEnum):
    """How long a time is; the order counts."""

    DAY = 1
    WEEKEND = 2
    WEEK = 3
    MONTH = 4
    SEASON = 5  # and quarters and halves of a year
    YEAR = 6
    DECADE = 7


@dataclass(frozen=True, slots=True)
class Expression:
    """Hold the days that some words name, and what else the words say about them."""

    days: Days
    unit: Unit
    start: int = 0  # offsets into the question
    end: int = 0
    bare: bool = False  # stands without a preposition: "last week", "Monday"
    modifies: bool = True  # can be part of a name: "the 2024 budget", "Friday Night Lights"; "last week" cannot
    running: bool = False  # reaches up to today by its meaning: "this year", "the past ten days"
    earlier: Days | None = None  # another reading, long before: "last summer"
    yearly: Yearly | None = None  # names no year


# What finds expressions of one form: the words, and what they mean for today. `ahead` is true in a
# question about the future, where "in May" is the May to come.
Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date, bool], Expression | None]]


def pattern(words: str) -> re.Pattern[str]:
    """Return a pattern for whole words in any case, where a blank stands for any white space."""
    return re.compile(rf"(?<![\w$€£#,'’])(?<![0-9a-z]\.)(?:{words})(?!\w|[.,]\d)".replace(" ", r"\s+"), re.IGNORECASE)


def yearless(yearly: Yearly, unit: Unit, today: date, ahead: bool) -> Expression | None:
    """Return the nearest past one of what comes every year (the next one, where the question looks ahead)."""
    days = latest(yearly, today, ahead=ahead)
    return Expression(days, unit, yearly=yearly) if days else None


def adverb(days: Days, unit: Unit, *, running: bool = False, earlier: Days | None = None) -> Expression:
    """Return what stands without a preposition and is never part of a name: "last week", "this summer"."""
    return Expression(days, unit, bare=True, modifies=False, running=running, earlier=earlier)
