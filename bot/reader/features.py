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

from bot.answer import Span
from bot.reader.expected import expected_kind, find_expected
from bot.search import Found
from embeddings.keywords import KeywordIndex

__all__ = ["FEATURES", "Asked", "features_of", "match_words", "understand"]

FEATURES = (
    "cosine",  # of question and sentence
    "words",  # share of the question's words in the sentence, by rarity
    "pairs",  # share of the question's neighbouring words that are neighbours here
    "title",  # share of the question's words in the article's title
    "passage",  # fused search score of the passage
    "place",  # log of the passage's place among those found
    "expected",  # holds words of the kind that the question expects
    "lacking",  # holds none, though the question expects some
    "short",  # a heading or a caption
    "lead",  # stands near the beginning of its article
    "age",  # log of the article's age in months on the day of the question; undated counts as a year
)
SHORT_STEMS = 6  # a sentence with fewer is mostly a heading or a caption
LEAD_CHARACTERS = 500  # about three sentences
KIN_LETTERS = 4  # "iran" and "iranian", "kyrgyz" and "kyrgyzstan" count as one word
DAYS_A_MONTH = 30.4
UNDATED_DAYS = 365

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what of a question is compared with every sentence."""

    rarity: Mapping[str, float]  # stem → how rare it is, summing to 1
    said: Collection[str]  # the words as typed, lower-case
    kind: str | None
    today: date


def understand(question: str, keywords: KeywordIndex, today: date) -> Asked:
    """Return what of a question is compared with every sentence."""
    said = frozenset(_WORD.findall(question.lower()))
    return Asked(keywords.rarity(question), said, expected_kind(question), today)


def features_of(
    asked: Asked, hit: Found, place: int, span: Span, cosine: float, keywords: KeywordIndex
) -> tuple[tuple[float, ...], Span | None]:
    """Return the features of one sentence (in the order of FEATURES), and the words that answer, if any.

    `span` and the span returned are offsets into the article; `place` is the passage's, from 0.
    """
    article = hit.passage.article
    sentence = article.text[span[0] : span[1]]
    stems = keywords.stems(sentence)
    words, pairs = match_words(asked.rarity, stems)
    expected = find_expected(asked.kind, asked.said, sentence)
    days = (asked.today - article.published).days if article.published else UNDATED_DAYS
    features = (
        cosine,
        words,
        pairs,
        match_words(asked.rarity, keywords.stems(article.title))[0],
        hit.score,
        math.log1p(place),
        float(bool(expected)),
        float(asked.kind is not None and not expected),
        float(len(stems) < SHORT_STEMS),
        float(span[0] < LEAD_CHARACTERS),
        math.log1p(max(days, 0) / DAYS_A_MONTH),
    )
    return features, _nearest(expected, asked.said, sentence, span[0])


def match_words(rarity: Mapping[str, float], stems: Sequence[str]) -> tuple[float, float]:
    """Return which share of a question's words stands in a text, and of its pairs side by side.

    Words weigh by their rarity; pairs follow the sequential dependence model (Metzler and Croft 2005).
    """
    asked = list(rarity)
    places = {stem: [i for i, other in enumerate(stems) if _kin(stem, other)] for stem in asked}
    words = sum(rarity[stem] for stem in asked if places[stem])
    pairs = [
        (rarity[one] + rarity[two], any(abs(i - j) == 1 for i in places[one] for j in places[two]))
        for one, two in pairwise(asked)
    ]
    whole = sum(weight for weight, _ in pairs)
    return words, sum(weight for weight, beside in pairs if beside) / whole if whole else words


def _kin(one: str, two: str) -> bool:
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
