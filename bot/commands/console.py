"""Console: where every verb prints, and the options that several verbs share."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Annotated, Any

import typer
from rich.console import Console

__all__ = ["EncoderName", "Json", "err", "out", "print_json", "say_waiting"]

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

Json = Annotated[bool, typer.Option("--json", help="Print data as JSON, for programs.")]
EncoderName = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        metavar="NAME",
        help="A sentence-transformers model: a folder, or its name on the hub (fetched).",
    ),
]


def say_waiting() -> None:
    """Say that another process has the right to write."""
    err.print("Another process is writing to this archive; waiting for it to finish …", style="yellow")


def print_json(data: dict[str, Any]) -> None:
    """Print data as one line of JSON."""

    def plain(value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else str(value)

    sys.stdout.write(json.dumps(data, ensure_ascii=False, default=plain) + "\n")
    sys.stdout.flush()
