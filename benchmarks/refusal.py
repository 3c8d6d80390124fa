"""Where to refuse: how many questions are answered rightly and wrongly at each threshold of the first quote.

Each question counts twice: with its articles in the archive, and with every article left out that holds the
answer, where any answer is wrong. Chosen on the first two sets, shown for the others.

    python -m benchmarks.refusal
"""

from __future__ import annotations

import numpy as np

from benchmarks.candidates import Candidates, candidates_of, squad_candidates
from benchmarks.fit_sentences import features_of, measure
from benchmarks.realtimeqa import chatbot_of
from benchmarks.record import write_record
from bot.reader.scoring import BIAS, WEIGHTS
from bot.writing import ANSWERED

EVERY = 3  # of the questions: 150 to 350 a set tell the thresholds apart
THRESHOLDS = (0.1, 0.12, 0.15, 0.18, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)


def main() -> None:
    """Print and record a table for each set."""
    chatbot = chatbot_of(2022)
    sets = {
        "RealTimeQA 2022": candidates_of(2022, EVERY),
        "SQuAD, trained on": squad_candidates(chatbot, 0, 4 * EVERY),
        "RealTimeQA 2023": candidates_of(2023, EVERY),
        "SQuAD, held out": squad_candidates(chatbot, 2, 4 * EVERY),
    }
    figures = {}
    for name, questions in sets.items():
        first, right, without = probabilities(questions)
        rows = {threshold: row_of(threshold, first, right, without) for threshold in THRESHOLDS}
        figures[name] = {**measure(questions, np.array(list(WEIGHTS.values())), BIAS), "thresholds": rows}
        print(f"\n{name}: answered when answerable, of those right, refused when unanswerable, mean of first and last")
        for threshold, row in rows.items():
            mark = " ← in use" if threshold == ANSWERED else ""
            print(f"  {threshold:4}  " + "  ".join(f"{100 * value:5.1f} %" for value in row.values()) + mark)
    print(f"recorded in {write_record('refusal', figures)}")


def probabilities(questions: list[Candidates]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the first sentence's score where the answer is there, whether it holds it, and where it is not."""
    weights = np.array(list(WEIGHTS.values()))
    first, right, without = [], [], []
    for q in questions:
        values = features_of(q.readings) @ weights
        first.append(values.max())
        right.append(q.right[int(values.argmax())])
        without.append((features_of(q.without) @ weights).max() if q.without else -np.inf)

    def squash(values: list[float]) -> np.ndarray:
        return 1 / (1 + np.exp(-(np.array(values) + BIAS)))

    return squash(first), np.array(right), squash(without)


def row_of(threshold: float, first: np.ndarray, right: np.ndarray, without: np.ndarray) -> dict[str, float]:
    """Return the shares at one threshold."""
    answered = first >= threshold
    row = {
        "answered": float(answered.mean()),
        "right of answered": float(right[answered].mean()) if answered.any() else 0.0,
        "refused": float((without < threshold).mean()),
    }
    row["mean"] = (row["answered"] + row["refused"]) / 2
    return {name: round(value, 4) for name, value in row.items()}


if __name__ == "__main__":
    main()
