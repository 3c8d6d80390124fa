"""Scoring: how likely a question lacks a phrase: a logistic model over features that can be read and checked.

Its weights were fitted by `python -m benchmarks.fit_followups`. Boosted trees ranked the machine's rewrites better
and the conversations of people (CAsT 2019, topics 31 to 45) no better. A network on the encoder's layers, trained to
pick the words (git show 4944c0e), was better on CAsT and worse on the conversations over news, whose topics are
people and names that automatic rewrites of search queries do not have: so after 5,400 questions, and after 51,500
(four layers, weighed 7 to 3 with these weights: word F1 on CAsT 2019 .632 instead of .609, CAsT 2020 .528 instead of
.493, CANARD .468 instead of .423, but 214 instead of 218 of 251 follow-ups over news answered from the right
article). With as many conversations made of SQuAD beside, which are about names and have answers, it did no harm to
news (91 of 104 held out, 216 of 251) and less good to the others (.633, .503, .447). So the weights stayed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.followup.features import FEATURES

__all__ = ["BIAS", "WEIGHTS", "probability"]

WEIGHTS = {
    "typed last": 1.29,
    "carried last": 3.89,
    "typed before": 1.47,
    "carried before": 2.21,
    "recency": 2.62,
    "typed recency": 0.69,
    "first": 0.79,
    "opener": 2.28,
    "opener's focus": 0.51,
    "kept": 2.74,
    "times": 0.24,
    "stale": -0.12,
    "name": 0.0,
    "number": 0.0,
    "plural": 0.0,
    "verb": -2.86,
    "relational": -1.65,
    "relational before more": -1.27,
    "mate": 0.0,
    "two words": -0.24,
    "three words": -0.54,
    "the": 0.0,
    "a": 0.0,
    "of": -0.07,
    "preposition": 0.07,
    "begins": 0.5,
    "ends": 0.3,
    "only": 2.25,
    "frame": 0.1,
}
BIAS = -10.88

_WEIGHTS = [WEIGHTS[name] for name in FEATURES]


def probability(features: Sequence[float]) -> float:
    """Return how likely a question lacks a phrase with these features, 0 to 1."""
    logit = BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, features, strict=True))
    return 1 / (1 + math.exp(-logit))
