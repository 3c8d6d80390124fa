"""Passage: a few whole sentences of an article, the unit that is embedded, found and read.

Passages of one article are of like length, fit the encoder, and each begins with the last sentence
of the one before it, so that what stands on a seam is whole in one of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, inf

from corpus.article import Article
from corpus.sentences import sentence_spans

__all__ = ["Passage", "split_article"]

# Sizes are in word pieces, counted by `_PIECE`; an English word has about 1.35 of them.
# About 120 words: a few sentences, long enough to be understood, short enough to have one subject.
_TARGET = 160
# The encoder reads 256 word pieces and silently drops the rest; 32 stay free for its two marks, a
# short title, and what the count misses.
_LIMIT = 224
# A longer sentence is not repeated in the next passage: it would be most of it.
_LONGEST_OVERLAP = 80
# So that thousands of one-word sentences cost no more time than a novel.
_MOST_SENTENCES = 40
# How far back a cut looks for white space, in characters.
_LONGEST_WORD = 80

# One match for what a word-piece tokenizer makes at least one piece of: a word of up to eight
# letters, a short number, a mark, and every letter of a script that its vocabulary hardly knows.
_PIECE = re.compile(r"[a-zA-Z]{1,8}|[0-9]{1,3}|[^\sa-zA-Z0-9]")


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold a slice of an article's text; `id` is dense and never reused."""

    id: int
    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """Return the words of the passage, exactly as they stand in the article."""
        return self.article.text[self.start : self.end]


def split_article(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of each passage: whole sentences, about 120 words, in order.

    Every sentence stands whole in at least one passage. Only a sentence too long for the encoder is
    cut, at white space.

    >>> split_article("Boats left at dawn. Nobody saw them.")
    ((0, 36),)
    """
    units: list[tuple[int, int]] = []
    sizes: list[int] = []
    for start, end in sentence_spans(text):
        pieces = [found.start() for found in _PIECE.finditer(text, start, end)]
        parts = [(start, end)] if len(pieces) <= _LIMIT else _cut_sentence(text, pieces, end)
        for part in parts:
            units.append(part)
            sizes.append(bisect_left(pieces, part[1]) - bisect_left(pieces, part[0]))
    cuts = _balanced_cuts(sizes)
    return tuple(
        (units[first - _overlap(sizes, first, sum(sizes[first:last]))][0], units[last - 1][1])
        for first, last in pairwise(cuts)
    )


def _cut_sentence(text: str, pieces: list[int], end: int) -> list[tuple[int, int]]:
    """Return parts of like size of a sentence that is too long; `pieces` are its piece starts."""
    parts = []
    at = 0
    while len(pieces) - at > _LIMIT:
        left = len(pieces) - at
        cut = pieces[at + ceil(left / ceil(left / _LIMIT))]
        floor = max(pieces[at] + 1, cut - _LONGEST_WORD)
        blank = next((i for i in range(cut, floor, -1) if text[i - 1].isspace()), cut)
        parts.append((pieces[at], pieces[at] + len(text[pieces[at] : blank].rstrip())))
        at = bisect_left(pieces, blank)
    parts.append((pieces[at], end))
    return parts


def _overlap(sizes: list[int], first: int, size: int) -> int:
    """Return 1 if a passage of this size from `first` on begins one sentence earlier, else 0."""
    if first == 0 or sizes[first - 1] > _LONGEST_OVERLAP:
        return 0
    return int(size + sizes[first - 1] <= _LIMIT)


def _balanced_cuts(sizes: list[int]) -> list[int]:
    """Return 0, the cuts between passages and the end, with sizes as near the target as can be.

    The least sum of squared distances, found by dynamic programming; no short rest is left over.
    """
    best = [0.0] + [inf] * len(sizes)
    cut_before = [0] * (len(sizes) + 1)
    for last in range(1, len(sizes) + 1):
        size = 0
        for first in range(last - 1, max(-1, last - 1 - _MOST_SENTENCES), -1):
            size += sizes[first]
            if size > _LIMIT and first < last - 1:
                break
            whole = size + sizes[first - 1] * _overlap(sizes, first, size)
            cost = best[first] + (whole / _TARGET - 1) ** 2
            if cost < best[last]:
                best[last], cut_before[last] = cost, first
    cuts = [len(sizes)]
    while cuts[-1] > 0:
        cuts.append(cut_before[cuts[-1]])
    return cuts[::-1]
