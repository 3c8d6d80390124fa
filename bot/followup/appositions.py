"""Appositions: who "the judge" is, where a text just shown says so: "Judge Benita Orlo", "Heskline, the company"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.conversation import Conversation
from bot.followup.kinds import ROLES
from bot.followup.nouns import find_open_nouns
from bot.followup.phrasing import put
from bot.followup.words import CALENDAR, stem_of, tokens_of

__all__ = ["name_beside", "with_names"]

TURNS_READ = 2
_NAME = r"(?P<name>[A-ZÀ-Ž][\w’'-]+(?: [A-ZÀ-Ž][\w’'-]+){0,3})"
_TITLE = r"(?:(?:Dr|Mr|Mrs|Ms)\.? )?"
_OWN = re.compile(r"[’']s$")


def with_names(question: str, conversation: Conversation) -> tuple[str, str]:
    """Return a question with the name put behind the first noun that a text just shown names, and the name, or "".

    "And the company?" is "And the company Heskline?" where a quote speaks of "the ferry company Heskline".
    """
    for noun in find_open_nouns(question, tokens_of(question)):
        name = _named(question[noun.start : noun.end], conversation) if noun.definite else ""
        if name and name not in question:
            return put(question, noun.end, noun.end, f" {name}"), name
    return question, ""


def name_beside(noun: str, text: str) -> str:
    """Return the name that stands beside a noun as another word for the same, "" if none does, or more than one.

    >>> name_beside("judge", "The court, under Judge Benita Orlo, sat on Monday.")
    'Benita Orlo'
    >>> name_beside("company", "Heskline, the ferry company, was fined.")
    'Heskline'
    """
    said = re.escape(noun)
    ways = (
        rf"\b(?i:{said}){',?' if stem_of(noun) in ROLES else ''} {_TITLE}{_NAME}",
        rf"\b{_NAME}(?:, \d+)?, (?:(?:the|a|an|its|their|his|her) )?(?:[\w’'-]+ ){{0,3}}?{said}\b",
    )
    found = {_plain(match["name"]) for way in ways for match in re.finditer(way, text)}
    names = {one for one in found if one and one.lower() not in CALENDAR}
    whole = {one for one in names if not any(one != other and one in other for other in names)}
    return whole.pop() if len(whole) == 1 else ""


def _plain(name: str) -> str:
    """Return a name without its genitive, and without words before it that begin a sentence: "But Heskline"."""
    first = next((token.start for token in tokens_of(name) if token.stem), len(name))
    return _OWN.sub("", name[first:])


def _named(noun: str, conversation: Conversation) -> str:
    return next(filter(None, (name_beside(noun, text) for text in _texts(conversation))), "")


def _texts(conversation: Conversation) -> Iterator[str]:
    """Yield what the newest answers quote, then the articles that they quote from, newest answer first."""
    answers = [turn.answer for turn in conversation.turns[-TURNS_READ:][::-1] if turn.answer]
    for answer in answers:
        yield "\n".join(quote.text for quote in answer.quotes)
    for answer in answers:
        yield from (quote.article.text for quote in answer.quotes)
