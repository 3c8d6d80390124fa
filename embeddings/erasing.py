"""Erasing: articles out of every store, and a receipt of what each store says of them afterwards.

The receipt is made of questions to the stores, before and after, never of what was meant to be done. What no
question can find may still stand in the files as bytes; `compacting.py` writes those anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass

import numpy as np

from corpus.archive import Archive
from embeddings.indexes import Indexes
from embeddings.indexing import remove_articles

__all__ = ["Receipt", "Traces", "erase_articles"]


@dataclass(frozen=True, slots=True)
class Traces:
    """Hold how much of some articles each store has: rows of the archive, and passages in either index."""

    articles: int
    versions: int
    passages: int
    vectors: int
    words: int
    meaning: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Hold which articles were removed, which were not there, and what was found of them before and after."""

    removed: tuple[str, ...]
    missing: tuple[str, ...]
    before: Traces
    after: Traces

    @property
    def is_clean(self) -> bool:
        """Return whether nothing is found any more."""
        return not any(astuple(self.after))

    def as_json(self) -> dict[str, object]:
        """Return the receipt as `remove --json`."""
        return asdict(self)


def erase_articles(archive: Archive, keys: Sequence[str], indexes: Indexes) -> Receipt:
    """Erase articles from the archive and both indexes; the caller holds `archive.writer()`."""
    wanted = tuple(dict.fromkeys(keys))
    articles, passages = _numbers_of(archive, wanted)
    before = _traces(indexes, wanted, articles, passages)
    removed = tuple(remove_articles(archive, wanted, indexes))
    after = _traces(Indexes(archive, indexes.encoder), wanted, articles, passages)  # as they stand in their files
    gone = set(removed)
    return Receipt(removed, tuple(key for key in wanted if key not in gone), before, after)


def _numbers_of(archive: Archive, keys: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the numbers of articles and of all their passages."""
    among = "SELECT id FROM articles WHERE key IN (SELECT value FROM json_each(?))"
    query = f"SELECT p.id FROM passages p JOIN versions v ON v.id = p.version WHERE v.article IN ({among})"
    named = json.dumps(keys)
    articles = [row[0] for row in archive.connection().execute(among, (named,))]
    return articles, [row[0] for row in archive.connection().execute(query, (named,))]


def _traces(indexes: Indexes, keys: Sequence[str], articles: Sequence[int], passages: Sequence[int]) -> Traces:
    """Ask each store."""

    def count(table: str, column: str, values: Sequence[object]) -> int:
        query = f"SELECT count(*) FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))"
        return int(indexes.archive.connection().execute(query, (json.dumps(values),)).fetchone()[0])

    return Traces(
        articles=count("articles", "key", keys),
        versions=count("versions", "article", articles),
        passages=count("passages", "id", passages),
        vectors=count("vectors", "passage", passages),
        words=indexes.keywords.holding(passages),
        meaning=int(np.isin(indexes.vectors.ids, passages).sum()) if indexes.vectors else 0,
    )
