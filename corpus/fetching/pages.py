"""Pages: the article behind one address of a feed or sitemap, and whether the address is asked at all.

What is found comes together with what is to be remembered of it, so that nothing is remembered before it is stored.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field, replace

from corpus.article import Article
from corpus.errors import FetchError
from corpus.fetching.client import Client
from corpus.fetching.transport import Reply, unpack
from corpus.fetching.visits import Visit, Visits, seen_again, visit_now
from corpus.reading.decoding import content_type
from corpus.reading.feed import Item, article_of
from corpus.reading.formats import markup_of
from corpus.reading.record import Draft, Outcome, Skipped
from corpus.reading.webpage import read_page

__all__ = ["Finding", "Findings", "Source", "fetch_page", "get", "kind_of", "made", "may_ask", "page_of"]

NO_PAGE = "an item of the feed names no page, and holds too little text itself"
FEEDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold what asking for one address gave: an article, or why there is none, or that nothing has changed.

    `source` is the address that the user named; `has_failed` says that it gave nothing at all. `visit` is to be
    remembered once the article is stored; None if the address is to be asked again.
    """

    source: str
    address: str
    record: Outcome | None = None
    visit: Visit | None = None
    is_unchanged: bool = False
    has_failed: bool = False


@dataclass(slots=True)
class Source:
    """Keep the state of one source while it is read; `beyond` counts what is left for the next run."""

    name: str
    client: Client
    visits: Visits
    left: int
    beyond: int = 0
    asked: set[str] = field(default_factory=set)


# Yields findings, and returns whether all is settled: whether nothing failed that may succeed later.
Findings = Generator[Finding, None, bool]


def fetch_page(source: Source, item: Item) -> Findings:
    """Yield the article behind one item of a list: its page's, else the feed's own text if that is enough."""
    visit = source.visits.of(item.url)
    is_removed = source.visits.is_removed(visit)
    if visit and (is_removed or source.visits.is_fresh(visit, item.mark)):
        again = seen_again(visit, item.mark) if is_removed else None  # what was removed does not come back by itself
        yield Finding(source.name, item.url, None, again, is_unchanged=True)
        return True
    if not item.url:
        yield Finding(source.name, source.name, own_text(item) or Skipped(source.name, None, NO_PAGE))
        return True
    if not may_ask(source, item.url):
        return source.left > 0
    try:
        reply, body = get(source.client, item.url, visit)
    except FetchError as error:
        failed = Skipped(item.url, None, str(error))
        yield instead_of_page(source, item, failed, None if error.later else visit_now({}, item.mark, before=visit))
        return not error.later
    if reply.status == 304 and visit:
        yield Finding(source.name, item.url, None, seen_again(visit, item.mark), is_unchanged=True)
        return True
    record = page_of(reply, body, replace(item.draft, text=None, outlet=None, url=reply.url))
    now = made(reply, item.mark, record, visit)
    if isinstance(record, Skipped):
        yield instead_of_page(source, item, record, now)
    else:
        yield Finding(source.name, item.url, record, now)
    return True


def instead_of_page(source: Source, item: Item, failed: Skipped, now: Visit | None) -> Finding:
    """Return what an item gives whose page gave nothing: the feed's own text, unless the page was had before."""
    before = source.visits.of(item.url)
    if before and before.key and not before.from_feed:
        return Finding(source.name, item.url, failed, now and replace(now, key=before.key))
    own = own_text(item)
    if own is None:
        return Finding(source.name, item.url, failed, now)
    return Finding(source.name, item.url, own, now and replace(now, key=own.key, from_feed=True))


def own_text(item: Item) -> Article | None:
    """Return the article that a feed itself holds, or None if it holds too little."""
    record = article_of(item, item.url)
    return record if isinstance(record, Article) else None


def may_ask(source: Source, url: str) -> bool:
    """Return whether an address is asked in this run, and count it: each once, and no more than the limit."""
    if url in source.asked:
        return False
    if source.left <= 0:
        source.beyond += 1
        return False
    source.asked.add(url)
    source.left -= 1
    return True


def get(client: Client, url: str, visit: Visit | None) -> tuple[Reply, bytes]:
    """Return the answer of an address and its unpacked body, under the conditions of an earlier visit."""
    reply = client.get(url, visit.conditions if visit else None)
    return reply, unpack(reply.body, client.limits.size)


def kind_of(reply: Reply, body: bytes) -> str:
    """Return "feed", "sitemap", "page" or "" by the beginning of a body, else by what the server calls it."""
    kind = content_type(reply.headers.get("content-type", ""))[0]
    if kind.partition("/")[0] in ("image", "audio", "video", "font"):
        return ""
    return markup_of(body) or ("page" if kind in HTML else "feed" if kind in FEEDS else "")


def page_of(reply: Reply, body: bytes, known: Draft) -> Outcome:
    """Return the article of a page that was fetched, or why there is none."""
    kind, charset = content_type(reply.headers.get("content-type", ""))
    if kind_of(reply, body) != "page":
        return Skipped(reply.url, None, f"it is {kind or 'of no known kind'}; only pages, feeds and sitemaps are read")
    return read_page(body, reply.url, known, charset)


def made(reply: Reply, mark: str, record: Outcome, before: Visit | None) -> Visit:
    """Return the visit that an answer and the article in it make."""
    return visit_now(reply.headers, mark, record.key if isinstance(record, Article) else "", before)
