"""Nouns: those of a question that nothing says more of ("the minister", "any benefits"), so that it leans."""

from __future__ import annotations

from dataclasses import dataclass

from bot.followup.grammar import ADJECTIVES, GENERIC, UNIQUE, is_verb, runs_of
from bot.followup.words import AUXILIARIES, PREPOSITIONS, Token

__all__ = ["OpenNoun", "find_open_nouns", "find_short_names"]

# What says of which noun one speaks: "the mayor of Hesk", "the ship that sank".
_COMPLEMENT = PREPOSITIONS | frozenset("that who which whose where when".split())
_WHEN = frozenset("in on by since until before after during for".split())
# Of a noun of relation only these do: "the effects on minerals" are still the effects of something.
_OF_WHAT = frozenset("of for to behind between against about with".split()) | frozenset("that who which".split())
_BINDING = PREPOSITIONS | {"s", "of"}  # before a noun of relation: it belongs to what stands before that
_ASKED = frozenset("what which many much".split())  # before a noun that is asked for, of a thing named behind it
_OWNERS = frozenset("its their his her".split())


@dataclass(frozen=True, slots=True)
class OpenNoun:
    """Hold the span of a noun that nothing says more of, and the stem of its last word."""

    start: int
    end: int
    head: str
    relational: bool  # says something of another thing: "the cost"
    definite: bool  # stands behind "the", "this" or "that"


def find_open_nouns(question: str, tokens: tuple[Token, ...]) -> list[OpenNoun]:
    """Return the nouns behind "the" or "that", and nouns of relation behind anything, that nothing says more of."""
    found = (_open_noun(tokens, first, end) for first, end in runs_of(question, tokens))
    return [noun for noun in found if noun is not None]


def find_short_names(question: str, tokens: tuple[Token, ...]) -> list[OpenNoun]:
    """Return the single capital words behind "the": "the Authority"."""
    runs = [(first, end) for first, end in runs_of(question, tokens) if end - first == 1 and first > 0]
    return [
        OpenNoun(tokens[first].start, tokens[first].end, tokens[first].stem, tokens[first].relational, True)
        for first, _ in runs
        if tokens[first].capital and tokens[first - 1].lower == "the"
    ]


def _open_noun(tokens: tuple[Token, ...], first: int, end: int) -> OpenNoun | None:
    """Return the noun of a run, if it is an open one."""
    nouns = [i for i in range(first, end) if tokens[i].stem and not is_verb(tokens, i)]
    if not nouns or any(token.capital for token in tokens[max(first, 1) : end]):
        return None
    head = nouns[-1]
    told = any(tokens[i].lower not in GENERIC | {"s"} for i in range(first, head))
    if told or tokens[head].lower in UNIQUE or _completed(tokens, head, end):
        return None
    before = tokens[first - 1].lower if first else ""
    paired = before in {"and", "or"} and first > 2 and tokens[first - 2].relational and tokens[first - 3].lower == "the"
    definite = before == "the" or paired
    if not definite and (before in _BINDING or not tokens[head].relational or head < end - 1):
        return None
    if before in _OWNERS or (not definite and _joined(tokens, first)):
        return None  # the owner is named, or a pronoun that is looked at by itself
    if not definite and before in _ASKED and any(_thing(tokens, i) for i in range(end, len(tokens))):
        return None  # "How many countries are in Africa?"
    noun = tokens[head]
    return OpenNoun(tokens[first].start, noun.end, noun.stem, noun.relational, definite)


def _thing(tokens: tuple[Token, ...], i: int) -> bool:
    token = tokens[i]
    return bool(token.stem) and not token.relational and not is_verb(tokens, i) and not token.lower.endswith(ADJECTIVES)


def _joined(tokens: tuple[Token, ...], first: int) -> bool:
    """Say whether an earlier clause names a thing: "Did burlesque stay the same, or were there changes?"."""
    ors = [i for i in range(first) if tokens[i].lower == "or" and i + 1 < first and tokens[i + 1].lower in AUXILIARIES]
    return bool(ors) and any(_thing(tokens, i) for i in range(ors[-1]))


def _completed(tokens: tuple[Token, ...], head: int, end: int) -> bool:
    """Say whether what follows a noun says which one is meant."""
    follows = tokens[end].lower if end < len(tokens) else ""
    if follows in _WHEN and end + 1 < len(tokens) and tokens[end + 1].temporal:
        return False  # "the figure in May": which figure is not said
    if follows in {"and", "or"} and end + 1 < len(tokens) and tokens[end + 1].relational:
        return True  # "the pros and cons": the second one is looked at
    return head == end - 1 and follows in (_OF_WHAT if tokens[head].relational else _COMPLEMENT)
