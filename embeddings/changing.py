"""Changing: another encoder for an archive, made beside the one in use and put in its place when it is complete.

Which encoder is being made is a fact of the archive, so a run that was stopped goes on with the passages that have
no vector of it yet. Up to the swap, one transaction, everybody goes on searching with the encoder in use. Its vectors
stay, so the way back embeds only what has come in since; `newsdesk compact` takes them away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.archive import Archive
from corpus.database import LOCK_SECONDS
from corpus.errors import EncoderError
from embeddings.encoder import Encoder, encoder_digest, load_encoder
from embeddings.indexes import Indexes
from embeddings.indexing import (
    PASSAGES_A_COMMIT,
    Progress,
    embed_passages,
    encoder_of,
    passage_for_encoder,
    rebuild_indexes,
)

__all__ = [
    "EncoderState",
    "Returned",
    "change_encoder",
    "choose_encoder",
    "drop_unneeded",
    "encoder_state",
    "roll_back",
]

# Facts of an archive, each "digest name"; the one in use is "encoder".
COMING, BEFORE = "encoder coming", "encoder before"
LOCK = "encoder.lock"  # one change at a time; articles come and go meanwhile

Named = tuple[str, str]  # name and digest


@dataclass(frozen=True, slots=True)
class EncoderState:
    """Hold the encoder in use, the one that is being made beside it, and the one to which there is a way back."""

    used: Named
    coming: Named | None
    before: Named | None


@dataclass(frozen=True, slots=True)
class Returned:
    """Hold the encoder in use after going back, the one left, and how many passages that embedded.

    `gave_up` says that a change under way was given up, and nothing else.
    """

    used: str
    left: str
    embedded: int
    gave_up: bool


def encoder_state(archive: Archive) -> EncoderState:
    """Return which encoders an archive knows."""
    return EncoderState(encoder_of(archive), _named(archive, COMING), _named(archive, BEFORE))


def choose_encoder(archive: Archive, name: str) -> str:
    """Set the encoder of an archive that is empty; return the name under which it is kept."""
    name = _lasting(name)
    if archive.is_empty():
        archive.set_fact("encoder", f"{encoder_digest(name)} {name}")
    return name


def change_encoder(
    archive: Archive,
    name: str,
    progress: Progress = lambda stage, done, total: None,
    on_wait: Callable[[], None] = lambda: None,
) -> int:
    """Embed all passages with another encoder and put it in use; return how many were embedded.

    Named the encoder in use, it makes both indexes again. The right to write is held only while vectors are stored
    and at the end, so articles come and go meanwhile.
    """
    name = _lasting(name)
    digest = encoder_digest(name)
    with archive.alone(LOCK, on_wait, LOCK_SECONDS):
        if digest == encoder_of(archive)[1]:
            with archive.writer(on_wait):
                archive.set_facts({"encoder": f"{digest} {name}", COMING: ""})
                return rebuild_indexes(archive, lambda: load_encoder(name), Indexes(archive, digest), progress)
        archive.set_fact(COMING, f"{digest} {name}")
        return _make_and_swap(archive, (name, digest), progress, on_wait)


def roll_back(
    archive: Archive,
    progress: Progress = lambda stage, done, total: None,
    on_wait: Callable[[], None] = lambda: None,
) -> Returned:
    """Give up a change that is not complete, or else put the encoder before in use again; return what was done.

    Raises EncoderError if there is neither, or if the weights of the encoder before are no longer the same.
    """
    with archive.alone(LOCK, on_wait, LOCK_SECONDS):
        state = encoder_state(archive)
        if state.coming:
            with archive.writer(on_wait):
                _give_up(archive, state.coming, state.before)
            return Returned(state.used[0], state.coming[0], 0, gave_up=True)
        if state.before is None:
            raise EncoderError(
                f"There is no encoder to go back to; {state.used[0]} stays in use. "
                "To change it: newsdesk rebuild --encoder NAME"
            )
        name, digest = state.before
        if encoder_digest(name) != digest:
            raise EncoderError(
                f"The weights of {name} are not those that this archive had before. "
                f"To embed anew with them: newsdesk rebuild --encoder {name}"
            )
        archive.set_fact(COMING, f"{digest} {name}")
        embedded = _make_and_swap(archive, state.before, progress, on_wait)
        return Returned(name, state.used[0], embedded, gave_up=False)


def _give_up(archive: Archive, coming: Named, before: Named | None) -> None:
    """Forget a change under way, and its vectors, unless they are those of the way back."""
    archive.set_fact(COMING, "")
    if coming != before:
        archive.drop_vectors(coming[1])


def drop_unneeded(archive: Archive, used: str) -> int:
    """Forget the vectors of all encoders but the one in use and the one being made; return how many there were.

    `used` is the digest of the one in use. After it there is no way back. The caller holds `archive.writer()`.
    """
    coming = _named(archive, COMING)
    kept = [used, *([coming[1]] if coming else [])]
    stored = {row[0] for row in archive.connection().execute("SELECT DISTINCT encoder FROM vectors")}
    if stored <= set(kept) and not archive.fact(BEFORE):  # nothing to write, which matters on a full disk
        return 0
    with archive.write() as (connection, _):
        marks = ",".join("?" * len(kept))
        gone = connection.execute(f"DELETE FROM vectors WHERE encoder NOT IN ({marks})", kept).rowcount
        connection.execute("DELETE FROM meta WHERE key = ?", (BEFORE,))
    return int(gone)


def _make_and_swap(archive: Archive, new: Named, progress: Progress, on_wait: Callable[[], None]) -> int:
    """Embed what an encoder has not embedded yet, store its index, and put it in use."""
    name, digest = new
    encoder = cache(lambda: load_encoder(name))
    done = _embed_beside(archive, digest, encoder, progress, on_wait)
    with archive.writer(on_wait):
        indexes = Indexes(archive, digest)
        done += embed_passages(archive, encoder, indexes, progress)  # what has come in meanwhile
        indexes.save_vectors()
        old_name, old_digest = encoder_of(archive)
        archive.set_facts({"encoder": f"{digest} {name}", BEFORE: f"{old_digest} {old_name}", COMING: ""})
        for file in indexes.files_of_others():  # the vectors themselves stay in the archive
            file.unlink(missing_ok=True)
    return done


def _embed_beside(
    archive: Archive, digest: str, encoder: Callable[[], Encoder], progress: Progress, on_wait: Callable[[], None]
) -> int:
    """Store the vectors of an encoder that is not in use yet; return how many. Newest passages first."""
    pending = archive.without_vector(digest)
    for first in range(0, len(pending), PASSAGES_A_COMMIT):
        progress("passages", first, len(pending))
        passages = archive.passages(pending[first : first + PASSAGES_A_COMMIT])
        vectors = encoder().encode_document([passage_for_encoder(passage) for passage in passages])
        with archive.writer(on_wait):
            archive.put_vectors(digest, [passage.id for passage in passages], vectors)
    if pending:
        progress("passages", len(pending), len(pending))
    return len(pending)


def _named(archive: Archive, fact: str) -> Named | None:
    digest, _, name = archive.fact(fact).partition(" ")
    return (name, digest) if name else None


def _lasting(name: str) -> str:
    """Return a name that means the same encoder wherever a process is started."""
    return str(Path(name).resolve()) if Path(name).is_dir() else name
