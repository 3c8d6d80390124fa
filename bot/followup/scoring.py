"""Scoring: how likely a question lacks a phrase: a logistic model over features that can be read and checked.

Its weights were fitted by `python -m benchmarks.fit_followups`. Boosted trees ranked the machine's rewrites better and
the conversations of people (CAsT 2019, topics 31 to 45) no better, so the weights stayed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.followup.features import FEATURES

__all__ = ["BIAS", "WEIGHTS", "probability"]

WEIGHTS = {
    "typed last": 0.87,
    "carried last": 1.57,
    "typed before": 0.84,
    "carried before": 1.71,
    "recency": 1.39,
    "typed recency": 0.86,
    "first": 0.76,
    "opener": 0.66,
    "opener's focus": -0.24,
    "kept": 0.63,
    "times": 0.79,
    "stale": 0.43,
    "name": 0.07,
    "number": 0.14,
    "plural": 0.09,
    "verb": -1.38,
    "relational": -0.27,
    "relational before more": -0.27,
    "mate": -0.12,
    "two words": -0.68,
    "three words": -0.57,
    "the": 0.42,
    "a": 0.09,
    "of": -0.13,
    "preposition": 0.02,
    "begins": 0.42,
    "ends": 0.19,
    "only": 0.3,
    "frame": -0.17,
}
BIAS = -5.28
# Added for what the first question asked about. The rewrites change their topic with every question; conversations
# of people keep theirs. Chosen on CAsT 2019, topics 31 to 45; without it, F1 there is three points lower.
FIRST = 1.0

_WEIGHTS = [WEIGHTS[name] + (FIRST if name == "first" else 0.0) for name in FEATURES]


def probability(features: Sequence[float]) -> float:
    """Return how likely a question lacks a phrase with these features, 0 to 1."""
    logit = BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, features, strict=True))
    return 1 / (1 + math.exp(-logit))
