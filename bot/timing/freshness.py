"""Freshness: whether a question wants the newest evidence: "latest", "still", "so far", "as of today"."""

from __future__ import annotations

import re

from bot.timing.words import any_of

__all__ = ["wants_newest"]

_NEWEST = any_of(
    "latest|newest|most recent(?:ly)?|recent(?:ly)?|currently|nowadays|presently|lately|right now|these days",
    "at present|at the moment|at this (?:point|time|moment)|to date|as of|the last time|last known|until now|up to now",
    "as yet|so far(?! (?:as|away|from|apart|behind|ahead))|any (?:new )?updates?|not yet|yet to|up(?:-| )to(?:-| )date",
    "still(?! (?:lifes?|lives|images?|waters?|photos?|born))",
)
_YET = re.compile(r"\byet(?=\W*$)|n['’]t\s[\w\s]{0,40}\byet\b", re.IGNORECASE)
# "The current mayor"; but "the ocean current", "alternating current" and "the current in the strait" flow.
_FLOWS = (
    "in|of|is|was|at|on|off|through|along|and|or|that|which|from|to|near|between|flows?|runs?|fails?|failed|stops?|"
    "stopped|goes|went|returns?|comes?|came|drops?|dropped|has|had|can|could|will|would"
)
_CURRENT = re.compile(
    r"(?<!ocean\s)(?<!alternating\s)(?<!direct\s)(?<!electric\s)(?<!air\s)(?<!river\s)(?<!sea\s)(?<!tidal\s)(?<!rip\s)"
    rf"\bcurrent\b(?=\s+(?!(?:{_FLOWS})\b)\w)",
    re.IGNORECASE,
)
_TIMES = "week|month|year|night|summer|winter|spring|autumn|fall|weekend|minute|name"
_WHEN_LAST = re.compile(rf"\W*when\b[^?]*\blast\b(?!\s+(?:{_TIMES})\b)", re.IGNORECASE)  # "When did they last win?"
_NOW = any_of("now|today")
_SAID_FIRST = re.compile(r"\W*now\s*,", re.IGNORECASE)  # "Now, who won?"


def wants_newest(text: str, taken: tuple[int, int] | None) -> bool:
    """Say whether a question wants the newest evidence; "today" in the words taken as the period does not say so."""
    if _WHEN_LAST.match(text) or any(words.search(text) for words in (_NEWEST, _YET, _CURRENT)):
        return True
    for match in _NOW.finditer(text):
        inside = taken is not None and taken[0] <= match.start() < taken[1]
        in_a_name = match[0][0].isupper() and match.start() > 0 and not text.isupper()  # "USA Today"
        if not inside and not in_a_name and not _SAID_FIRST.match(text):
            return True
    return False
