"""Quoting: from scored sentences to quotes: exact slices, never spliced, the same statement once.

Nothing here makes text: a quote is the sentence's own offsets, widened to the sentence before it where it
leans on that, or to the likelier of its two neighbours where it is not sure which words answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer import Quote, Span
from bot.reader import Reading
from bot.reader.expected import is_byline
from bot.righting import corrections_first, right_of
from corpus.article import Article
from corpus.notices import find_notices
from corpus.sentences import sentence_spans

__all__ = ["choose_quotes", "same_statement"]

MAX_QUOTES = 3
# From this probability on, the words that answer are marked: wrong marks are worse than none. On RealTimeQA 2023 seven
# of ten first sentences at this probability hold the answer, and six of ten marks.
MARKED = 0.3
# Below this probability a sentence takes its likelier neighbour along, if that is at least NEIGHBOUR_FLOOR as likely.
# A further quote must be at least RELATIVE_FLOOR as likely as the first. On RealTimeQA 2023 the first quote then holds
# the answer in 57 of 100, instead of 54, and one of three in 71, instead of 69; a quote has 1.8 sentences.
ALONE = 0.7
NEIGHBOUR_FLOOR = 0.2
RELATIVE_FLOOR = 0.3
SAME_SHARE = 0.75  # of the words of the shorter statement; wire copies are edited by a word or two
MIN_SHARED_WORDS = 4
LOOK_BACK = 1_500  # characters in which the sentence before is looked for
MAX_LEAD_WORDS = 60  # a longer sentence before would drown the quote

_LEANING = re.compile(
    r"[\"“‘'(]?(?:(?:He|She|They|It|His|Her|Their|Its|This|That|These|Those|Such|But|And|Or|So|Then|However|"
    r"Instead|Meanwhile|Both|Neither|Another|Others|There)\b"
    r"|The (?:\w+ )?(?:minister|president|company|mayor|man|woman|couple|official|spokes\w+|report|move|"
    r"decision|figure|incident|attack|deal|team|group|agency|former|latter|two|three|pair)\b)"
)
_SAYS = re.compile(r"[\"“”]")
_OPENING, _CLOSING = "“", "”"
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def choose_quotes(readings: Sequence[Reading], count: int = MAX_QUOTES) -> list[Quote]:
    """Return at most `count` quotes, best first; what repeats or overlaps an earlier one is left out.

    A correction comes before what it takes back.
    """
    quotes: list[Quote] = []
    chosen: list[Reading] = []
    for reading in corrections_first(readings):
        if quotes and (len(quotes) == count or reading.score < RELATIVE_FLOOR * quotes[0].confidence):
            break
        if any(same_statement(reading.text, other.text) for other in chosen):
            continue
        right = right_of(reading, readings)
        neighbour = _neighbour(reading, readings, quotes) if reading.score < ALONE and not right else None
        quote = _with_right(reading, right) if right else _widen(reading, neighbour)
        if not any(_overlap(quote, other) for other in quotes):
            quotes.append(quote)
            chosen.append(reading)
    return quotes


def same_statement(one: str, two: str) -> bool:
    """Say whether two texts state the same in nearly the same words, one perhaps inside the other.

    Texts with different figures are never the same: an updated toll is news.
    """
    first, second = _words(one), _words(two)
    short, long = sorted((first, second), key=len)
    if len(short) < MIN_SHARED_WORDS:
        return short == long
    if len(short & long) < SAME_SHARE * len(short):
        return False
    few, many = (set(_NUMBER.findall(text)) for text in ((one, two) if short is first else (two, one)))
    return few <= many and (bool(few) or not many or len(long) > 1.5 * len(short))


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text) if len(word) > 2}


def _overlap(one: Quote | Reading, two: Quote) -> bool:
    return one.article.key == two.article.key and one.start < two.end and two.start < one.end


def _widen(reading: Reading, neighbour: Reading | None) -> Quote:
    """Return a quote of a sentence with the one before, where it cannot be understood without, or with a neighbour."""
    start, end = reading.start, reading.end
    before = _sentence_before(reading.article, start) if _leans(reading.text) else None
    if before is not None and len(reading.article.text[slice(*before)].split()) <= MAX_LEAD_WORDS:
        start = before[0]
    elif neighbour is not None:
        start, end = min(start, neighbour.start), max(end, neighbour.end)
    span = reading.answer_span if reading.score >= MARKED else None
    if span is None and (start, end) != (reading.start, reading.end):
        span = (reading.start, reading.end)
    if span == (start, end):
        span = None  # all marked is nothing marked
    return Quote(reading.article, start, end, span, reading.score)


def _with_right(reading: Reading, right: Reading) -> Quote:
    """Return a quote of what a notice says was wrong, and of what it says is right."""
    start, end = min(reading.start, right.start), max(reading.end, right.end)
    return Quote(reading.article, start, end, right.answer_span, reading.score)


def _neighbour(reading: Reading, readings: Sequence[Reading], quotes: Sequence[Quote]) -> Reading | None:
    """Return the likelier of the sentences right before and after one, if it may answer too and is not quoted yet."""
    near = [
        other
        for other in readings
        if other.article.key == reading.article.key
        and other.score >= NEIGHBOUR_FLOOR * reading.score
        and len(other.text.split()) <= MAX_LEAD_WORDS
        and _beside(other, reading)
        and not any(_overlap(other, quote) for quote in quotes)
        and not same_statement(other.text, reading.text)  # a lead repeated in the body
        and not _in_notice(other)
        and not is_byline(other.text)
    ]
    return max(near, key=lambda other: other.score, default=None)


def _in_notice(reading: Reading) -> bool:
    """Say whether a sentence is part of a correction or retraction, which stands beside the quote in any case."""
    return any(one.start < reading.end and reading.start < one.end for one in find_notices(reading.article.text))


def _beside(one: Reading, other: Reading) -> bool:
    """Say whether nothing but white space stands between two sentences of an article."""
    first, second = sorted((one, other), key=lambda reading: reading.start)
    return first.end <= second.start and not first.article.text[first.end : second.start].strip()


def _leans(sentence: str) -> bool:
    """Say whether a sentence begins with a word that points back, or closes a quotation it does not open."""
    closes_only = sentence.count(_CLOSING) > sentence.count(_OPENING) and '"' not in sentence
    return bool(_LEANING.match(sentence)) or closes_only


def _sentence_before(article: Article, position: int) -> Span | None:
    """Return the sentence that ends where another starts, in the same paragraph; None if there is none."""
    floor = max(0, position - LOOK_BACK)
    paragraph = article.text.rfind("\n\n", floor, position)
    floor = paragraph if paragraph >= 0 else floor
    spans = sentence_spans(article.text[floor:position])
    if not spans or (len(spans) == 1 and paragraph < 0 < floor):
        return None  # cut off by the window: where it starts is not known
    start, end = spans[-1]
    return floor + start, floor + end
