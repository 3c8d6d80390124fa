"""Tenses: when what a question asks about happens, as far as its verbs say so."""

from __future__ import annotations

import re
from enum import Enum

from bot.timing.words import any_of

__all__ = ["DOING", "PARTICIPLE", "Tense", "has_past_verb", "has_verb", "tense_of", "without_opening"]


class Tense(Enum):
    """When what is asked about happens."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    NONE = "none"  # no verb: "harbour news last week"


_IRREGULAR = (
    "arose ate beat beaten became began begun bent bet bit bled blew bore born borne bought broke broken brought"
    " built burnt came caught chose chosen clung cut dealt died done drank drawn drew driven dug eaten fallen fed"
    " fell fled flew flown forbade forgot forgotten fought found froze frozen gave given gone got grew grown heard"
    " held hid hidden hit hung hurt kept knew known laid led left lent lit lost made meant met overcame overthrew"
    " overthrown overtook paid pled put quit ran rang read ridden risen rode rose run said sank sat seen sent set"
    " shaken shook shot shown shut slept slid sold sought spent split spoke spoken sprang spread stole stolen"
    " stood strove struck stuck sued sunk swam swept sworn swung taken taught thought threw thrown told took tore"
    " torn understood underwent undid upheld went wept withdrawn withdrew withheld won wore worn written wrote"
).replace(" ", "|")
_NO_PARTICIPLE = "(?!red|bed|seed|hundred|feed|need|speed|shed|breed|indeed|united|limited|sacred|naked|wicked)"
_NO_VERB = (
    "anything banking beginning building ceiling clothing ending evening farming fishing funding hearing housing king"
    " marketing meeting mining morning nothing opening painting parking ranking rating ring shipping shopping something"
    " spending spring standing string thing training wedding wing"
).replace(" ", "|")
PARTICIPLE = rf"(?:{_NO_PARTICIPLE}[a-z]{{2,}}ed|happend|{_IRREGULAR})"  # and the simple past, which looks the same
DOING = rf"(?:(?!(?:{_NO_VERB})s?\b)(?-i:[a-z]{{2,}}ing))"

_OPENING = re.compile(  # said before the question itself: "Could you tell me"
    r"\s*(?:(?:please|hi|hello|hey|so|ok|and|but)\b[\s,]*)*(?:"
    r"(?:can|could|would|will)\s+you\s+(?:please\s+)?(?:tell|show|give|find|list|summari[sz]e|explain)(?:\s+(?:me|us))?"
    r"|(?:do\s+you|does\s+any(?:one|body))\s+(?:know|remember)|is\s+it\s+true(?:\s+that)?"
    r"|i(?:['’]d|\s+would)?\s+(?:want|like|need)(?:\s+to\s+(?:know|see))?|i\s+wonder"
    r"|(?:tell|show|give|find)(?:\s+(?:me|us))?|list|name|summari[sz]e|remind\s+me|please)?\b[\s,:]*",
    re.IGNORECASE,
)
_FUTURE = any_of(
    r"will|won['’]t|\w+['’]ll|shall|going to|must|should|can|might|tomorrow|coming (?:up|out)|upcoming",
    r"(?:is|are|am|be|being) (?:\w+ )?(?:due|expected|scheduled|planned|set|about|likely|to)",
)
_MAY = re.compile(  # the verb; the month follows a preposition
    r"(?<!\bin\s)(?<!\bof\s)(?<!\bon\s)(?<!since\s)(?<!until\s)(?<!last\s)(?<!this\s)(?<!early\s)(?<!late\s)\bmay\s[a-z]"
)
_DONE = any_of(r"did|was|were|had|has|have|\w+['’]ve|(?:did|was|were|had|has|have)n['’]t")
_NOW = any_of(r"is|are|am|do|does|(?:is|are|do|does)n['’]t|(?:what|who|where|how|when|there)['’]s")
_HABIT = any_of("happens|takes? place|starts|begins|opens|closes|ends|comes|goes|plays|runs|meets|votes|performs?")
_HAPPENED = any_of(PARTICIPLE)
_ASKED = re.compile(r"\W*(?:who|what|which|where|when|why|how|whose|whom)\b", re.IGNORECASE)


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
    return Tense.PAST if _HAPPENED.search(clause) or _ASKED.match(clause) else Tense.NONE


def has_past_verb(text: str) -> bool:
    """Say whether a verb says that something is done."""
    return bool(_DONE.search(text) or _HAPPENED.search(text))


def has_verb(text: str) -> bool:
    """Say whether there is any verb that tells of time."""
    return any(verbs.search(text) for verbs in (_FUTURE, _DONE, _NOW, _HABIT, _HAPPENED))
