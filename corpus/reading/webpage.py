"""read_webpage: a saved HTML page becomes one article, by trafilatura and without a guess at the date."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.reading.decoding import decode, read_all
from corpus.reading.record import Draft, Outcome, Skipped, build_article, one_line

if TYPE_CHECKING:
    from trafilatura.settings import Document

__all__ = ["read_webpage"]

HEAD = 4096  # bytes in which a page must name its encoding (browsers look at 1,024)
ENCODING = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w-]+)""", re.I)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")  # names an encoding that the decoded text no longer has
SAVED_FROM = re.compile(  # what Internet Explorer, Chrome and SingleFile write into a page that they save
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)"
)


def read_webpage(stream: io.BufferedReader, file: str) -> Iterator[Outcome]:
    """Yield the one article of a saved page."""
    data = read_all(stream)
    declared = ENCODING.search(data[:HEAD])
    named = next(filter(None, declared.groups()), b"") if declared else b""
    source = DECLARATION.sub("", decode(data, named.decode("ascii", "replace")))
    if not source.strip():
        yield Skipped(file, None, "the file is empty")
        return
    try:
        draft = extract(source)
    except ImportError as error:
        yield Skipped(file, None, f"web pages need a library that is missing: {one_line(str(error))}")
    except Exception as error:  # whatever a page out of the wild sets off in a parser, the next one goes on
        yield Skipped(file, None, f"the page cannot be taken apart ({type(error).__name__}: {one_line(str(error))})")
    else:
        yield build_article(draft, file) if draft else Skipped(file, None, "no article was found on the page")


def extract(source: str) -> Draft | None:
    """Return what a page says about its article, or None where no text was found."""
    # Imported here: together they take half a second, and most archives hold no web pages.
    from trafilatura import bare_extraction, load_html

    from corpus.reading.pagedate import published_on

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # a page without a text is reported by us
    page = load_html(source)
    if page is None:
        return None
    saved = SAVED_FROM.search(source)
    found = bare_extraction(source, url=saved[1] if saved else None, include_comments=False, with_metadata=True)
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
