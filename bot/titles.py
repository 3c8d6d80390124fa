"""Titles: the articles that a question names by their whole title, in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.article import Article

__all__ = ["named_by_title", "without_titles_behind"]

_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")
_BEHIND = re.compile(r" \(“[^“”]+”(?:, “[^“”]+”)*\)$")
_WORD = re.compile(r"\w+")
FEWEST_WORDS = 2  # of a title: one word in quotation marks is more often a word


def named_by_title(question: str, articles: Iterable[Article]) -> tuple[str, ...]:
    """Return the keys of the articles whose title stands in the question, in quotation marks; case does not matter.

    >>> mill = Article("https://example.org/1", "Fire at the grain mill", "Two died.")
    >>> named_by_title("What else is in “Fire at the Grain Mill”?", [mill]) == (mill.key,)
    True
    >>> named_by_title("What of the fire at the grain mill?", [mill])
    ()
    """
    quoted = {_plain(match[1] or match[2]) for match in _QUOTED.finditer(question)}
    titles = {plain for plain in quoted if len(plain) >= FEWEST_WORDS}
    return tuple(dict.fromkeys(article.key for article in articles if titles and _plain(article.title) in titles))


def without_titles_behind(question: str) -> str:
    """Return a question without the titles in brackets behind it, which only tell of what sources it is asked.

    >>> without_titles_behind("What does it cost? (“Board approves 184 million crown plan”)")
    'What does it cost?'
    """
    return _BEHIND.sub("", question)


def _plain(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))
