"""Stopping: how work in another thread is ended at its next safe point, with what was done by then kept.

Work asks at its safe points, where all that was taken up is stored whole. Nothing is interrupted in between.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from corpus.archive import Archive
from corpus.errors import ArchiveBusy

__all__ = ["Stop", "Stopped"]

LOOK_SECONDS = 0.25  # how often work that waits for another writer looks whether it is its turn, or is to stop

Thing = TypeVar("Thing")


class Stopped(Exception):
    """Someone has asked the work to stop."""


class Stop:
    """Ask work to end early, from any thread; `was_heeded` says whether that left something undone."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._lock = threading.Lock()
        self._at_once: list[Callable[[], None]] = []
        self.was_heeded = False

    def ask(self) -> None:
        """Let the work end at its next safe point, and do at once what `at_once` was given."""
        self._asked.set()
        with self._lock:
            calls, self._at_once = self._at_once, []
        for call in calls:
            call()

    def is_asked(self) -> bool:
        """Say whether somebody has asked."""
        return self._asked.is_set()

    def at_once(self, call: Callable[[], None]) -> None:
        """Have something called as soon as somebody asks: what cuts short that the work waits for the network."""
        with self._lock:
            self._at_once.append(call)
        if self.is_asked():
            self.ask()

    def heed(self) -> None:
        """Raise Stopped if somebody has asked; the work calls it at its safe points."""
        if self.is_asked():
            self.was_heeded = True
            raise Stopped

    def until(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """Yield things until somebody asks to stop."""
        for thing in things:
            if self.is_asked():
                self.was_heeded = True
                return
            yield thing

    def rest(self, seconds: float) -> bool:
        """Wait so long, or until somebody asks; return whether somebody has."""
        return self._asked.wait(seconds)

    def wait_for_turn(self, archive: Archive) -> None:
        """Return when nobody writes to an archive; raises Stopped if somebody asks to stop before that."""
        while True:
            self.heed()
            with contextlib.suppress(ArchiveBusy), archive.writer(wait=False):
                return
            self.rest(LOOK_SECONDS)
