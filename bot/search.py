"""Search: the passages that may answer a question, by words and by meaning together.

Date and outlet filters work inside both searches, never after them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.period import Period
from corpus.passage import Passage
from embeddings.fusion import fuse
from embeddings.indexes import Indexes
from embeddings.vectors import Hit

__all__ = ["Found", "find_passages", "rank_passages"]

CANDIDATES = 200  # passages taken from each ranking before they are fused
KEYWORD_WEIGHT, VECTOR_WEIGHT = 0.5, 0.5  # measured: benchmarks/results/retrieval.json


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a passage and its fused score, 0 to 1."""

    passage: Passage
    score: float


def rank_passages(
    indexes: Indexes,
    question: str,
    vector: NDArray[np.float32] | None,
    period: Period | None = None,
    outlets: Collection[str] = (),
) -> tuple[list[Hit], list[Hit], list[Hit]]:
    """Return three rankings: by words (BM25), by meaning (cosine), and both fused.

    Without a vector, or before anything is embedded, words alone decide.
    """
    since, until = (period.since, period.until) if period else (None, None)
    by_words = indexes.keywords.search(question, CANDIDATES, since, until, outlets)
    by_meaning: list[Hit] = []
    if vector is not None:
        by_meaning = indexes.nearest(vector, CANDIDATES, since, until, outlets)
    return by_words, by_meaning, fuse([by_words, by_meaning], [KEYWORD_WEIGHT, VECTOR_WEIGHT])


def find_passages(
    indexes: Indexes,
    question: str,
    vector: NDArray[np.float32] | None,
    count: int,
    period: Period | None = None,
    outlets: Collection[str] = (),
) -> list[Found]:
    """Return the best passages for a question, best first."""
    hits = rank_passages(indexes, question, vector, period, outlets)[2][:count]
    passages = {passage.id: passage for passage in indexes.archive.passages([hit.passage_id for hit in hits])}
    return [Found(passages[hit.passage_id], hit.score) for hit in hits if hit.passage_id in passages]
