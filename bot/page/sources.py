"""The sources panel: one article in full, with a quote highlighted where it stands. HTML as text, no gradio.

Every word of an article passes through `html.escape`; the browser's part (scrolling, the drawer) is `sources.js`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from itertools import pairwise

from bot.answer import Answer, Citation, Quote, Span
from bot.linking import quote_link
from bot.rendering.asides import asides
from bot.revising import bring_up_to_date
from corpus import dates
from corpus.archive import Archive
from corpus.article import Article

__all__ = ["NO_SOURCE", "say_day", "show_source"]

_PARAGRAPH = re.compile(r"[^\s][^\n]*")
_CLOSE = '<button type="button" class="nd-close" aria-label="Close the source">✕</button>'

NO_SOURCE = (
    f'<div class="nd-paper nd-paper-empty" data-shown="">{_CLOSE}<div class="nd-blank" aria-hidden="true"></div>'
    "<p>The source of a quote opens here: the whole article, with the quote marked where it stands.</p></div>"
)

# What a span of the text is marked as; a later layer lies on an earlier one.
Layer = tuple[Span, str]


def show_source(archive: Archive, answer: Answer, place: int, shown: str = "") -> str:
    """Return the panel for the quote at a place (from 0) of an answer, checked against the archive first.

    `shown` tells one showing from the next, so that the same quote chosen twice is scrolled to twice.
    """
    if not 0 <= place < len(answer.quotes):
        return _notice("There is no such quote.", "Ask again.", shown)
    quote = answer.quotes[place]
    stored = archive.article(quote.article.key, quote.version)
    if stored is None:
        return _notice(
            "This article is no longer in the archive.",
            f"“{quote.article.title}” has been removed since it was quoted, so its text is not shown.",
            shown,
        )
    if not quote.stands_in(stored):
        return _notice(
            "This quote could not be verified.",
            "The stored article does not hold these words at this place, so they are not shown. Ask again.",
            shown,
        )
    return _paper(stored, bring_up_to_date(answer, archive), place, shown)


def say_day(day: date | None) -> str:
    """Return a day as a reader says it, or that it is unknown.

    >>> say_day(date(2024, 9, 17))
    '17 September 2024'
    """
    return dates.say_day(day) if day else "Date unknown"


def _notice(head: str, body: str, shown: str) -> str:
    return (
        f'<div class="nd-paper nd-paper-notice" data-shown="{escape(shown)}" role="status">{_CLOSE}'
        f"<h2>{escape(head)}</h2><p>{escape(body)}</p></div>"
    )


def _paper(article: Article, answer: Answer, place: int, shown: str) -> str:
    quote = answer.quotes[place]
    citation = answer.citation_of(quote)
    number = citation.number
    outlet = f'<span class="nd-outlet">{escape(article.outlet)}</span>' if article.outlet else ""
    return (
        f'<article class="nd-paper" data-shown="{escape(shown)}" data-key="{escape(article.key)}" tabindex="0" '
        f'aria-label="Source {number}: {escape(article.title)}">'
        f'<header>{_CLOSE}<p class="nd-kicker"><span class="nd-number">{number}</span>{outlet}'
        f"<time>{say_day(article.published)}</time>{_version(quote)}</p>"
        f"<h2>{escape(article.title)}</h2>{_byline(article)}{_original(article, quote)}"
        f"{_notices(quote, citation)}</header>"
        f'<div class="nd-text">{_text(article.text, _layers(article, quote, answer))}</div></article>'
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
    if link is None:
        return f'<p class="nd-original">{escape(article.url or article.source)}</p>'
    return (
        f'<p class="nd-original"><a href="{escape(link)}" target="_blank" rel="noopener noreferrer">'
        f'Open the original at the quote<span aria-hidden="true"> ↗</span></a><span class="nd-url">'
        f"{escape(article.url or '')}</span></p>"
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


def _text(text: str, layers: Sequence[Layer]) -> str:
    return "".join(
        f"<p>{''.join(_pieces(text, paragraph.span(), layers))}</p>" for paragraph in _PARAGRAPH.finditer(text)
    )


def _pieces(text: str, paragraph: Span, layers: Sequence[Layer]) -> Iterator[str]:
    """Yield a paragraph cut wherever a layer begins or ends, each piece marked by its uppermost layer."""
    first, last = paragraph
    edges = {first, last, *(edge for span, _ in layers for edge in span if first < edge < last)}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        kinds = [kind for span, kind in layers if span[0] <= start and end <= span[1]]
        words = escape(text[start:end])
        yield f'<mark class="{kinds[-1]}">{words}</mark>' if kinds else words
