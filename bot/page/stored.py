"""Stored: a page for every article that the archive holds, in every version, with a quote marked. No gradio here.

It needs no script and fetches nothing. Offsets in its address are checked against the text, never trusted: what is
marked is cut from the article. What is not there is said, with the way on, and has status 404.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from importlib import resources

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from bot.answer import Citation, Quote, Revision, Span
from bot.linking import STORED, quote_link, stored_link
from bot.page.compared import other_version, show_comparison
from bot.page.paper import marked_text, say_day
from bot.rendering.asides import asides
from bot.rendering.wording import title_of
from corpus.archive import Archive
from corpus.article import Article
from corpus.changes import find_words
from corpus.errors import QuoteError

__all__ = ["show_stored", "stored_route"]

TEMPLATE = resources.files("bot.page").joinpath("stored.html").read_text("utf-8")
_STYLE = re.search(r"<style>(.*?)</style>", TEMPLATE, re.DOTALL)
assert _STYLE
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE[1].encode()).digest()).decode()
HEADERS = {
    # This one style sheet, and nothing else: whatever a title or a text says, it cannot run, load or send anything.
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_DIGEST}'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "private, no-store",  # what is removed from the archive must not stay in a browser
}
MOST_VERSIONS = 12  # named, the newest; a live ticker may have hundreds
_NUMBER = re.compile(r"[0-9]{1,9}")  # longer ones are none of ours, and too large for SQLite
_FIELD = re.compile(r"\{\{(\w+)\}\}")


def stored_route(archive: Archive) -> Route:
    """Return the address at which the articles of an archive are shown."""

    def answer(request: Request) -> HTMLResponse:
        page, status = show_stored(archive, request.query_params)
        return HTMLResponse(page, status, HEADERS)

    return Route(STORED, answer, methods=["GET"])


def show_stored(archive: Archive, asked: Mapping[str, str]) -> tuple[str, int]:
    """Return a page and its status for the fields of an address: key, version (the newest), start and end."""
    key, version = asked.get("key", ""), asked.get("version", "")
    newest = archive.article(key)
    if newest is None:
        return _lost(
            "This article is not in the archive.",
            "It was removed, or the link is not whole: it must have the article’s key, as a citation names it.",
        )
    article = archive.article(key, int(version)) if _NUMBER.fullmatch(version) else None if version else newest
    if article is None:
        to = _way(stored_link(key, newest.version), f"Open version {newest.version}, the newest")
        return _lost("The archive has no such version of this article.", title_of(newest), to)
    span = _span(article, asked.get("start", ""), asked.get("end", ""))
    if span is None:
        to = _way(stored_link(key, article.version), "Open the article without a quote")
        return _lost("There is no quote at this place in the article.", title_of(article), to)
    return _page(title_of(article), "Stored copy", _article(archive, article, span, newest)), 200


def _span(article: Article, start: str, end: str) -> Span | None:
    """Return the span that an address names, (0, 0) where it names none; None if the article has no quote there."""
    if not (start or end):
        return 0, 0
    if not (_NUMBER.fullmatch(start) and _NUMBER.fullmatch(end)):
        return None
    try:
        quote = Quote(article, int(start), int(end))
    except QuoteError:
        return None
    return quote.start, quote.end


def _page(title: str, kind: str, main: str) -> str:
    fields = {"title": escape(f"{title} · Newsdesk"), "kind": kind, "main": main}
    return _FIELD.sub(lambda field: fields[field[1]], TEMPLATE)


def _lost(head: str, body: str, way: str = "") -> tuple[str, int]:
    ways = way + _way("/", "Search the articles, or ask them")
    main = f'<div class="lost"><h1>{head}</h1><p dir="auto">{escape(body)}</p><ul>{ways}</ul></div>'
    return _page(head, "Nothing here", main), 404


def _way(address: str, words: str) -> str:
    return f'<li><a href="{escape(address)}">{words}</a></li>'


def _article(archive: Archive, article: Article, span: Span, newest: Article) -> str:
    outlet = f'<b dir="auto">{escape(article.outlet)}</b>' if article.outlet else ""
    authors = f'<p class="byline" dir="auto">{escape(", ".join(article.authors))}</p>' if article.authors else ""
    layers = [(span, "quote")] if span[1] else []
    text = marked_text(article.text, layers).replace("<mark ", '<mark id="quote" ', 1)
    other = other_version(archive, article)
    return (
        f'<article><header><p class="kicker">{outlet}<time>{say_day(article.published)}</time>'
        f'{_versions(article, newest)}</p><h1 dir="auto">{escape(title_of(article))}</h1>{authors}'
        f"{_original(article, span)}{_notices(article, span, newest)}"
        f'{show_comparison(article, other) if other else ""}</header><div class="text" dir="auto">{text}</div>'
        f"<footer>{_provenance(article, span)}</footer></article>"
    )


def _versions(article: Article, newest: Article) -> str:
    """Return which version this is, with links to the others."""
    numbers = [n for n in range(1, newest.version + 1) if newest.version - n < MOST_VERSIONS or n == article.version]
    shown = (
        f'<strong aria-current="true">Version {number}</strong>'
        if number == article.version
        else f'<a href="{escape(stored_link(article.key, number))}">Version {number}</a>'
        for number in numbers
    )
    return f'<span class="versions">{"".join(shown)}</span>'


def _original(article: Article, span: Span) -> str:
    link = quote_link(article.url, article.text[slice(*span)])
    place = f'<span dir="auto">{escape(article.url or article.source)}</span>'
    if link is None:
        return f'<p class="original">{place}</p>'
    words = "Open the original at the quote" if span[1] else "Open the original"
    return (
        f'<p class="original"><a href="{escape(link)}" target="_blank" rel="noopener noreferrer">{words}'
        f' <i aria-hidden="true">↗</i></a>{place}</p>'
    )


def _notices(article: Article, span: Span, newest: Article) -> str:
    """Return what is to be known before the article is read: retracted, changed since, corrected."""
    if not article.text.strip():
        return ""
    revision = Revision(newest) if newest.version > article.version else None
    quotes = (Quote(article, *(span if span[1] else (0, len(article.text))), revision=revision),)
    citation = Citation(1, article, quotes)
    told = ['<p class="nd-retracted">This article has been retracted.</p>'] if citation.is_retracted else []
    if revision:
        told.append(_newer(article, span, newest))
    told += asides(replace(quotes[0], revision=None), citation, citation.remarks)
    return f'<aside class="notices" aria-label="Notices">{"".join(told)}</aside>' if told else ""


def _newer(article: Article, span: Span, newest: Article) -> str:
    """Return that there is a newer version, and whether the marked words stand in it."""
    place = find_words(newest.text, article.text[slice(*span)])
    link = escape(stored_link(newest.key, newest.version, place))
    stands = "The marked words still stand in it." if place else "The marked words stand in it no longer."
    return (
        f'<p>The article has changed since: <a href="{link}">open version {newest.version}, the newest</a>.'
        f"{' ' + stands if span[1] else ''}</p>"
    )


def _provenance(article: Article, span: Span) -> str:
    """Return what the page is, and where in the text the quote stands."""
    marked = f" Marked: characters {span[0]:,} to {span[1]:,} of {len(article.text):,}." if span[1] else ""
    return f"The text as it is stored here, word for word.{marked}"
