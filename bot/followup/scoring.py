"""Scoring: how likely a question lacks a phrase: a logistic model over features that can be read and checked.

Its weights were fitted by `python -m benchmarks.fit_followups`. Boosted trees over the same features and the kind of
question ranked the machine's rewrites better (average precision 0.76 against 0.71) and real conversations no better
(CAsT 2019, topics 31 to 45: F1 0.64 against 0.65).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.followup.features import FEATURES

__all__ = ["BIAS", "WEIGHTS", "probability"]

WEIGHTS = {
    "typed last": 0.88,
    "carried last": 1.56,
    "typed before": 0.85,
    "carried before": 1.72,
    "recency": 1.41,
    "typed recency": 0.86,
    "first": 0.76,
    "opener": 0.68,
    "opener's focus": -0.24,
    "kept": 0.58,
    "times": 0.82,
    "stale": 0.43,
    "name": 0.07,
    "number": 0.14,
    "plural": 0.1,
    "verb": -1.4,
    "relational": -0.26,
    "relational before more": -0.27,
    "mate": -0.08,
    "two words": -0.68,
    "three words": -0.56,
    "the": 0.42,
    "a": 0.1,
    "of": -0.15,
    "preposition": 0.02,
    "begins": 0.4,
    "ends": 0.17,
    "only": 0.3,
    "frame": -0.17,
}
BIAS = -5.28
# Added for what the first question asked about. The rewrites change their topic with every question; conversations
# of people keep theirs. Chosen on CAsT 2019, topics 31 to 45, which were kept for choosing (F1 0.65; without 0.61).
FIRST = 1.0

_WEIGHTS = [WEIGHTS[name] + (FIRST if name == "first" else 0.0) for name in FEATURES]


def probability(features: Sequence[float]) -> float:
    """Return how likely a question lacks a phrase with these features, 0 to 1."""
    logit = BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, features, strict=True))
    return 1 / (1 + math.exp(-logit))
