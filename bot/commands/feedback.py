"""Feedback: the verb that lists what visitors think of answers."""

from __future__ import annotations

from dataclasses import asdict

import typer

from bot.commands.console import Json, out, print_json

__all__ = ["feedback"]


def feedback(context: typer.Context, as_json: Json = False) -> None:
    """List what visitors of the page thought of answers, and why, the newest first; --json: one a line."""
    from bot.keeping import verdicts
    from corpus.archive import Archive

    found = verdicts(Archive(context.obj))
    for one in found:
        if as_json:
            print_json(asdict(one))
            continue
        out.print(f"{one.at[:10]}  {one.verdict:<5}{one.question}", markup=False, soft_wrap=True)
        for words in (one.reason, one.quote and f"“{one.quote}”", one.url):
            if words:
                out.print(f"{'':17}{words}", markup=False, soft_wrap=True)
    if not found and not as_json:
        out.print("No one has said yet what they think of an answer.")
