"""Search: the passages that may answer a question, by words and by meaning together, newer ones preferred.

Date and outlet filters work inside both searches, never after them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.folding import fold_copies
from bot.period import Period
from corpus.archive import Archive
from corpus.holdings import passage_numbers
from corpus.passage import Passage
from embeddings.fusion import fuse
from embeddings.indexes import Indexes
from embeddings.vectors import Hit

__all__ = [
    "Found",
    "Rankings",
    "ages_of",
    "fetch_passages",
    "find_passages",
    "join_rankings",
    "prefer_newer",
    "rank_passages",
]

CANDIDATES = 200  # passages taken from each ranking before they are fused
# Measured on RealTimeQA 2022 (benchmarks/results/retrieval-2022.json): quiz questions share many words with the news.
KEYWORD_WEIGHT, VECTOR_WEIGHT = 0.7, 0.3
# Taken off for every factor of e in age: an article of last week beats one of last year by a quarter of the
# scale, one of ten years ago hardly differs from one of eleven. 0.04 to 0.10 measured alike on 2022.
AGE_WEIGHT = 0.06
DAYS_A_WEEK = 7.0
NEARNESS = 0.3  # added for an article that was just shown: a follow-up mostly stays with its story (`staying.py`)
UNDATED_DAYS = 365  # what is not dated is taken to be a year old


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a passage and its score: at most 1, and 0 or less for what is neither near nor new."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Rankings:
    """Hold what each search found and what they make together, each best first."""

    words: list[Hit]  # BM25
    meaning: list[Hit]  # cosine
    hybrid: list[Hit]  # both fused
    best: list[Hit]  # the same with newer passages preferred


def rank_passages(
    indexes: Indexes,
    question: str,
    vector: NDArray[np.float32] | None,
    period: Period | None = None,
    outlets: Collection[str] = (),
    today: date | None = None,
    about: Collection[Period] = (),
) -> Rankings:
    """Return the rankings of the passages for a question.

    `vector` is the question's, (d,) float32; without it, or before anything is embedded, words alone decide.
    `today` is the day on which the question is asked, from which ages count; `about` are days that it is about, from
    which they count instead.
    """
    since, until = (period.since, period.until) if period else (None, None)
    words = indexes.keywords.search(question, CANDIDATES, since, until, outlets)
    meaning = indexes.nearest(vector, CANDIDATES, since, until, outlets) if vector is not None else []
    return join_rankings(indexes, words, meaning, today, about)


def join_rankings(
    indexes: Indexes, words: list[Hit], meaning: list[Hit], today: date | None = None, about: Collection[Period] = ()
) -> Rankings:
    """Return what two rankings, by words and by meaning, make together."""
    hybrid = fuse([words, meaning], [KEYWORD_WEIGHT, VECTOR_WEIGHT])
    days = indexes.days([hit.passage_id for hit in hybrid])
    return Rankings(words, meaning, hybrid, prefer_newer(hybrid, days, today or date.today(), about))


def prefer_newer(hits: list[Hit], days: NDArray[np.int32], today: date, about: Collection[Period] = ()) -> list[Hit]:
    """Return hits with something taken off for their age, best first; `days` are ordinals, 0 if unknown.

    News ages: many wrong answers to news questions were right once. The newest hit loses nothing, so that
    scores mean the same in an old archive as in one of today.
    """
    if not hits:
        return []
    ages = np.where(days > 0, ages_of(days, today, about), UNDATED_DAYS)
    losses = AGE_WEIGHT * np.log1p(ages / DAYS_A_WEEK)
    aged = [
        Hit(hit.passage_id, hit.score - loss) for hit, loss in zip(hits, (losses - losses.min()).tolist(), strict=True)
    ]
    return sorted(aged, key=lambda hit: -hit.score)


def ages_of(days: NDArray[np.int32], today: date, about: Collection[Period] = ()) -> NDArray[np.int64]:
    """Return how many days each day (an ordinal) lies before today, or away from the nearest of the periods given.

    Days after today count as today.
    """
    whole = days.astype(np.int64)
    if not about:
        return np.maximum(today.toordinal() - whole, 0)
    first = [(period.since or date.min).toordinal() for period in about]
    last = [(period.until or date.max).toordinal() for period in about]
    away = [np.maximum(np.maximum(low - whole, whole - high), 0) for low, high in zip(first, last, strict=True)]
    nearest: NDArray[np.int64] = np.minimum.reduce(away)
    return nearest


def find_passages(
    indexes: Indexes,
    question: str,
    vector: NDArray[np.float32] | None,
    count: int,
    period: Period | None = None,
    outlets: Collection[str] = (),
    today: date | None = None,
    about: Collection[Period] = (),
    within: Collection[str] = (),
    near: Collection[str] = (),
) -> list[Found]:
    """Return the best passages for a question, best first; what copies of one story repeat is there once.

    `within` are the keys of the only articles to look in, `near` of those that the conversation is about.
    """
    hits = rank_passages(indexes, question, vector, period, outlets, today, about).best
    if near:
        hits = _nearer(hits, set(passage_numbers(indexes.archive, near)))
    hits = _only(hits, passage_numbers(indexes.archive, within)) if within else hits
    return fetch_passages(indexes.archive, hits, count)


def fetch_passages(archive: Archive, hits: Sequence[Hit], count: int) -> list[Found]:
    """Return the first `count` passages of a ranking, what copies of one story repeat once."""
    return [Found(passage, score) for passage, score in fold_copies(archive, hits, count)]


def _nearer(hits: list[Hit], numbers: Collection[int]) -> list[Hit]:
    """Return hits with some passages put forward; scores stay what search found, best or not."""
    return sorted(hits, key=lambda hit: -hit.score - NEARNESS * (hit.passage_id in numbers))


def _only(hits: list[Hit], numbers: list[int]) -> list[Hit]:
    """Return the hits among some passages, then the other passages in their order: they are near nothing."""
    wanted = set(numbers)
    found = [hit for hit in hits if hit.passage_id in wanted]
    known = {hit.passage_id for hit in found}
    return found + [Hit(number, 0.0) for number in numbers if number not in known]
