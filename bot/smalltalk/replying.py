"""Replying: a short, honest reply to what is no question for the articles; None where it is one."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer import Answer, Quote
from bot.smalltalk.inventory import say_inventory
from bot.smalltalk.language import foreign_language
from bot.smalltalk.leading import say_leading
from bot.smalltalk.recognition import Request, recognize
from bot.smalltalk.sayings import SAYINGS
from corpus.archive import Archive

__all__ = ["Reply", "reply_to"]


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold what Newsdesk says itself: plain words without markup, and quotes where an article's beginning is asked for.

    `kind` names what was understood ("greeting", "count", "language", …).
    """

    kind: str
    text: str
    quotes: tuple[Quote, ...] = ()


def reply_to(
    question: str, archive: Archive, previous: Answer | None = None, numbered: Answer | None = None
) -> Reply | None:
    """Return the reply to small talk, to a question about the archive or in another language than its articles.

    None means that the articles are asked. `previous` is the last answer: "summarise it" is about its source.
    `numbered` is the one that "[2]" counts in, if that is another.
    """
    for request in recognize(question):
        if reply := _reply(request, archive, previous, numbered or previous):
            return reply
    return _reply_to_language(question, archive)


def _reply(request: Request, archive: Archive, previous: Answer | None, numbered: Answer | None) -> Reply | None:
    if request.kind == "summary":
        leading = say_leading(request.about, archive, previous, numbered)
        return Reply(request.kind, *leading) if leading else None
    text = SAYINGS.get(request.kind) or say_inventory(request, archive)
    return Reply(request.kind, text) if text else None


def _reply_to_language(question: str, archive: Archive) -> Reply | None:
    languages = foreign_language(question, archive)
    if languages is None:
        return None
    theirs, ours = languages
    seems = f"seems to be in {theirs}" if theirs else f"does not seem to be in {ours}"
    return Reply(
        "language",
        f"Your question {seems}; the articles are in {ours}, and Newsdesk finds words and meanings only in their "
        f"language. Try it in {ours}.",
    )
