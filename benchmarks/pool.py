"""A pool of short articles with texts of their own, and what is done with them in the benchmarks of an archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.realtimeqa import DATA
from corpus.article import Article
from corpus.reading import read_articles

__all__ = ["ALLSIDES", "changed_article", "row_of", "short_articles"]

ALLSIDES: Path = DATA.parent / "allsides" / "articles.jsonl.xz"
LENGTH = 1200  # characters: few passages an article, so that embedding is not all that is done


def short_articles(count: int) -> Iterator[Article]:
    """Yield the beginnings of articles of allsides, each with a text and an address of its own."""
    texts: set[str] = set()
    keys: set[str] = set()
    for article in read_articles(ALLSIDES):
        if len(texts) == count:
            return
        if not isinstance(article, Article) or not article.url:
            continue
        text = article.text[:LENGTH].rpartition("\n\n")[0]
        if text and text not in texts and article.key not in keys:
            texts.add(text)
            keys.add(article.key)
            yield replace(article, text=text)


def changed_article(article: Article, number: int) -> Article:
    """Return the article with a correction at its end."""
    return replace(article, text=f"{article.text}\n\nThis is correction number {number} of this article.")


def row_of(article: Article) -> dict[str, Any]:
    """Return an article as a record of a JSON Lines file."""
    day = article.published.isoformat() if article.published else None
    return {
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "published": day,
        "outlet": article.outlet,
    }
