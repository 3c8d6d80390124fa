"""read_webpage: an HTML page becomes one article, by trafilatura and without a guess at the date.

A page whose address is known (fetched, or from a WARC file) may name another address as its own only on the
same site: no page can pass itself off as one of another outlet.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from corpus.article import outlet_of
from corpus.reading.decoding import decode, read_all
from corpus.reading.record import Draft, Outcome, Skipped, build_article, has_value, one_line

if TYPE_CHECKING:
    from trafilatura.settings import Document

__all__ = ["LARGEST_PAGE", "feeds_named", "read_page", "read_webpage"]

LARGEST_PAGE = 10 << 20  # bytes; a page of more would keep the extraction busy for minutes
HEAD = 4096  # bytes in which a page must name its encoding (browsers look at 1,024)
ENCODING = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w-]+)""", re.I)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")  # names an encoding that the decoded text no longer has
SAVED_FROM = re.compile(  # what Internet Explorer, Chrome and SingleFile write into a page that they save
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)"
)


def read_webpage(stream: io.BufferedReader, file: str) -> Iterator[Outcome]:
    """Yield the one article of a saved page."""
    yield read_page(read_all(stream), file)


def read_page(data: bytes, file: str, known: Draft | None = None, charset: str = "") -> Outcome:
    """Return the article of a page; `known` fills in what the page does not say, its URL is where it was found."""
    if len(data) > LARGEST_PAGE:
        return Skipped(file, None, f"the page is larger than {LARGEST_PAGE >> 20} MB; save its text and index that")
    declared = ENCODING.search(data[:HEAD])
    named = next(filter(None, declared.groups()), b"") if declared else b""
    source = DECLARATION.sub("", decode(data, charset or named.decode("ascii", "replace")))
    if not source.strip():
        return Skipped(file, None, "the file is empty")
    try:
        draft = extract(source, known.url if known else None)
    except ImportError as error:
        return Skipped(file, None, f"web pages need a library that is missing: {one_line(str(error))}")
    except Exception as error:  # whatever a page out of the wild sets off in a parser, the next one goes on
        return Skipped(file, None, f"the page cannot be taken apart ({type(error).__name__}: {one_line(str(error))})")
    if draft is None:
        return Skipped(file, None, "no article was found on the page")
    return build_article(completed(draft, known) if known else draft, file)


def extract(source: str, address: object) -> Draft | None:
    """Return what a page says about its article, or None where no text was found; `address` is where it was."""
    # Imported here: together they take half a second, and most archives hold no web pages.
    from trafilatura import bare_extraction, load_html

    from corpus.reading.pagedate import published_on

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # a page without a text is reported by us
    page = load_html(source)
    if page is None:
        return None
    saved = SAVED_FROM.search(source)
    found = bare_extraction(
        source, url=address or (saved[1] if saved else None), include_comments=False, with_metadata=True
    )
    if found is None or not found.text:
        return None
    return draft_of(found, published_on(page, found.url))


def draft_of(found: Document, published: object) -> Draft:
    """Return trafilatura's findings as a draft; its own date is left aside, for it may stand in the text."""
    paragraphs = [line.strip() for line in found.text.split("\n")]
    return Draft(
        text="\n\n".join(line for line in paragraphs if line),
        title=found.title,
        url=found.url,
        published=published,
        outlet=found.sitename,
        authors=found.author,
    )


def completed(draft: Draft, known: Draft) -> Draft:
    """Return a page's draft with what is known of it where it says nothing, and at an address of its own site."""
    missing = {
        name: getattr(known, name)
        for name in ("title", "published", "outlet", "authors")
        if not has_value(getattr(draft, name))
    }
    url = draft.url if same_site(draft.url, known.url) else known.url
    return replace(draft, url=url, **missing)


def same_site(one: object, other: object) -> bool:
    """Return whether two addresses belong to one registered name (`www.example.org`, `news.example.org`)."""
    from tld import get_fld  # reads the public suffix list that comes with it; nothing is fetched

    names = [get_fld(url, fail_silently=True, search_private=True) or outlet_of(url) for url in map(str, (one, other))]
    return bool(names[0]) and names[0] == names[1]


def feeds_named(data: bytes, url: str) -> list[str]:
    """Return the addresses of the feeds that a page names as its own."""
    from lxml import html
    from lxml.etree import LxmlError

    try:
        page = html.document_fromstring(data[:LARGEST_PAGE])
    except (LxmlError, ValueError):
        return []
    links = page.xpath("//link[@rel='alternate'][contains(@type, 'rss') or contains(@type, 'atom')]/@href")
    return [urljoin(url, link.strip()) for link in links]
