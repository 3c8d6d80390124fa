"""Checking: whether both indexes hold just what the archive holds. It changes nothing, and heals nothing.

An index that a crash left behind the archive is not broken: it says how far it has come, and holds all that
the archive had then, and nothing that the archive has not had since.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.archive import Archive
from corpus.checking import Check, judged
from corpus.errors import ArchiveError
from embeddings.changing import encoder_state
from embeddings.indexes import Indexes
from embeddings.segments import damaged_files

__all__ = ["check_indexes", "left_behind"]

_REBUILD = "Make it again from the archive: newsdesk rebuild."
# What a killed process was about to put in place: ours, ours, the visits', tantivy's.
LEFT_BEHIND = ("*.partial", "keywords/*.partial", "*.new", "keywords/.tmp*")


def check_indexes(archive: Archive, encoder: str) -> Iterator[Check]:
    """Yield how the index of words, that of vectors, the encoder and the other files stand; the caller may write."""
    indexes = Indexes(archive, encoder)
    yield _check_words(archive, indexes)
    yield _check_meaning(archive, indexes)
    yield _check_encoder(archive)
    left = {*left_behind(archive.folder), *indexes.files_of_others()}
    words = f"{len(left):,} left by a process that was stopped; newsdesk compact takes them away"
    yield Check("files", "heals" if left else "good", words if left else "nothing was left behind")


def left_behind(folder: Path) -> list[Path]:
    """Return the files in an archive's folder that a process was writing when it was stopped; the caller may write."""
    return sorted({file for pattern in LEFT_BEHIND for file in folder.glob(pattern)})


def _check_words(archive: Archive, indexes: Indexes) -> Check:
    generation = indexes.keywords.generation
    now = archive.text_generation
    if not generation:
        return _to_come("words", len(archive.passages_since(0)))
    damaged = damaged_files(indexes.keywords.folder)
    if damaged:
        return judged("words", [f"{name} is damaged" for name in damaged], "", _REBUILD)
    try:
        held = indexes.keywords.ids()
    except ArchiveError as error:
        return Check("words", "bad", str(error))
    passages = [row.id for row in archive.passages_since(0)]
    fresh = [row.id for row in archive.passages_since(generation)]
    return _compare("words", held, passages, fresh, archive.removed_since(generation), generation < now)


def _check_meaning(archive: Archive, indexes: Indexes) -> Check:
    ids, rows = archive.vectors_since(indexes.encoder, 0)
    index, generation = indexes.vectors, indexes.vector_generation
    if index is None:
        return _to_come("meaning", len(ids))
    fresh, _ = archive.vectors_since(indexes.encoder, generation)
    removed = archive.removed_since(generation)
    found = _compare("meaning", index.ids.tolist(), ids, fresh, removed, bool(fresh or removed))
    if found.state == "bad":
        return found
    wrong = _different(index.ids, index.rows(), np.array(ids, np.int64), rows) - set(fresh)
    if wrong:
        return judged("meaning", [f"{len(wrong):,} vectors are not those of the archive"], "", _REBUILD)
    return found


def _check_encoder(archive: Archive) -> Check:
    """Return which encoder is in use, and how far another one is that is being made beside it."""
    state = encoder_state(archive)
    used = f"{state.used[0]} is in use"
    if state.coming:
        name, digest = state.coming
        total = len(archive.passages_since(0))
        done = total - len(archive.without_vector(digest))
        words = f"{name} is being made beside it, {done:,} of {total:,} passages so far: newsdesk rebuild --encoder "
        return Check("encoder", "heals", f"{used}; {words}{name} goes on, newsdesk rebuild --rollback gives it up")
    back = f"; newsdesk rebuild --rollback goes back to {state.before[0]}" if state.before else ""
    return Check("encoder", "good", f"{used}{back}")


def _different(
    held: NDArray[np.int64], rows: NDArray[np.float32], ids: NDArray[np.int64], expected: NDArray[np.float32]
) -> set[int]:
    """Return the numbers that stand in both, with other vectors."""
    both, here, there = np.intersect1d(held, ids, assume_unique=True, return_indices=True)
    if not len(both) or rows.shape[1] != expected.shape[1]:
        return set(both.tolist())
    return set(both[(rows[here] != expected[there]).any(axis=1)].tolist())


def _to_come(name: str, count: int) -> Check:
    """Return the check of an index that is not there: it is made when the archive is next opened."""
    words = f"no index that can be read; the next start makes it, of {count:,} passages" if count else "none yet"
    return Check(name, "heals" if count else "good", words)


def _compare(
    name: str, held: list[int], passages: list[int], fresh: list[int], removed: list[int], is_behind: bool
) -> Check:
    """Return the check of an index that holds some passages, as of a generation after which some came and went."""
    have, fresh_set = set(held), set(fresh)
    missing = set(passages) - fresh_set - have
    surplus = have - set(passages) - set(removed)
    doubled = len(held) - len(have)
    wrong = [
        f"{count:,} passages {words}"
        for count, words in (
            (len(missing), "are missing"),
            (len(surplus), "are held that the archive does not have"),
            (doubled, "are held twice"),
        )
        if count
    ]
    if wrong or not is_behind:
        return judged(name, wrong, f"{len(have):,} passages, just those of the archive", _REBUILD)
    late = f"{len(fresh_set - have):,} to take in, {len(have & set(removed)):,} to forget"
    return Check(name, "heals", f"{len(have):,} passages, behind the archive: {late} when it is next opened")
