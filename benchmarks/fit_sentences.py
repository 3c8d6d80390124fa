"""Fit the weights of `bot/reader/scoring.py` on RealTimeQA 2022 and SQuAD, and measure them on what was left out.

Ranking: a softmax over the sentences of one question, so that only differences within it count. Then a slope
and a bias (Platt 1999), so that the best sentence's score is the probability that it answers, with every
question once answerable and once not. RealTimeQA alone has long quiz questions and weak labels: with it alone,
short questions of the kind that people type are answered worse.

    python -m benchmarks.fit_sentences
"""

from __future__ import annotations

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.candidates import Candidates, candidates_of, squad_candidates
from benchmarks.realtimeqa import chatbot_of
from benchmarks.record import write_record
from bot.reader.features import FEATURES

DECAY = 1e-3  # of squared weights: keeps what few questions show from growing large


def main() -> None:
    """Print the fitted weights, and the share of first and of three sentences that hold the answer."""
    chatbot = chatbot_of(2022)
    trained = {"RealTimeQA 2022": candidates_of(2022), "SQuAD, trained on": squad_candidates(chatbot, 0)}
    measured = {"RealTimeQA 2023": candidates_of(2023), "SQuAD, held out": squad_candidates(chatbot, 2)}
    everything = [question for questions in trained.values() for question in questions]
    weights = fit_ranking(everything)
    slope, bias = fit_probability(everything, weights)
    figures = {
        "weights": {name: round(float(slope * value), 3) for name, value in zip(FEATURES, weights, strict=True)},
        "bias": round(float(bias), 3),
        **{name: measure(some, slope * weights, bias) for name, some in {**trained, **measured}.items()},
    }
    for name, value in figures.items():
        print(f"{name}: {value}")
    print(f"recorded in {write_record('sentence-weights', figures)}")


def features_of(readings: list) -> np.ndarray:
    """Return the (n, f) features of n readings."""
    return np.array([reading.features for reading in readings], np.float64).reshape(-1, len(FEATURES))


def fit_ranking(questions: list[Candidates]) -> np.ndarray:
    """Return the (f,) weights under which the sentences that hold the answer get the most of a softmax."""
    sets = [(torch.tensor(features_of(q.readings)), torch.tensor(q.right)) for q in questions if any(q.right)]
    weights = torch.zeros(len(FEATURES), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        likelihoods = [torch.logsumexp((x @ weights)[y], 0) - torch.logsumexp(x @ weights, 0) for x, y in sets]
        total = -torch.stack(likelihoods).mean() + DECAY * weights.square().sum()
        total.backward()
        return total

    optimizer.step(loss)
    return weights.detach().numpy()


def fit_probability(questions: list[Candidates], weights: np.ndarray) -> tuple[float, float]:
    """Return the slope and the bias under which the best sentence's score is a probability."""
    scores, right = best_scores(questions, weights)
    model = LogisticRegression(C=1e6).fit(scores[:, None], right)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def best_scores(questions: list[Candidates], weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the best sentence's score and whether it answers, with and without the answer in the archive."""
    scores, right = [], []
    for q in questions:
        for readings, labels in ((q.readings, q.right), (q.without, [False] * len(q.without))):
            if readings:
                values = features_of(readings) @ weights
                scores.append(values.max())
                right.append(labels[int(values.argmax())])
    return np.array(scores), np.array(right)


def measure(questions: list[Candidates], weights: np.ndarray, bias: float) -> dict[str, float]:
    """Return shares of questions, and how well scores tell right from wrong."""
    first = three = cosine = reachable = 0
    for q in questions:
        labels, features = np.array(q.right), features_of(q.readings)
        order = np.argsort(-(features @ weights))
        first += bool(labels[order[:1]].any())
        three += bool(labels[order[:3]].any())
        cosine += bool(labels[np.argsort(-features[:, 0])[:1]].any())
        reachable += bool(labels.any())
    scores, right = best_scores(questions, weights)
    probability = 1 / (1 + np.exp(-(scores + bias)))
    n = len(questions)
    return {
        "questions": n,
        "first sentence": round(first / n, 4),
        "any of three": round(three / n, 4),
        "first by cosine alone": round(cosine / n, 4),
        "in any sentence read": round(reachable / n, 4),
        "AUC of the score": round(float(roc_auc_score(right, scores)), 4),
        "calibration error": round(calibration_error(probability, right), 4),
    }


def calibration_error(probability: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Return the expected calibration error: mean gap of probability and share that is right, by deciles."""
    order = np.array_split(np.argsort(probability), bins)
    gaps = [len(part) * abs(probability[part].mean() - right[part].mean()) for part in order if len(part)]
    return float(sum(gaps) / len(probability))


if __name__ == "__main__":
    main()
