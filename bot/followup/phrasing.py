"""Phrasing: a question with the phrases it lacks, so that it still reads as a question.

The pronoun is replaced by the best phrase ("When did she resign?" → "When did Sanna Luik resign?"), an open noun is
completed ("the causes" → "the causes of the flood"); what has no place in the sentence stands in brackets behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.followup.choosing import Chosen
from bot.followup.cues import Cues
from bot.followup.nouns import OpenNoun
from bot.followup.pronouns import Pronoun
from bot.followup.words import AUXILIARIES, SPANS_OF_TIME, stem_of, tokens_of

__all__ = ["append_phrases", "is_possessive", "phrase_question", "put"]

SURE = 0.05  # score from which a pronoun is replaced; below, the phrase stands in brackets,
FITTING = 0.25  # and so does what hardly fits it: "Who directed it? (Clement Arbo)"
_POSSESSIVE = frozenset("its his their hers theirs".split())
_SPANS_OF_TIME = frozenset(map(stem_of, SPANS_OF_TIME))
_END = re.compile(r"[\s?.!…]*$")
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")


def phrase_question(question: str, cues: Cues, chosen: Sequence[Chosen]) -> str:
    """Return a question with the phrases chosen for it, best first, put in."""
    if not chosen:
        return question
    text, rest = _place_first(question, cues, chosen)
    return append_phrases(text, [one.text for one in rest if not _said_in(one, text)])


def append_phrases(question: str, phrases: Sequence[str]) -> str:
    """Return a question with phrases in brackets behind it.

    >>> append_phrases("Why?", ["dock strike"])
    'Why? (dock strike)'
    """
    return f"{question.rstrip()} ({', '.join(phrases)})" if phrases else question


def put(text: str, start: int, end: int, words: str) -> str:
    """Return a text with a slice replaced."""
    return text[:start] + words + text[end:]


def _said_in(one: Chosen, text: str) -> bool:
    return one.mention.phrase.stems <= {token.stem for token in tokens_of(text)}


def _place_first(question: str, cues: Cues, chosen: Sequence[Chosen]) -> tuple[str, Sequence[Chosen]]:
    """Put one phrase into the sentence; return the text and the phrases that found no place."""
    for noun in (*cues.definite, *(pronoun.noun for pronoun in cues.pronouns if pronoun.noun)):
        text, used = _complete_noun(question, noun, chosen)
        if used:
            return text, [one for one in chosen if one is not used]
    pronoun = next((pronoun for pronoun in cues.pronouns if _replaceable(pronoun)), None)
    if pronoun and chosen[0].score >= SURE and chosen[0].fit >= FITTING:
        return _replace(question, pronoun, chosen[0]), chosen[1:]
    for noun in (*cues.definite, *cues.relational):
        if noun.relational and noun.head not in _SPANS_OF_TIME and not chosen[0].mention.phrase.verb:
            return put(question, noun.end, noun.end, f" of {_with_article(chosen[0])}"), chosen[1:]
    return question, chosen


def _complete_noun(question: str, noun: OpenNoun, chosen: Sequence[Chosen]) -> tuple[str, Chosen | None]:
    """Turn "the strike" into "the dock strike", and "that year" into "in 2024"."""
    for one in chosen:
        phrase = one.mention.phrase
        if phrase.head == noun.head and len(phrase.stems) > 1:
            return put(question, noun.start, noun.end, one.text), one
        if noun.head == "year" and _YEAR.fullmatch(one.text):
            before = question[: noun.start].rstrip().rpartition(" ")[0]
            return f"{before} {'' if before.endswith(' in') else 'in '}{one.text}{question[noun.end :]}", one
    return question, None


def _replaceable(pronoun: Pronoun) -> bool:
    """Say whether a noun can stand in its place; "this" and "that" often mean all that was said."""
    return pronoun.kind in {"person", "people", "thing", "place"}


def _with_article(one: Chosen) -> str:
    """Return a phrase as one speaks of it again: "a fire" is "the fire" now; names keep what they had."""
    phrase = one.mention.phrase
    told = one.mention.source != "question" and not (phrase.article or phrase.plural or phrase.number)
    known = phrase.article == "the" or ((phrase.article == "a" or told) and not phrase.name)
    return f"the {one.text}" if known and not one.text.lower().startswith("the ") else one.text


def _replace(question: str, pronoun: Pronoun, one: Chosen) -> str:
    words = _with_article(one)
    if pronoun.start == 0:
        words = words[0].upper() + words[1:]
    if is_possessive(question, pronoun):
        words += "’" if words.endswith("s") else "’s"
    if pronoun.kind == "place":
        words = f"{_place_preposition(one)} {words}"
    return put(question, pronoun.start, pronoun.end, words)


def is_possessive(question: str, pronoun: Pronoun) -> bool:
    """Say whether a pronoun names an owner: "its", and the "her" of "her term"."""
    return pronoun.word in _POSSESSIVE or (pronoun.word == "her" and _noun_follows(question, pronoun.end))


def _noun_follows(question: str, end: int) -> bool:
    following = tokens_of(question[end:])
    return bool(following) and bool(following[0].stem) and following[0].lower not in AUXILIARIES


def _place_preposition(one: Chosen) -> str:
    said = one.mention.phrase.preposition
    return said if said in {"in", "at", "on", "near"} else "in"
