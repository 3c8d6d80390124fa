"""Watched: what a `newsdesk watch` says of itself while it runs, in a file beside the archive, for the page to show.

Each watch holds a lock of the operating system beside its file, so that one that was killed is told from one that
runs. The file goes when the watch ends; what a killed one left goes with the next start.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

__all__ = ["Notice", "Watch", "WatchedSource", "read_watches"]

FILES = "watch-*.json"
_TIMES = ("looked", "news", "again")


@dataclass(frozen=True, slots=True)
class WatchedSource:
    """Hold how one source stands: when it was looked at last, what came when, why it failed, when it is its turn.

    `added` and `replaced` count what came at `news`, the last time that anything did.
    """

    name: str
    looked: datetime | None = None
    news: datetime | None = None
    added: int = 0
    replaced: int = 0
    reason: str = ""
    again: datetime | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """Hold one watch: since when it runs, how often it looks (in seconds), and at what; `id` tells it from others."""

    since: datetime
    every: float
    sources: tuple[WatchedSource, ...]
    is_running: bool = True
    id: str = ""


class Notice:
    """Keep the file of a watch that runs; where it cannot be written, the watch goes on without."""

    def __init__(self, folder: Path) -> None:
        self.id = secrets.token_hex(4)
        self._file = folder / f"watch-{self.id}.json"
        self._lock = FileLock(_lock_of(self._file))
        with contextlib.suppress(OSError, Timeout):
            _take_away_dead(folder)
            self._lock.acquire(timeout=0)

    def write(self, since: datetime, every: float, sources: Sequence[WatchedSource]) -> None:
        """Say how the watch stands now."""
        rows = [{name: _written(value) for name, value in asdict(source).items()} for source in sources]
        whole = {"since": since.isoformat(), "every": every, "sources": rows}
        partial = self._file.with_suffix(".partial")
        with contextlib.suppress(OSError):
            partial.write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
            os.replace(partial, self._file)

    def close(self) -> None:
        """Take the file away: the watch has ended."""
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)
            self._lock.release()
            _lock_of(self._file).unlink(missing_ok=True)


def read_watches(folder: Path) -> list[Watch]:
    """Return the watches of an archive's folder, longest running first; a file that cannot be read is none."""
    found = []
    for file in folder.glob(FILES):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            found.append(_read(file))
    return sorted(found, key=lambda watch: watch.since)


def _read(file: Path) -> Watch:
    whole = json.loads(file.read_text("utf-8"))
    sources = tuple(WatchedSource(**{**row, **{name: _time(row[name]) for name in _TIMES}}) for row in whole["sources"])
    since, number = datetime.fromisoformat(whole["since"]), file.stem.removeprefix("watch-")
    return Watch(since, float(whole["every"]), sources, not _is_dead(file), number)


def _time(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _lock_of(file: Path) -> Path:
    return file.with_suffix(".lock")


def _is_dead(file: Path) -> bool:
    """Say whether nobody holds the lock of a watch."""
    lock = FileLock(_lock_of(file))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    lock.release()
    return True


def _take_away_dead(folder: Path) -> None:
    for file in folder.glob(FILES):
        if _is_dead(file):
            file.unlink(missing_ok=True)
            _lock_of(file).unlink(missing_ok=True)
