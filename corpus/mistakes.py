"""Mistakes: the words of a notice that tell what was reported wrongly, and so are no answer to anything.

"An earlier version said that 61 people were aboard; the right figures are 64": 61 is the mistake.
"""

from __future__ import annotations

import re

from corpus.notices import find_notices
from corpus.sentences import sentence_spans

__all__ = ["find_mistakes"]

# "misstated when …" names what was wrong, not what was said
_TOLD = r"said|says|stated|reported|claimed|suggested|implied|wrote|indicated|noted|included|contained|showed"
_TOLD_AS = r"gave|put|listed|named|called|described|identified|referred\s+to|attributed|quoted"
_EARLIER = (
    r"(?:\b(?:an?|the|our)\s+(?:earlier|previous|prior|original|initial|first)(?:\s+\w+)?"
    r"|\b(?:the|this|our)\s+(?:same\s+)?(?:story|article|report|piece|headline|caption|item)\b|\b(?:in\s+our|in\s+the)\b[^.;]{0,60}?\bwe)"
)
_SAID_BEFORE = re.compile(
    rf"{_EARLIER}\b(?:(?!\b(?:{_TOLD}|{_TOLD_AS})\b|\bcorrect|\bamended|\bupdated|\bclarif)[^;\n]){{0,160}}?"
    rf"(?:\b(?:{_TOLD})\b|\b(?:{_TOLD_AS})\b(?:[^;\n]{{1,200}}?\sas\b)?)(?:\s+\w+ly\b)?[\s,]+(?P<mistake>[^;\n]+)",
    re.IGNORECASE,
)
_INSTEAD_OF = re.compile(
    r"(?:,\s+(?:and\s+)?not|\b(?:rather\s+than|instead\s+of|and\s+not))\s+(?P<mistake>[^,;\n]+)", re.IGNORECASE
)
_RIGHT_AGAIN = re.compile(  # what follows is told as it is
    r"(?:,|\s[—–-]|\()\s*(?:when|while|where|whereas|but|it\s|the\s+(?:correct|right|actual|true))\b"
    r"|\b(?:when|while|where|whereas|but)\s+(?:in\s+fact|actually|it\s|they\s|he\s|she\s|there\s|the\s+(?:correct|right|actual|true)\b)"
    r"|\bwhere\s+(?=[^.;]{1,80}\bwas\s+meant)|\binstead\s+of\b|\brather\s+than\b",
    re.IGNORECASE,
)


def find_mistakes(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of what the notices in a text say was wrong, in order; nothing outside a notice.

    >>> text = "Correction: an earlier version said that two boats sank. It was one."
    >>> [text[start:end] for start, end in find_mistakes(text)]
    ['that two boats sank']
    """
    sentences = (
        (notice.start + start, notice.start + end)
        for notice in find_notices(text)
        for start, end in sentence_spans(text[notice.start : notice.end])
    )
    return tuple(sorted({mistake for start, end in sentences for mistake in _of_sentence(text, start, end)}))


def _of_sentence(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return what one sentence says was wrong; after "said 40 instead of 14", it is the first that was."""
    said = _SAID_BEFORE.search(text, start, end)
    found = [match.span("mistake") for match in _INSTEAD_OF.finditer(text, start, end)]
    if said:
        first, last = said.span("mistake")
        right = _RIGHT_AGAIN.search(text, first, last)
        found = [(first, right.start() if right else last)]
    found = [(first, len(text[:last].rstrip(" .!?,\n"))) for first, last in found]
    return [(first, last) for first, last in found if first < last]
