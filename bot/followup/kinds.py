"""Kinds: whether a name is a person's, a place's or a group's, as far as the texts beside it tell.

There is no list of names. What counts: titles before it, prepositions of place, verbs that only people do, words like
"Party" or "Island" in it, and which question it answers.
"""

from __future__ import annotations

import re

from bot.followup.cues import Cues
from bot.followup.gender import PERSONAL, SHE, gender_of, texts_of, words_around
from bot.followup.memory import Memory, Mention, stems_of
from bot.followup.restating import topic_of
from bot.followup.words import RELATIONAL, stem_of

__all__ = ["ROLES", "fit_of", "kind_of"]

_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord|Prof(?:essor)?|President|Prime Minister|(?:\w+ )?[Mm]inister|Chancellor|"
    r"[Mm]ayor|Capt(?:ain)?|[Jj]udge|Senator|King|Queen|Prince|Princess|Pope|General|Gen|[Cc]hief|[Cc]oach|[Dd]irector|"
    r"[Cc]hairman|[Cc]hairwoman|[Ss]pokes\w+|[Gg]overnor|[Aa]uthor|[Ss]inger|[Aa]ctor|[Aa]ctress)\.?"
)
_DOES = (
    r"(?:said|says|say|told|tell|thinks?|thought|resign(?:s|ed)?|died|die|born|married|marry|marries|wants?|wanted|"
    r"announced?|claim(?:s|ed)?|denie[sd]|deny|warn(?:s|ed)?|promise[sd]?|admit(?:s|ted)?|believe[sd]?|wrote|write)"
)
_GROUP = re.compile(
    r"\b(?:Party|Authority|Bank|University|College|School|Company|Inc|Ltd|Corp|Group|Union|Council|Court|Ministry|Office|"
    r"Committee|Commission|Police|Club|FC|United|Agency|Association|"
    r"Organi[sz]ation|Government|Army|Ferries|Airlines?|"
    r"Yard|Orchestra|Band|Institute|Foundation|Parliament|Senate|Congress|Department|Times|Post|Courier)\b"
)
_PLACE = re.compile(
    r"\b(?:City|Islands?|River|Bridge|Street|Road|Square|Bay|Lake|Mount|Mountains?|Port|County|Harbour|Harbor|Airport|"
    r"Park|Valley|Sea|Ocean|Coast|Canal|Channel|District|Province|Republic|Kingdom|States|Station|Stadium|Tower)\b"
)
_THING = re.compile(
    r"\b(?:Line|Act|Cup|Prize|Award|War|Treaty|Agreement|Experiment|Festival|Games|League|Day|Age)\b|\d"
)
_COMMON_HEAD = re.compile(r" [a-z]\w*$")  # "Time magazine"
_ACRONYM = re.compile(r"(?!USA$|UAE$)[A-Z]{3,}")  # "WHO": shorter ones are as often countries
_TIME = re.compile(
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December|\w*day|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)(?:st|nd|rd|th)?|"
    r"(?:second|minute|hour|day|week|month|year)s?)(?: |$))+",
    re.IGNORECASE,
)
# Not "author" and "officer": their stems are those of "authority" and "office".
ROLES = frozenset(
    stem_of(word)
    for word in (
        "minister president mayor director captain coach chief king queen judge senator governor chancellor "
        "actor actress singer writer player driver man woman boy girl leader chairman spokesman founder owner "
        "victim suspect manager doctor teacher pilot candidate husband wife son daughter father mother attacker gunman "
        "killer murderer shooter lawyer prosecutor scientist researcher archaeologist chemist engineer bishop "
        "priest farmer reporter journalist editor artist composer conductor ambassador princess spokeswoman chairwoman"
    ).split()
)
_PLACES = frozenset(
    stem_of(word)
    for word in "country city town island village port river lake place region state county museum park bridge".split()
)
_WHO = re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE)
_WHERE = re.compile(r"\bwhere\b", re.IGNORECASE)
_TITLE_BEFORE = re.compile(rf"\b{_TITLE} (?:[A-Z]\w+ )?$")
_WHO_IS = re.compile(r"\b[Ww]ho (?:is|was) $")
_DID = re.compile(r"\b(?:did|does|has) $")
_ACTS = re.compile(rf"(?: \w+)? {_DOES}\b")
_ACTS_INFINITIVE = re.compile(rf" {_DOES}\b")
_IN_PLACE = re.compile(
    r"\b(?:in|at|from|near|to|across|(?:mayor|governor|city|town|port|island|capital|people|streets) of) (?:the )?$"
)
_WITH_THE = re.compile(r"\b[Tt]he (?:[a-z]+ )?$")  # "the Pelsa Star", "the ferry Pelsa Star"
_GENDERED = frozenset("he him his himself she her hers herself".split())
_FIGURE = re.compile(
    r"(?:\W|\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|billion|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|morning|afternoon|evening|night|noon|midnight|today|yesterday|tomorrow|last|next|a|at|on|p\.?m|"
    r"once|twice|half|more|less|than|about|nearly|almost|over|"
    r"per ?cent|percent|people|crowns|euros|dollars|pounds|years?|months?|weeks?|days?|hours?|minutes?|old|"
    r"met(?:re|er)s?|kilomet\w+|km|miles?|feet|knots|degrees|tonn?es?)\b)+",
    re.IGNORECASE,
)
_FIGURE_OF_ANSWER, _WORDS_OF_ANSWER = 0.02, 0.3

# How far a phrase fits a pronoun: 1 as well as any, small if it can hardly be meant.
_FITS = {
    "person": {"person": 1.0, "role": 0.6, "": 0.5, "group": 0.1, "place": 0.1, "thing": 0.15, "time": 0.02},
    "thing": {"person": 0.15, "role": 0.3, "": 1.0, "group": 1.0, "place": 0.7, "thing": 1.0, "time": 0.05},
    "people": {"person": 0.5, "role": 0.7, "": 1.0, "group": 1.0, "place": 0.5, "thing": 0.8, "time": 0.05},
    "place": {"person": 0.1, "role": 0.1, "": 0.6, "group": 0.7, "place": 1.0, "thing": 0.4, "time": 0.02},
}
_COMMON_NOUN_AS_PERSON = 0.2  # "the ferry" for "she", where the conversation has names or roles
_NAME_BEHIND_PREPOSITION = 0.25  # "the mayor of Marrevik": rather a place
_WRONG_GENDER = 0.02  # a "he" or "she" beside the name says so
_NOT_THE_ANSWER = 0.2  # anybody else, where the question before was "who …?" and its answer is a person
_WRONG_NUMBER = 0.15  # "the gate" for "they", "the gates" for "it"
_SEVERAL = 0.05  # "the doctors" for "he"
_MANY = frozenset("they them their theirs themselves these those".split())
_ONE = frozenset("it its itself he him his she her hers".split())
# Of these one says "they", although there is one.
_COLLECTIVES = frozenset(
    stem_of(word)
    for word in (
        "company union government council police family team club party crew committee ministry board firm army group "
        "court bank agency band staff public people press authority association university school couple"
    ).split()
)


def fit_of(mention: Mention, cues: Cues, memory: Memory) -> float:
    """Return how well a phrase may stand for the first pronoun or open noun of a question, 0 to 1.

    What only an answer said has to be a name: "eight", "on Tuesday" and "blind" are what was told, not what is meant.
    """
    wanted, word = _wanted(cues)
    if mention.source != "question":
        if _FIGURE.fullmatch(mention.phrase.text):
            return _FIGURE_OF_ANSWER
        if wanted in _FITS and not mention.phrase.name:
            return _WORDS_OF_ANSWER
    fits = _FITS.get(wanted)
    if fits is None:
        return 1.0
    kind = kind_of(mention, memory)
    if wanted != "person":
        return fits[kind] * (_WRONG_NUMBER if _other_number(mention, word) else 1.0)
    if _other_number(mention, word):
        return _SEVERAL
    if kind == "" and not mention.phrase.name:
        return _COMMON_NOUN_AS_PERSON if any(_may_be_meant(other, memory) for other in memory.mentions) else 1.0
    if kind == "" and mention.phrase.preposition:
        return _NAME_BEHIND_PREPOSITION
    gender = gender_of(mention, memory) if kind == "person" and word in _GENDERED else ""
    said = "she" if word in SHE else "he"
    told = _person_told(memory)
    passed_over = told and told != mention and gender_of(told, memory) in {"", said}
    wrong = (_WRONG_GENDER if gender and gender != said else 1.0) * (_NOT_THE_ANSWER if passed_over else 1.0)
    return fits[kind] * wrong


def _person_told(memory: Memory) -> Mention | None:
    """Return the person whom the newest answer names, where it was asked who that is."""
    last = len(memory.past) - 1
    if not _WHO.search(memory.past[last].turn.question):
        return None
    told = (one for one in memory.mentions if one.source == "answer" and one.past == last and one.phrase.name)
    return next((one for one in told if kind_of(one, memory) == "person"), None)


def _may_be_meant(mention: Mention, memory: Memory) -> bool:
    """Say whether a phrase is likelier to be a person than any common noun."""
    kind = kind_of(mention, memory)
    return kind == "role" or (mention.phrase.name and kind != "time")


def _other_number(mention: Mention, pronoun: str) -> bool:
    """Say whether a common noun is one where the pronoun means several, or the other way round."""
    phrase = mention.phrase
    if phrase.name or phrase.head in _COLLECTIVES:
        return False
    return pronoun in (_ONE if phrase.plural else _MANY)


def _wanted(cues: Cues) -> tuple[str, str]:
    """Return the kind that the first pronoun or open noun stands for, and the pronoun."""
    for pronoun in cues.pronouns:
        if pronoun.noun is None:
            return pronoun.kind, pronoun.word
    nouns = [pronoun.noun for pronoun in cues.pronouns if pronoun.noun] + list(cues.definite)
    for noun in nouns:
        if noun.head in ROLES:
            return "person", ""
        if noun.head in _PLACES:
            return "place", ""
    return "", ""


def kind_of(mention: Mention, memory: Memory) -> str:
    """Return "person", "role" ("the mayor"), "place", "group", "thing" (a named one), "time", or "": nothing tells."""
    phrase = mention.phrase
    if _TIME.fullmatch(phrase.text):
        return "time"
    if not phrase.name:
        return "role" if phrase.head in ROLES else "place" if phrase.head in _PLACES else ""
    if _COMMON_HEAD.search(phrase.text) and phrase.head not in ROLES:
        return "thing"
    if _ACRONYM.fullmatch(phrase.text):
        return "group"
    for kind, words in (("group", _GROUP), ("place", _PLACE), ("thing", _THING)):
        if words.search(phrase.text):
            return kind
    return _kind_by_context(mention, memory)


def _kind_by_context(mention: Mention, memory: Memory) -> str:
    name = mention.phrase.text
    question = memory.past[mention.past].turn.question
    if mention.source == "answer" and _WHO.search(question):
        return "person"
    if mention.source == "answer" and _WHERE.search(question):
        return "place"
    if _carried_for_person(mention, memory):
        return "person"
    surroundings = [around for text in texts_of(memory) for around in words_around(name, text)]
    if any(_does_what_people_do(before, behind) for before, behind in surroundings):
        return "person"
    if any(_IN_PLACE.search(before) for before, _ in surroundings):
        return "place"
    if not _two_plain_names(name) or mention.phrase.article == "the":
        return ""
    return "thing" if any(_WITH_THE.search(before) for before, _ in surroundings) else "person"


def _does_what_people_do(before: str, behind: str) -> bool:
    """Say whether a name has a title, is asked about with "who is", or says, wants, resigns."""
    if _TITLE_BEFORE.search(before) or _WHO_IS.search(before) or _ACTS.match(behind):
        return True
    return bool(_DID.search(before) and _ACTS_INFINITIVE.match(behind))


def _two_plain_names(name: str) -> bool:
    words = name.split()
    plain = all(word[0].isupper() and word[1:].islower() and word.lower() not in RELATIONAL for word in words)
    return len(words) in {2, 3} and plain


def _carried_for_person(mention: Mention, memory: Memory) -> bool:
    """Say whether an earlier "he" or "she" was understood as this name, or stood for it: "What about Renk, did he?"."""
    stems = mention.phrase.stems
    asked = (one for one in memory.past if stems <= one.understood and PERSONAL.search(one.turn.question))
    topics = ((one, stems_of(topic_of(one.turn.question))) for one in asked)
    return any(stems <= topic or not (topic or stems & one.typed) for one, topic in topics)
