"""published_on: the day that a web page itself gives as its day of publication.

Only places that mean exactly this are read: the head, JSON-LD, marked-up times of the story, the address.
Not the running text, not copyright lines, not the last change, not the stories listed in the margin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lxml.html import HtmlElement

from corpus.dates import parse_date

__all__ = ["published_on"]

META = frozenset(
    {
        "article.published",
        "article:published",
        "article:published_time",
        "article_date_original",
        "bt:pubdate",
        "citation_date",
        "citation_publication_date",
        "created",
        "cxenseparse:recs:publishtime",
        "date",
        "date_published",
        "datepublished",
        "dc.date",
        "dc.date.created",
        "dc.date.issued",
        "dc:date",
        "dcsext.articlefirstpublished",
        "dcterms.created",
        "dcterms.date",
        "dcterms.issued",
        "displaydate",
        "og:article:published_time",
        "og:published_time",
        "originalpublicationdate",
        "parsely-pub-date",
        "ptime",
        "pubdate",
        "publication-date",
        "publication_date",
        "publish-date",
        "publish_date",
        "published",
        "published-date",
        "published_time",
        "pubyear-date",
        "rnews:datepublished",
        "sailthru.date",
    }
)
JSON_LD = re.compile(r'"datePublished"\s*:\s*"([^"]+)"')
ADDRESS = re.compile(r"/(?:1[6-9]|20)\d\d([/-])\d{1,2}\1\d{1,2}(?:[/-]|$)|/(?:19|20)\d{6}(?:[/-]|$)")
MARGIN = "not(ancestor::aside or ancestor::footer or ancestor::nav)"
CLASSES = ("publish", "pubdate", "dateline", "posted-on", "entry-date", "post-date", "article-date")
MARKED = (
    f"//*[@itemprop='datePublished'][{MARGIN}]",
    f"//article//time[{MARGIN}] | //main//time[{MARGIN}] | //header//time[{MARGIN}]",
    f"//body//*[{' or '.join(f'contains(@class, {name!r})' for name in CLASSES)}][{MARGIN}]",
    f"//body//time[{MARGIN}]",
)


def published_on(page: HtmlElement, url: str | None) -> date | None:
    """Return the day of publication by the first place of the page that names one, or None."""
    days = (parse_date(text.strip()) for text in dated_places(page, url or ""))
    return next((day for day in days if day), None)


def dated_places(page: HtmlElement, url: str) -> Iterator[str]:
    """Yield what stands in the places that may hold the date, the most reliable first."""
    for meta in page.iter("meta"):
        names = (meta.get("property"), meta.get("name"), meta.get("itemprop"))
        if any(name and name.lower() in META for name in names):
            yield meta.get("content") or ""
    for script in page.xpath("//script[@type='application/ld+json']"):
        yield from JSON_LD.findall(script.text or "")
    for path in MARKED:
        for element in page.xpath(path):
            yield element.get("datetime") or element.get("content") or text_of(element)
    address = ADDRESS.search(url)
    if address:
        yield address[0].strip("/-")


def text_of(element: HtmlElement) -> str:
    """Return the text inside an element on one line."""
    return " ".join("".join(element.itertext()).split())
