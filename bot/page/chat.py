"""The conversation as HTML: questions, answers, notices and the empty state. No gradio here.

The answers themselves are written by `bot.rendering`; every other word is escaped here.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from html import escape

from bot.answer import Answer, Quote
from bot.conversation import Exchange
from bot.rendering import FORMATS, answer_as_html, answer_as_text
from bot.revising import GONE, bring_up_to_date
from bot.writing import cite
from corpus.archive import Archive
from corpus.errors import NewsdeskError

__all__ = ["Exchange", "apologize", "show_exchanges", "show_formats", "show_welcome", "still_standing"]

THUMBS = {"up": "This answer is good", "down": "This answer is not good"}
THUMB = (
    '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><path d="M7 10v11H3V10h4zm2 11V10l4.5-8c1.6 0 '
    '2.5 1 2.5 2.6L15.2 9H20c1.3 0 2.2 1.2 1.9 2.4l-2 8A2 2 0 0 1 18 21H9z" fill="currentColor"/></svg>'
)
NEXT = '<div class="nd-onward" role="group" aria-label="Questions to ask next"></div>'  # filled once they are found
FORMAT_NAMES = {"md": "Markdown", "html": "HTML", "txt": "Text", "bib": "BibTeX"}
SORRY = "Something went wrong while answering. It has been noted in the log; please ask again."

_log = logging.getLogger("newsdesk.page")


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


def apologize(error: BaseException) -> str:
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
        after = f"{_actions(exchange)}{NEXT}" if exchange.answer.quotes else ""
        return answer_as_html(exchange.answer, served=True) + after
    return _notice(exchange.notice) if exchange.notice else _pending()


def _actions(exchange: Exchange) -> str:
    """Return what can be done with an answer: copy it with its sources, keep it as a file, say what it is worth."""
    copied = escape(answer_as_text(exchange.answer)) if exchange.answer else ""
    pressed = {name: str(exchange.verdict == name).lower() for name in THUMBS}
    thumbs = "".join(
        f'<button type="button" class="nd-rate" data-verdict="{name}" aria-pressed="{pressed[name]}" '
        f'aria-label="{words}" title="{words}">{THUMB}</button>'
        for name, words in THUMBS.items()
    )
    return (
        '<div class="nd-actions" role="group" aria-label="What to do with this answer">'
        f'<button type="button" class="nd-copy" data-text="{copied}">Copy with sources</button>{show_formats()}'
        f'<span class="nd-thumbs">{thumbs}</span></div>'
    )


def show_formats() -> str:
    """Return the menu of the formats in which an answer or a conversation is saved."""
    items = "".join(
        f'<button type="button" class="nd-save" data-kind="{kind}">{FORMAT_NAMES.get(kind, kind.upper())}</button>'
        for kind in FORMATS
    )
    return f'<details class="nd-formats"><summary>Save as …</summary><div>{items}</div></details>'


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
