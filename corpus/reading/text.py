"""read_text: the plain text format, one article or several in a file, or text without a header.

     date 2023-10-12 https://example.org/path/story.html

    Title

    Lead paragraph

    Body …

A header begins an article. One without a URL counts only at the start of the file, alone between blank
lines, or with the URL on the next line, so that "date palms are …", or "Date: …" in a list, stays text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from corpus.dates import parse_date
from corpus.reading.decoding import decoded_lines
from corpus.reading.record import LONGEST_TEXT, Draft, Outcome, Skipped, build_article

__all__ = ["is_header", "read_text"]

LONGEST_TITLE = 200  # characters; the longest headline of 300 real files has 142
LONGEST_DATE = 40  # characters of "Published 5:12 PM ET Thu March 3, 2022"
SENTENCE_WORDS = 8  # a line this long that ends like a sentence is a lead; shorter ones may be headlines

HEADER = re.compile(
    r"\s*date(?=[\s:]|$)[\s:]*(?P<date>.*?)\s*(?P<url>(?:https?|file)://.*?)?\s*$", re.IGNORECASE | re.DOTALL
)
ADDRESS_LINE = re.compile(r"\s*(?:(?:url|link|source):?\s+)?(?P<url>https?://\S+)\s*$", re.IGNORECASE)
DATE_START = re.compile(r"\d|[^\W\d_]{3,10}[.,]?\s+\d|[^\W\d_]{3,10},?\s+[^\W\d_]{3,10}\.?\s+\d|published|updated")
NO_DATE = re.compile(r"(?:none|unknown|n/?a|undated|[-–—?\d\s./:]*)$", re.IGNORECASE)
SENTENCE_END = re.compile(r"[a-z]{4,}[\"”’')]*\.[\"”’')]*$")


@dataclass(frozen=True, slots=True)
class Header:
    """Hold what the first line of an article says, as written; "" where it says nothing."""

    date: str = ""
    url: str = ""


@dataclass(slots=True)
class Story:
    """Collect the lines of one article; `line` is the number of its first line, `size` its characters."""

    header: Header | None
    line: int
    body: list[str] = field(default_factory=list)
    size: int = 0

    def add(self, line: str) -> None:
        """Add a line, unless the text is too long to be an article anyway."""
        if self.size <= LONGEST_TEXT and (self.body or line.strip()):
            self.body.append(line)
            self.size += len(line)


def read_text(stream: io.BufferedReader, file: str) -> Iterator[Outcome]:
    """Yield the articles of a text file in the order of the file."""
    found = False
    for story in split_stories(decoded_lines(stream)):
        if story.header or story.body:
            found = True
            yield article_of(story, file)
    if not found:
        yield Skipped(file, None, "the file is empty")


def is_header(line: str) -> bool:
    """Return whether a line can begin a file in the text format."""
    return find_header("", line, "", first=True) is not None


def split_stories(lines: Iterable[str]) -> Iterator[Story]:
    """Yield the articles of a file, each with its header and the lines below it."""
    story = Story(None, 1)
    for number, (before, line, after) in enumerate(neighbours(lines), 1):
        header = find_header(before, line, after, first=not story.body)
        joined = join_headers(story, header or address_line(line))
        if joined:
            story = Story(joined, story.line if story.header else number)
        elif header:
            yield story
            story = Story(header, number)
        else:
            story.add(line)
    yield story


def neighbours(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each line with the one before and the one after it, "" at both ends."""
    before = line = None
    for after in chain(lines, [""]):
        if line is not None:
            yield before or "", line, after
        before, line = line, after


def find_header(before: str, line: str, after: str, first: bool) -> Header | None:
    """Return the header that a line is, if it is one where it stands."""
    match = HEADER.match(line) if line.lstrip()[:4].lower() == "date" else None
    if not match:
        return None
    header = Header(match["date"].strip(), (match["url"] or "").strip())
    dated = is_date(header.date)
    if header.url:
        loosely = len(header.date) <= LONGEST_DATE and (first or any(map(str.isdigit, header.date)))
        return header if dated or loosely else None
    alone = not before.strip() and not after.strip()
    completed = address_line(after) is not None
    return header if dated and (first or (header.date and (alone or completed))) else None


def address_line(line: str) -> Header | None:
    """Return the header that a line with nothing but a web address is."""
    match = ADDRESS_LINE.match(line)
    return Header(url=match["url"]) if match else None


def join_headers(story: Story, more: Header | None) -> Header | None:
    """Return one header where date and URL stand on two lines, or a lone URL opens the file."""
    if more is None or story.body:
        return None
    known = story.header or Header()
    if (known.date and more.date) or (known.url and more.url):
        return None
    return Header(known.date or more.date, known.url or more.url)


def is_date(text: str) -> bool:
    """Return whether the words after `date` are a date, or say that there is none."""
    if NO_DATE.match(text):
        return True
    starts = DATE_START.match(text.lower())
    return starts is not None and len(text) <= LONGEST_DATE and parse_date(text) is not None


def article_of(story: Story, file: str) -> Outcome:
    """Return the article of the collected lines; without a header, any short first line is the title."""
    header = story.header or Header()
    title, body = split_title(story.body, strict=story.header is not None)
    if not body and story.header:
        return Skipped(file, story.line, "it has a title and no text" if title else "it has no text")
    if not body:
        title, body = "", story.body
    if not title and not story.header:
        title = file.rsplit("/", 1)[-1].split(".", 1)[0]
    draft = Draft(text="".join(body), title=title, url=header.url or None, published=header.date)
    return build_article(draft, file, story.line)


def split_title(lines: list[str], strict: bool) -> tuple[str, list[str]]:
    """Return the title and the lines below it; "" and all lines if the first one is no title.

    `strict` also leaves a sentence alone: under a header, where the title is missing, the lead comes first.
    """
    if not lines:
        return "", lines
    title, following = lines[0].strip(), lines[1].strip() if len(lines) > 1 else ""
    is_lead = strict and SENTENCE_END.search(title) and len(title.split()) >= SENTENCE_WORDS
    if len(title) > LONGEST_TITLE or following[:1].islower() or is_lead:
        return "", lines
    rest = lines[1:]
    return title, rest if any(line.strip() for line in rest) else []
