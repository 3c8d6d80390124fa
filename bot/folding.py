"""Folding: the best passages to read, without what copies of one story only repeat, so that others get their turn.

A passage is left out only where most of it stands in a better one of the same family: what a copy has beyond the
others, or a later text has changed, is read.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.archive import Archive
from corpus.copies import Shingles, shared_part, shingles
from corpus.families import families_of
from corpus.passage import Passage
from embeddings.vectors import Hit

__all__ = ["fold_copies"]

REPEATED = 0.7  # of a passage's runs of words; copies are cut into passages elsewhere, so seldom is all of it repeated
MOST_ROUNDS = 5  # of as many passages as are wanted: sixty for a dozen


def fold_copies(archive: Archive, hits: Sequence[Hit], count: int) -> list[tuple[Passage, float]]:
    """Return the first `count` passages that say something more than those before them, with their scores."""
    kept: list[tuple[Passage, float]] = []
    runs_of: dict[int, Shingles] = {}  # what is kept of each family
    for first in range(0, min(len(hits), MOST_ROUNDS * count), count):
        some = hits[first : first + count]
        passages = {passage.id: passage for passage in archive.passages([hit.passage_id for hit in some])}
        families = families_of(archive, (passage.article.key for passage in passages.values()))
        for hit in some:
            passage = passages.get(hit.passage_id)
            if passage is not None and _says_more(passage, families.get(passage.article.key), runs_of):
                kept.append((passage, hit.score))
        if len(kept) >= count:
            break
    return kept[:count]


def _says_more(passage: Passage, family: int | None, runs_of: dict[int, Shingles]) -> bool:
    """Say whether a passage has more than what is kept of its family, and add what it has; without a family it has."""
    if family is None:
        return True
    runs, known = shingles(passage.text), runs_of.get(family)
    if known is not None and shared_part(runs, known) >= REPEATED:
        return False
    runs_of[family] = runs if known is None else np.union1d(runs, known)
    return True
