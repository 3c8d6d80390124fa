"""Belonging: whether a time says which fire or which man is meant, and not when what is asked about happened."""

from __future__ import annotations

import re

from bot.timing.tenses import PARTICIPLE, has_verb

__all__ = ["belongs_to_a_noun"]

_EVENTS = (
    "accident ambush arrest assassination attack auction awards ball ballot battle blackout blast blaze"
    " blockade bombing boycott briefing by-election campaign celebration ceremony championship clash closure"
    " collapse collision concert conference congress coup crash crisis cup cyberattack death debate defeat"
    " demonstration derailment disaster earthquake election eruption evacuation exhibition explosion festival"
    " final fire flood flooding funeral gala game heatwave hearing hurricane inauguration incident inquest"
    " inquiry insurrection invasion killing launch lecture lockdown march massacre match meeting merger murder"
    " olympics opening outage outbreak parade performance pile-up poll premiere primary protest quake race"
    " raid rally reception referendum resignation revolution riot robbery ruling scandal semi-final session"
    " shooting shutdown siege sinking speech spill stabbing storm strike summit takeover theft tornado tour"
    " tournament trial trip tsunami unrest uprising verdict vigil visit vote war wedding wildfire"
).replace(" ", "|")
_KNOWN = r"(?:the|this|that|these|those|his|her|its|their|our|[\w-]+['’]s|[\w-]+s['’])"
_WORD = r"(?:(?!(?:a|an|any|some|no|to|of|in|on|at|for|with|by|about)\s)[\w'’-]+\s+)"
_A_PLACE = (
    r"(?:\s+(?:in|at|on|near|of|off|outside|against|between|with|by|to|for|over|from|about|and)(?:\s+(?:the|a|an))?"
    r"(?:\s+[\w'’-]+){1,3})"
)
_THE_EVENT = re.compile(rf"\b{_KNOWN}\s+{_WORD}{{0,4}}(?:{_EVENTS})(?:s|es)?{_A_PLACE}{{0,2}}\s*$", re.IGNORECASE)

# What begins a clause of its own: "the ferry that sank", "when the ferry sank".
_MARKER = re.compile(
    r"\b(?:who|whom|whose|that|which|when|while|where|because(?!\s+of)|although|though|if|whether|after|before|once)\b"
)
_IN_A_PLACE = r"(?:\s+(?:in|at|by|from|near|on|with|over)(?:\s+[\w'’-]+){1,4})?"
_THE_DONE = re.compile(  # "the man arrested", "the ministers sworn in", "the car used in the robbery"
    r"\b(?:the|a|an|those|these|someone|somebody|anyone|people)\s+"
    r"(?:(?!(?:was|were|been|be|got|has|had|have|is|are|did)\b)[\w'’-]+\s+){0,5}"
    rf"{PARTICIPLE}(?:\s+(?:in|out|up|off|down|over|on|away))?{_IN_A_PLACE}\s*$",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(  # "Which of [the shops closed]", "which law [the council passed]"
    r"\W*(?:(?:what|why|how|when|where|who|whether|if)|(?:which|what|whose|how\s+many)(?:\s+[\w'’-]+){0,3}"
    r"|(?:which|how\s+many|some|many|most|all|any|none|one|who)\s+of)?\W*",
    re.IGNORECASE,
)
_INVERTED = re.compile(  # "When was [the man arrested]", "Has [the board decided]"
    r"\W*(?:(?:when|where|why|how|(?:by|to|for|on|with|from|of|in)\s+(?:whom|what|which)(?:\s+\w+)?)\s+)?"
    r"(?:was|were|has|have|had)\s",
    re.IGNORECASE,
)
_HELPED = re.compile(r"\b(?:has|have|had|did|['’]ve)\s+$", re.IGNORECASE)  # "What has [the council announced]"
_GOES_ON = re.compile(r"\s+(?:has|have|had|is|are|was|were|will|did|do|does)\b", re.IGNORECASE)
_MADE_THERE = re.compile(
    r"\b(?:born|founded|established|created|built|aged|dating\s+back|dated)(?:\s+(?:in|at)\s+[\w'’-]+)?\s*$",
    re.IGNORECASE,
)


def belongs_to_a_noun(before: str, after: str = "") -> bool:
    """Say whether the time says which fire, or which man, and not when the thing asked about happened.

    `before` is the question up to the time, without its preposition; `after` is what follows the time.

    >>> belongs_to_a_noun("What caused the fire"), belongs_to_a_noun("What did the council decide")
    (True, False)
    """
    if _THE_EVENT.search(before) or _MADE_THERE.search(before):
        return True
    markers = [match.start() for match in _MARKER.finditer(before[:1].lower() + before[1:])]
    if markers and not has_verb(before[: markers[0]]):
        markers = markers[1:]  # the question word itself
    if markers:
        return True
    done = _THE_DONE.search(before)
    if done is None or _INVERTED.match(before):
        return False
    subject = before[: done.start()]
    if _HELPED.search(subject):
        return False
    return has_verb(subject) or _GOES_ON.match(after) is not None or not _ASKED_FOR.fullmatch(subject)
