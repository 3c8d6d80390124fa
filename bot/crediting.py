"""Crediting: a quote to the article that had it first, with the others of its family that printed the same words.

Journalists cite the original. That is the oldest of the articles that hold the words; of several of one day, the one
whose outlet the others name as theirs ("(Reuters)"). Where the question was limited to outlets or days, only articles
within these limits are cited; the others are still counted as copies. Every copy is a quote with offsets of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from bot.answer import Quote, Span
from bot.period import Period
from corpus.archive import Archive
from corpus.article import Article
from corpus.changes import find_words
from corpus.families import family_of

__all__ = ["credit_originals"]

# How agencies are named in the articles that print them, beside the outlet's own name.
AGENCIES = {
    "reuters.com": ("Reuters",),
    "apnews.com": ("AP", "Associated Press"),
    "associated press": ("AP", "Associated Press"),
    "afp.com": ("AFP", "Agence France-Presse"),
    "bloomberg.com": ("Bloomberg",),
    "dpa.com": ("dpa",),
    "upi.com": ("UPI",),
    "tass.com": ("TASS",),
    "xinhuanet.com": ("Xinhua",),
}
CREDIT_CHARACTERS = 300  # at the head and at the end of an article: there its source is named

_WORD = re.compile(r"\w+")


def credit_originals(
    archive: Archive, quotes: Sequence[Quote], period: Period | None = None, outlets: Collection[str] = ()
) -> list[Quote]:
    """Return each quote as its original has it, with its copies, oldest first; alone where there are none."""
    return [_credit(archive, quote, period, outlets) for quote in quotes]


def _credit(archive: Archive, quote: Quote, period: Period | None, outlets: Collection[str]) -> Quote:
    family = family_of(archive, quote.article.key)
    found = [moved for article in family if (moved := _move(quote, article))]
    if not found:
        return quote
    articles = [quote.article, *(one.article for one in found)]
    ranks = {article.key: _rank(article, articles) for article in articles}
    oldest_first = sorted([quote, *found], key=lambda one: ranks[one.article.key])
    original = next(one for one in oldest_first if one is quote or _is_within(one.article, period, outlets))
    copies = tuple(Quote(one.article, one.start, one.end) for one in oldest_first if one is not original)
    return replace(original, copies=copies)


def _move(quote: Quote, article: Article) -> Quote | None:
    """Return the quote as another article has it, word for word; None if it has other words."""
    place = find_words(article.text, quote.text)
    if place is None:
        return None
    span = quote.answer_span and _move_span(quote, article.text, place)
    return Quote(article, *place, span, quote.confidence)


def _move_span(quote: Quote, text: str, place: Span) -> Span | None:
    """Return where the words that answer stand in the same words of another text."""
    assert quote.answer_span
    ours = [found.span() for found in _WORD.finditer(quote.article.text, quote.start, quote.end)]
    theirs = [found.span() for found in _WORD.finditer(text, *place)]
    first, last = quote.answer_span
    inside = [number for number, (start, end) in enumerate(ours) if first <= start and end <= last]
    if not inside or len(ours) != len(theirs):
        return None
    return theirs[inside[0]][0], theirs[inside[-1]][1]


def _rank(article: Article, family: Sequence[Article]) -> tuple[date, int, str]:
    """Return what orders the articles of a family: the day, how often others name it as their source, the address."""
    names = AGENCIES.get(article.outlet.lower(), (article.outlet, article.outlet.partition(".")[0]))
    named = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names if name) or r"(?!)")
    credits = sum(bool(named.search(_credit_lines(other))) for other in family if other.key != article.key)
    return article.published or date.max, -credits, article.key


def _credit_lines(article: Article) -> str:
    head, tail = article.text[:CREDIT_CHARACTERS], article.text[-CREDIT_CHARACTERS:]
    return "\n".join((*article.authors, head, tail))


def _is_within(article: Article, period: Period | None, outlets: Collection[str]) -> bool:
    """Say whether an article may answer a question that is limited to days and outlets."""
    if outlets and article.outlet not in outlets:
        return False
    if not period:
        return True
    day = article.published
    return day is not None and (period.since or date.min) <= day <= (period.until or date.max)
