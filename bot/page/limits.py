"""Limits: how often one visitor may ask, and how often a wrong password may be tried."""

from __future__ import annotations

import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from corpus.errors import NewsdeskError

__all__ = ["Limits", "TooOften"]

WRONG_A_NAME = 5  # wrong passwords a minute for one name from one address
WRONG_AN_ADDRESS = 20  # and for all names together, which several people behind one address may share


class TooOften(NewsdeskError):
    """A visitor asks, or tries passwords, faster than is allowed; `seconds` says when to come back."""

    def __init__(self, what: str, seconds: int) -> None:
        super().__init__(f"{what} Try again in {seconds} {'second' if seconds == 1 else 'seconds'}.")
        self.seconds = seconds


class Limits:
    """Count what visitors do within the last minute. Safe to share between threads.

    `questions` is how many one visitor may ask a minute, None any number.
    """

    def __init__(self, questions: int | None = None) -> None:
        self._windows = MovingWindowRateLimiter(MemoryStorage())
        self._questions = questions

    def count_question(self, visitor: str) -> None:
        """Count a question; raises TooOften if the visitor has to wait."""
        if self._questions is None:
            return
        item = RateLimitItemPerMinute(self._questions)
        if not self._windows.hit(item, "question", visitor):
            raise TooOften(f"More than {self._questions} questions a minute.", self._wait(item, "question", visitor))

    def check_passwords(self, name: str, address: str) -> None:
        """Raise TooOften where too many wrong passwords were tried of late."""
        for item, keys in _wrong(name, address):
            if not self._windows.test(item, *keys):
                raise TooOften("Too many wrong passwords.", self._wait(item, *keys))

    def count_wrong(self, name: str, address: str) -> None:
        """Count a wrong password."""
        for item, keys in _wrong(name, address):
            self._windows.hit(item, *keys)

    def _wait(self, item: RateLimitItemPerMinute, *keys: str) -> int:
        return max(1, round(self._windows.get_window_stats(item, *keys).reset_time - time.time()))


def _wrong(name: str, address: str) -> list[tuple[RateLimitItemPerMinute, tuple[str, ...]]]:
    return [
        (RateLimitItemPerMinute(WRONG_A_NAME), ("wrong", name, address)),
        (RateLimitItemPerMinute(WRONG_AN_ADDRESS), ("wrong", address)),
    ]
