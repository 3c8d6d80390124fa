"""article_from: a record with named fields, from JSON or a table, becomes an Article.

The names below are those of the common scrapers, news services and data sets (newspaper3k, news-please,
NewsAPI, the Guardian, WordPress, schema.org, Common Crawl news). Case, `_`, `-`, `:` and spaces do not
count: `Publish Date`, `publish_date` and `publishDate` are one name. Earlier names win.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from corpus.reading.record import Draft, Outcome, build_article, has_value

__all__ = ["article_from", "is_known", "names_text", "unfold"]


def in_order(names: str) -> tuple[str, ...]:
    """Return the names of one field, the one that wins first."""
    return tuple(names.split())


TEXT = in_order(
    "text body content article maintext fulltext articlebody bodytext articletext articlecontent textcontent"
    " contents story"
)
TITLE = in_order("title headline name articletitle webtitle ogtitle dctitle")
LEAD = in_order("lead lede description summary abstract standfirst")
URL = in_order("url link canonicalurl canonicallink uri weburl articleurl sourceurl permalink href ogurl")
PUBLISHED = in_order(
    "published date publishdate publishedat pubdate datepublished publisheddate publicationdate publishedon"
    " publishedtime datepublish webpublicationdate firstpublished releasedate articledate dcdate datetime"
    " timestamp createdat created time"
)
OUTLET = in_order(
    "outlet source publisher site sitename sourcename publication newspaper sourcedomain domain website ogsitename"
)
AUTHORS = in_order("authors author byline authorname creator dccreator writer")
LISTS = in_order("articles items data results docs documents stories posts entries records rows news hits response")
KNOWN = frozenset((*TEXT, *TITLE, *LEAD, *URL, *PUBLISHED, *OUTLET, *AUTHORS))

INNER = ("name", "title", "rendered", "$date", "value")  # where an object keeps its one plain value
DEEPEST = 4  # levels of objects around the list of articles; NewsAPI has one, the Guardian two


def article_from(record: Mapping[str, object], file: str, line: int | None) -> Outcome:
    """Return the article that a record with field names describes, or why it describes none."""
    known = {plain_name(name): plain_value(value) for name, value in record.items() if isinstance(name, str)}
    draft = Draft(
        text=first_of(known, TEXT),
        title=first_of(known, TITLE),
        lead=first_of(known, LEAD),
        url=first_of(known, URL),
        published=first_of(known, PUBLISHED),
        outlet=first_of(known, OUTLET),
        authors=author_names(first_of(known, AUTHORS)),
    )
    return build_article(draft, file, line)


def names_text(names: list[str]) -> bool:
    """Return whether one of the column names is known to hold the text."""
    return any(plain_name(name) in TEXT for name in names)


def is_known(name: str) -> bool:
    """Return whether a column's name is one that says something of an article."""
    return plain_name(name) in KNOWN


def unfold(value: object, depth: int = 0) -> Iterator[object]:
    """Yield the records of a JSON value: itself, or what a list, or a list inside an object, holds."""
    if isinstance(value, list):
        for entry in value:
            yield from unfold(entry, depth)
        return
    inner = None if depth >= DEEPEST else inner_records(value)
    if inner is None:
        yield value
    else:
        yield from unfold(inner, depth + 1)


def inner_records(value: object) -> object | None:
    """Return the list of articles (or the object around it) that an object without a text holds."""
    if not isinstance(value, dict):
        return None
    known = {plain_name(name): entry for name, entry in value.items()}
    if any(isinstance(known.get(name), str) for name in TEXT):
        return None
    return next((known[name] for name in LISTS if is_container(known.get(name))), None)


def is_container(value: object) -> bool:
    """Return whether a value is a list, or an object, that may hold articles."""
    if isinstance(value, list):
        return all(isinstance(entry, dict) for entry in value)
    return isinstance(value, dict)


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a field's name in lower case without anything but letters and digits."""
    return re.sub(r"[\W_]", "", name.casefold())


def plain_value(value: object) -> object:
    """Return the value, or of an object such as `{"id": 7, "name": "Harbour Post"}` its plain value."""
    if not isinstance(value, dict):
        return value
    return next((value[key] for key in INNER if isinstance(value.get(key), str | int | float)), value)


def first_of(known: Mapping[str, object], names: tuple[str, ...]) -> object:
    """Return the first of the named fields that holds anything."""
    return next((known[name] for name in names if has_value(known.get(name))), None)


def author_names(value: object) -> object:
    """Return a list of names from a list of names or objects, or from a list that is written as a string.

    >>> author_names("['Ada Quill', 'Ben Ink']")
    ['Ada Quill', 'Ben Ink']
    """
    if isinstance(value, str) and value.lstrip().startswith(("[", "(")):
        value = listed(value)
    if isinstance(value, list | tuple):
        return [plain_value(name) for name in value]
    return value


def listed(text: str) -> object:
    """Return the list that a string spells in Python or JSON, or the string if it spells none."""
    try:
        return ast.literal_eval(text)  # literals only; nothing is run
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return text
