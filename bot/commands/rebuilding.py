"""Rebuilding: the verb that makes the indexes again, with another encoder too, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.console import EncoderName, Json, err, out, print_json, say_waiting, stand_back
from corpus.errors import NewsdeskError

if TYPE_CHECKING:
    from corpus.archive import Archive
    from embeddings.changing import Returned
    from embeddings.indexing import Progress

__all__ = ["rebuild"]

Rollback = Annotated[
    bool,
    typer.Option(
        "--rollback", help="Go back to the encoder before, or give up a change of encoder that is not complete."
    ),
]


def rebuild(
    context: typer.Context, encoder: EncoderName = None, rollback: Rollback = False, as_json: Json = False
) -> None:
    """Make both indexes again from the archive; with --encoder, embed with another model and change to it.

    Up to the change, questions go on being answered with the encoder in use; run again, it goes on where it stopped.
    """
    from bot.terminal import progress_bars
    from corpus.archive import Archive
    from embeddings.changing import change_encoder, encoder_state, roll_back

    if encoder and rollback:
        raise NewsdeskError("Give --encoder to change to a model, or --rollback to go back; not both.")
    stand_back()
    archive = Archive(context.obj)
    returned = None
    with progress_bars(err) as progress:
        if rollback:
            returned = roll_back(archive, progress, say_waiting)
            embedded = returned.embedded
        elif encoder:
            embedded = change_encoder(archive, encoder, progress, say_waiting)
        else:
            embedded = _make_again(archive, progress)
    passages = archive.stats()["passages"]
    used = encoder_state(archive).used[0]
    if as_json:
        print_json({"passages": passages, "embedded": embedded, "encoder": used})
    elif returned:
        out.print(_said_of(returned), markup=False, soft_wrap=True)
    else:
        out.print(f"Rebuilt the indexes of {passages:,} passages; {embedded:,} were embedded.")
        if encoder:
            out.print(f"In use now: {used}. The way back: newsdesk rebuild --rollback", markup=False, soft_wrap=True)


def _make_again(archive: Archive, progress: Progress) -> int:
    from embeddings.encoder import load_encoder
    from embeddings.indexes import Indexes
    from embeddings.indexing import encoder_of, rebuild_indexes

    with archive.writer(say_waiting):
        name, digest = encoder_of(archive)
        return rebuild_indexes(archive, lambda: load_encoder(name), Indexes(archive, digest), progress)


def _said_of(returned: Returned) -> str:
    if returned.gave_up:
        return f"The change to {returned.left} was given up; {returned.used} stays in use."
    return f"In use again: {returned.used}, instead of {returned.left}; {returned.embedded:,} passages were embedded."
