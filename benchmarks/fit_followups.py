"""Fit the weights of `bot/followup/scoring.py`: which phrases of earlier questions a question lacks.

An example is a phrase of the conversation of a leaning question; it is right if the question lacks most of the words
that it would add. The conversations are made from weak-rewrites (`followup_talks`): weights fitted on them choose the
words of the rewrites themselves, held out, as well as weights fitted on both together, and those of news better.

    python -m benchmarks.fit_followups
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from benchmarks.followup_data import rows_of
from benchmarks.followup_talks import Asked, made_talks, rewritten_talks, split_topics
from benchmarks.record import write_record
from bot.conversation import Conversation, Turn
from bot.followup.cues import read_cues
from bot.followup.features import FEATURES, features_of
from bot.followup.memory import remember

SEED = 0
QUESTIONS = 8_000
HELD_OUT = 1_000
# The rewrites are in lower case and ask of kinds, not of persons: what form tells there, it does not tell in news.
UNTOLD = ("name", "number", "plural", "the", "a", "mate")
DECAY = 0.1  # scikit-learn's C: keeps the weights of what few questions show small


def main() -> None:
    """Print and record the fitted weights, and how well they rank the phrases of conversations held out."""
    rows, held = split_topics(list(rows_of("weak-rewrites")), SEED)
    rng = random.Random(SEED)
    features, right = examples(list(made_talks(rows, QUESTIONS, rng)))
    model = LogisticRegression(C=DECAY, max_iter=2000).fit(features, right)
    figures = {
        "weights": {name: round(float(value), 2) for name, value in zip(FEATURES, model.coef_[0], strict=True)},
        "bias": round(float(model.intercept_[0]), 2),
        "phrases, trained on": len(right),
        "share that is right": round(float(right.mean()), 4),
    }
    for name, talks in (("rewrites", list(rewritten_talks(held))), ("made", list(made_talks(held, HELD_OUT, rng)))):
        features, right = examples(sampled(talks, HELD_OUT, rng))
        likely = model.predict_proba(features)[:, 1]
        figures[f"average precision, held out, {name}"] = round(float(average_precision_score(right, likely)), 4)
    print(json.dumps(figures, indent=2))
    print(f"recorded in {write_record('followup-weights', figures)}")


def sampled(talks: Sequence[Asked], most: int, rng: random.Random) -> list[Asked]:
    """Return at most so many questions, by chance."""
    return rng.sample(talks, min(most, len(talks)))


def examples(talks: Sequence[Asked]) -> tuple[np.ndarray, np.ndarray]:
    """Return the (n, f) features of all phrases that leaning questions could lack, and (n,) whether they do."""
    features, right = [], []
    for asked in talks:
        cues = read_cues(asked.question)
        if not (cues.leans and asked.lacks):
            continue
        memory = remember(Conversation(tuple(Turn(*pair) for pair in asked.earlier)))
        for mention in memory.mentions:
            lacking = mention.phrase.stems - cues.stems
            if lacking:
                found = zip(FEATURES, features_of(mention, cues, memory), strict=True)
                features.append([0.0 if name in UNTOLD else value for name, value in found])
                right.append(len(lacking & asked.lacks) * 2 > len(lacking))
    return np.array(features), np.array(right)


if __name__ == "__main__":
    main()
