"""Crawling: the articles behind the addresses that the user named, be they feeds, sitemaps or pages.

A list (a feed or sitemap) is remembered only when all that it names is settled: what failed is asked for again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urljoin

from corpus.errors import FetchError
from corpus.fetching.addresses import read_address
from corpus.fetching.client import Client
from corpus.fetching.pages import Finding, Findings, Source, fetch_page, get, kind_of, made, may_ask, page_of
from corpus.fetching.together import side_by_side
from corpus.fetching.transport import Reply
from corpus.fetching.visits import Visits, seen_again, visit_now
from corpus.reading.decoding import content_type
from corpus.reading.feed import BrokenFeed, Item, read_items
from corpus.reading.record import Draft, Outcome, Skipped
from corpus.reading.sitemap import read_sitemap
from corpus.reading.webpage import feeds_named

__all__ = ["fetch_articles"]

DEEPEST = 3  # sitemaps inside each other; their standard has two levels


def fetch_articles(addresses: Iterable[str], client: Client, visits: Visits) -> Iterator[Finding]:
    """Yield what is found at addresses, several hosts side by side, each host's in their order."""
    hosts: dict[str, list[str]] = {}
    for address in dict.fromkeys(addresses):
        hosts.setdefault(host_of(address), []).append(address)

    def of_host(names: list[str]) -> Iterator[Finding]:
        for name in names:
            yield from fetch_source(name, client, visits)

    yield from side_by_side([of_host(names) for names in hosts.values()], client.close)


def host_of(address: str) -> str:
    """Return the host of an address, or the address itself if it is none."""
    try:
        return read_address(address).host
    except FetchError:
        return address


def fetch_source(name: str, client: Client, visits: Visits) -> Iterator[Finding]:
    """Yield what is found at one address that the user named; a fault of ours ends it, and nothing else."""
    source = Source(name, client, visits, client.limits.pages)
    try:
        yield from fetch_any(source, name)
    except Exception as error:  # one source must never end the others
        reason = f"it set off a fault in Newsdesk ({type(error).__name__}: {error}); please report it"
        yield Finding(name, name, Skipped(name, None, " ".join(reason.split())), has_failed=True)
    if source.beyond:
        reason = f"{source.beyond:,} of its addresses are left for the next run, which goes on from here"
        yield Finding(name, name, Skipped(name, None, reason))


def fetch_any(source: Source, url: str, mark: str = "", depth: int = 0) -> Findings:
    """Yield what is found at an address that may be a feed, a sitemap or a page."""
    if not may_ask(source, url):
        return source.left > 0
    visit = source.visits.of(url)
    is_known = visit is not None and (bool(visit.key) or visit.is_recent) and not source.visits.is_removed(visit)
    try:
        reply, body = get(source.client, url, visit if is_known else None)
    except FetchError as error:
        yield failure(source, url, str(error))
        return not error.later
    if reply.status == 304 and visit:  # a list is read in full once a day, so its visit stays as old as it is
        yield Finding(source.name, url, None, seen_again(visit, mark) if visit.key else None, is_unchanged=True)
        return True
    kind = kind_of(reply, body)
    if kind == "feed":
        settled = yield from fetch_feed(source, url, reply, body)
    elif kind == "sitemap":
        settled = yield from fetch_sitemap(source, url, reply, body, depth)
    else:
        record = page_of(reply, body, Draft(url=reply.url))
        yield Finding(source.name, url, named_feeds(record, reply, body), made(reply, mark, record, visit))
        return True
    if settled:
        yield Finding(source.name, url, visit=visit_now(reply.headers, mark, before=visit))
    return settled


def failure(source: Source, url: str, reason: str) -> Finding:
    """Return that a list gave nothing, and whether the user named it."""
    return Finding(source.name, url, Skipped(url, None, reason), has_failed=url == source.name)


def fetch_feed(source: Source, url: str, reply: Reply, body: bytes) -> Findings:
    """Yield the articles behind the items of a feed."""
    try:
        items = read_items(body, reply.url, content_type(reply.headers.get("content-type", ""))[1])
    except BrokenFeed as error:
        yield failure(source, url, str(error))
        return False
    settled = True
    for item in items:
        settled &= yield from fetch_page(source, item)
    return settled


def fetch_sitemap(source: Source, url: str, reply: Reply, body: bytes, depth: int) -> Findings:
    """Yield the articles behind the addresses of a sitemap, or of the sitemaps that it lists."""
    places = read_sitemap(body)
    if not places:
        yield failure(source, url, "the sitemap is empty or broken; check it")
        return False
    settled = True
    for place in places:
        there = urljoin(reply.url, place.url)
        if not place.is_sitemap:
            known = Draft(url=there, title=place.title, published=place.published)
            settled &= yield from fetch_page(source, Item(there, known, place.changed or place.published))
        elif depth < DEEPEST and not (place.changed and source.visits.is_fresh(source.visits.of(there), place.changed)):
            settled &= yield from fetch_any(source, there, place.changed, depth + 1)
    return settled


def named_feeds(record: Outcome, reply: Reply, body: bytes) -> Outcome:
    """Return the record; where no article was found, with the feed that the page names as the next step."""
    feeds = feeds_named(body, reply.url) if isinstance(record, Skipped) and kind_of(reply, body) == "page" else []
    if isinstance(record, Skipped) and feeds:
        return replace(record, reason=f"{record.reason}; the site has a feed, add that: {feeds[0]}")
    return record
