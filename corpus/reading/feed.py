"""read_feed: an RSS or Atom feed as articles, and read_items: as the items that its pages are fetched by.

Read by feedparser, after lxml has made well-formed XML of it, without document types and entities. So XML bombs
stay small, a broken feed gives what came before the break, and feedparser's parser for tag soup, in which a few
hundred kilobytes of open quotation marks last for minutes, has nothing to do.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from typing import Any

from corpus.cleaning import clean_text
from corpus.reading.decoding import decode, read_all
from corpus.reading.markup import strip_markup
from corpus.reading.record import Draft, Outcome, Skipped, build_article, one_line

__all__ = ["BrokenFeed", "Item", "article_of", "read_feed", "read_items"]

LARGEST_FEED = 10 << 20  # bytes; the largest feeds of news sites have one
ENOUGH = 500  # characters; teasers in feeds have 100 to 300, and a story cut off has no answer in it
MARKED = ("id", "link", "title", "updated", "published", "summary")  # what says that an item has changed

DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["'](?P<encoding>[\w.-]+)""")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
HTML_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})


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

    if len(data) > LARGEST_FEED:
        raise BrokenFeed(f"the feed is larger than {LARGEST_FEED >> 20} MB; index its pages or its sitemap")
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        feed = feedparser.parse(
            io.BytesIO(well_formed(data, charset)),
            response_headers=headers,
            sanitize_html=False,  # nothing of it is shown as HTML: the tags are taken out
            resolve_relative_uris=False,
        )
    except Exception as error:  # whatever a feed out of the wild sets off in a parser, the next source goes on
        raise BrokenFeed(f"the feed cannot be taken apart ({type(error).__name__})") from None
    if not feed.entries:
        if feed.bozo:
            raise BrokenFeed("the feed is broken, and no item can be read; try again later")
        raise BrokenFeed("the feed has no items")
    return [item_of(dict(entry), str(feed.feed.get("title", ""))) for entry in feed.entries]


def well_formed(data: bytes, charset: str) -> bytes:
    """Return a feed as well-formed XML in UTF-8; b"" where there is none in it."""
    from lxml import etree  # as feedparser

    declared = DECLARED.match(data)
    text = decode(data, declared["encoding"].decode("ascii", "replace") if declared else charset)
    text = HTML_ENTITY.sub(character_of, DECLARATION.sub("", text))
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        return b""
    etree.strip_elements(root, etree.Entity, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def character_of(entity: re.Match[str]) -> str:
    """Return the character that HTML's name stands for; XML has no such names, and feeds are full of them."""
    name = entity[1]
    return entity[0] if name in XML_ENTITIES else html5.get(f"{name};", entity[0])


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
