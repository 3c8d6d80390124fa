"""The common end of every format: what was found for one article becomes an Article, or is Skipped.

Cleaning, the checks and every default stand here and nowhere else, so that all formats agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.article import Article, outlet_of
from corpus.cleaning import clean_line, clean_text
from corpus.dates import parse_date
from corpus.reading.markup import strip_markup

__all__ = ["Draft", "Outcome", "Skipped", "build_article", "has_value", "kind_of", "mend", "one_line"]

LONGEST_TEXT = 5_000_000  # characters; ten long novels, so rather a whole archive in one field
OPENING = 80  # characters of the text that stand in for a missing title
NOTHING = frozenset({"", "nan", "none", "null", "n/a"})  # what exports write for an empty field
KINDS = {
    dict: "an object",
    list: "a list",
    str: "a string",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}

WEB_ADDRESS = re.compile(r"(?:https?|file):/\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Name a file, or the record that begins at a line of it (from 1), and why it was left out."""

    file: str
    line: int | None
    reason: str


Outcome = Article | Skipped


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold the values of one article as a file gave them, of whatever type; None where there is none."""

    text: object = None
    title: object = None
    lead: object = None
    url: object = None
    published: object = None
    outlet: object = None
    authors: object = None


def build_article(draft: Draft, file: str, line: int | None = None) -> Outcome:
    """Return the cleaned article, or why there is none; a date that cannot be read is no reason."""
    given = draft.text if has_value(draft.text) else draft.lead
    if not has_value(given):
        return Skipped(file, line, "it has no text")
    if not isinstance(given, str):
        return Skipped(file, line, f"its text is {kind_of(given)}, not a string")
    if len(given) > LONGEST_TEXT:
        return Skipped(file, line, f"its text has {len(given):,} characters; the limit is {LONGEST_TEXT:,}")
    text = with_lead(one_line(draft.lead), clean_text(strip_markup(mend(given))))
    if not text:
        return Skipped(file, line, "its text is empty")
    url = clean_url(draft.url)
    return Article(
        url=url,
        title=one_line(draft.title) or opening_words(text),
        text=text,
        published=parse_date(draft.published),
        outlet=clean_outlet(draft.outlet) or outlet_of(url),
        authors=clean_authors(draft.authors),
        source=file,
    )


def has_value(value: object) -> bool:
    """Return whether a field holds anything; "nan" and "None", as exports write them, are nothing."""
    if isinstance(value, str):
        return len(value) > 4 or value.strip().casefold() not in NOTHING
    return value is not None and value == value and value not in ((), [], {})  # NaN is not itself


def kind_of(value: object) -> str:
    """Return what a person calls the type of a value that was read from a file."""
    return KINDS.get(type(value), "of an unknown kind")


def mend(text: str) -> str:
    """Return the text with split surrogate pairs joined and lone ones replaced, so that it can be stored."""
    try:
        text.encode()  # five times faster than a search for surrogates
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def one_line(value: object) -> str:
    """Return a title, name or lead as one clean line, or "" where there is none."""
    if not isinstance(value, str) or not has_value(value):
        return ""
    return clean_line(strip_markup(mend(value)))


def with_lead(lead: str, text: str) -> str:
    """Return the text with the lead in front, unless the text begins with it already."""
    shown = squeeze(lead.rstrip(".… "))
    if not shown or squeeze(text[: 2 * len(lead) + 100]).startswith(shown):
        return text
    return f"{lead}\n\n{text}" if text else lead


def squeeze(text: str) -> str:
    """Return the text in lower case without white space, for comparing."""
    return "".join(text.casefold().split())


def opening_words(text: str) -> str:
    """Return the first words of a text, as the title of an article that has none.

    >>> opening_words("Ferries run again.")
    'Ferries run again.'
    """
    start = text[: OPENING * 2].strip().split("\n", 1)[0]
    if len(start) <= OPENING:
        return start
    return start[:OPENING].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def clean_url(value: object) -> str | None:
    """Return a web address without the white space around it, else as given; None if it is not one."""
    if not isinstance(value, str):
        return None
    url = mend(value.strip())
    return url if WEB_ADDRESS.match(url) else None


def clean_outlet(value: object) -> str:
    """Return the name of an outlet; of an outlet that is given as an address, its host."""
    name = one_line(value)
    return outlet_of(name) if WEB_ADDRESS.match(name) else name


def clean_authors(value: object) -> tuple[str, ...]:
    """Return the names, each once, without "By"; a single string stays one name unless `;` parts it."""
    names = value.split(";") if isinstance(value, str) else value
    if not isinstance(names, Iterable):
        return ()
    cleaned = (re.sub(r"^by:?\s+", "", one_line(name), flags=re.IGNORECASE) for name in names)
    return tuple(dict.fromkeys(name for name in cleaned if name))
