"""Article: one story as published.

The text is the cleaned text that passages and quotes point into; nothing here reads, cleans or stores.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

__all__ = ["Article", "outlet_of"]


@dataclass(frozen=True, slots=True)
class Article:
    """Hold one story: where and when it was published, and its text.

    `published` is None when the date is unknown; it is never guessed.
    `source` names the file that the article was read from (`folder/file.txt`, `news.zip/a.html`).
    `version` counts the texts that one identity has had in an archive, from 1; a new reading is 1.
    """

    url: str | None
    title: str
    text: str
    published: date | None = None
    outlet: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    version: int = 1

    @property
    def key(self) -> str:
        """Return the identity: the URL, or the file's name and the title where there is none.

        >>> Article(None, "Harbour reopens", "…", source="scans/page-4.txt").key
        'file:page-4.txt#Harbour reopens'
        """
        return self.url or f"file:{self.source.rsplit('/', 1)[-1]}#{self.title}"

    @property
    def digest(self) -> str:
        """Return the SHA-256 (hex) of all that a reader sees; a new digest means a new version."""
        published = self.published.isoformat() if self.published else ""
        seen = "\x1f".join((self.title, self.text, published, self.outlet, *self.authors))
        return hashlib.sha256(seen.encode("utf-8", "surrogatepass")).hexdigest()


def outlet_of(url: str | None) -> str:
    """Return the outlet that a URL speaks for: its host without `www.`, or "" without a URL.

    >>> outlet_of("https://www.example.org/2023/harbour.html")
    'example.org'
    """
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
