"""Journal: the log of a served archive as JSON lines, one event a line, without what readers asked unless wanted.

A line has `at` (UTC), `level`, `event` and the event's own fields. Of an error it has the kind and the lines of code
that it went through, but not its message, which may repeat a question or an article.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from corpus.errors import NewsdeskError

__all__ = ["start_journal"]

PRIVATE = ("question",)  # fields that only stand in the log if asked for


class JsonLines(logging.Formatter):
    """Write a record as one line of JSON."""

    def __init__(self, questions: bool) -> None:
        super().__init__()
        self._left_out = () if questions else PRIVATE

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": at, "level": record.levelname.lower(), "event": record.getMessage()}
        fields = getattr(record, "fields", {})
        line |= {name: value for name, value in fields.items() if name not in self._left_out}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["code"] = [f"{one.filename}:{one.lineno}" for one in traceback.extract_tb(record.exc_info[2])]
        return json.dumps(line, ensure_ascii=False, default=str)


def start_journal(file: Path, questions: bool = False) -> None:
    """Write what happens from now on to a file that only its owner can read, or to standard error if it is `-`."""
    try:
        handler = logging.StreamHandler(sys.stderr if str(file) == "-" else _open(file))
    except OSError as error:
        raise NewsdeskError(f"Cannot write the log {file}: {error.strerror}. Name another file.") from None
    handler.setFormatter(JsonLines(questions))
    log = logging.getLogger("newsdesk")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False


def _open(file: Path) -> TextIO:
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8")
