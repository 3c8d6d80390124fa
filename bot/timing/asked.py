"""TimeAsked: the time that a question means, and the words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.period import Period

__all__ = ["TimeAsked"]


@dataclass(frozen=True, slots=True)
class TimeAsked:
    """Hold what a question says about time; all empty where it says nothing."""

    period: Period | None = None  # the days in which an article must have been published
    content: tuple[Period, ...] = ()  # days that the question is about: to be preferred, never a reason to exclude
    cutoff: date | None = None  # the last day that counts, whatever else is said: "as of 5 January 2024"
    fresh: bool = False  # the newest evidence is wanted
    phrase: tuple[int, int] | None = None  # the words of the question that were read as the period, end exclusive
