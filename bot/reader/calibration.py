"""Calibration: from a score to the measured probability that the quote answers (Platt 1999).

Newsdesk's own stands in `scoring.py`; a user's, fitted on questions about the user's own articles, is a small file in
the archive's folder.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bot.reader.reading import logistic
from corpus.errors import ReaderError

__all__ = ["CALIBRATION_FILE", "Calibration", "calibration_error", "fit_calibration", "load_calibration"]

CALIBRATION_FILE = "calibration.json"
LEAST_SLOPE = 0.05


@dataclass(frozen=True, slots=True)
class Calibration:
    """Hold the line through the logits of scores, and for which reader it was fitted on how many questions."""

    slope: float = 1.0
    bias: float = 0.0
    reader: str = ""
    questions: int = 0

    def probability(self, score: float) -> float:
        """Return the probability for a score, both 0 to 1; higher scores never give less."""
        return logistic(self.slope * _logit(score) + self.bias)

    def save(self, folder: Path) -> Path:
        """Write the calibration into an archive's folder and return its path."""
        file = folder / CALIBRATION_FILE
        part = file.with_suffix(".part")
        part.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        part.replace(file)
        return file


def load_calibration(folder: Path, reader: str) -> Calibration:
    """Return the calibration of an archive for a reader; the one that changes nothing, if there is none.

    Raises ReaderError if the file is broken.
    """
    file = folder / CALIBRATION_FILE
    if not file.exists():
        return Calibration()
    try:
        found = Calibration(**json.loads(file.read_text(encoding="utf-8")))
        found.probability(0.5)
    except (OSError, ValueError, TypeError) as error:
        raise ReaderError(
            f"{file} cannot be understood ({error}). Delete it, or make it again: newsdesk evaluate --calibrate FILE"
        ) from error
    return found if found.reader == reader else Calibration()


def fit_calibration(scores: Sequence[float], right: Sequence[bool], reader: str) -> Calibration:
    """Return the line under which what was right is most probable; `scores` are 0 to 1, as are those of no answer.

    The slope is never below LEAST_SLOPE, so that a better score stays a better score.
    """
    from sklearn.linear_model import LogisticRegression

    if len(set(right)) < 2:
        raise ReaderError("Nothing to calibrate on: the first quotes were all right, or all wrong. Add more questions.")
    logits = np.array([[_logit(score)] for score in scores])
    line = LogisticRegression().fit(logits, np.array(right, bool))
    slope = max(float(line.coef_[0, 0]), LEAST_SLOPE)
    return Calibration(round(slope, 4), round(float(line.intercept_[0]), 4), reader, len(right))


def calibration_error(probabilities: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Return the expected calibration error: the mean gap between probability and share that is right.

    Over bins of equal width, each weighed by how many it holds (Guo et al. 2017).
    """
    said, was = np.asarray(probabilities, float), np.asarray(right, float)
    places = np.minimum((said * bins).astype(int), bins - 1)
    gaps = [(places == n).sum() * abs(said[places == n].mean() - was[places == n].mean()) for n in set(places.tolist())]
    return float(sum(gaps) / max(1, len(said)))


def _logit(score: float) -> float:
    kept = min(max(score, 1e-6), 1 - 1e-6)
    return math.log(kept / (1 - kept))
