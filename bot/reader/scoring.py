"""Scoring: how likely each sentence of the passages found answers the question.

A logistic model over features that can be read and checked. Its weights were fitted by
`benchmarks/fit_sentences.py` on RealTimeQA 2022 and SQuAD, and measured on RealTimeQA 2023.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.answer import Span
from bot.reader.features import features_of, understand
from bot.search import Found
from corpus.article import Article
from corpus.sentences import sentence_spans
from embeddings.encoder import Encoder
from embeddings.keywords import KeywordIndex

__all__ = ["BIAS", "WEIGHTS", "Reading", "read_sentences"]

# Fitted on 22 November 2026, before "person" and "saying" were kinds of their own. Their sum is the logit of
# the probability that the best sentence answers, where every second question has no answer in the archive.
# How well they do: `python -m benchmarks.refusal`, and benchmarks/results/retrieval-2023.json for the whole.
WEIGHTS = {
    "cosine": 3.637,
    "words": 2.645,
    "pairs": 0.879,
    "title": 0.738,
    "place": -0.245,
    "expected": 0.727,
    "lead": 0.833,
    "age": -0.366,
}
BIAS = -5.911


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold one sentence of an article, the words in it that answer (if known), and its score, 0 to 1."""

    article: Article
    start: int
    end: int
    answer_span: Span | None = None
    score: float = 0.0
    features: tuple[float, ...] = ()

    @property
    def text(self) -> str:
        """Return the sentence."""
        return self.article.text[self.start : self.end]


def read_sentences(
    question: str,
    vector: NDArray[np.float32],
    found: Sequence[Found],
    encoder: Encoder,
    keywords: KeywordIndex,
    today: date | None = None,
) -> list[Reading]:
    """Return the sentences of the passages found, each once, best first.

    `vector` is the question's, (d,) float32; `today` is the day of the question.
    """
    places = _sentences(found)
    if not places:
        return []
    asked = understand(question, found, keywords, today or date.today())
    texts = [found[place].passage.article.text[start:end] for place, start, end in places]
    cosines = encoder.encode_document(texts) @ vector
    readings = []
    for (place, start, end), cosine in zip(places, cosines.tolist(), strict=True):
        features, answer = features_of(asked, found[place], place, (start, end), cosine, keywords)
        article = found[place].passage.article
        readings.append(Reading(article, start, end, answer, _probability(features), features))
    return sorted(readings, key=lambda reading: -reading.score)


def _probability(features: Sequence[float]) -> float:
    logit = BIAS + sum(weight * value for weight, value in zip(WEIGHTS.values(), features, strict=True))
    return 1 / (1 + math.exp(-logit))


def _sentences(found: Sequence[Found]) -> list[tuple[int, int, int]]:
    """Return each sentence once: the place of the best passage that holds it, and its offsets."""
    best: dict[tuple[str, int], tuple[int, int, int]] = {}
    for place, hit in enumerate(found):
        first = hit.passage.start
        for start, end in sentence_spans(hit.passage.text):
            best.setdefault((hit.passage.article.key, first + start), (place, first + start, first + end))
    return list(best.values())
