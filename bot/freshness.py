"""Freshness: what an answer to "latest" or "now" has to say of its age, and which evidence comes first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.reader import Reading
from bot.reader.features import FEATURES
from corpus.dates import day_number, say_day

__all__ = ["freshness_line", "newest_first"]

NEARLY_AS_LIKELY = 0.5  # of the best sentence's score: so likely, newer evidence comes first where it is wanted
# So likely, compared with the best, and with so much of the question's words in it and its title (by rarity, 0 to 2), a
# sentence bears on the question: 46 of 50 lines right (benchmarks/freshness.py), with neighbouring values 44 to 46.
BEARING, SHARED = 0.1, 0.3
DAYS_FRESH = 3  # what was published so few days before the question needs no line


def newest_first(readings: Sequence[Reading]) -> list[Reading]:
    """Return readings with those that are nearly as likely as the best in order of their days, newest first."""
    if not readings:
        return []
    floor = NEARLY_AS_LIKELY * readings[0].score
    near = [reading for reading in readings if reading.score >= floor]
    rest = [reading for reading in readings if reading.score < floor]
    return sorted(near, key=lambda reading: -day_number(reading.article.published)) + rest


def freshness_line(readings: Sequence[Reading], today: date) -> str | None:
    """Return what the newest article that bears on the question is; None if it is as new as "now"."""
    if not readings:
        return None
    floor = BEARING * max(reading.score for reading in readings)
    near = [reading for reading in readings if reading.score >= floor and _shared(reading) >= SHARED]
    articles = (reading.article for reading in near or readings[:1])
    newest = max(articles, key=lambda article: day_number(article.published), default=None)
    if newest is None or newest.published is None or (today - newest.published).days <= DAYS_FRESH:
        return None
    closest = " ".join(newest.title.split())
    return f"Nothing in the archive is newer than {say_day(newest.published)} on this; the closest is “{closest}”."


def _shared(reading: Reading) -> float:
    """Return the share of the question's words in a sentence plus that in its article's title."""
    known = dict(zip(FEATURES, reading.features, strict=True))
    return known["words"] + known["title"]
