"""Keeping: the verbs that look after an archive."""

from __future__ import annotations

from dataclasses import asdict

import typer

from bot.commands.console import Json, out, print_json, say_waiting

__all__ = ["check"]

STYLES = {"good": "green", "heals": "yellow", "bad": "bold red"}


def check(context: typer.Context, as_json: Json = False) -> None:
    """Check all that must hold of an archive and its indexes; exit code 1 if something is bad."""
    from itertools import chain

    from corpus.archive import Archive
    from corpus.checking import check_archive
    from embeddings.checking import check_indexes
    from embeddings.indexing import encoder_of

    archive = Archive(context.obj)
    done = []
    with archive.writer(say_waiting):
        encoder = encoder_of(archive)[1]
        for found in chain(check_archive(archive, encoder), check_indexes(archive, encoder)):
            done.append(found)
            if not as_json:
                out.print(f"{found.state:<6}", style=STYLES[found.state], end="")
                out.print(f"{found.name:<12}{found.words}", markup=False, soft_wrap=True)
    is_good = all(found.state != "bad" for found in done)
    if as_json:
        print_json({"good": is_good, "checks": [asdict(found) for found in done]})
    raise typer.Exit(0 if is_good else 1)
