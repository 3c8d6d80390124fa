"""Revising: what has become of the quotes of an answer that was given earlier.

A quote from an old version still resolves; here it is told what the newest version made of it. Copies that were
removed or changed since are no longer counted. Quotes whose own article was removed are the caller's to take away.
"""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Answer, Quote, Revision
from corpus.archive import Archive
from corpus.changes import changes_of_span

__all__ = ["GONE", "bring_up_to_date", "revision_of"]

GONE = "A source of this answer has been removed from the archive since; its quotes are no longer shown."


def bring_up_to_date(answer: Answer, archive: Archive) -> Answer:
    """Return an answer given earlier, its quotes with their revisions and with the copies that still stand."""
    fresh = {quote: _freshened(quote, archive) for quote in answer.quotes}
    if all(quote == now for quote, now in fresh.items()):
        return answer
    citations = tuple(
        replace(citation, quotes=tuple(fresh.get(quote, quote) for quote in citation.quotes))
        for citation in answer.citations
    )
    return replace(
        answer,
        quotes=tuple(fresh[quote] for quote in answer.quotes),
        citations=citations,
        timeline=tuple(fresh[quote] for quote in answer.timeline),
    )


def revision_of(quote: Quote, archive: Archive) -> Revision | None:
    """Return the newest version of a quoted article and what it made of the quote; None if it has not changed."""
    newest = archive.article(quote.article.key)
    if newest is None or newest.version <= quote.version:
        return None
    return Revision(newest, changes_of_span(quote.article.text, newest.text, quote.start, quote.end))


def _freshened(quote: Quote, archive: Archive) -> Quote:
    copies = tuple(copy for copy in quote.copies if copy.stands_in(archive.article(copy.article.key)))
    return replace(quote, copies=copies, revision=revision_of(quote, archive))
