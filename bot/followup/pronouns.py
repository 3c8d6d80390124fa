"""Pronouns: those of a question that stand for something said before it.

Not "is it true that", not "there is", not "that" behind a noun, and not one whose noun stands in the question itself.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.followup.grammar import PRONOUN_KINDS, PRONOUNS, is_verb, side_by_side
from bot.followup.nouns import OpenNoun
from bot.followup.words import AUXILIARIES, DETERMINERS, Token

__all__ = ["Pronoun", "find_pronouns"]

_EXPLETIVE = re.compile(
    r"\b(?:do|does|did|would|will|is|was|has|can|could)(?:n['’]t)? it (?:"
    r"mean to|takes? (?:to|for)|costs? to|rain|snow|feel like|that \w+|"
    r"(?:really |still |ever )?(?:true|possible|likely|necessary|safe|hard|easy|important|better|best|worth|ok|okay|"
    r"normal|common|legal|good|bad|healthy) (?:to|that|for (?:\w+ ){1,3}to)\b)"
    r"|\bwhat (?:time|day) is it\b|\bit (?:is|was) (?:\w+ )?(?:to|that)\b",
    re.IGNORECASE,
)
# "What did Navalny's associates say he had drunk?": whoever is named before what is said is meant.
_SAID_OF = re.compile(
    r"(?<!^)(?<![.?!] )\b[A-Z]\w+(?:[’']s(?: \w+){1,2})? (?:say|said|says|think|thinks|thought|claim|claims|claimed|"
    r"believe|believes|believed|admit|admits|admitted|promise|promised|announce|announced) (?:that )?(?:he|she|they)\b"
)
_BEFORE_THAT = frozenset("true know things people one ones".split())
_OWNERS = frozenset("his her its their".split())
_OF_THINGS = frozenset("its their".split())
_SENTENCE_END = re.compile(r"[?.!](?=\s)")
_OF_OTHERS = frozenset("about of on with against".split())
_CLAUSE_END = re.compile(
    r"[.,;:!?](?= |$)|\b(?:if|because|when)\b|"
    r"\b(?:and|but|so) (?=(?:what|why|how|when|where|who|if|did|does|do|is|was)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pronoun:
    """Hold a word that stands for something said before: its place in the question and its kind.

    `noun` is the noun behind it ("that year", "this company"), where there is one.
    """

    start: int
    end: int
    word: str
    kind: str
    noun: OpenNoun | None = None


def find_pronouns(question: str, tokens: tuple[Token, ...]) -> list[Pronoun]:
    """Return the pronouns of a question that stand for something said before it."""
    expletive = [match.span() for match in _EXPLETIVE.finditer(question)]
    told = {question[: match.end()].split()[-1].lower(): match.end() for match in _SAID_OF.finditer(question)}
    found = []
    for i, token in enumerate(tokens):
        kind = PRONOUN_KINDS.get(token.lower)
        if kind is None or not _points_back(question, tokens, i, kind):
            continue
        if token.end >= told.get(token.lower, math.inf) or any(
            start <= token.start < end for start, end in expletive if token.lower == "it"
        ):
            continue
        if _introduced(question, tokens, i) if kind == "pointed" else _resolved_inside(question, tokens, i):
            continue
        found.append(Pronoun(token.start, token.end, token.lower, kind, _noun_behind(question, tokens, i, kind)))
    return found


def _points_back(question: str, tokens: tuple[Token, ...], i: int, kind: str) -> bool:
    before = tokens[i - 1].lower if i else ""
    after = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    noun_before, noun_after = bool(i and tokens[i - 1].stem), bool(after and tokens[i + 1].stem)
    if kind == "place":  # not "is there", "there is"
        return before not in AUXILIARIES and after not in AUXILIARIES
    if kind == "one":  # not "one ship", "no one"
        beside = noun_after and side_by_side(question, tokens[i], tokens[i + 1])
        return before not in {"", "no", "any", "every", "some"} and not beside
    if tokens[i].lower == "that":  # not "breeds that live long", "is it true that …"
        told = noun_before and not (noun_after and is_verb(tokens, i - 1))
        return not told and before not in _BEFORE_THAT and after not in DETERMINERS
    return True


def _resolved_inside(question: str, tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether an earlier clause of the same question names what a pronoun stands for."""
    if _possessed(tokens, i):
        return True
    before = question[: tokens[i].start]
    clause = max((match.start() for match in _CLAUSE_END.finditer(before)), default=-1)
    earlier = [token for token in tokens[:i] if token.end <= clause]
    if not earlier or any(token.lower in PRONOUNS and not _relative(earlier, k) for k, token in enumerate(earlier)):
        return False
    return any(token.stem and not (token.verbal or token.relational or token.temporal) for token in earlier)


def _relative(tokens: Sequence[Token], i: int) -> bool:
    """Say whether a word is the "that" of "the lab that did the tests"."""
    return tokens[i].lower == "that" and i > 0 and bool(tokens[i - 1].stem)


def _introduced(question: str, tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether a sentence before it brings up what "that" stands for: "e-Discovery? What's that?"."""
    ends = [match.end() for match in _SENTENCE_END.finditer(question[: tokens[i].start])]
    return bool(ends) and any(token.stem and token.end <= ends[-1] for token in tokens[:i])


def _possessed(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether what stands before it has what a possessive gives: "How did Bonnie Raitt get her breakthrough?".

    Not behind a preposition: "What did Luik say about her plans?" is likelier to be of somebody else's.
    """
    owned = i + 1 < len(tokens) and (bool(tokens[i + 1].stem) or tokens[i + 1].lower == "own")
    if tokens[i].lower not in _OWNERS or not owned or tokens[i - 1].lower in _OF_OTHERS:
        return False
    if tokens[i].lower in _OF_THINGS and (_joined(tokens, i) or _of_subject(tokens, i)):
        return True
    earlier = tokens[1:i]
    return any(one.capital and one.stem for one in earlier) and not any(one.lower in PRONOUNS for one in tokens[:i])


def _joined(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether the owner stands at once before it: "feijoada and its significance"."""
    return i > 1 and tokens[i - 1].lower == "and" and bool(tokens[i - 2].stem) and not tokens[i - 2].verbal


def _of_subject(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether the subject of a yes-no question is its owner: "Did burlesque stay true to its origins?"."""
    subject = next((token for token in tokens[1:i] if token.lower not in DETERMINERS), None)
    asks = tokens[0].lower in AUXILIARIES and i > 1
    return asks and subject is not None and bool(subject.stem) and subject.lower not in PRONOUNS


def _noun_behind(question: str, tokens: tuple[Token, ...], i: int, kind: str) -> OpenNoun | None:
    """Return the noun after "this" or "that", if one follows at once."""
    if kind != "pointed" or i + 1 == len(tokens) or not side_by_side(question, tokens[i], tokens[i + 1]):
        return None
    last = i
    while last + 1 < len(tokens) and tokens[last + 1].stem and side_by_side(question, tokens[last], tokens[last + 1]):
        last += 1
        if tokens[last].verbal and last > i + 1:
            last -= 1
            break
    if last == i or tokens[i + 1].verbal:
        noun = tokens[i + 1]
        plain = noun.lower in {"one", "way", "type", "kind", "person", "thing"}
        return OpenNoun(noun.start, noun.end, noun.stem, False, True) if plain else None
    return OpenNoun(tokens[i + 1].start, tokens[last].end, tokens[last].stem, tokens[last].relational, True)
