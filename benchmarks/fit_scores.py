"""Fit the weights of `bot/reader/scoring.py` on RealTimeQA 2023 and the sixty conversations, and measure them.

Ranking: a softmax over the sentences of one question, so that only differences within it count; of the conversations
(`benchmarks/conversations.py`) the questions as a person rewrote them, whose sentences are right where they stand in
the article that answers. Then a slope and a bias (Platt 1999) on RealTimeQA alone, and beside them two features of the
best sentence once more, so that its score is the probability that it answers, with every question once answerable and
once not. Measured on questions of RealTimeQA that were left out. `--reader off` fits the weights that are used without
a trained reader.

    python -m benchmarks.fit_scores [--reader NAME]
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.candidates import Candidates, candidates_of, candidates_of_talks
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
    questions, talks = candidates_of(YEAR, reader), candidates_of_talks(reader)
    now = BY_COSINE if reader == OFF else BY_READER
    used, sure = set(now.of), set(now.sure)
    fitted = fit(questions, talks, mask(used), mask(sure))
    figures = {
        "weights": _named(fitted.of),
        "of the best sentence": _named(fitted.sure),
        "bias": round(fitted.bias, 3),
        f"left out, {FOLDS} folds": measure(questions, left_out(questions, talks, mask(used), mask(sure))),
        "first sentence of the article that answers, conversations": _share_right(talks, fitted.of),
        "one feature less or more": {
            name: measure_brief(questions, talks, mask(used ^ {name}), mask(sure)) for name in FEATURES
        },
        "one less or more of the best sentence": {
            name: measure_brief(questions, talks, mask(used), mask(sure ^ {name})) for name in FEATURES
        },
    }
    for name, value in figures.items():
        print(f"{name}: {value}")
    print(f"recorded in {write_record(f'weights-{reader}'.replace('/', '-'), figures)}")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Hold weights as `scoring.Weights` does: (f,) each, in the order of FEATURES."""

    of: np.ndarray
    sure: np.ndarray
    bias: float


def fit(questions: list[Candidates], talks: list[Candidates], used: np.ndarray, sure: np.ndarray) -> Fitted:
    """Return the weights under which the best sentence's score is a probability, as it is for `questions`."""
    weights = fit_ranking(questions + talks, used)
    scores, best, right = best_sentences(questions, [weights] * len(questions))
    places = np.flatnonzero(sure)
    model = LogisticRegression(C=1e6).fit(np.column_stack([scores, best[:, places]]), right)
    slope, *others = model.coef_[0]
    of_best = np.zeros(len(FEATURES))
    of_best[places] = others
    return Fitted(slope * weights, of_best, float(model.intercept_[0]))


def left_out(questions: list[Candidates], talks: list[Candidates], used: np.ndarray, sure: np.ndarray) -> list[Fitted]:
    """Return for each question the weights fitted on the folds that it is not in, and on the conversations."""
    folds = [fit([q for n, q in enumerate(questions) if n % FOLDS != fold], talks, used, sure) for fold in range(FOLDS)]
    return [folds[n % FOLDS] for n in range(len(questions))]


def measure_brief(
    questions: list[Candidates], talks: list[Candidates], used: np.ndarray, sure: np.ndarray
) -> dict[str, float]:
    """Return how well some features do."""
    measured = measure(questions, left_out(questions, talks, used, sure))
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


def best_sentences(
    questions: list[Candidates], weights: Sequence[np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the best sentence's score (2n,), its features (2n, f) and whether it answers (2n,).

    Two rows a question: with and without the articles that answer. `weights` are (f,) for each question.
    """
    scores, best, right = [], [], []
    for q, own in zip(questions, weights, strict=True):
        for features, labels in ((q.features, q.right), (q.without, np.zeros(len(q.without), bool))):
            values = features @ own if len(features) else np.array([-30.0])
            place = int(values.argmax())
            scores.append(values[place])
            best.append(features[place] if len(features) else np.zeros(len(FEATURES)))
            right.append(bool(len(features)) and bool(labels[place]))
    return np.array(scores), np.array(best), np.array(right)


def measure(questions: list[Candidates], fitted: list[Fitted]) -> dict[str, float]:
    """Return shares of questions, and how well scores tell right from wrong."""
    tops = [q.right[np.argsort(-(q.features @ own.of))[:3]] for q, own in zip(questions, fitted, strict=True)]
    scores, best, right = best_sentences(questions, [own.of for own in fitted])
    shifts = np.array([own.sure for own in fitted]).repeat(2, 0)
    biases = np.array([own.bias for own in fitted]).repeat(2)
    probability = 1 / (1 + np.exp(-(scores + (shifts * best).sum(1) + biases)))
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


def _share_right(questions: list[Candidates], weights: np.ndarray) -> float:
    """Return the share of questions whose best sentence under (f,) weights is right."""
    return round(float(np.mean([len(q.right) > 0 and q.right[(q.features @ weights).argmax()] for q in questions])), 4)


def _named(weights: np.ndarray) -> dict[str, float]:
    return {name: round(float(value), 3) for name, value in zip(FEATURES, weights, strict=True) if value}


if __name__ == "__main__":
    main()
