"""Moving: the verbs that make one file of an archive, and an archive of such a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.console import Json, err, out, print_json, say_waiting

__all__ = ["export_file", "import_file"]

FileName = Annotated[Path, typer.Argument(metavar="FILE", help="The file: a zip, described in corpus/moving.py.")]


def export_file(context: typer.Context, file: FileName, as_json: Json = False) -> None:
    """Write the whole archive into one file: all texts and versions, vectors, and what is remembered of the web."""
    from corpus.archive import Archive
    from corpus.moving import export_archive
    from embeddings.indexing import encoder_of

    archive = Archive(context.obj)
    done = export_archive(archive, encoder_of(archive), file)
    if as_json:
        print_json(done)
    else:
        size = file.stat().st_size
        out.print(f"Exported {done['articles']:,} articles with {done['embedded']:,} vectors: {size:,} bytes.")


def import_file(context: typer.Context, file: FileName, as_json: Json = False) -> None:
    """Make an archive of such a file in a new folder; only passages that had no vector are embedded."""
    from bot.terminal import progress_bars
    from corpus.moving import import_archive
    from embeddings.encoder import load_encoder
    from embeddings.indexes import Indexes
    from embeddings.indexing import encoder_of, rebuild_indexes

    archive = import_archive(file, context.obj)
    with archive.writer(say_waiting), progress_bars(err) as progress:
        name, digest = encoder_of(archive)
        embedded = rebuild_indexes(archive, lambda: load_encoder(name), Indexes(archive, digest), progress)
    articles = archive.count()
    if as_json:
        print_json({"articles": articles, "embedded": embedded})
    else:
        out.print(f"Imported {articles:,} articles; {embedded:,} passages were embedded.")
