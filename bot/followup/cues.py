"""Cues: which words of a question lean on what was said before, and how."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.followup.grammar import ADJECTIVES, GENERIC, is_verb
from bot.followup.nouns import OpenNoun, find_open_nouns, find_short_names
from bot.followup.pronouns import Pronoun, find_pronouns
from bot.followup.words import AUXILIARIES, PREPOSITIONS, QUESTION_WORDS, Token, tokens_of

__all__ = ["Cues", "read_cues"]

_OPENER = re.compile(
    r"^\W*(?:(?:ok|okay|so|well|yes|no|thanks|and|but|or|also|then)\b[\s,]*)*"
    r"(?P<about>(?:what|how)(?: about| of)\b)?",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"^\W*(?:(?:and|but|so)\b\W*)?(?:is|are|was|were|have|has|will) there "
    r"(?:been |be )?(?:an?|any|some|other|more|many)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(r"(?<!\beach )\b(?:others?|another|else|similar)\b(?! than\b| to\b)", re.IGNORECASE)
_WHAT_ELSE = re.compile(r"^\W*(?:(?:and|so|ok|okay)\b\W*)?wh(?:at|o|ere) else\b", re.IGNORECASE)
# "What did the union say?": about what was asked before.
_SAYS = re.compile(
    r"\b(?:what|how) (?:did|does|do|has|have) (?:\S+ ){1,5}?(?:say|said|think|want|demand|propose|promise|announce|"
    r"answer|reply|replied|respond|responded|react|reacted|comment|commented)\W*$",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\b(?:what|which) (?:kind|kinds|type|types|sort|sorts|ones?)\b(?! of\b| (?:is|are|was|were) (?:an?|the)\b)",
    re.IGNORECASE,
)
# Said by somebody who changes the topic.
_ELSEWHERE = re.compile(
    r"\b(?:something|somewhere) (?:else|different)\b[^?]*[:;,.–—-]|\b(?:different|another|new|next|other) "
    r"(?:question|topic|subject|story)\b|\bby the way\b|"
    r"\b(?:chang(?:e|ing)|switch(?:ing)?) (?:of |the )?(?:topic|subject)s?\b",
    re.IGNORECASE,
)
_PAST = frozenset("did was were had".split())
_START = r"^\W*(?:(?:and|but|so|ok|okay)\b\W*)?"
_NOW = re.compile(
    rf"{_START}(?:(?:what|how) about )?(?:right now|now|nowadays|at (?:present|the moment))\W*$", re.IGNORECASE
)
_MEANING = re.compile(r"\bwhat (?:does|do|did) .+ (?:mean|stand for)\W*$", re.IGNORECASE)
_HOW_MANY = re.compile(rf"{_START}how (?:many|much)\b", re.IGNORECASE)
_VERB_FORMS = r"(?:is|are|do|does|can|could|should|will|would|has|have)\b"
_OF_ONE = re.compile(
    rf"{_START}(?:{_VERB_FORMS}|(?:(?:in|on|at|for|to|from) )?wh(?:at|ich) (?!{_VERB_FORMS}|the\b|an?\b|about\b|if\b|"
    r"(?:happen|cause|make)\w*)\w)",
    re.IGNORECASE,
)
_ASKING = frozenset("tell explain describe give show find know mean means want need got get".split())
CLIPPED_WORDS = 7  # longer ones are seldom cut off, and the list of verbs has gaps
THINGS_ENOUGH = 3  # "the commander in chief of the military": clear enough, whatever else is open
WORDS_BESIDE_NOUN = 2  # words of topic beside "the minister" that make a question clear enough by itself


@dataclass(frozen=True, slots=True)
class Cues:
    """Hold what shows that a question needs words from before."""

    pronouns: tuple[Pronoun, ...]
    about: bool  # "what about …", "how about …"
    bare: bool  # no word of its own topic: "why?", "how many in 2019?", "tell me more"
    acts: bool  # has an auxiliary, so that it says what was done or how something is: "how many were on board?"
    clipped: bool  # has no verb: "and in Bishkek?", "what about France?", "the second one?"
    definite: tuple[OpenNoun, ...]  # "the minister", without anything that says which
    relational: tuple[OpenNoun, ...]  # "any benefits?", "some symptoms", without of what
    open: bool  # "were there any injuries?", "how many died?", "what other ships sank?"
    content: int  # words of its own
    named: bool  # has a name of its own
    shortened: tuple[OpenNoun, ...]  # "the Authority": part of a name, if a longer one was said
    loose: bool  # says too little by itself, unless one of its things was spoken of: "how many homes were damaged?"
    things: frozenset[str]  # stems of its nouns, as far as they can be told: not verbs, not nouns of relation
    elsewhere: bool  # says itself that it is about something else
    stems: frozenset[str]

    @property
    def leans(self) -> bool:
        """Say whether anything in the question points back."""
        if self.elsewhere and not self.pronouns:
            return False
        leaning = (self.pronouns, self.definite, self.relational)
        return any(leaning) or self.about or self.bare or self.clipped or self.open


def read_cues(question: str) -> Cues:
    """Return what of a question points back."""
    tokens = tokens_of(question)
    content = [token for token in tokens if token.stem]
    opener = _OPENER.match(question)
    about = bool(opener and opener["about"])
    nouns = find_open_nouns(question, tokens)
    things = frozenset(token.stem for i, token in enumerate(tokens) if _thing(tokens, i))
    return Cues(
        pronouns=tuple(find_pronouns(question, tokens)),
        about=about,
        bare=all(token.temporal for token in content) and any(t.lower in QUESTION_WORDS | {"more"} for t in tokens),
        acts=any(token.lower in AUXILIARIES for token in tokens),
        clipped=((about or _clipped(tokens, len(content))) and bool(content)) or bool(_NOW.match(question)),
        definite=tuple(
            noun
            for noun in nouns
            if noun.definite and len(content) <= WORDS_BESIDE_NOUN + 1 and len(things) < THINGS_ENOUGH
        ),
        relational=tuple(noun for noun in nouns if not noun.definite),
        open=_open(question, tokens),
        content=len(content),
        named=any(token.capital and token.stem for token in tokens[1:]),
        shortened=tuple(find_short_names(question, tokens)),
        loose=bool(content) and _loose(question, tokens, things),
        things=things,
        elsewhere=bool(content and _ELSEWHERE.search(question)),
        stems=frozenset(token.stem for token in content),
    )


def _open(question: str, tokens: tuple[Token, ...]) -> bool:
    """Say whether a question with a verb leaves open of what it asks: it names no thing, or no place, or "others"."""
    named = any(token.capital and token.stem for token in tokens[1:])
    if _SAYS.search(question) or (_OTHER.search(question) and not (named and _WHAT_ELSE.match(question))):
        return True
    if named:
        return False
    if _ANY.match(question):
        return not any(token.lower in PREPOSITIONS for token in tokens)
    if _KIND.search(question):
        return sum(_thing(tokens, i) for i in range(len(tokens))) <= 1
    if _MEANING.search(question) or not any(token.stem for token in tokens):
        return False
    things = [i for i, token in enumerate(tokens) if token.stem and not is_verb(tokens, i)]
    return all(tokens[i].lower.endswith(ADJECTIVES) for i in things)


def _loose(question: str, tokens: tuple[Token, ...], things: frozenset[str]) -> bool:
    """Say whether nothing in a question tells of what it is asked, if the conversation does not.

    "What is a flood?" is asked of all floods, "How many homes were flooded?" of one. A yes or no to a single thing, and
    "which …" with one, lacked words in eight of ten weak-rewrites where that thing had not been spoken of.
    """
    if any((token.capital and token.stem) or token.lower.isdigit() for token in tokens[1:]):
        return False
    if _HOW_MANY.match(question) or any(token.lower in _PAST for token in tokens):
        return True
    return not things or (len(things) == 1 and bool(_OF_ONE.match(question)))


def _thing(tokens: tuple[Token, ...], i: int) -> bool:
    token = tokens[i]
    told = token.relational or token.temporal or token.lower in GENERIC
    return bool(token.stem) and not told and not is_verb(tokens, i)


def _clipped(tokens: tuple[Token, ...], content: int) -> bool:
    """Say whether a question has no verb: "and in Bishkek?", "which river?", "the second ship?"."""
    if any(token.lower in AUXILIARIES or token.lower in _ASKING for token in tokens) or len(tokens) > CLIPPED_WORDS:
        return False
    if any(token.lower in QUESTION_WORDS for token in tokens):
        return content <= 1 and not any(after.lower == "s" for after in tokens[1:])
    return not any(is_verb(tokens, i) for i in range(len(tokens)))
