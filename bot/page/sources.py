"""The sources panel: one article in full, with a quote highlighted where it stands. HTML as text, no gradio.

Every word of an article passes through `html.escape`; the browser's part (scrolling, the drawer) is `sources.js`.
"""

from __future__ import annotations

from html import escape

from bot.answer import Answer, Citation, Quote
from bot.linking import quote_link, stored_link
from bot.page.compared import other_version, show_comparison
from bot.page.paper import Layer, marked_text, say_day
from bot.rendering.asides import asides
from bot.revising import bring_up_to_date
from corpus.archive import Archive
from corpus.article import Article

__all__ = ["NO_SOURCE", "say_day", "show_source"]

_CLOSE = '<button type="button" class="nd-close" aria-label="Close the source">✕</button>'

NO_SOURCE = (
    f'<div class="nd-paper nd-paper-empty" data-shown="">{_CLOSE}<div class="nd-blank" aria-hidden="true"></div>'
    "<p>The source of a quote opens here: the whole article, with the quote marked where it stands.</p></div>"
)


def show_source(archive: Archive, answer: Answer, place: int, shown: str = "", turn: int = 0) -> str:
    """Return the panel for the quote at a place (from 0) of an answer, checked against the archive first.

    `shown` tells one showing from the next, so that the same quote chosen twice is scrolled to twice; `turn` is which
    answer of the conversation it is, from 0.
    """
    walk = _walk(place, len(answer.quotes), turn)
    if not 0 <= place < len(answer.quotes):
        return _notice("There is no such quote.", "Ask again.", shown)
    quote = answer.quotes[place]
    stored = archive.article(quote.article.key, quote.version)
    if stored is None:
        return _notice(
            "This article is no longer in the archive.",
            f"“{quote.article.title}” has been removed since it was quoted, so its text is not shown.",
            shown,
            walk,
        )
    if not quote.stands_in(stored):
        return _notice(
            "This quote could not be verified.",
            "The stored article does not hold these words at this place, so they are not shown. Ask again.",
            shown,
            walk,
        )
    return (
        f'<article class="nd-paper" data-shown="{escape(shown)}" data-key="{escape(stored.key)}" tabindex="0" '
        f'aria-label="Source {answer.citation_of(quote).number}: {escape(stored.title)}">{walk}{_CLOSE}'
        f"{_paper(archive, stored, bring_up_to_date(answer, archive), place)}</article>"
    )


def _walk(place: int, count: int, turn: int) -> str:
    """Return the way from quote to quote; "" where there is but one."""
    if count < 2:
        return ""
    ways = (("back", place - 1, "Previous quote", "‹"), ("on", place + 1, "Next quote", "›"))
    back, on = (
        f'<button type="button" data-way="{way}" data-quote="{to}" aria-label="{name}" title="{name}"'
        f'{"" if 0 <= to < count else " disabled"}><span aria-hidden="true">{mark}</span></button>'
        for way, to, name, mark in ways
    )
    return (
        f'<nav class="nd-walk" data-turn="{turn}" aria-label="Quotes of this answer">{back}'
        f"<span>Quote {place + 1} of {count}</span>{on}</nav>"
    )


def _notice(head: str, body: str, shown: str, walk: str = "") -> str:
    return (
        f'<div class="nd-paper nd-paper-notice" data-shown="{escape(shown)}" role="status">{walk}{_CLOSE}'
        f"<h2>{escape(head)}</h2><p>{escape(body)}</p></div>"
    )


def _paper(archive: Archive, article: Article, answer: Answer, place: int) -> str:
    quote = answer.quotes[place]
    citation = answer.citation_of(quote)
    other = other_version(archive, article)
    compared = show_comparison(article, other) if other else ""
    outlet = f'<span class="nd-outlet">{escape(article.outlet)}</span>' if article.outlet else ""
    return (
        f'<header><p class="nd-kicker"><span class="nd-number">{citation.number}</span>{outlet}'
        f"<time>{say_day(article.published)}</time>{_version(quote)}</p>"
        f"<h2>{escape(article.title)}</h2>{_byline(article)}{_original(article, quote)}"
        f"{_notices(quote, citation)}{compared}</header>"
        f'<div class="nd-text">{marked_text(article.text, _layers(article, quote, answer))}</div>'
    )


def _version(quote: Quote) -> str:
    if quote.revision:
        newer = quote.revision.article.version
        return f'<span class="nd-version">Version {quote.version}; the archive also has version {newer}</span>'
    return f'<span class="nd-version">Version {quote.version}</span>' if quote.version > 1 else ""


def _notices(quote: Quote, citation: Citation) -> str:
    """Return what is to be known before the article is read: retracted, corrected, changed, printed elsewhere."""
    retracted = '<p class="nd-retracted">This article has been retracted.</p>' if citation.is_retracted else ""
    told = "".join(asides(quote, citation, citation.remarks))
    return f'<aside class="nd-notices" aria-label="Notices">{retracted}{told}</aside>' if retracted or told else ""


def _byline(article: Article) -> str:
    return f'<p class="nd-byline">{escape(", ".join(article.authors))}</p>' if article.authors else ""


def _original(article: Article, quote: Quote) -> str:
    link = quote_link(article.url, quote.text)
    stored = stored_link(article.key, article.version, (quote.start, quote.end))
    copy = f'<a class="nd-stored" href="{escape(stored)}" target="_blank" rel="noopener">Stored copy</a>'
    place = f'<span class="nd-url">{escape(article.url or article.source)}</span>'
    if link is None:
        return f'<p class="nd-original">{copy}{place}</p>'
    return (
        f'<p class="nd-original"><a href="{escape(link)}" target="_blank" rel="noopener noreferrer">'
        f'Open the original at the quote<span aria-hidden="true"> ↗</span></a>{copy}{place}</p>'
    )


def _layers(article: Article, quote: Quote, answer: Answer) -> list[Layer]:
    """Return what to mark: other quotes lightly, the chosen one clearly, the words that answer most."""
    others = [
        other
        for other in answer.quotes
        if other.article.key == article.key and other.version == article.version and other.stands_in(article)
    ]
    layers: list[Layer] = [((other.start, other.end), "nd-also") for other in others]
    layers.append(((quote.start, quote.end), "nd-target"))
    if quote.answer_span:
        layers.append((quote.answer_span, "nd-target nd-words"))
    return layers
