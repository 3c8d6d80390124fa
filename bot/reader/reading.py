"""Reading: what a reader says of passages, and what a reader is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bot.answer import Span
from corpus.article import Article
from corpus.passage import Passage

__all__ = ["NOTHING", "PassageRead", "Reader", "Reading", "SentenceRead", "logistic"]

NOTHING = -30.0  # log odds of a sentence no word of which was read, and as far as log odds are told apart


@dataclass(frozen=True, slots=True)
class SentenceRead:
    """Hold a sentence's offsets into its article, how well it answers, and the words that do (if they are known).

    `odds` are the log odds that it answers, by a trained reader; its cosine with the question, without one. `others`
    are further words that may answer, best first; `mistaken` those that would, if the article did not say that they
    are wrong.
    """

    start: int
    end: int
    odds: float
    answer: Span | None
    others: tuple[Span, ...] = ()
    mistaken: Span | None = None


@dataclass(frozen=True, slots=True)
class PassageRead:
    """Hold the sentences of a passage, in order."""

    sentences: tuple[SentenceRead, ...]

    @property
    def odds(self) -> float:
        """Return the log odds that any of the sentences answers."""
        return float(np.logaddexp.reduce([sentence.odds for sentence in self.sentences] or [NOTHING]))

    @property
    def probability(self) -> float:
        """Return the probability, by a trained reader alone, that the passage answers at all."""
        return logistic(self.odds)


def logistic(odds: float) -> float:
    """Return the probability for log odds."""
    return 1 / (1 + math.exp(-max(NOTHING, min(-NOTHING, odds))))


class Reader(Protocol):
    """Read a question and passages together."""

    name: str
    trained: bool  # whether odds are log odds

    def read(self, question: str, passages: Sequence[Passage]) -> list[PassageRead]:
        """Return what each passage says to a question, in the order of the passages; offsets are the article's."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold one sentence of an article, the words in it that answer (if known), and its score, 0 to 1.

    `mistaken` are the words that would answer, if the article did not say that they are wrong.
    """

    article: Article
    start: int
    end: int
    answer_span: Span | None = None
    score: float = 0.0
    features: tuple[float, ...] = ()
    mistaken: Span | None = None

    @property
    def text(self) -> str:
        """Return the sentence."""
        return self.article.text[self.start : self.end]
