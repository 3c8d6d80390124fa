"""Restating: a question said straight: its topic in its place, and without what is only said to the listener."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Restated", "restate", "straight", "topic_of", "without_asides"]

MOST_TOPIC_WORDS = 9  # "the little girl in intensive care"; a longer one is a clause of its own
_OPENING = r"^\W*(?:(?:ok|okay|so|well|and|but|or|also|then|no|yes)\b[\s,]*)*"
_VERBS = "did|does|do|was|were|is|are|has|have|had|will|would|can|could|should|(?:did|does|was|is|has)n[’']t"
_FIRST = re.compile(
    rf"{_OPENING}(?P<about>(?:what|how) about |as for |(?:and )?(?:now )?back to )?(?P<topic>[^,;:?!—–]+?)"
    rf"\s*(?:,|[;:—–])\s*"
    rf"(?P<asked>(?:(?:in|on|at|to|from|for|by|with) )?(?:what|which|who|whom|whose|when|where|why|how|{_VERBS})\b.+)$",
    re.IGNORECASE,
)
_OWN_TOPIC = re.compile(r"^(?:(?:the|his|her|its|their|that|this|those|these) (?!one\b)\S|[A-Z])", re.ASCII)
_NO_TOPIC = re.compile(
    r"\bI (?:mean|meant|said)\b|\b(?:different|another|new|next|other) (?:thing|question|topic|subject|story)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf"\b(?:{_VERBS}|what|who|when|where|why|how|if|because|"
    r"after|before|during|by the way|as|in|on|at|from|since|until)\b",
    re.IGNORECASE,
)
_OF_THE_SAME = {("his", "him"), ("her", "her"), ("their", "them")}  # "his illness: what did the doctor give him?"
_OTHER_TOPIC = (
    r"(?:just )?(?:an? |one )?(?:quick |completely |totally |whole )?"
    r"(?:different|another|new|next|other|last|more|quick) (?:thing|question|topic|subject|story|matter)|"
    r"something (?:else|different)|"
    r"(?:changing|switching|change of) (?:the )?(?:topics?|subjects?)|on another (?:note|matter|subject|topic)"
)
_ASIDE = r"by the way|btw|(?:just )?out of (?:curiosity|interest)|just curious|remind me"
_ASIDES = re.compile(
    rf"{_OPENING}(?:{_OTHER_TOPIC}|{_ASIDE})\s*[,:;.!—–-]+\s*|,? (?:{_ASIDE}|please)\s*(?=[?.!]*$)", re.IGNORECASE
)
_AGAIN = re.compile(r"\b(?:again|then|though)$")
_STANDS_IN = re.compile(
    r"\b(?:(?P<owner>his|its|their|hers|theirs)|(?P<her>her)|he|she|it|they|him|them|(?:that|this) one|those ones?|"
    rf"(?:that|this|those|these)(?=\W*$| (?:{_VERBS}|[a-z]+(?:e|ed|s|t|d)\b)))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Restated:
    """Hold a question with its topic in its place, and the topic."""

    question: str
    topic: str


def restate(question: str) -> Restated | None:
    """Return a question with the topic that it names first put where the pronoun stands; None if it names none.

    >>> restate("What about Humberto, what category did that one reach?").question
    'what category did Humberto reach?'
    >>> restate("and the trial, when is that?").question
    'when is the trial?'
    """
    match = _FIRST.match(question)
    if match is None or len(match["topic"].split()) > MOST_TOPIC_WORDS:
        return None
    topic, asked = _AGAIN.sub("", match["topic"]).strip(), match["asked"]
    if _NO_TOPIC.search(topic) or not (match["about"] or (_OWN_TOPIC.match(topic) and not _CLAUSE.search(topic))):
        return None
    stands = _STANDS_IN.search(asked)
    if stands is None or (topic.split()[0].lower(), stands[0].lower()) in _OF_THE_SAME:
        return None
    owner = stands["owner"] or (stands["her"] and re.match(r" \w{3,}", asked[stands.end() :]))
    words = f"{topic}’" if owner and topic.endswith("s") else f"{topic}’s" if owner else topic
    return Restated(asked[: stands.start()] + words + asked[stands.end() :], topic)


def straight(question: str) -> str:
    """Return a question without asides, its topic in its place."""
    rest = without_asides(question)
    restated = restate(rest)
    return restated.question if restated else rest


def topic_of(question: str) -> str:
    """Return the topic that a question names first, "" if it names none."""
    restated = restate(question)
    return restated.topic if restated else ""


def without_asides(question: str) -> str:
    """Return a question without what is only said to whoever listens; all of it, if it says nothing else.

    >>> without_asides("Different question: who builds the ferry, by the way?")
    'who builds the ferry?'
    """
    rest = _ASIDES.sub("", question).strip()
    return rest if len(re.findall(r"\w{2,}", rest)) > 1 else question
