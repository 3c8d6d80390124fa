"""read_feed: an RSS or Atom feed as articles, and read_items: as the items that its pages are fetched by.

Read by feedparser, which takes entities out before it parses, so that XML bombs stay small. A feed that is
broken gives what came before the break.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.cleaning import clean_text
from corpus.reading.decoding import is_utf8, read_all
from corpus.reading.markup import strip_markup
from corpus.reading.record import Draft, Outcome, Skipped, build_article, one_line

__all__ = ["BrokenFeed", "Item", "article_of", "read_feed", "read_items"]

ENOUGH = 500  # characters; teasers in feeds have 100 to 300, and a story cut off has no answer in it
MARKED = ("id", "link", "title", "updated", "published", "summary")  # what says that an item has changed


class BrokenFeed(ValueError):
    """A feed from which not one item can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Item:
    """Hold one item of a feed: where its page is ("" if nowhere), what the feed says of it, and its mark.

    The mark changes when the feed says something else of the item.
    """

    url: str
    draft: Draft
    mark: str


def read_feed(stream: io.BufferedReader, file: str) -> Iterator[Outcome]:
    """Yield the articles of a saved feed by its own text; nothing is fetched."""
    try:
        items = read_items(read_all(stream))
    except BrokenFeed as error:
        yield Skipped(file, None, str(error))
        return
    for number, item in enumerate(items, 1):
        name = one_line(item.draft.title) or item.url or f"item {number}"
        article = article_of(item, file)
        if article is None:
            reason = f"“{name}”: the feed holds only a teaser of it; index the feed's web address to fetch the page"
            yield Skipped(file, None, reason)
        else:
            yield article


def article_of(item: Item, file: str) -> Outcome | None:
    """Return the article that the feed itself holds of an item, or None if that is too little text."""
    text = item.draft.text
    if not isinstance(text, str) or len(clean_text(strip_markup(text))) < ENOUGH:
        return None
    return build_article(item.draft, file)


def read_items(data: bytes, url: str = "", charset: str = "") -> list[Item]:
    """Return the items of a feed in its order; `url` is where it was found. Raises BrokenFeed."""
    import feedparser  # takes a while to import, and most archives hold no feeds

    named = "utf-8" if is_utf8(data) else charset  # what servers say of an encoding is often wrong
    kind = f"application/xml; charset={named}" if named else "application/xml"
    try:
        feed = feedparser.parse(io.BytesIO(data), response_headers={"content-type": kind, "content-location": url})
    except Exception as error:  # whatever a feed out of the wild sets off in a parser, the next source goes on
        raise BrokenFeed(f"the feed cannot be taken apart ({type(error).__name__})") from None
    if not feed.entries:
        if feed.bozo:
            raise BrokenFeed("the feed is broken, and no item can be read; try again later")
        raise BrokenFeed("the feed has no items")
    return [item_of(dict(entry), str(feed.feed.get("title", ""))) for entry in feed.entries]


def item_of(entry: dict[str, Any], outlet: str) -> Item:
    """Return an entry of feedparser's, as a plain dict, as an item."""
    url = str(entry.get("feedburner_origlink") or entry.get("link") or "")
    contents = [str(content.get("value", "")) for content in entry.get("content", ())]
    summary = str(entry.get("summary", ""))
    draft = Draft(
        text=max((*contents, summary), key=len),
        title=entry.get("title"),
        url=url or None,
        published=entry.get("published") or entry.get("updated"),
        outlet=outlet,
        authors=[author.get("name") for author in entry.get("authors", ())],
    )
    said = "\x1f".join((*(str(entry.get(name, "")) for name in MARKED), *contents))
    return Item(url, draft, hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16])
