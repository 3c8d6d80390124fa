"""Righting: what a correction takes back is never told before the correction, nor without what is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.reader import Reading, plain_span
from bot.reader.taken_back import kind_of
from corpus.mistakes import find_mistakes

__all__ = ["corrections_first", "right_of"]

LIKELY = 0.4  # of the best sentence's score: a correction less likely to answer corrects something else


def corrections_first(readings: Sequence[Reading]) -> list[Reading]:
    """Return readings, best first, but a correction of the best one's answer before it and as likely.

    It takes back the very words that the best sentence answers with, tells others, and is not older.
    """
    best = readings[0] if readings else None
    if best is None or best.answer_span is None:
        return list(readings)
    said = plain_span(best.article, best.answer_span)
    right = next((one for one in readings[1:] if _rights(one, best, said) and _told(one, readings)), None)
    if right is None:
        return list(readings)
    return [replace(right, score=best.score), *(one for one in readings if one is not right)]


def right_of(reading: Reading, readings: Sequence[Reading]) -> Reading | None:
    """Return the likeliest sentence of the same notice that tells what is right; None if the sentence itself does."""
    if reading.answer_span is not None or reading.mistaken is None:
        return None
    kind = kind_of(reading.article.text[slice(*reading.mistaken)])
    mistakes = find_mistakes(reading.article.text)
    notice = next((one.notice for one in mistakes if one.overlaps(reading.mistaken)), None)
    inside = (
        one
        for one in readings
        if notice and one.article.key == reading.article.key and one.start >= notice.start and one.end <= notice.end
    )
    told = (one for one in inside if one.answer_span and kind_of(one.article.text[slice(*one.answer_span)]) == kind)
    return max(told, key=lambda one: one.score, default=None)


def _rights(one: Reading, best: Reading, said: str) -> bool:
    if one.score < LIKELY * best.score or not _takes_back(one, said):
        return False
    wrote, told = one.article.published, best.article.published
    return wrote is None or told is None or wrote >= told


def _takes_back(one: Reading, said: str) -> bool:
    """Say whether a sentence would answer so too, if that were not wrong, or answers otherwise and says that it is."""
    if one.mistaken is not None:
        return plain_span(one.article, one.mistaken) == said
    answer = plain_span(one.article, one.answer_span) if one.answer_span else said
    mistakes = (wrong for wrong in find_mistakes(one.article.text) if one.start <= wrong.start < one.end)
    named = any(f" {said} " in f" {plain_span(one.article, (wrong.start, wrong.end))} " for wrong in mistakes)
    return named and answer != said and kind_of(answer) == kind_of(said)


def _told(one: Reading, readings: Sequence[Reading]) -> bool:
    """Say whether a correction has what is right, in the same sentence or in another of its notice."""
    return one.answer_span is not None or right_of(one, readings) is not None
