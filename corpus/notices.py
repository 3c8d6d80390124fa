"""Notices: what an article says of itself, that it was corrected, clarified or retracted; found where it stands.

A notice speaks of this article: "Correction: …" at the head of a line, "an earlier version of this story …", "we
have retracted this article". A story on somebody else's correction is none, and neither is "updated with details".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus.sentences import sentence_spans

__all__ = ["Kind", "Notice", "find_notices"]

Kind = Literal["retraction", "correction", "clarification"]


@dataclass(frozen=True, slots=True)
class Notice:
    """Hold where a notice stands in the article's text: a verbatim slice, end exclusive."""

    kind: Kind
    start: int
    end: int


MOST_CHARACTERS = (
    600  # of a notice that is the head of a line: no correction is longer, but lines can be whole articles
)
QUOTATION_CHARACTERS = 300  # how far back an open quotation mark counts

_SELF = (
    r"(?:article|story|report|post|piece|column|essay|page|item|dispatch|interview|transcript|obituary|review|blog|"
    r"analysis|headline|caption|video|podcast|graphic|chart|map|photo|alert|text|editorial|op-ed)"
)
_THIS = rf"(?:this|our) (?:[\w’'-]+ ){{0,2}}?{_SELF}"
_EARLIER = r"(?:an?|the|our|one) (?:earlier|previous|prior|original|initial|first|older|former)(?: \w+)?"
_WAS = r"(?:has|have|had|was|were|is)(?: since)?(?: now)?(?: been)?"
_REVISED = r"(?:amended|updated|edited|revised|changed|altered)"
_WRONG = (
    r"(?:mis(?:stated|spell?ed|spelt|identified|attributed|quoted|characteri[sz]ed|reported)|"
    r"(?:incorrect|inaccurate|erroneous|mistaken|wrong|false|inadvertent)ly|omitted|overstated|understated|confused|"
    r"transposed|failed to|did not (?:make clear|include|mention)|should have|gave|had|said|stated|reported|referred|"
    r"described|named|listed|included|contained|suggested|implied|claimed|cited|quoted|identified|put|attributed|"
    r"provided|called|used|carried|showed)"
)
_MARK = r"(?:[:.—–]|\s-\s|,\s)"
# What may stand between the word and its colon: "(3 May)", ", May 3, 2019", "at 3 p.m."
_AT = r"(?:\s*\([^)\n]{1,60}\)|,?\s(?:(?:on|at)\s)?[^:.\n—–]{0,40}\d[^:\n—–]{0,30})?"
_BEFORE = r"[^\w\n“\"‘]*"  # stars, dashes and brackets

# At the head of a line; the first that fits is taken.
_HEADS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("retraction", re.compile(rf"{_BEFORE}(?:retraction(?: notice)?|retracted|withdrawn){_AT}\s*{_MARK}", re.I)),
    ("clarification", re.compile(rf"{_BEFORE}clarifications?(?: and corrections?)?{_AT}\s*[:—–]", re.I)),
    (
        "correction",
        re.compile(
            rf"{_BEFORE}(?:(?i:corrections?(?: and clarifications?)?|corrected|erratum|errata){_AT}\s*[:—–]"
            r"|CORRECTIONS?\.\s)"
        ),
    ),
)
_EDITOR = re.compile(rf"{_BEFORE}(?:(?:editor|publisher|author)s?[’']?s?[’']? note|update|updated|note)\b", re.I)
# Inside a sentence, wherever it stands; the first that fits is taken.
_SENTENCES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("retraction", re.compile(rf"\b{_THIS} {_WAS} (?:\w+ly )?(?:retracted|withdrawn)\b", re.I)),
    (
        "retraction",
        re.compile(rf"\b(?:have|has|hereby|we|is|are|fully) (?:retract(?:ed|ing|s)?|withdr[ae]wn?) {_THIS}\b", re.I),
    ),
    (
        "clarification",
        re.compile(
            rf"\b{_THIS} {_WAS} {_REVISED} (?:\w+ )?to (?:clarify|make (?:it )?clear|more clearly|better explain)", re.I
        ),
    ),
    ("correction", re.compile(rf"\b{_THIS} {_WAS} (?:amended|corrected)\b", re.I)),
    (
        "correction",
        re.compile(
            rf"\b{_THIS} {_WAS} {_REVISED}\b.{{0,40}}\b"
            r"(?:correct|fix|remove|rectify|error|mistake|inaccura|mis(?:spell|state|attribut|identif))",
            re.I,
        ),
    ),
    (
        "correction",
        re.compile(
            rf"\b{_EARLIER} (?:version|edition|draft|headline) (?:of|on|to|for) {_THIS}\b.{{0,80}}?"
            rf"\b(?:{_WRONG}|was wrong)\b",
            re.I,
        ),
    ),
    ("correction", re.compile(rf"\b{_EARLIER} {_SELF} {_WRONG}\b", re.I)),
    ("correction", re.compile(rf"\bearlier headline on {_THIS}\b", re.I)),
    ("correction", re.compile(rf"\b(?:in|because of|due to) {_EARLIER} (?:version|edition) of {_THIS}\b", re.I)),
    ("correction", re.compile(rf"\b(?:because of|due to) an? (?:\w+ )?error, {_THIS}\b", re.I)),
    (
        "correction",
        re.compile(
            r"\bwe (?:sincerely |deeply )?(?:regret|apologi[sz]e for) (?:the|this|these|any|our) (?:error|mistake)",
            re.I,
        ),
    ),
)
_TELLS = re.compile(  # a line without any of these is passed over quickly
    r"correct|clarif|amend|retract|withdr|errat|version of|regret|apologi|error|note\b|earlier|previous|edited|updated|"
    r"revised|changed|altered",
    re.I,
)
_LINE = re.compile(r"[^\n]+")


def find_notices(text: str) -> tuple[Notice, ...]:
    """Return the notices in an article's text, in their order, none overlapping another.

    >>> text = "An earlier version of this story misstated the hour. Boats left at dawn. " * 9
    >>> find_notices(text)[0]
    Notice(kind='correction', start=0, end=52)
    """
    found: list[Notice] = []
    for line in _LINE.finditer(text):
        if _TELLS.search(text, line.start(), line.end()):
            found += _notices_of(text, line.start(), line.end())
    return tuple(found)


def _notices_of(text: str, start: int, end: int) -> list[Notice]:
    """Return the notices of one line: all of it where it begins as one, else the sentences that are."""
    spans = [(start + first, start + last) for first, last in sentence_spans(text[start:end])]
    kinds = [_kind_of_sentence(text, start, first, last) for first, last in spans]
    head = _kind_of_head(text[start:end])
    short = bool(spans) and spans[-1][1] - spans[0][0] <= MOST_CHARACTERS
    if head or (kinds[0] and short):
        within = [last for _, last in spans if last - spans[0][0] <= MOST_CHARACTERS]
        return [Notice(head or kinds[0] or "correction", spans[0][0], within[-1] if within else spans[0][1])]
    return [Notice(kind, first, last) for kind, (first, last) in zip(kinds, spans, strict=True) if kind]


def _kind_of_head(line: str) -> Kind | None:
    """Return what a line is headed as; an editor's note counts only if it tells of a change."""
    headed = next((kind for kind, head in _HEADS if head.match(line)), None)
    if headed == "retraction" or not (headed or _EDITOR.match(line)):
        return headed
    told = _kind_of_sentence(line, 0, 0, min(len(line), MOST_CHARACTERS))
    return told if told == "retraction" else headed or told


def _kind_of_sentence(text: str, line: int, start: int, end: int) -> Kind | None:
    """Return what a sentence of a line says of its own article; what is quoted was said of another."""
    for kind, pattern in _SENTENCES:
        found = pattern.search(text, start, end)
        if found:
            return None if _is_quoted(text[max(line, found.start() - QUOTATION_CHARACTERS) : found.start()]) else kind
    return None


def _is_quoted(before: str) -> bool:
    """Say whether a quotation is open behind these words."""
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
