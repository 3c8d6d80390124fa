"""Console: where every verb prints, and the options that several verbs share."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

if TYPE_CHECKING:
    from bot.period import Period

__all__ = [
    "DEFAULT_READER",
    "AllowedHosts",
    "EncoderName",
    "Json",
    "Outlets",
    "ReaderName",
    "Since",
    "Until",
    "err",
    "out",
    "period_of",
    "print_json",
    "say_waiting",
    "stand_back",
]

NICENESS = 10  # a tenth of the processor's time where others want it, all of it where nobody does

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

AllowedHosts = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-host",
        metavar="NAME",
        help="Fetch from this host even if it is on a private network; may be repeated.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print data as JSON, for programs.")]
EncoderName = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        metavar="NAME",
        help="A sentence-transformers model: a folder, or its name on the hub (fetched).",
    ),
]

ReaderName = Annotated[
    str,
    typer.Option(
        "--reader",
        metavar="NAME",
        envvar="NEWSDESK_READER",
        help='What reads the passages: "newsdesk" (trained, shipped), "off", a folder with a question-answering '
        "model of transformers, or its name on the hub (fetched).",
    ),
]
DEFAULT_READER = "newsdesk"

Since = Annotated[str | None, typer.Option(metavar="DATE", help="Only articles from this day on (YYYY-MM-DD).")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Only articles up to this day (YYYY-MM-DD).")]
Outlets = Annotated[
    list[str] | None, typer.Option("--outlet", metavar="NAME", help="Only this outlet; may be repeated.")
]


def say_waiting() -> None:
    """Say that another process has the right to write."""
    err.print("Another process is writing to this archive; waiting for it to finish …", style="yellow")


def stand_back() -> None:
    """Let other processes go first from now on: whoever asks meanwhile is answered before articles are embedded."""
    with contextlib.suppress(AttributeError, OSError):  # Windows has no such call; some containers forbid it
        os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))


def print_json(data: dict[str, Any]) -> None:
    """Print data as one line of JSON."""

    def plain(value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else str(value)

    sys.stdout.write(json.dumps(data, ensure_ascii=False, default=plain) + "\n")
    sys.stdout.flush()


def period_of(since: str | None, until: str | None) -> Period | None:
    """Return the period that two options name; None if they name none."""
    from bot.period import Period, read_day

    return Period(read_day(since, "--since"), read_day(until, "--until")) if since or until else None
