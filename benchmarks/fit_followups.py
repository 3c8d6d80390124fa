"""Fit the weights of `bot/followup/scoring.py` on weak-rewrites: which phrases of earlier questions a question lacks.

The rewrites were made by a machine and half of them are useless; kept are those that keep the question's own words,
add only words of the earlier questions, and are no earlier question said again. An example is a phrase; it is right if
most of the words that it would add were added. Earlier questions are understood as their own rewrites say.

    python -m benchmarks.fit_followups
"""

from __future__ import annotations

import json
import random
import re
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from benchmarks.followup_data import rows_of
from benchmarks.record import write_record
from bot.conversation import Conversation, Turn
from bot.followup.cues import read_cues
from bot.followup.features import FEATURES, features_of
from bot.followup.memory import remember
from embeddings.keywords import stem_words

SEED = 0
HELD_OUT = 0.15
MOST_TURNS = 12
DECAY = 0.1  # scikit-learn's C: keeps the weights of what few rewrites show small

Row = dict[str, Any]


def main() -> None:
    """Print the fitted weights, and how well they rank the phrases of conversations held out."""
    rows = list(rows_of("weak-rewrites"))
    known = {(row["topic_number"], row["query_number"]): row["target"] for row in rows}
    topics = sorted({row["topic_number"] for row in rows})
    random.Random(SEED).shuffle(topics)
    held = set(topics[: int(len(topics) * HELD_OUT)])
    kept = [row for row in usable(rows) if read_cues(row["input"][-1]).leans]
    train, test = (
        examples([row for row in kept if (row["topic_number"] in held) is side], known) for side in (False, True)
    )
    model = LogisticRegression(C=DECAY, max_iter=2000).fit(*train)
    figures = {
        "weights": {name: round(float(value), 2) for name, value in zip(FEATURES, model.coef_[0], strict=True)},
        "bias": round(float(model.intercept_[0]), 2),
        "questions": len(kept),
        "phrases, trained on": len(train[1]),
        "phrases, held out": len(test[1]),
        "share that is right": round(float(test[1].mean()), 4),
        "average precision, held out": round(
            float(average_precision_score(test[1], model.predict_proba(test[0])[:, 1])), 4
        ),
    }
    print(json.dumps(figures, indent=2))
    print(f"recorded in {write_record('followup-weights', figures)}")


def usable(rows: list[Row]) -> list[Row]:
    """Return the rows whose rewrite can be believed, each pair of questions once."""
    seen, kept = set(), []
    for row in rows:
        *earlier, question = row["input"]
        pair = (plain(earlier[-1]), plain(question))
        asked, target = set(stem_words(question)), set(stem_words(row["target"]))
        history = set(stem_words(" ".join(earlier)))
        repeated = {plain(text) for text in earlier} & {plain(question), plain(row["target"])}
        if pair in seen or repeated or len(earlier) >= MOST_TURNS or len(question.split()) < 2:
            continue
        if asked < target and target <= asked | history:
            seen.add(pair)
            kept.append(row)
    return kept


def plain(text: str) -> str:
    """Return the letters and digits of a text, lower-case."""
    return re.sub(r"\W+", "", text.lower())


def examples(rows: list[Row], known: dict[tuple[str, int], str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the (n, f) features of all phrases, and (n,) whether the rewrite adds them."""
    features, right = [], []
    for row in rows:
        *earlier, question = row["input"]
        turns = [Turn(text, known.get((row["topic_number"], i), text)) for i, text in enumerate(earlier, 1)]
        memory, cues = remember(Conversation(tuple(turns))), read_cues(question)
        gold = set(stem_words(row["target"])) - set(stem_words(question))
        for mention in memory.mentions:
            lacking = mention.phrase.stems - cues.stems
            if lacking:
                features.append(features_of(mention, cues, memory))
                right.append(len(lacking & gold) * 2 > len(lacking))
    return np.array(features), np.array(right)


if __name__ == "__main__":
    main()
