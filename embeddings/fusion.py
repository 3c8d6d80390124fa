"""Fusion: several rankings of passages into one."""

from __future__ import annotations

from collections.abc import Sequence

from embeddings.vectors import Hit

__all__ = ["fuse"]


def fuse(rankings: Sequence[Sequence[Hit]], weights: Sequence[float]) -> list[Hit]:
    """Return one ranking, best first, by the weighted sum of each ranking's scores brought to 0..1.

    A passage that a ranking did not return gets 0 from it: no more than its last. A convex combination beats
    reciprocal ranks, which forget by how much a passage won (Bruch, Gai and Ingber 2023,
    "An Analysis of Fusion Functions for Hybrid Retrieval"). Ties go to the newer passage.

    >>> fuse([[Hit(1, 9.0), Hit(2, 3.0)], [Hit(2, 0.8), Hit(3, 0.2)]], [0.5, 0.5])
    [Hit(passage_id=2, score=0.5), Hit(passage_id=1, score=0.5), Hit(passage_id=3, score=0.0)]
    """
    totals: dict[int, float] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        if not ranking:
            continue
        lowest = min(hit.score for hit in ranking)
        spread = max(hit.score for hit in ranking) - lowest
        for hit in ranking:
            share = (hit.score - lowest) / spread if spread else 1.0
            totals[hit.passage_id] = totals.get(hit.passage_id, 0.0) + weight * share
    ranked = sorted(totals.items(), key=lambda item: (-item[1], -item[0]))
    return [Hit(number, score) for number, score in ranked]
