"""VectorIndex: the nearest passages of a vector. The only door to FAISS.

Exact search over float16 rows: 20 ms for 250,000 passages on one core (IndexFlatIP: 29 ms, twice the memory).
The file is a cache of the archive's vectors; what belongs into it is decided in `indexes.py`. FAISS's type
stubs are those of its C++ methods, which its Python layer replaces: hence the ignores.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from corpus.errors import ArchiveError

__all__ = ["Hit", "VectorIndex"]


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold a passage's number and its score: higher is better, always."""

    passage_id: int
    score: float


class VectorIndex:
    """Hold unit vectors by passage number; scores are cosines."""

    def __init__(self, dimension: int) -> None:
        storage = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        self._index = faiss.IndexIDMap2(storage)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Return the length of one vector."""
        return int(self._index.d)

    @property
    def ids(self) -> NDArray[np.int64]:
        """Return the passage numbers that have a vector, in no particular order."""
        return np.asarray(faiss.vector_to_array(self._index.id_map), np.int64)

    def rows(self) -> NDArray[np.float32]:
        """Return the (n, d) float32 rows in the order of `ids`."""
        return np.asarray(self._index.index.reconstruct_n(0, len(self)), np.float32)

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Add (n, d) unit rows under n distinct numbers; a number that is there already is replaced."""
        if not len(ids):
            return
        known = np.intersect1d(ids, self.ids)  # FAISS would keep both rows
        self.remove(known)
        self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.asarray(ids, np.int64))

    def remove(self, ids: NDArray[np.int64]) -> None:
        """Forget passages; numbers without a vector are ignored."""
        if len(ids):
            self._index.remove_ids(np.asarray(ids, np.int64))  # type: ignore[arg-type]

    def search(self, query: NDArray[np.float32], count: int, allowed: NDArray[np.bool_] | None = None) -> list[Hit]:
        """Return the nearest passages of a (d,) vector, best first.

        `allowed[n]` says whether passage n may be returned, inside the search, so that a narrow filter still
        fills the list; numbers beyond its end may not.
        """
        params = None
        if allowed is not None:
            bits = np.packbits(allowed, bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[arg-type, call-arg]
            params = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        scores, ids = self._index.search(query.reshape(1, -1).astype(np.float32), count, params=params)
        found = zip(ids[0].tolist(), scores[0].tolist(), strict=True)
        return [Hit(number, score) for number, score in found if number >= 0]  # -1 pads a short list

    def save(self, path: Path) -> None:
        """Write the index to a file, all of it or nothing."""
        partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
        try:
            faiss.write_index(self._index, str(partial))
            os.replace(partial, path)
        except (RuntimeError, OSError) as error:
            reason = str(error).rpartition("(")[2].strip(" )\n")  # FAISS ends its story with what the system said
            raise ArchiveError(
                f"Cannot write {path}: {reason}. No article and no vector is lost. Check the folder's rights and "
                "space, then run the same command again."
            ) from error
        finally:
            partial.unlink(missing_ok=True)

    @classmethod
    def load(cls, path: Path) -> VectorIndex | None:
        """Return the index in a file, or None if there is none that can be used."""
        try:
            stored = faiss.read_index(str(path))
        except RuntimeError:  # missing, cut off, or of another kind
            return None
        if not isinstance(stored, faiss.IndexIDMap2):
            return None
        index = cls(stored.d)
        index._index = stored
        return index
