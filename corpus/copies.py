"""Copies: whether two articles are one story printed twice, and the bands by which likely pairs are found.

Wire copies are cut from the end, get a new headline and a new first paragraph, and the outlet's own lines around
them; so what counts is how much of the shorter text stands in the longer one, in runs of four words. Two things tell
a story that was written again from a copy: figures that differ in sentences that are alike otherwise, and the outlet.
An outlet does not print its own story again with edits, it updates it; and its picture captions and teasers, which
can be most of a text, stand in many of its articles. So within one outlet only texts that are nearly equal and have
much the same headline count.

Pairs are found by MinHash (Broder 1997) in bands: equal bands are looked up, nothing is compared with everything.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article
from corpus.sentences import sentence_spans

if TYPE_CHECKING:
    from datasketch import MinHash

__all__ = ["SCHEME", "are_copies", "band_keys", "shared_part", "shingles"]

# Measured by `python -m benchmarks.copies`.
WORDS_A_SHINGLE = 4  # runs of five break too often under a copy editor's small changes
BANDS, ROWS_A_BAND = 32, 2  # finds 99.6 of 100 pairs that have two fifths of their runs in common
SCHEME = f"{WORDS_A_SHINGLE}/{BANDS}/{ROWS_A_BAND}/1"  # bands made otherwise cannot be compared; last: the rules
SHARED = 0.6  # of the shorter text, between outlets; outlets that quote each other at length stay below 0.55
NEARLY_EQUAL = 0.8  # of both texts together, within one outlet
FEWEST_SHINGLES = 20  # a shorter text is a caption or a teaser: too little to tell
SAME_HEADLINE = 0.5  # of the words of the shorter headline, within one outlet
ALIKE = 0.7  # of the words of two sentences: the same sentence, edited

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_FACTORS = np.array([pow(0x9E3779B1, place, 2**32) for place in range(WORDS_A_SHINGLE)], np.uint32)
_BAND_FACTOR = np.uint64(0x9E3779B97F4A7C15)

Shingles = NDArray[np.uint32]  # sorted, each once


def shingles(text: str) -> Shingles:
    """Return the hashes of all runs of four words, whatever stands between the words."""
    words = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in _WORD.findall(text.lower())]
    hashes = np.array(words, np.uint32)
    count = max(len(words) - WORDS_A_SHINGLE + 1, 0)
    runs = np.zeros(count, np.uint32)
    for place, factor in enumerate(_FACTORS):
        runs += hashes[place : place + count] * factor  # unsigned: wraps round
    return np.unique(runs)


def band_keys(runs: Shingles) -> list[int]:
    """Return one signed 64-bit number a band: texts with an equal one are likely to be much alike."""
    sketch = _empty_sketch().copy()
    sketch.update_batch(runs.tolist())
    least = np.asarray(sketch.hashvalues, np.uint64).reshape(BANDS, ROWS_A_BAND)
    keys = (least[:, 0] << np.uint64(32)) | least[:, 1]
    keys ^= np.arange(BANDS, dtype=np.uint64) * _BAND_FACTOR
    return [int(key) for key in keys.view(np.int64)]


def are_copies(one: Article, two: Article, runs: tuple[Shingles, Shingles] | None = None) -> bool:
    """Say whether two articles are the same story in print twice; `runs` are their shingles, if they are known."""
    first, second = runs or (shingles(one.text), shingles(two.text))
    fewer = min(len(first), len(second))
    if fewer < FEWEST_SHINGLES:
        return False
    common = len(np.intersect1d(first, second, assume_unique=True))
    if one.outlet == two.outlet:
        alike = common >= NEARLY_EQUAL * (len(first) + len(second) - common) and _headlines_alike(one, two)
    else:
        alike = common >= SHARED * fewer
    return alike and not _figures_differ(one, two)


def shared_part(part: Shingles, whole: Shingles) -> float:
    """Return how much of a text stands in another, 0 to 1."""
    return len(np.intersect1d(part, whole, assume_unique=True)) / len(part) if len(part) else 0.0


def _headlines_alike(one: Article, two: Article) -> bool:
    ours, theirs = (set(_WORD.findall(article.title.lower())) for article in (one, two))
    return len(ours & theirs) >= SAME_HEADLINE * min(len(ours), len(theirs))


def _figures_differ(one: Article, two: Article) -> bool:
    """Say whether a sentence, or the headline, stands in both alike but for its figures: then one is news."""
    ours, theirs = _sentences_with_figures(one), _sentences_with_figures(two)
    ours, theirs = (
        {words: figures for words, figures in some.items() if words not in others}
        for some, others in ((ours, theirs), (theirs, ours))
    )
    return any(
        not (figures <= other or other <= figures) and _are_alike(words, others)
        for words, figures in ours.items()
        for others, other in theirs.items()
    )


@lru_cache(maxsize=64)  # a text is compared with a dozen others, one after another
def _sentences_with_figures(article: Article) -> dict[tuple[str, ...], frozenset[str]]:
    """Return the words of each sentence that has figures, the headline's too, with these figures."""
    sentences = [article.title, *(article.text[start:end] for start, end in sentence_spans(article.text))]
    found = ((tuple(_WORD.findall(sentence.lower())), frozenset(_FIGURE.findall(sentence))) for sentence in sentences)
    return {words: figures for words, figures in found if figures}


def _are_alike(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    words, others = ({word for word in some if not word.isdecimal()} for some in (one, two))
    return len(words & others) >= ALIKE * max(len(words), len(others), 1)


@lru_cache(maxsize=1)
def _empty_sketch() -> MinHash:
    """Return a sketch to copy; the import takes half a second, and drawing the permutations takes its time too."""
    from datasketch import MinHash

    as_it_is: Any = int  # the runs are hashed already
    return MinHash(num_perm=BANDS * ROWS_A_BAND, hashfunc=as_it_is)
