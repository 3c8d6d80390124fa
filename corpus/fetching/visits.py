"""Visits: what is remembered of each address, so that nothing unchanged is fetched a second time.

A cache beside the archive, in one JSON file: validators, never text. It is written after the articles are
stored; what a crash leaves out of it is only fetched again.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

__all__ = ["Visit", "Visits", "seen_again", "visit_now"]

NAME = "fetched.json"
FORMAT = 1
RECHECK = 86_400.0  # seconds; articles are corrected without a word in the feed, so each is asked for once a day
MARKS = 4  # an address seldom stands in more feeds
FORGOTTEN = 90 * 86_400.0  # seconds; an address that no feed has named for so long will hardly come back


@dataclass(frozen=True, slots=True)
class Visit:
    """Hold what one fetching of an address left behind.

    `marks` is what feeds and sitemaps said of it, the newest first, `key` the identity of the article that it
    gave ("" if none), `from_feed` whether the text was the feed's own, `at` the time in seconds since 1970.
    """

    etag: str = ""
    modified: str = ""
    marks: tuple[str, ...] = ()
    key: str = ""
    from_feed: bool = False
    at: float = 0.0

    @property
    def conditions(self) -> dict[str, str]:
        """Return the headers that ask for an answer only if something has changed."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in headers.items() if value}

    @property
    def is_recent(self) -> bool:
        """Return whether the address was asked so lately that it need not be asked without a reason."""
        return 0 <= time.time() - self.at < RECHECK


class Visits:
    """Remember visits to addresses; `keep` notes them, `save` writes them beside the archive."""

    def __init__(self, folder: Path, holds: Callable[[str], bool] = lambda key: True) -> None:
        """Read the file of a folder; `holds` says whether the archive still has an article."""
        self._file = folder / NAME
        self._new: dict[str, Visit] = {}
        self._known = _read(self._file)
        self._removed = {visit.key for visit in self._known.values() if visit.key and not holds(visit.key)}

    def of(self, address: str) -> Visit | None:
        """Return the last visit to an address, or None."""
        return self._new.get(address) or self._known.get(address)

    def is_removed(self, visit: Visit | None) -> bool:
        """Return whether the article of a visit was taken out of the archive since."""
        return visit is not None and visit.key in self._removed

    def is_fresh(self, visit: Visit | None, mark: str) -> bool:
        """Return whether an address need not be asked: its list says nothing new of it, and it was asked today."""
        return visit is not None and mark in visit.marks and visit.is_recent

    def keep(self, visits: Mapping[str, Visit]) -> None:
        """Remember visits whose articles are stored now."""
        self._new.update(visits)
        self._removed.difference_update(visit.key for visit in visits.values())

    def save(self) -> None:
        """Write the file in one swap, beside what other processes wrote since; the caller may write."""
        if not self._new:
            return
        oldest = time.time() - FORGOTTEN
        self._known = {**_read(self._file), **self._new}
        kept = {address: asdict(visit) for address, visit in self._known.items() if visit.at > oldest}
        draft = self._file.with_suffix(".new")
        draft.write_text(json.dumps({"format": FORMAT, "visits": kept}), "utf-8")
        os.replace(draft, self._file)
        self._new = {}


def visit_now(headers: Mapping[str, str], mark: str, key: str = "", before: Visit | None = None) -> Visit:
    """Return the visit that an answer with these headers makes; `before` is the visit before it."""
    marks = _with_mark(before, mark)
    return Visit(headers.get("etag", ""), headers.get("last-modified", ""), marks, key, at=time.time())


def seen_again(visit: Visit, mark: str) -> Visit:
    """Return the visit to an address that has not changed."""
    return replace(visit, marks=_with_mark(visit, mark), at=time.time())


def _with_mark(visit: Visit | None, mark: str) -> tuple[str, ...]:
    """Return the marks of a visit with one more; several feeds may name an address, each in its own words."""
    known = visit.marks if visit else ()
    return (mark, *(other for other in known if other != mark))[:MARKS]


def _read(file: Path) -> dict[str, Visit]:
    """Return the visits of a file; none if it is missing, damaged or of another format."""
    with contextlib.suppress(OSError, ValueError, TypeError, AttributeError, KeyError):
        found = json.loads(file.read_text("utf-8"))
        if found["format"] == FORMAT:
            return {address: _visit_of(fields) for address, fields in found["visits"].items()}
    return {}


def _visit_of(fields: dict[str, Any]) -> Visit:
    return Visit(**{**fields, "marks": tuple(fields["marks"])})
