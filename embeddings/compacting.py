"""Compacting: an archive's files written anew, so that they hold what it holds and not a byte more.

SQLite closes its gaps and empties its log; both indexes are made again from it, because tantivy keeps the
words of a passage that was removed until it happens to merge their segment. Nothing is embedded.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.archive import Archive
from corpus.errors import ArchiveError
from embeddings.changing import drop_unneeded
from embeddings.checking import left_behind
from embeddings.indexes import Indexes
from embeddings.stats import size_on_disk

__all__ = ["Compacted", "compact_archive"]


@dataclass(frozen=True, slots=True)
class Compacted:
    """Hold how many bytes the archive's files had before and have now, and how many files were taken away."""

    before: int
    after: int
    files: int


def compact_archive(archive: Archive, indexes: Indexes) -> Compacted:
    """Write all files anew, and take away what nothing needs; the caller holds `archive.writer()`.

    The vectors of the encoder before go too, and with them the way back to it.
    A crash at any instant leaves an archive that can be used, and to be compacted again. Raises ArchiveError
    if a reader kept the log from being emptied.
    """
    before = size_on_disk(archive.folder)
    drop_unneeded(archive, indexes.encoder)
    is_empty = archive.vacuum()
    indexes.write_keywords(afresh=True)
    indexes.keywords.release()
    indexes.read_vectors_afresh()
    indexes.save_vectors()
    useless = {*left_behind(archive.folder), *indexes.files_of_others()}
    for file in useless:
        file.unlink(missing_ok=True)
    if not is_empty and not archive.empty_log():
        raise ArchiveError(
            "Someone read the archive so long that its log could not be emptied; it may still hold text that was "
            "removed. Try again: newsdesk compact"
        )
    return Compacted(before, size_on_disk(archive.folder), len(useless))
