"""The conversation as HTML: questions, answers, notices and the empty state. No gradio here.

The answers themselves are written by `bot.rendering`; every other word is escaped here.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from bot.answer import Answer, Quote
from bot.rendering import answer_as_html
from bot.revising import bring_up_to_date
from bot.writing import cite
from corpus.archive import Archive
from corpus.errors import NewsdeskError

__all__ = ["Exchange", "apologize", "show_exchanges", "show_welcome", "still_standing"]

GONE = "A source of this answer has been removed from the archive since; its quotes are no longer shown."
SORRY = "Something went wrong while answering. It has been noted in the log; please ask again."

_log = logging.getLogger("newsdesk.page")


@dataclass(frozen=True, slots=True)
class Exchange:
    """Hold what a visitor asked, and what came back: an answer or a notice; with neither, it is still waited for."""

    question: str
    answer: Answer | None = None
    notice: str = ""


def show_exchanges(exchanges: Sequence[Exchange]) -> str:
    """Return a conversation, oldest first; `data-turn` numbers the exchanges from 0."""
    turns = "".join(_show_one(number, exchange) for number, exchange in enumerate(exchanges))
    return f'<div class="nd-log" role="log" aria-label="Conversation">{turns}</div>'


def show_welcome(archive: Archive, examples: Sequence[str] | None) -> str:
    """Return the empty state: what the archive holds and what could be asked; None: examples are on their way."""
    if archive.is_empty():
        return (
            '<div class="nd-welcome"><h2>The archive is empty.</h2>'
            "<p>Add articles first: text, JSON, CSV, HTML, or a zip of them. Then ask them anything.</p>"
            '<button type="button" class="nd-to-library">Add articles</button></div>'
        )
    stats = archive.stats()
    outlets = f" from {stats['outlets']:,} outlets" if int(stats["outlets"] or 0) > 1 else ""
    return (
        f'<div class="nd-welcome"><h2>What do you want to know?</h2><p>{stats["articles"]:,} articles{outlets}. '
        "Every answer is a quote, word for word, with its source beside it. Where the articles do not answer, "
        f"you are told so.</p>{_examples(examples)}</div>"
    )


def still_standing(exchanges: Sequence[Exchange], archive: Archive) -> tuple[Exchange, ...]:
    """Return a conversation without quotes that the archive no longer holds, saying so where some are gone.

    Where an article has changed since, its quote stands with what became of it.
    """
    return tuple(
        replace(exchange, answer=_checked(exchange.answer, archive)) if exchange.answer else exchange
        for exchange in exchanges
    )


def apologize(error: Exception) -> str:
    """Return what the visitor is told about an error; anything but a NewsdeskError goes to the log."""
    if isinstance(error, NewsdeskError):
        return str(error)
    _log.error("The page could not do what was asked.", exc_info=error)
    return SORRY


def _checked(answer: Answer, archive: Archive) -> Answer:
    standing = tuple(quote for quote in answer.quotes if _stands(quote, archive))
    if len(standing) < len(answer.quotes):
        notes = answer.notes if GONE in answer.notes else (*answer.notes, GONE)
        answer = replace(answer, quotes=standing, citations=cite(standing), notes=notes, timeline=())
    return bring_up_to_date(answer, archive)


def _stands(quote: Quote, archive: Archive) -> bool:
    return quote.stands_in(archive.article(quote.article.key, quote.version))


def _show_one(number: int, exchange: Exchange) -> str:
    return (
        f'<section class="nd-turn" data-turn="{number}"><h3 class="nd-question">{escape(exchange.question)}</h3>'
        f"{_reply(exchange)}</section>"
    )


def _reply(exchange: Exchange) -> str:
    if exchange.answer:
        return answer_as_html(exchange.answer)
    return _notice(exchange.notice) if exchange.notice else _pending()


def _notice(words: str) -> str:
    return f'<p class="nd-notice" role="alert">{escape(words)}</p>'


def _pending() -> str:
    return '<p class="nd-pending" role="status">Reading the articles<span aria-hidden="true"></span></p>'


def _examples(examples: Sequence[str] | None) -> str:
    if examples is None:
        return '<div class="nd-examples" aria-busy="true"><i></i><i></i><i></i><i></i></div>'
    if not examples:
        return ""
    buttons = "".join(f'<button type="button" class="nd-example">{escape(question)}</button>' for question in examples)
    return f'<div class="nd-examples" role="group" aria-label="Questions to try">{buttons}</div>'
