"""Correcting: "no, the other one", "I meant the river" and "no, not how fast, how far?", read as what they correct."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Correction", "find_correction"]

_NO = r"(?:no|nope|wrong|not (?:that|this|him|her|them|it)(?: one)?|sorry|actually|well)"
_OTHER = re.compile(
    rf"^\W*(?:{_NO}\b[\s,.!—–-]*)*(?:i (?:mean|meant) )?(?:the|that) other (?:one|guy|man|woman|person)?\s*[.!?]*$",
    re.IGNORECASE,
)
_MEANT = re.compile(
    rf"^\W*(?:{_NO}\b[\s,.!—–-]*)*i (?:mean|meant|was (?:talking|asking) about|am (?:talking|asking) about|said)\s+"
    r"(?P<meant>.+?)\s*[.!?]*$",
    re.IGNORECASE,
)
_NO_BUT = re.compile(
    r"^\W*(?:no|nope|wrong)\b[\s,.!—–-]+(?P<meant>(?:the |in |at |on )?[\w’'-]+(?: [\w’'-]+){0,3}|"
    r"(?:the|in|at|on|to|from) [^.?!;:]+?)"
    r"\s*[.!?]*$",
    re.IGNORECASE,
)
_MEANT_BEHIND = re.compile(
    r"^\W*(?:(?:no|nope|wrong|sorry)\b[\s,.!—–-]+)?(?P<meant>[^.?!;:]+?)(?<!what),? i (?:mean|meant)[.!?]*$",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"(?<!\bwho )(?<!\bthat )(?<!\bwhich )\b(?:is|are|was|were|did|does|has|have|had)\b", re.IGNORECASE
)
_NOT_WORDS = re.compile(
    r"^(?:thanks?|thank you|problem|way|idea|need|matter|worries|one|that|this|it)\b", re.IGNORECASE
)
_NOT = re.compile(r",? (?:and )?not .*$", re.IGNORECASE)
_NOT_WORD = re.compile(r"^\W*(?:and )?not\b", re.IGNORECASE)
_MARKS = " ,.:;!?—–"
_OPENING = re.compile(r"^\W*(?:(?:no|nope|wrong|sorry)\b[\s,.!:—–-]+)+", re.IGNORECASE)
_I_MEAN = re.compile(r"^\W*i (?:mean|meant)\b\s*|(?<!what)\W+i (?:mean|meant)\b(?=\s*(?:[,.:;!?]|$))", re.IGNORECASE)
_NOT_BUT = re.compile(r"^\W*not [^,.:;—–]+[,.:;—–]+ ?(?:but )?", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:^|[,.:;—–]\s+)(?P<asked>(?:(?:to|in|on|at|from|for|with|by) )?(?:what|which|who|whom|whose|when|where|why|how|"
    r"did|does|do|was|were|is|are|has|have|had|will|can|could)\b.+)$",
    re.IGNORECASE,
)
LONGEST_FRAGMENT = 5  # words: more than a name or a noun before the question is a sentence of its own


@dataclass(frozen=True, slots=True)
class Correction:
    """Hold what was meant instead, the question that is asked instead, if it is a whole one, and what was not meant.

    Nothing is known of "the other one".
    """

    meant: str | None
    asked: str | None = None
    denied: str = ""


def find_correction(question: str) -> Correction | None:
    """Return what a question corrects of the one before it, or None if it asks for itself.

    >>> find_correction("No, I meant the river.")
    Correction(meant='the river', asked=None, denied='')
    >>> find_correction("no, not how fast, how far is it?")
    Correction(meant=None, asked='how far is it?', denied='how fast')
    """
    if _OTHER.match(question):
        return Correction(None)
    instead = _asked_instead(question)
    if instead is not None:
        return instead
    match = _MEANT.match(question) or _MEANT_BEHIND.match(question) or _NO_BUT.match(question)
    if match is None or _NOT_WORDS.match(match["meant"]) or _STATES.search(match["meant"]):
        return None
    meant = _NOT.sub("", match["meant"]).strip()
    return Correction(meant) if meant else None


def _asked_instead(question: str) -> Correction | None:
    """Return the whole question that is asked in place of the one before it, and of what it is asked, if that is said.

    >>> _asked_instead("no, Malaysia I mean, who got those shops?")
    Correction(meant='Malaysia', asked='who got those shops?', denied='')
    """
    opening = _OPENING.match(question)
    said = question[opening.end() :] if opening else question
    rest = _I_MEAN.sub("", said).strip()
    denied = _NOT_BUT.match(rest)
    rest = rest[denied.end() :] if denied else rest
    asked = _ASKED.search(rest)
    if not asked or not (opening or denied or rest != said):
        return None
    fragment = re.sub(r"^the other (?=[A-Z])|\W+$", "", rest[: asked.start("asked")].strip())
    if len(fragment.split()) > LONGEST_FRAGMENT or _NOT_WORDS.match(fragment):
        return None
    not_meant = (denied or _NOT.search(asked["asked"]) or [""])[0]
    instead = _NOT.sub("", asked["asked"]).strip()
    return Correction(fragment or None, instead, _NOT_WORD.sub("", not_meant).strip(_MARKS))
