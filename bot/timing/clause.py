"""Clause: what the words around a time say about it: tense, what it belongs to, what kind of answer is wanted."""

from __future__ import annotations

import re
from enum import Enum

__all__ = [
    "Tense", "asks_for_news", "asks_what_was_published", "belongs_to_a_noun", "in_quotation_marks", "is_figure", "is_news_noun", "is_state",
    "may_follow", "tense_of", "without_opening",
]  # fmt: skip


class Tense(Enum):
    """When what is asked about happens."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    NONE = "none"  # no verb: "harbour news last week"


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b".replace(" ", r"\s+"), re.IGNORECASE)


_NEWS = (
    "news|headlines?|articles?|stories|(?<!vaccine )(?<!insurance )(?<!vaccination )(?<!network )coverage|reports"
    "|reporting|editorials?|obituar(?:y|ies)|newspapers?|papers?(?! (?:mill|industry|factory|money|bag|trail))"
    "|press(?! (?:conference|secretary|freedom|release|officer))|front pages?|editions?|interviews?"
)
_NEWS_NOUN = re.compile(rf"\b(?:{_NEWS})\b|\b(?:any|every)thing\s+(?:on|about)\b", re.IGNORECASE)
_NEWS_FOLLOWS = re.compile(
    rf"(?:['’]s?)?\s+(?:(?:main|top|local|big(?:gest)?|world|sports?|political|lead|national|business|front-page)\s+)?(?:{_NEWS})\b",
    re.IGNORECASE,
)
_NEWS_VERB = _any(r"(?:was|were|been|being) (?:\w+ )?(?:reported|published|written|printed)")
_EVENTS = _any("events|developments|highlights|happenings")
_OPENING = re.compile(  # said before the question itself
    r"\s*(?:(?:please|hi|hello|hey|so|ok|and|but)\b[\s,]*)*"
    r"(?:(?:can|could|would|will)\s+you\s+(?:please\s+)?(?:tell|show|give|find|list|summari[sz]e|say|explain)(?:\s+(?:me|us))?"
    r"|(?:do\s+you|does\s+any(?:one|body))\s+(?:know|remember)|is\s+it\s+true(?:\s+that)?"
    r"|i(?:['’]d|\s+would)?\s+(?:want|like|need)(?:\s+to\s+(?:know|see))?|i\s+wonder|(?:tell|show|give|find)(?:\s+(?:me|us))?"
    r"|list|summari[sz]e|remind\s+me|please)?\b[\s,:]*",
    re.IGNORECASE,
)

_FUTURE = _any(
    r"will|won['’]t|\w+['’]ll|shall|going to|(?:is|are|am|be|being) (?:\w+ )?(?:due|expected|scheduled|planned|set|about"
    r"|likely|to)|coming (?:up|out)|upcoming|must|should|can|might|tomorrow"
)
_MAY = re.compile(r"(?<!\bin )(?<!\bof )(?<!\bon )(?<!since )(?<!until )(?<!last )(?<!this )(?<!early )(?<!late )\bmay [a-z]")
_DONE = _any(r"did|was|were|had|has|have|\w+['’]ve|(?:did|was|were|had|has|have)n['’]t")
_NOW = _any(r"is|are|am|do|does|(?:is|are|do|does)n['’]t|(?:what|who|where|how|when|there)['’]s")
_HABIT = _any("happens|takes? place|starts|begins|opens|closes|ends|comes|goes|plays|runs|meets|votes|performs?")
_IRREGULAR = (
    "born|bought|broken|broke|brought|built|caught|chosen|cut|drawn|drew|driven|done|fallen|fell|fought|found|frozen|given|gave"
    "|held|hit|hurt|kept|known|laid|led|left|lost|made|met|paid|put|read|run|ran|said|sank|sunk|seen|sold|sent|set|shot|shut"
    "|spent|spoken|spoke|stolen|stole|struck|sworn|swept|taken|took|taught|thought|thrown|told|torn|went|gone|won|worn|written"
    "|wrote|became|began|begun|came|flew|got|grew|quit|rose|stood|beat|beaten|burnt|dealt|split|spread|sued|died"
)
_NO_PARTICIPLE = "(?!red|bed|seed|hundred|feed|need|speed|shed|breed|indeed|united|limited|sacred|naked|wicked)"
_PARTICIPLE = rf"(?:{_NO_PARTICIPLE}[a-z]{{2,}}ed|happend|{_IRREGULAR})"
_DOING = (
    "(?!(?:building|evening|morning|wedding|meeting|king|ring|wing|thing|something|anything|nothing|spring|string|hearing"
    "|ceiling|opening|housing|parking|clothing|painting)s?\\b)[a-z]{2,}ing"
)
_HAPPENED = _any(_PARTICIPLE)
_WAS = _any("was|were|is|are|been|be")
_DID_SOMETHING = re.compile(  # "arrested", but not "the estimated value"
    rf"(?<!\bthe\s)(?<!\ba\s)(?<!\ban\s)(?<!['’]s\s)(?<!most\s)(?<!more\s)\b(?:{_PARTICIPLE}|{_DOING})\b", re.IGNORECASE
)
_STATE = _any(
    "live|lived|lead|led|own|owned|govern|governed|serve|served|chair|chaired|work|worked|belong"
    "|belonged|look like|looked like|mean|meant|hold the|would|used to"
)
_FIGURE = _any(
    "how (?:many|much|high|low|big|large|fast|warm|hot|cold|dear|expensive|long|often|far|strong|wet|dry|deep|old|well|badly)"
    "|(?:what|which) (?:percentage|percent|proportion|share|number|fraction)"
    r"|(?:economy|exports|imports|sales|revenues?|profits?|turnover|gdp|inflation|unemployment|prices|rents|wages)(?: \w+)? "
    "(?:grow|shrink|rise|fall|perform|develop|change|increase|decrease|drop|slow|climb)"
    "|increased?|decreased?|declined?|rose|risen|grew"
)

_EVENT = (
    "accident|ambush|arrest|assassination|attack|ball|ballot|battle|blackout|blast|blaze|blockade|bombing|boycott|by-election"
    "|campaign|celebration|ceremony|championship|clash|collapse|collision|concert|conference|congress|coup|crash|crisis|cup"
    "|cyberattack|death|debate|defeat|demonstration|derailment|disaster|earthquake|election|eruption|evacuation|exhibition"
    "|explosion|festival|final|fire|flood|flooding|funeral|game|heatwave|hearing|hurricane|incident|inauguration|insurrection|invasion"
    "|killing|launch|lockdown|march|massacre|match|meeting|merger|murder|olympics|outage|outbreak|parade|pile-up|poll|primary"
    "|protest|quake|race|raid|rally|referendum|resignation|revolution|riot|robbery|ruling|scandal|semi-final|session|shooting"
    "|shutdown|siege|sinking|speech|spill|stabbing|storm|strike|summit|takeover|theft|tornado|tour|tournament|trial|trip"
    "|tsunami|unrest|uprising|verdict|visit|vote|war|wedding|wildfire|world cup|games|elections|awards"
)
_A_PLACE = r"(?:\s+(?:in|at|on|near|of|off|outside|against|between|with|by|to|for|over|from|about|and)(?:\s+(?:the|a|an))?(?:\s+[\w'’-]+){1,3})"
_THE_EVENT = re.compile(
    rf"\b(?:the|this|that|these|those|his|her|its|their|our|[\w-]+['’]s|[\w-]+s['’])\s+(?:[\w'’-]+\s+){{0,4}}(?:{_EVENT})(?:s|es)?"
    rf"{_A_PLACE}{{0,2}}\s*$",
    re.IGNORECASE,
)
_MARKER = _any("who|whom|whose|that|which|when|while|where|because|although|though|if|whether|after|before|once")
_THE_DONE = re.compile(
    rf"\b(?P<the>the|a|an|those|these|someone|somebody|anyone|people)\s+(?:(?!(?:was|were|been|be|got|has|had|have|is|are|did)\b)"
    rf"[\w'’-]+\s+){{0,5}}{_PARTICIPLE}(?:\s+(?:in|at|by|from|near|on|with|over)(?:\s+[\w'’-]+){{1,4}})?\s*$",
    re.IGNORECASE,
)
_ONLY_WHAT_IS_ASKED = re.compile(
    r"\W*(?:(?:what|why|how|when|where|who|whether|if)|(?:which|what|whose|how\s+many)(?:\s+[\w'’-]+){0,3}"
    r"|(?:which|how\s+many|some|many|most|all|any|none|one|who)\s+of)?\W*",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    r"\W*(?:(?:when|where|why|how|(?:by|to|for|on|with|from|of|in)\s+(?:whom|what|which)(?:\s+\w+)?)\s+)?(?:was|were|has|have|had)\s",
    re.IGNORECASE,
)
_HAS = re.compile(r"\b(?:has|have|had|['’]ve)\s+$", re.IGNORECASE)
_MADE = _any("born|founded|established|created|built|aged|dating back|dated")
_MADE_HERE = re.compile(rf"{_MADE.pattern}(?:\s+(?:in|at)\s+[\w'’-]+)?\s*$", re.IGNORECASE)

_MAY_FOLLOW = re.compile(
    r"\s*$|\s*[?.!,;:)\]…]|\s+[–—-]\s|\s+(?:and|or|but|when|where|who|whom|what|which|why|how|did|do|does|was|were|is|are|has|have"
    r"|had|will|would|could|should|can|the|a|an|his|her|its|their|our|your|my|this|that|these|those|some|any|all|many|several"
    r"|in|on|at|by|for|from|with|about|into|over|under|between|against|of|to|as|after|before|during|since|until|because|if|than"
    r"|not|he|she|it|they|we|you|i|there|also|then|only|alone|according|among|across|inside|outside|near|within|without|despite"
    r"|regarding|concerning|please)\b(?!['’])",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’|(?<!\w)'[^']+'(?!\w)|«[^»]*»|„[^“”]*[“”]")


def without_opening(text: str) -> int:
    """Return where the question itself begins, after "can you tell me" and the like."""
    match = _OPENING.match(text)
    return match.end() if match else 0


def tense_of(clause: str) -> Tense:
    """Return the tense of a question.

    >>> tense_of("Which ships are due on Monday?"), tense_of("Who resigned in May?")
    (<Tense.FUTURE: 'future'>, <Tense.PAST: 'past'>)
    """
    if _FUTURE.search(clause) or _MAY.search(clause):
        return Tense.FUTURE
    if _DONE.search(clause):
        return Tense.PAST
    if _NOW.search(clause) or _HABIT.search(clause):
        return Tense.PRESENT
    return Tense.PAST if _HAPPENED.search(clause) else Tense.NONE


def asks_for_news(clause: str) -> bool:
    """Say whether articles are asked for, or what was published: then the time is that of publication."""
    return bool(_NEWS_NOUN.search(clause)) or asks_what_was_published(clause)


def asks_what_was_published(clause: str) -> bool:
    """Say whether "was reported" or "was published" is what the question says."""
    return _NEWS_VERB.search(clause) is not None and not is_figure(clause)


def is_news_noun(after: str) -> bool:
    """Say whether "news" or "headlines" follow a time: "yesterday's headlines"."""
    return _NEWS_FOLLOWS.match(after) is not None


def may_follow(after: str) -> bool:
    """Say whether a time can end here: a noun after it ("the 2024 budget") would make it part of a name."""
    return _MAY_FOLLOW.match(after) is not None


def is_figure(clause: str) -> bool:
    """Say whether a number is wanted that is counted when the time is over."""
    return _FIGURE.search(clause) is not None


def is_state(before: str) -> bool:
    """Say whether somebody or something *was* something, where nothing happened: "who was mayor"."""
    if _STATE.search(before):
        return True
    forms = list(_WAS.finditer(before))
    if not forms or re.search(r"\bthere\b", before, re.IGNORECASE):
        return False
    return _DID_SOMETHING.search(before, forms[-1].end()) is None


def belongs_to_a_noun(before: str) -> bool:
    """Say whether the time says which fire, or which man, and not when the thing asked about happened.

    `before` is the question up to the time, without its preposition.

    >>> belongs_to_a_noun("What caused the fire"), belongs_to_a_noun("What did the council decide")
    (True, False)
    """
    if _THE_EVENT.search(before) or _MADE_HERE.search(before):
        return True
    markers = [match.start() for match in _MARKER.finditer(before)]
    if markers and tense_of(before[: markers[0]]) is Tense.NONE:
        markers = markers[1:]  # the question word itself
    if markers:
        return True
    done = _THE_DONE.search(before)
    if done is None or _INVERTED.match(before):
        return False
    subject = before[: done.start()]
    if _HAS.search(subject):  # "What has the government announced"
        return False
    return tense_of(subject) is not Tense.NONE or not _ONLY_WHAT_IS_ASKED.fullmatch(subject)


def in_quotation_marks(text: str, start: int) -> bool:
    """Say whether a place in a text is quoted; quotation marks around all of it are none."""
    return any(match.start() < start < match.end() for match in _QUOTED.finditer(text) if match[0] != text.strip())
