"""Freshness: what an answer to "latest" or "now" has to say of its age, and which evidence comes first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.period import Period
from bot.reader import Reading
from bot.reader.features import FEATURES, match_words
from corpus.article import Article
from corpus.dates import day_number, say_day
from embeddings.keywords import KeywordIndex

__all__ = ["freshness_line", "newest_first"]

NEARLY_AS_LIKELY = 0.65  # of the best sentence's score: so likely, newer evidence comes first where it is wanted,
SHARED = 0.25  # if it has so much of the question's words, with its title, compared with the best
# An article bears on a question if it has so much of what is asked (by rarity, in title and text), and a sentence that
# is so likely compared with the best: little of the one wants more of the other. 49 of 50 lines right
# (benchmarks/freshness.py), with neighbouring values 45 to 49; by the words of the sentence and the title alone 46.
BEARING = ((0.55, 0.37), (0.7, 0.19))
DAYS_FRESH = 3  # what was published so few days before the question needs no line
DAYS_SO = 365  # nor what was so many days before, where it is asked who holds an office, or whether something is so
_IS_SO_NOW = re.compile(
    r"^\W*(?:and )?(?:who(?:[’']s| is| are)(?: now| currently)? (?:the\b|(?:\w+ ){0,3}?\w+[’']s\b)"
    r"|who (?:runs|leads|heads|owns)\b|(?:is|are)(?:n[’']t)? (?:the|there|it)\b)",
    re.IGNORECASE,
)
# What says only that it is asked about now, or how: an article on the matter need not have these words.
_SAYS_NOW = re.compile(
    r"\b(?:latest|newest|(?:most )?recent(?:ly)?|current(?:ly)?|now|today|present|moment|so far|as far as is known|"
    r"as things stand|still|yet|as of|going on|going to|how|many|much|long|number|figures?|estimates?)\b",
    re.IGNORECASE,
)


def newest_first(readings: Sequence[Reading]) -> list[Reading]:
    """Return readings with those that are nearly as likely as the best in order of their days, newest first."""
    if not readings:
        return []
    best = readings[0]
    least, words = NEARLY_AS_LIKELY * best.score, SHARED * _shared(best)
    near = [one for one in readings if one is best or (one.score >= least and _shared(one) >= words)]
    lifted = {id(one) for one in near}
    return sorted(near, key=lambda one: -day_number(one.article.published)) + [
        one for one in readings if id(one) not in lifted
    ]


def freshness_line(
    question: str,
    readings: Sequence[Reading],
    today: date,
    keywords: KeywordIndex,
    period: Period | None = None,
    *,
    fresh: bool = True,
) -> str | None:
    """Return what the newest article that bears on the question is; None if that is as new as is wanted.

    The newest is wanted if the question is for what is `fresh`; else it may be a year old, and only a question for what
    is so now gets a line. `period` are the days that were searched: of what is newer than they are, nothing is said.
    """
    if not readings or not (fresh or _IS_SO_NOW.match(question)):
        return None
    articles = _bearing(question, readings, keywords) or [readings[0].article]
    newest = max(articles, key=lambda article: day_number(article.published))
    if newest.published is None or (today - newest.published).days <= (DAYS_FRESH if fresh else DAYS_SO):
        return None
    known = f" up to {say_day(period.until)}" if period and period.until else ""
    closest = " ".join(newest.title.split())
    return (
        f"Nothing in the archive{known} is newer than {say_day(newest.published)} on this; the closest is “{closest}”."
    )


def _bearing(question: str, readings: Sequence[Reading], keywords: KeywordIndex) -> list[Article]:
    """Return the articles of readings that bear on a question."""
    rarity = keywords.rarity(_SAYS_NOW.sub(" ", question))
    best = max(reading.score for reading in readings)
    likely: dict[str, Reading] = {}
    for reading in sorted(readings, key=lambda reading: -reading.score):
        likely.setdefault(reading.article.key, reading)
    held = {key: _held(rarity, reading.article, keywords) for key, reading in likely.items()}
    return [
        reading.article
        for key, reading in likely.items()
        if any(held[key] >= share and reading.score >= least * best for share, least in BEARING)
    ]


def _shared(reading: Reading) -> float:
    """Return the share of the question's words in a sentence plus that in its article's title."""
    known = dict(zip(FEATURES, reading.features, strict=True))
    return known["words"] + known["title"]


def _held(rarity: dict[str, float], article: Article, keywords: KeywordIndex) -> float:
    """Return the share of the words asked for, by rarity, that an article has."""
    return match_words(rarity, keywords.stems(f"{article.title} {article.text}"))[0]
