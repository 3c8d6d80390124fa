"""Phrases: the noun-phrase-like pieces of a text, with what can be told of each by its form and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from bot.followup.grammar import ADJECTIVES, GENERIC, UNIQUE, is_verb, runs_of
from bot.followup.words import PREPOSITIONS, SPANS_OF_TIME, Token, tokens_of

__all__ = ["Phrase", "phrases_of"]

_FRAME = re.compile(r"(?:what|who) (?:is|are|was|were)\b|what['’]s\b|tell me|describe\b", re.IGNORECASE)
_SUBJECTS = frozenset("it they he she this that these those there how you i we m re".split())
_TIMES = SPANS_OF_TIME | frozenset("weekend night summer winter spring autumn".split())
_NAMELESS = frozenset("ill stable ready awake asleep afraid aware first last alone".split())
_LY_NOUNS = frozenset("italy july family supply assembly monopoly anomaly ally reply".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Hold some neighbouring words of topic: "dock strike", "Sanna Luik", "population".

    `place` counts the phrases of its text from 0, of `count` in all.
    """

    text: str
    stems: frozenset[str]
    head: str  # stem of the last word
    place: int
    count: int
    article: str  # "the", "a" or ""
    preposition: str  # the one before it, "" without
    name: bool
    number: bool
    plural: bool
    verb: bool  # holds nothing but verbs
    relational: bool  # holds nothing but nouns that say something of another thing
    frame: bool  # its text is of the form "what is …", "tell me about …"


@lru_cache(maxsize=2048)
def phrases_of(text: str, typed: str | None = None) -> tuple[Phrase, ...]:
    """Return the phrases of a text in order.

    `typed` is the question of which the text is the understood form: what was put in stays together.
    """
    tokens = tokens_of(text)
    pieces = _pieces(tokens, runs_of(text, tokens), _put_in(tokens, typed) if typed else frozenset())
    trimmed = [_trimmed(tokens, first, end) for first, end in pieces]
    kept = [(place, span) for place, span in enumerate(trimmed) if span and not _predicate(tokens, pieces[place])]
    return tuple(_phrase(text, tokens, span, place, len(pieces)) for place, span in kept)


def _put_in(tokens: tuple[Token, ...], typed: str) -> frozenset[int]:
    """Return the numbers of the tokens that were not typed."""
    matcher = SequenceMatcher(None, [t.lower for t in tokens_of(typed)], [t.lower for t in tokens], autojunk=False)
    return frozenset(i for tag, _, _, first, end in matcher.get_opcodes() if tag != "equal" for i in range(first, end))


def _pieces(tokens: tuple[Token, ...], runs: list[tuple[int, int]], put_in: Collection[int]) -> list[tuple[int, int]]:
    """Divide runs where a verb begins or ends, and where what was typed meets what was put in."""

    def kind(i: int) -> tuple[bool, bool]:
        return is_verb(tokens, i) and not (tokens[i].capital and i > 0), i in put_in

    pieces = []
    for first, end in runs:
        cut = first
        for i in range(first + 1, end):
            if tokens[i].stem and tokens[cut].stem and kind(i) != kind(cut):
                pieces.append((cut, i))
                cut = i
        pieces.append((cut, end))
    return pieces


def _trimmed(tokens: tuple[Token, ...], first: int, end: int) -> tuple[int, int] | None:
    """Cut adverbs, states and words like "main" or "first" off the ends of a piece; None if nothing is left."""
    while first < end and (not tokens[first].stem or _generic(tokens, first, end) or _nameless(tokens[first])):
        first += 1
    if first < end and all(tokens[i].lower in UNIQUE or not tokens[i].stem for i in range(first, end)):
        return None
    if end - first > 2 and tokens[end - 2].lower in GENERIC and tokens[end - 1].lower in _TIMES:
        end -= 2  # "Gaza last week"
    while end > first and (not tokens[end - 1].stem or _nameless(tokens[end - 1])):
        end -= 1
    return (first, end) if first < end else None


def _generic(tokens: tuple[Token, ...], i: int, end: int) -> bool:
    """Say whether a word is one like "main" or "first", and not part of a name: "New Hampshire"."""
    named = tokens[i].capital and i + 1 < end and tokens[i + 1].capital
    return tokens[i].lower in GENERIC and not named


def _nameless(token: Token) -> bool:
    """Say whether a word names nothing: "badly", "Viktor Saarel ill"."""
    if token.lower in _NAMELESS and not token.capital:
        return True
    return token.lower.endswith("ly") and not token.capital and token.lower not in _LY_NOUNS


def _predicate(tokens: tuple[Token, ...], piece: tuple[int, int]) -> bool:
    """Say whether a piece tells how something is: "is it legal", "how reliable"."""
    first, end = piece
    only = tokens[first].lower
    if end - first == 1 and len(only) > 6 and only.endswith(ADJECTIVES) and not tokens[first].capital:
        return True
    return first > 0 and tokens[first - 1].lower in _SUBJECTS and not is_verb(tokens, first)


def _phrase(text: str, tokens: tuple[Token, ...], span: tuple[int, int], place: int, count: int) -> Phrase:
    first, end = span
    content = [i for i in range(first, end) if tokens[i].stem]
    opens = first
    while opens and tokens[opens - 1].lower in GENERIC:
        opens -= 1  # "the new tram line"
    before = [token.lower for token in tokens[max(opens - 2, 0) : opens]]
    article = before[-1] if before and before[-1] in {"the", "a", "an"} else ""
    link = before[-2:-1] if article else before[-1:]
    last = tokens[end - 1].lower
    # The first word of a text is capital in any case; a second capital beside it tells that it is a name.
    capitals = [
        i for i in content if tokens[i].capital and (i > 0 or (len(content) > 1 and tokens[content[-1]].capital))
    ]
    return Phrase(
        text=text[tokens[first].start : tokens[end - 1].end],
        stems=frozenset(tokens[i].stem for i in content),
        head=tokens[content[-1]].stem,
        place=place,
        count=count,
        article="a" if article == "an" else article,
        preposition=link[0] if link and link[0] in PREPOSITIONS else "",
        name=bool(capitals) and last not in UNIQUE,
        number=any(tokens[i].lower.isdigit() for i in content),
        plural=last.endswith("s") and not last.endswith("ss"),
        verb=all(is_verb(tokens, i) and not (tokens[i].capital and i > 0) for i in content),
        relational=all(tokens[i].relational for i in content),
        frame=bool(_FRAME.match(text)),
    )
