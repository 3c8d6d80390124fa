"""Correcting: "no, the other one" and "I meant the river", read as what they correct."""

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
    r"^\W*no\b[\s,.!—–-]+(?P<meant>(?:the |in |at |on )?[\w’'-]+(?: [\w’'-]+){0,3})\s*[.!?]*$", re.IGNORECASE
)
_NOT_WORDS = re.compile(r"^(?:thanks?|thank you|problem|way|idea|need|matter|worries)\b", re.IGNORECASE)
_NOT = re.compile(r",? (?:and )?not .*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Correction:
    """Hold what was meant instead; None for "the other one"."""

    meant: str | None


def find_correction(question: str) -> Correction | None:
    """Return what a question corrects of the one before it, or None if it asks for itself.

    >>> find_correction("No, I meant the river.")
    Correction(meant='the river')
    """
    if _OTHER.match(question):
        return Correction(None)
    match = _MEANT.match(question) or _NO_BUT.match(question)
    if match is None or _NOT_WORDS.match(match["meant"]):
        return None
    meant = _NOT.sub("", match["meant"]).strip()
    return Correction(meant) if meant else None
