"""Indexes: the keyword and the vector index of one archive, kept in step with it.

Both are caches with a stamp that says which generation of the archive they have seen; `refresh` reads only
what came and went since, and whatever is missing, broken or from a crash is made again from the archive.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.archive import Archive
from corpus.dates import UNDATED, day_number
from corpus.errors import ArchiveError
from embeddings.keywords import KeywordIndex, KeywordRow
from embeddings.vectors import Hit, VectorIndex

__all__ = ["Indexes"]

ROWS_A_READ = 5_000  # passages taken from the archive at a time: some 10 MB of text


class Indexes:
    """Hold both indexes of an archive, and the arrays by passage number that filters use."""

    def __init__(self, archive: Archive, encoder_digest: str) -> None:
        self.archive = archive
        self.encoder = encoder_digest
        self.keywords = KeywordIndex(archive.folder / "keywords")
        self._file = archive.folder / f"vectors-{encoder_digest[:12]}.faiss"
        self._lock = threading.Lock()
        self.vectors, self._vector_generation = self._load_vectors()
        self._days = np.zeros(0, np.int32)
        self._outlets = np.zeros(0, np.int32)
        self._outlet_codes: dict[str, int] = {}
        self._column_generation = 0
        self._seen: tuple[object, ...] = ()

    # ── following the archive ───────────────────────────────────────────────────────────────────────

    def refresh(self) -> bool:
        """Take in what the archive has gained and lost; return whether there was anything."""
        seen = self.archive.generation, self.keywords.stamp()  # words are committed after their transaction
        if seen == self._seen:
            return False
        with self._lock:
            self._refresh_columns()
            self._refresh_vectors()
            self.keywords.reload()
            self._seen = seen
        return True

    def write_keywords(self, *, afresh: bool = False) -> None:
        """Bring the keyword index up to the archive; for the process that holds the right to write."""
        generation = self.archive.text_generation
        since = self.keywords.generation
        afresh = afresh or since > self.archive.generation  # of an archive that was put back to an older state
        since = 0 if afresh else since
        if since >= generation and not afresh:
            return
        ids = [row.id for row in self.archive.passages_since(since)]
        stale = [*self.archive.removed_since(since), *ids]
        self.keywords.update(self._keyword_rows(ids), stale, generation, afresh=afresh)

    def _keyword_rows(self, ids: Sequence[int]) -> Iterator[KeywordRow]:
        for first in range(0, len(ids), ROWS_A_READ):
            for passage in self.archive.passages(ids[first : first + ROWS_A_READ]):
                article = passage.article
                yield KeywordRow(passage.id, article.title, passage.text, article.published, article.outlet)

    def read_vectors_afresh(self) -> None:
        """Forget the vector index and take all vectors from the archive again; nothing is embedded."""
        with self._lock:
            self.vectors, self._vector_generation = None, 0
            self._refresh_vectors()

    def save_vectors(self) -> None:
        """Write the vector index beside the archive, so that the next start need not read all vectors."""
        with self._lock:
            self._refresh_vectors()
            if self.vectors is None:  # nothing is embedded, so a file would be of a state that is gone
                self._stamp_file.unlink(missing_ok=True)
                self._file.unlink(missing_ok=True)
                return
            self.vectors.save(self._file)
            partial = self._stamp_file.with_suffix(".partial")
            try:
                partial.write_text(f"{self._vector_generation} {len(self.vectors)}", "ascii")
                os.replace(partial, self._stamp_file)
            except OSError as error:
                raise ArchiveError(
                    f"Cannot write {self._stamp_file}: {error}. No vector is lost; make room."
                ) from error

    def files_of_others(self) -> list[Path]:
        """Return the vector files of encoders that the archive had before."""
        own = {self._file, self._stamp_file}
        return [file for file in self.archive.folder.glob("vectors-*") if file not in own]

    @property
    def vector_generation(self) -> int:
        """Return the archive's generation that the vector index has seen; 0 before any."""
        return self._vector_generation

    @property
    def _stamp_file(self) -> Path:
        return self._file.with_suffix(".stamp")

    def _load_vectors(self) -> tuple[VectorIndex | None, int]:
        """Return the stored index and its generation; nothing if file and stamp do not belong together."""
        try:
            generation, count = map(int, self._stamp_file.read_text("ascii").split())
        except (OSError, ValueError):
            return None, 0
        index = VectorIndex.load(self._file)
        fits = index is not None and len(index) == count and generation <= self.archive.generation
        return (index, generation) if fits else (None, 0)

    def _refresh_vectors(self) -> None:
        since = self._vector_generation
        generation = self.archive.generation
        ids, rows = self.archive.vectors_since(self.encoder, since)
        if len(ids) and self.vectors is None:
            self.vectors = VectorIndex(rows.shape[1])
        if self.vectors is not None:
            self.vectors.remove(np.array(self.archive.removed_since(since), np.int64))
            self.vectors.add(np.array(ids, np.int64), rows)
        self._vector_generation = generation

    def _refresh_columns(self) -> None:
        generation = self.archive.text_generation
        rows = self.archive.passages_since(self._column_generation)
        if rows:
            grown = rows[-1].id + 1 - len(self._days)
            self._days = np.pad(self._days, (0, max(grown, 0)))
            self._outlets = np.pad(self._outlets, (0, max(grown, 0)))
            ids = [row.id for row in rows]
            self._days[ids] = [day_number(row.published) for row in rows]
            self._outlets[ids] = [self._code(row.outlet) for row in rows]
        self._column_generation = generation

    def _code(self, outlet: str) -> int:
        return self._outlet_codes.setdefault(outlet, len(self._outlet_codes))

    # ── searching ───────────────────────────────────────────────────────────────────────────────────

    def nearest(
        self,
        vector: NDArray[np.float32],
        count: int,
        since: date | None = None,
        until: date | None = None,
        outlets: Collection[str] = (),
    ) -> list[Hit]:
        """Return the passages nearest to a (d,) vector, best cosine first; nothing before any is embedded.

        `since` and `until` are inclusive, and leave undated passages out; empty `outlets` means any.
        """
        with self._lock:  # FAISS must not search while `refresh` in another thread adds or removes
            if self.vectors is None:
                return []
            return self.vectors.search(vector, count, self._allowed(since, until, outlets))

    def _allowed(self, since: date | None, until: date | None, outlets: Collection[str]) -> NDArray[np.bool_] | None:
        """Return for each passage number whether a filter lets it pass; None where there is no filter."""
        if not (since or until or outlets):
            return None
        passes = np.ones(len(self._days), bool)
        if since or until:
            passes &= self._days >= (since.toordinal() if since else UNDATED + 1)
        if until:
            passes &= self._days <= until.toordinal()
        if outlets:
            codes = [self._outlet_codes[name] for name in outlets if name in self._outlet_codes]
            passes &= np.isin(self._outlets, codes)
        return passes

    def days(self, ids: Sequence[int]) -> NDArray[np.int32]:
        """Return the days (`date.toordinal`, 0 if unknown) on which passages were published."""
        known = np.asarray(ids, np.int64)
        inside = known < len(self._days)  # a passage may be newer than the last refresh
        return np.where(inside, self._days[np.where(inside, known, 0)] if len(self._days) else 0, UNDATED)
