"""Righting: what a correction takes back is never told before the correction, nor without what is right."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Span
from bot.reader import Reading, plain_answer
from corpus.mistakes import find_mistakes
from corpus.notices import find_notices

__all__ = ["corrections_first", "right_of"]

LIKELY = 0.3  # of the best sentence's score: a correction less likely to answer corrects something else


def corrections_first(readings: Sequence[Reading]) -> list[Reading]:
    """Return readings, best first, with the correction of the best one's answer before it, if any of them is one."""
    if not readings or readings[0].answer_span is None:
        return list(readings)
    best = readings[0]
    said = plain_answer(best.article.text[slice(*readings[0].answer_span)])
    right = [one for one in readings if one.score >= LIKELY * best.score and _takes_back(one, said)]
    return right[:1] + [one for one in readings if one not in right[:1]]


def right_of(reading: Reading, readings: Sequence[Reading]) -> Reading | None:
    """Return the sentence after one that only says what was wrong, in the same notice; None for any other sentence."""
    if reading.answer_span is not None or not _mistakes_in(reading):
        return None
    notice = next(one for one in find_notices(reading.article.text) if one.start <= reading.start < one.end)
    same = (one for one in readings if one.article.key == reading.article.key)
    return min((one for one in same if reading.end <= one.start < notice.end), key=lambda one: one.start, default=None)


def _takes_back(reading: Reading, answer: str) -> bool:
    """Say whether a sentence tells that an answer, as `plain_answer` has it, was wrong."""
    mistakes = (plain_answer(reading.article.text[slice(*span)]) for span in _mistakes_in(reading))
    return any(f" {answer} " in f" {mistake} " for mistake in mistakes)


def _mistakes_in(reading: Reading) -> list[Span]:
    return [span for span in find_mistakes(reading.article.text) if reading.start <= span[0] < reading.end]
