"""read_sitemap: the addresses that a sitemap, or an index of sitemaps, lists; nothing is fetched here.

Entities are not resolved and no document type is loaded, so XML bombs stay small; what is broken ends the list.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.reading.record import Outcome, Skipped

__all__ = ["Place", "read_sitemap", "refuse_sitemap"]

MOST = 50_000  # addresses in one sitemap; its standard allows no more


@dataclass(frozen=True, slots=True)
class Place:
    """Hold one address of a sitemap, when it changed last, and the news that it says of it.

    `is_sitemap` says that the address is one of a sitemap; `changed` is as written, ISO dates in practice.
    """

    url: str
    changed: str = ""
    title: str = ""
    published: str = ""
    is_sitemap: bool = False


def read_sitemap(data: bytes) -> list[Place]:
    """Return the addresses of a sitemap, those that changed last first; none if it cannot be read."""
    from lxml import etree  # takes a while to import, and most archives hold no sitemaps

    safely = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    places: list[Place] = []
    try:
        for _, element in etree.iterparse(io.BytesIO(data), tag=("{*}url", "{*}sitemap"), recover=True, **safely):
            place = place_of(element)
            element.clear()
            if place.url:
                places.append(place)
            if len(places) >= MOST:
                break
    except etree.XMLSyntaxError:
        pass  # what came before the break is good
    return sorted(places, key=lambda place: place.changed or place.published, reverse=True)


def place_of(element: Any) -> Place:
    """Return what a <url> or <sitemap> says, whatever its name spaces."""
    said: dict[str, str] = {}
    for child in element.iter("{*}loc", "{*}lastmod", "{*}title", "{*}publication_date"):
        prefix, _, name = child.tag.rpartition("}")
        if name != "loc" or "image" not in prefix:  # pictures of a page have a <loc> of their own
            said.setdefault(name, " ".join((child.text or "").split()))
    return Place(
        said.get("loc", ""),
        said.get("lastmod", ""),
        said.get("title", ""),
        said.get("publication_date", ""),
        element.tag.endswith("}sitemap") or element.tag == "sitemap",
    )


def refuse_sitemap(stream: io.BufferedReader, file: str) -> Iterator[Outcome]:
    """Yield why a saved sitemap gives no articles: a file must not make Newsdesk fetch anything."""
    yield Skipped(file, None, "a sitemap holds addresses and no text; index its web address to fetch its pages")
