"""Period: a span of days that articles must have been published in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.dates import say_day
from corpus.errors import QuestionError

__all__ = ["Period", "read_day"]


@dataclass(frozen=True, slots=True)
class Period:
    """Hold the first and the last day, both included; None leaves that side open.

    >>> str(Period(date(2023, 3, 1), date(2023, 5, 31)))
    '1 March 2023 to 31 May 2023'
    """

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise QuestionError(f"The period begins after it ends ({self.since} > {self.until}). Swap the two dates.")

    def __str__(self) -> str:
        if self.since and self.since == self.until:
            return f"on {say_day(self.since)}"
        if self.since and self.until:
            return f"{say_day(self.since)} to {say_day(self.until)}"
        if self.since:
            return f"since {say_day(self.since)}"
        return f"until {say_day(self.until)}" if self.until else "any time"

    def __bool__(self) -> bool:
        return bool(self.since or self.until)


def read_day(value: object, name: str) -> date | None:
    """Return the day of an ISO date (a time after it is ignored); None for None.

    Raises QuestionError that calls the value by its name.
    """
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise QuestionError(f"{name}: {str(value)[:40]!r} is not a date. Write it as YYYY-MM-DD.") from None
