"""Fit the weights of `bot/reader/scoring.py` on RealTimeQA 2023, and measure them on questions left out.

Ranking: a softmax over the sentences of one question, so that only differences within it count. Then a slope
and a bias (Platt 1999), so that the best sentence's score is the probability that it answers, with every
question once answerable and once not. `--reader off` fits the weights that are used without a trained reader.

    python -m benchmarks.fit_scores [--reader NAME]
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.candidates import Candidates, candidates_of
from benchmarks.options import option
from benchmarks.record import write_record
from bot.reader import DEFAULT_READER, OFF
from bot.reader.calibration import calibration_error
from bot.reader.features import FEATURES
from bot.reader.scoring import BY_COSINE, BY_READER

YEAR = 2023  # the reader was trained on 2022; 2024 validates
FOLDS = 5
DECAY = 1e-3  # of squared weights: keeps what few questions show from growing large


def main() -> None:
    """Print the fitted weights, and how well such weights do on questions that they were not fitted on."""
    reader = option("reader", DEFAULT_READER)
    questions = candidates_of(YEAR, reader)
    used = set((BY_COSINE if reader == OFF else BY_READER).of)
    weights, bias = fit(questions, mask(used))
    figures = {
        "weights": {name: round(float(value), 3) for name, value in zip(FEATURES, weights, strict=True) if value},
        "bias": round(bias, 3),
        f"left out, {FOLDS} folds": measure(questions, *left_out(questions, mask(used))),
        "one feature less or more": {name: measure_brief(questions, mask(used ^ {name})) for name in FEATURES},
    }
    for name, value in figures.items():
        print(f"{name}: {value}")
    print(f"recorded in {write_record(f'weights-{reader}'.replace('/', '-'), figures)}")


def fit(questions: list[Candidates], used: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the (f,) weights and the bias under which the best sentence's score is a probability."""
    weights = fit_ranking(questions, used)
    slope, bias = fit_probability(questions, weights)
    return slope * weights, bias


def left_out(questions: list[Candidates], used: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for each question the weights (n, f) and the bias (n,) fitted on the folds that it is not in."""
    weights, biases = np.zeros((len(questions), len(FEATURES))), np.zeros(len(questions))
    for fold in range(FOLDS):
        weights[fold::FOLDS], biases[fold::FOLDS] = fit([q for n, q in enumerate(questions) if n % FOLDS != fold], used)
    return weights, biases


def measure_brief(questions: list[Candidates], used: np.ndarray) -> dict[str, float]:
    """Return how well some features do."""
    measured = measure(questions, *left_out(questions, used))
    return {key: measured[key] for key in ("first sentence", "any of three", "AUROC")}


def mask(names: Collection[str]) -> np.ndarray:
    """Return (f,) ones for the features named, zeros for the others."""
    return np.array([float(name in names) for name in FEATURES])


def fit_ranking(questions: list[Candidates], used: np.ndarray) -> np.ndarray:
    """Return the (f,) weights under which the sentences that hold the answer get the most of a softmax.

    `used` (f,) is 1 for features that may have a weight.
    """
    kept = torch.tensor(used, dtype=torch.float64)
    sets = [(torch.tensor(q.features, dtype=torch.float64), torch.tensor(q.right)) for q in questions if q.right.any()]
    weights = torch.zeros(len(FEATURES), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scored = [(x @ (weights * kept), y) for x, y in sets]
        total = -torch.stack([torch.logsumexp(s[y], 0) - torch.logsumexp(s, 0) for s, y in scored]).mean()
        total = total + DECAY * weights.square().sum()
        total.backward()
        return total

    optimizer.step(loss)
    return (weights * kept).detach().numpy()


def fit_probability(questions: list[Candidates], weights: np.ndarray) -> tuple[float, float]:
    """Return the slope and the bias under which the best sentence's score is a probability."""
    scores, right = best_scores(questions, weights)
    model = LogisticRegression(C=1e6).fit(scores[:, None], right)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def best_scores(questions: list[Candidates], weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the best sentence's score and whether it answers, with and without the articles that answer.

    `weights` are (f,), or (n, f) for n questions. Both results have two rows a question.
    """
    scores, right = [], []
    for q, own in zip(questions, np.broadcast_to(weights, (len(questions), len(FEATURES))), strict=True):
        for features, labels in ((q.features, q.right), (q.without, np.zeros(len(q.without), bool))):
            values = features @ own if len(features) else np.array([-30.0])
            scores.append(values.max())
            right.append(bool(len(features)) and bool(labels[int(values.argmax())]))
    return np.array(scores), np.array(right)


def measure(questions: list[Candidates], weights: np.ndarray, biases: np.ndarray) -> dict[str, float]:
    """Return shares of questions, and how well scores tell right from wrong."""
    tops = [q.right[np.argsort(-(q.features @ own))[:3]] for q, own in zip(questions, weights, strict=True)]
    scores, right = best_scores(questions, weights)
    probability = 1 / (1 + np.exp(-(scores + np.repeat(biases, 2))))
    return {
        "questions": len(questions),
        "first sentence": round(float(np.mean([top[:1].any() for top in tops])), 4),
        "any of three": round(float(np.mean([top.any() for top in tops])), 4),
        "first by the reader alone": round(
            float(np.mean([q.right[q.features[:, 0].argmax()] if len(q.right) else 0 for q in questions])), 4
        ),
        "in any sentence read": round(float(np.mean([q.right.any() for q in questions])), 4),
        "AUROC": round(float(roc_auc_score(right, probability)), 4),
        "calibration error": round(calibration_error(probability, right), 4),
    }


if __name__ == "__main__":
    main()
