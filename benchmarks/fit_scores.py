"""Fit the weights of `bot/reader/scoring.py` on one year of RealTimeQA, and measure them on another.

Ranking: a softmax over the sentences of one question, so that only differences within it count. Then a slope
and a bias (Platt 1999), so that the best sentence's score is the probability that it answers, with every
question once answerable and once not. `--reader off` fits the weights that are used without a trained reader.

    python -m benchmarks.fit_scores [--reader NAME]
"""

from __future__ import annotations

import sys

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.candidates import Candidates, candidates_of
from benchmarks.record import write_record
from bot.reader import DEFAULT_READER
from bot.reader.calibration import calibration_error
from bot.reader.features import FEATURES

TRAINED, MEASURED = 2023, 2022
DECAY = 1e-3  # of squared weights: keeps what few questions show from growing large


def main() -> None:
    """Print the fitted weights, and the share of first and of three sentences that hold the answer."""
    reader = sys.argv[sys.argv.index("--reader") + 1] if "--reader" in sys.argv else DEFAULT_READER
    questions = candidates_of(TRAINED, reader)
    weights = fit_ranking(questions)
    slope, bias = fit_probability(questions, weights)
    figures = {
        "weights": {name: round(float(slope * value), 3) for name, value in zip(FEATURES, weights, strict=True)},
        "bias": round(float(bias), 3),
        f"RealTimeQA {TRAINED}, fitted on": measure(questions, slope * weights, bias),
        f"RealTimeQA {MEASURED}": measure(candidates_of(MEASURED, reader), slope * weights, bias),
    }
    for name, value in figures.items():
        print(f"{name}: {value}")
    print(f"recorded in {write_record(f'weights-{reader}'.replace('/', '-'), figures)}")


def fit_ranking(questions: list[Candidates], used: np.ndarray | None = None) -> np.ndarray:
    """Return the (f,) weights under which the sentences that hold the answer get the most of a softmax.

    `used` (f,) is 1 for features that may have a weight, all by default.
    """
    mask = torch.tensor(np.ones(len(FEATURES)) if used is None else used, dtype=torch.float64)
    sets = [(torch.tensor(q.features, dtype=torch.float64), torch.tensor(q.right)) for q in questions if q.right.any()]
    weights = torch.zeros(len(FEATURES), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scored = [(x @ (weights * mask), y) for x, y in sets]
        total = -torch.stack([torch.logsumexp(s[y], 0) - torch.logsumexp(s, 0) for s, y in scored]).mean()
        total = total + DECAY * weights.square().sum()
        total.backward()
        return total

    optimizer.step(loss)
    return (weights * mask).detach().numpy()


def fit_probability(questions: list[Candidates], weights: np.ndarray) -> tuple[float, float]:
    """Return the slope and the bias under which the best sentence's score is a probability."""
    scores, right = best_scores(questions, weights)
    model = LogisticRegression(C=1e6).fit(scores[:, None], right)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def best_scores(questions: list[Candidates], weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the best sentence's score and whether it answers, with and without the answer in the archive."""
    scores, right = [], []
    for q in questions:
        for features, labels in ((q.features, q.right), (q.without, np.zeros(len(q.without), bool))):
            if len(features):
                values = features @ weights
                scores.append(values.max())
                right.append(labels[int(values.argmax())])
    return np.array(scores), np.array(right)


def measure(questions: list[Candidates], weights: np.ndarray, bias: float) -> dict[str, float]:
    """Return shares of questions, and how well scores tell right from wrong."""
    tops = [q.right[np.argsort(-(q.features @ weights))[:3]] for q in questions]
    scores, right = best_scores(questions, weights)
    probability = 1 / (1 + np.exp(-(scores + bias)))
    return {
        "questions": len(questions),
        "first sentence": round(float(np.mean([top[:1].any() for top in tops])), 4),
        "any of three": round(float(np.mean([top.any() for top in tops])), 4),
        "first by the reader alone": round(
            float(np.mean([q.right[q.features[:, 0].argmax()] if len(q.right) else 0 for q in questions])), 4
        ),
        "in any sentence read": round(float(np.mean([q.right.any() for q in questions])), 4),
        "AUROC": round(float(roc_auc_score(right, scores)), 4),
        "calibration error": round(calibration_error(probability, right), 4),
    }


if __name__ == "__main__":
    main()
