"""Spread: when the articles of an archive speak about a question, counted by day, month or year.

What is drawn of it is `page/picture.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer import Answer
from bot.chatbot import Chatbot
from bot.digest import wants_digest
from bot.period import Period
from bot.stretch import Unit, split_time, start_of, unit_between
from corpus.dates import UNDATED
from corpus.holdings import articles_of_passages
from embeddings.vectors import Hit

__all__ = ["Bin", "Spread", "Telling", "is_told", "spread_out", "when_told"]

CANDIDATES = 1000  # passages taken from each ranking: a story of years has hundreds of articles
# Of the best passage's sum of scores by words and by meaning, each brought to 1 for the best. By eye on eleven
# questions over RealTimeQA 2022 and the sample: at 0.6 articles that only name a word come in, at 0.7 some that do
# speak about it stay out.
SPEAKS = 0.65


@dataclass(frozen=True, slots=True)
class Telling:
    """Hold an article that speaks about a question, and its day; None: undated."""

    key: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Bin:
    """Hold how many articles of a day, month or year speak about a question, and how many of these are cited."""

    period: Period
    articles: int
    cited: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Hold the bins from the first to the last article, empty ones too, and how many articles have no date."""

    unit: Unit
    bins: tuple[Bin, ...]
    undated: int

    @property
    def articles(self) -> int:
        """Return how many articles speak about the question, undated ones too."""
        return self.undated + sum(one.articles for one in self.bins)


def is_told(answer: Answer) -> bool:
    """Say whether articles speak about what was asked: it is answered, or told by how articles begin."""
    return bool(answer.citations) and (answer.found or (answer.reply is not None and wants_digest(answer.understood)))


def when_told(chatbot: Chatbot, answer: Answer, period: Period | None) -> tuple[Telling, ...]:
    """Return the articles of a period that speak about an answer's question, oldest first, undated ones last.

    They are the articles of the thousand best passages by words and by meaning each, within the outlets, as far
    as they come near the best in both: a list cut off by rank alone would always be full, and one by the fused score
    (0 for the last of the list) leaves out most of what speaks about a much told story. What the answer cites is in any
    case among them. No text is read, so that it costs little more than one search.
    """
    vector, indexes = chatbot.embed(answer.understood)
    since, until = (period.since, period.until) if period else (None, None)
    words = indexes.keywords.search(answer.understood, CANDIDATES, since, until, answer.outlets)
    meaning = indexes.nearest(vector, CANDIDATES, since, until, answer.outlets)
    near = _near_the_best(words, meaning)
    days = dict(zip(near, indexes.days(near).tolist(), strict=True))
    articles = {key: _day(days[number]) for number, key in articles_of_passages(chatbot.archive, near).items()}
    articles |= {citation.article.key: citation.article.published for citation in answer.citations}
    tellings = (Telling(key, day) for key, day in articles.items())
    return tuple(sorted(tellings, key=lambda one: (one.day is None, one.day or date.min, one.key)))


def spread_out(tellings: Sequence[Telling], cited: Collection[str] = ()) -> Spread | None:
    """Return articles counted over time; None where they are all of one day, or of none: there is nothing to see."""
    days = [one.day for one in tellings if one.day]
    if len(set(days)) < 2:
        return None
    unit = unit_between(min(days), max(days))
    all_of = Counter(start_of(one.day, unit) for one in tellings if one.day)
    cited_of = Counter(start_of(one.day, unit) for one in tellings if one.day and one.key in cited)
    bins = (
        Bin(period, all_of[period.since], cited_of[period.since])
        for period in split_time(min(days), max(days), unit)
        if period.since
    )
    return Spread(unit, tuple(bins), len(tellings) - len(days))


def _near_the_best(words: Sequence[Hit], meaning: Sequence[Hit]) -> list[int]:
    """Return the passages that come near the best by words and by meaning together; what one lacks is 0."""
    rankings = [ranking for ranking in (words, meaning) if ranking and ranking[0].score > 0]
    totals: dict[int, float] = {}
    for ranking in rankings:
        for hit in ranking:
            totals[hit.passage_id] = totals.get(hit.passage_id, 0.0) + hit.score / ranking[0].score
    best = max(totals.values(), default=0.0)
    return [number for number, score in totals.items() if score >= SPEAKS * best]


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal != UNDATED else None
