"""Freshness: whether a question wants the newest evidence: "latest", "still", "so far", "as of today"."""

from __future__ import annotations

import re

__all__ = ["wants_newest"]

_FRESH = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|recent(?:ly)?|currently|nowadays|presently|lately|right now|these days"
    r"|at present|at the moment|at this (?:point|time|moment)|so far(?! (?:as|away|from|apart|behind|ahead))|to date"
    r"|up[ -]to[ -]date|as of|still(?! (?:lifes?|lives|images?|water|waters|photos?|born))|not yet|n['’]t [\w ]{0,40}yet"
    r"|yet(?=\W*$)|yet to|any (?:new )?updates?|the last time|anew|up to now|until now|as yet|last known)\b"
    r"|(?<!ocean )(?<!alternating )(?<!direct )(?<!electric )(?<!air )(?<!river )(?<!sea )(?<!tidal )(?<!gulf )(?<!rip )"
    r"\bcurrent\b(?= (?!(?:in|of|is|was|at|on|off|through|along|and|or|that|which|from|to|near|between|flows?|runs?)\b)\w)"
    r"|^\W*when\b[^?]*\blast\b(?! (?:week|month|year|night|summer|winter|spring|autumn|fall|weekend|minute|name))".replace(
        " ", r"\s"
    ),
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:now|today)\b", re.IGNORECASE)
_SAID_FIRST = re.compile(r"\W*now\s*,", re.IGNORECASE)  # "Now, who won?"


def wants_newest(text: str, taken: tuple[int, int] | None) -> bool:
    """Say whether a question wants the newest evidence; "today" in the words taken as the period does not say so."""
    if _FRESH.search(text):
        return True
    for match in _NOW.finditer(text):
        inside = taken is not None and taken[0] <= match.start() < taken[1]
        in_a_name = match[0][0].isupper() and match.start() > 0 and not text.isupper()
        if not inside and not in_a_name and not _SAID_FIRST.match(text):
            return True
    return False
