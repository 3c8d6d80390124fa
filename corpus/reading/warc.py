"""read_warc: the web pages that a crawler stored in a WARC file, each as an article.

Only complete answers with HTML are read. The record's address stands in for a missing one, and the day on which
the page was stored for a missing date.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from corpus.reading.decoding import content_type
from corpus.reading.record import Draft, Outcome, Skipped, one_line
from corpus.reading.webpage import LARGEST_PAGE, read_page

__all__ = ["read_warc"]

MAGIC = b"WARC/"  # warcio would look for a record anywhere, and complain of every line
PAGES = ("text/html", "application/xhtml+xml")


def read_warc(stream: io.BufferedReader, file: str) -> Iterator[Outcome]:
    """Yield the articles of a WARC file in the order of its records."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
        from warcio.statusandheaders import StatusAndHeadersParserException
    except ImportError as error:
        yield Skipped(file, None, f"WARC files need a library that is missing: {one_line(str(error))}")
        return
    start = stream.peek(len(MAGIC))[: len(MAGIC)]
    if start != MAGIC:
        yield Skipped(file, None, "it is not a WARC file, whatever its name says" if start else "the file is empty")
        return
    found = False
    try:
        for record in ArchiveIterator(stream):
            if is_page(record):
                found = True
                yield article_of(record, file)
    except (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError) as error:
        reason = one_line(str(error)).rstrip(".")[:200]
        yield Skipped(file, None, f"the WARC file is damaged ({reason}); what came before the damage was read")
        return
    if not found:
        yield Skipped(file, None, "no web page is stored in the file")


def is_page(record: Any) -> bool:
    """Return whether a record is a web page that a server gave in full."""
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return False
    return content_type(headers.get_header("Content-Type") or "")[0] in PAGES


def article_of(record: Any, file: str) -> Outcome:
    """Return the article of a record, or why it has none."""
    headers = record.rec_headers
    url = (headers.get_header("WARC-Target-URI") or "").strip("<> ")
    known = Draft(url=url or None, published=headers.get_header("WARC-Date"))
    data = record.content_stream().read(LARGEST_PAGE + 1)
    outcome = read_page(data, file, known, content_type(record.http_headers.get_header("Content-Type"))[1])
    return Skipped(file, None, f"{url}: {outcome.reason}") if isinstance(outcome, Skipped) else outcome
