"""Mistakes: what the notices of an article say was reported wrongly, where it stands.

"An earlier version said that 61 people were aboard; the right figures are 64": all from "that" to "aboard" is a
mistake; which of its words are wrong is told by what follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.notices import MOST_CHARACTERS, Notice, find_notices
from corpus.sentences import sentence_spans

__all__ = ["Mistake", "find_mistakes"]

# "misstated when …" names what was wrong, not what was said
_TOLD = r"said|says|stated|reported|claimed|suggested|implied|wrote|indicated|noted|included|contained|showed"
_TOLD_AS = r"gave|put|listed|named|called|described|identified|referred\s+to|attributed|quoted"
# What follows these is right, or is no report: "should have said that 64 …", "was updated to say …".
_TELLS_RIGHT = (
    r"should|ought|now|omit\w*|failed|did(?:\s+not|n[’']t)|correct\w*|to\s+(?:say|note|make|show|reflect|clarify)"
)
_OURS = (
    r"(?:version|edition|draft|headline|story|article|report|post|piece|column|page|item|caption|video|graphic|alert)"
)
_EARLIER = (
    rf"(?:\b(?:an?|the|our|this)\s+(?:earlier|previous|prior|original|initial|first)\s+{_OURS}"
    rf"|\b(?:this|our)\s+(?:same\s+)?{_OURS}|\bthe\s+(?:same\s+)?(?:story|article|headline|caption)"
    rf"|\bin\s+(?:our|the)\s+{_OURS}\b[^.;,]{{0,60}}\bwe)"
)
_SAID_BEFORE = re.compile(
    rf"{_EARLIER}\b(?:(?!\b(?:{_TOLD}|{_TOLD_AS}|{_TELLS_RIGHT})\b)[^;\n]){{0,160}}"
    rf"(?:\b(?:{_TOLD})\b|\b(?:{_TOLD_AS})\b(?:[^;\n]{{1,200}}?\sas\b)?)(?:\s+\w+ly\b)?[\s,]+(?P<mistake>[^;\n]+)",
    re.IGNORECASE,
)
_INSTEAD_OF = re.compile(
    r"(?:,\s+(?:and\s+)?not|\b(?:rather\s+than|instead\s+of|and\s+not))\s+"
    r"(?P<mistake>(?:[^,;\n]|,(?=\d))+?)(?=\s+as\s+(?:an?|the|our|we)\b|,(?!\d)|;|\n|$)",
    re.IGNORECASE | re.MULTILINE,
)
_RIGHT_AGAIN = re.compile(  # what follows is told as it is
    r"(?:,|\s[—–-]|\()\s*(?:when|while|where|whereas|but|it\s|the\s+(?:correct|right|actual|true))\b"
    r"|\b(?:when|while|where|whereas|but)\s+(?:in\s+fact|actually|it\s|they\s|he\s|she\s|there\s|the\s+(?:correct|right|actual|true)\b)"
    r"|\bwhere\s+(?=[^.;]{1,80}\bwas\s+meant)|\binstead\s+of\b|\brather\s+than\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mistake:
    """Hold where the words stand that tell what was wrong, in which sentence, and the notice that tells it."""

    start: int
    end: int
    sentence: int  # where it starts
    notice: Notice

    def overlaps(self, span: tuple[int, int]) -> bool:
        """Say whether a span of the text, end exclusive, shares a character with it."""
        return self.start < span[1] and span[0] < self.end


@lru_cache(maxsize=256)
def find_mistakes(text: str) -> tuple[Mistake, ...]:
    """Return what the notices in a text say was wrong, in order; nothing outside a correction or retraction.

    >>> text = "Correction: an earlier version said that two boats sank. It was one."
    >>> [text[one.start : one.end] for one in find_mistakes(text)]
    ['that two boats sank']
    """
    found = [
        Mistake(first, last, notice.start + start, notice)
        for notice in find_notices(text)
        if notice.kind != "clarification"
        for start, end in sentence_spans(text[notice.start : notice.end])
        for first, last in _of_sentence(text, notice.start + start, notice.start + min(end, start + MOST_CHARACTERS))
    ]
    return tuple(sorted(found, key=lambda one: one.start))


def _of_sentence(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return what one sentence says was wrong; after "said 40 instead of 14", it is the first that was."""
    said = _SAID_BEFORE.search(text, start, end)
    first, last = said.span("mistake") if said else (end, end)
    right = _RIGHT_AGAIN.search(text, first, last)
    instead = (match.span("mistake") for match in _INSTEAD_OF.finditer(text, start, end))
    found = [
        *(one for one in instead if one[0] < (said.start() if said else end)),
        (first, right.start() if right else last),
    ]
    found = [(first, len(text[:last].rstrip(" .!?,\n"))) for first, last in found]
    return [(first, last) for first, last in found if first < last]
