"""read_stream: the right reader for a file, by the end of its name, else by how its content begins.

`.gz`, `.bz2` and `.xz` are read as they stand. What is damaged ends the file, never the run.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import IO, Any

from corpus.reading.decoding import FileTooLarge, decode
from corpus.reading.feed import read_feed
from corpus.reading.jsonl import read_json
from corpus.reading.parquet import read_parquet
from corpus.reading.record import Outcome, Skipped
from corpus.reading.sitemap import refuse_sitemap
from corpus.reading.table import read_table
from corpus.reading.text import is_header, read_text
from corpus.reading.warc import read_warc
from corpus.reading.webpage import read_webpage

__all__ = ["DAMAGE", "describe_damage", "markup_of", "read_stream"]

Reader = Callable[[io.BufferedReader, str], Iterator[Outcome]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".jsonl": read_json,
    ".ndjson": read_json,
    ".json": read_json,
    ".csv": read_table,
    ".tsv": read_table,
    ".tab": read_table,
    ".html": read_webpage,
    ".htm": read_webpage,
    ".xhtml": read_webpage,
    ".parquet": read_parquet,
    ".pq": read_parquet,
    ".warc": read_warc,
}
UNPACKERS: dict[str, Callable[..., Any]] = {
    ".gz": partial(gzip.GzipFile, None, "rb", 0),  # the file to read from comes fourth
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
    ".lzma": lzma.LZMAFile,
}
MARKUP: dict[str, Reader] = {"page": read_webpage, "feed": read_feed, "sitemap": refuse_sitemap}
KNOWN = ".txt, .jsonl, .json, .csv, .tsv, .parquet, .html, .xml (feeds), .warc, .zip, and these with .gz, .xz or .bz2"

BUFFER = 1 << 17  # bytes; also how far `peek` sees, and what an encoding is guessed from
SNIFFED = 4096  # bytes of an unknown file that tell what it is
PROLOGUE = (  # each part is matched once and for all (?>…): no page can make the search try every division
    r"\s*(?>(?><\?xml[^>]*>|<!--.*?-->|<!doctype\s+(?!html)[^\[>]*(?:\[.*?\]\s*)?>)\s*)*"
)
ROOTS = {
    "page": re.compile(PROLOGUE + r"(?:<!doctype\s+html|<html)\b", re.I | re.S),
    "feed": re.compile(PROLOGUE + r"<(?:rss|(?:\w+:)?feed|rdf:rdf)\b", re.I | re.S),
    "sitemap": re.compile(PROLOGUE + r"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.I | re.S),
}
PARQUET, WARC = b"PAR1", b"WARC/"
JSON_START = re.compile(r'\s*(?:\[\s*)?\{\s*"')

DAMAGE = (EOFError, OSError, lzma.LZMAError, zlib.error, zipfile.BadZipFile, FileTooLarge)


def read_stream(stream: IO[bytes], file: str) -> Iterator[Outcome]:
    """Yield the articles of one file; `file` is its name in messages and sources, and tells its format."""
    path = PurePosixPath(file.lower())
    packed: Any = stream
    try:
        if path.suffix in UNPACKERS:
            packed, path = UNPACKERS[path.suffix](stream), path.with_suffix("")
        with io.BufferedReader(packed, BUFFER) as buffered:
            reader = READERS.get(path.suffix) or sniff(buffered, path.suffix)
            if reader:
                yield from reader(buffered, file)
            else:
                yield Skipped(file, None, f"{describe_kind(path)}; newsdesk reads {KNOWN}")
    except DAMAGE as error:
        yield Skipped(file, None, describe_damage(error))


def sniff(stream: io.BufferedReader, suffix: str) -> Reader | None:
    """Return the reader for a file with an unknown name whose content leaves no doubt, or None."""
    if suffix in (".zip", ".tar"):
        return None
    start = stream.peek(SNIFFED)[:SNIFFED]
    if start.startswith((PARQUET, WARC)):
        return read_parquet if start.startswith(PARQUET) else read_warc
    kind = markup_of(start)
    if kind:
        return MARKUP[kind]
    head = decode(start)
    if JSON_START.match(head):
        return read_json
    first = next((line for line in head.splitlines() if line.strip()), "")
    return read_text if is_header(first) else None


def markup_of(data: bytes) -> str:
    """Return "page", "feed" or "sitemap" by how a file begins, else ""."""
    head = decode(data[:SNIFFED])
    return next((kind for kind, root in ROOTS.items() if root.match(head)), "")


def describe_kind(path: PurePosixPath) -> str:
    """Return what is wrong with a file of this name."""
    if path.suffix == ".zip":
        return "a zip file inside another file is not opened; unpack it first"
    if path.suffix in (".tar", ".tgz"):
        return "a tar archive is not opened; unpack it first"
    return f"this kind of file ({path.suffix}) is unknown" if path.suffix else "this kind of file is unknown"


def describe_damage(error: Exception) -> str:
    """Return in plain words what ended the reading of a file."""
    if isinstance(error, FileTooLarge):
        return f"{error}; split the file"
    if isinstance(error, EOFError):
        return "the file ends too early; what came before the cut was read. Copy or download it again"
    if isinstance(error, PermissionError):
        return "you have no permission to read it"
    if isinstance(error, gzip.BadGzipFile):
        return "it is not a gzip file, whatever its name says"
    detail = str(error) or type(error).__name__
    return f"the file is damaged ({detail}); what came before the damage was read"
