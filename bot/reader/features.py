"""Features: what can be read off a sentence that may answer a question, as numbers.

Each is between about 0 and 1 (ages and places: logarithms), so that weights can be compared.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from bot.answer import Span
from bot.period import Period
from bot.reader.expected import expected_kind, find_expected
from bot.reader.taken_back import is_taken_back, mistakes_of
from bot.search import DAYS_A_WEEK, UNDATED_DAYS, Found, ages_of
from corpus.article import Article
from embeddings.keywords import KeywordIndex

__all__ = ["FEATURES", "Asked", "expected_words", "features_of", "is_kin", "match_words", "understand"]

FEATURES = (
    "read",  # the reader's log odds that the sentence answers, over 10; without a trained reader, the cosine
    "agreement",  # log of the other articles that give the same answer, each counted as far as it is likely
    "search",  # the passage's score
    "words",  # share of the question's words in the sentence, by rarity
    "pairs",  # share of the question's neighbouring words that are neighbours here
    "title",  # share of the question's words in the article's title
    "place",  # log of the passage's place among those found
    "expected",  # 1 if it holds words of the kind that the question expects, -1 if not, 0 if none are
    "lead",  # stands near the beginning of its article
    "age",  # log of the article's age in months, over that of the newest one that may answer too; undated: a year
)
LEAD_CHARACTERS = 500  # about three sentences
KIN_LETTERS = 4  # "iran" and "iranian", "kyrgyz" and "kyrgyzstan", "dredging" and "dredger" count as one word
DAYS_A_MONTH = 30.4
# "How many were ill on 11 August?": a report of that week rather than one of the same year. One in 100 questions of the
# conversations more, as a person rewrote them, is answered from the right article; 1 to 4 measured alike.
FROM_DAYS_SAID = 2.0

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what of a question is compared with every sentence."""

    rarity: Mapping[str, float]  # stem → how rare it is, summing to 1
    said: Collection[str]  # the words as typed, lower-case
    kind: str | None
    ages: Mapping[str, float]  # article → log of its age in months, plus one
    titles: Mapping[str, float]  # article → share of the question's words in its title


def understand(
    question: str, found: Sequence[Found], keywords: KeywordIndex, today: date, about: Collection[Period] = ()
) -> Asked:
    """Return what of a question is compared with every sentence of the passages found."""
    articles = {hit.passage.article.key: hit.passage.article for hit in found}
    ages = {key: _age_of(article, today, about) for key, article in articles.items()}
    rarity = keywords.rarity(question)
    return Asked(
        rarity,
        frozenset(_WORD.findall(question.lower())),
        expected_kind(question),
        ages,
        {key: match_words(rarity, keywords.stems(article.title))[0] for key, article in articles.items()},
    )


def _age_of(article: Article, today: date, about: Collection[Period]) -> float:
    """Return the logarithm of an article's age in months, plus one; what is not dated is a year old.

    From days that the question is about, it is counted in weeks, and weighs twice.
    """
    days = UNDATED_DAYS
    if article.published:
        days = int(ages_of(np.array([article.published.toordinal()]), today, about)[0])
    return FROM_DAYS_SAID * math.log1p(days / DAYS_A_WEEK) if about else math.log1p(days / DAYS_A_MONTH)


def features_of(asked: Asked, hit: Found, place: int, span: Span, keywords: KeywordIndex) -> dict[str, float]:
    """Return the features of one sentence that need no reader; `place` is its passage's, from 0."""
    article = hit.passage.article
    sentence = article.text[span[0] : span[1]]
    words, pairs = match_words(asked.rarity, keywords.stems(sentence))
    expected = find_expected(asked.kind, asked.said, sentence)
    return {
        "search": hit.score,
        "words": words,
        "pairs": pairs,
        "title": asked.titles[article.key],
        "place": math.log1p(place),
        "expected": 0.0 if asked.kind is None else 1.0 if expected else -1.0,
        "lead": float(span[0] < LEAD_CHARACTERS),
    }


def expected_words(asked: Asked, article: Article, span: Span, question: str) -> Span | None:
    """Return the words of a sentence that are of the kind expected and stand nearest to the question's words.

    What the article itself takes back is none, unless that is what the question asks for.
    """
    sentence, mistakes = article.text[span[0] : span[1]], mistakes_of(article, question)
    expected = [
        (start, end)
        for start, end in find_expected(asked.kind, asked.said, sentence)
        if not is_taken_back(article.text, (span[0] + start, span[0] + end), mistakes)
    ]
    return _nearest(expected, asked.said, sentence, span[0])


def match_words(rarity: Mapping[str, float], stems: Sequence[str]) -> tuple[float, float]:
    """Return which share of a question's words stands in a text, and of its pairs side by side.

    Words weigh by their rarity; pairs follow the sequential dependence model (Metzler and Croft 2005).
    """
    asked = list(rarity)
    places = {stem: [i for i, other in enumerate(stems) if is_kin(stem, other)] for stem in asked}
    words = sum(rarity[stem] for stem in asked if places[stem])
    pairs = [
        (rarity[one] + rarity[two], any(abs(i - j) == 1 for i in places[one] for j in places[two]))
        for one, two in pairwise(asked)
    ]
    whole = sum(weight for weight, _ in pairs)
    return words, sum(weight for weight, beside in pairs if beside) / whole if whole else words


def is_kin(one: str, two: str) -> bool:
    """Say whether two stems count as one word: alike, or the longer begins with the shorter."""
    if one == two:
        return True
    short, long = sorted((one, two), key=len)
    return len(short) >= KIN_LETTERS and long.startswith(short)


def _nearest(spans: Sequence[Span], said: Collection[str], sentence: str, offset: int) -> Span | None:
    """Return the span that stands nearest to the words of the question, moved by an offset."""
    if not spans:
        return None
    places = [match.start() for match in _WORD.finditer(sentence) if match[0].lower() in said and len(match[0]) > 3]
    start, end = min(spans, key=lambda span: sum(abs(span[0] - place) for place in places))
    return offset + start, offset + end
