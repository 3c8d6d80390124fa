"""Rows: one article into the rows of `schema.sql`, and back. What belongs into one transaction is `archive.py`'s."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime

from corpus.article import Article
from corpus.database import Connection
from corpus.passage import split_article

__all__ = ["LISTED", "VERSION_COLUMNS", "Outcome", "article_of", "day_of", "forget_passages", "put_article"]

Outcome = str  # "added", "replaced" or "unchanged"

VERSION_COLUMNS = "v.url, v.title, v.text, v.published, v.outlet, v.authors, v.source, v.number"
# The newest versions, read from an index that holds day, title and outlet; CROSS keeps SQLite from reading the texts.
LISTED = "versions v INDEXED BY versions_listed CROSS JOIN articles a ON a.id = v.article AND a.version = v.id"


def put_article(connection: Connection, article: Article, generation: int) -> Outcome:
    """Store an article if it is new or changed; say which."""
    row = connection.execute(
        "SELECT a.id, v.id, v.number, v.digest FROM articles a JOIN versions v ON v.id = a.version WHERE a.key = ?",
        (article.key,),
    ).fetchone()
    if row and row[3] == article.digest:
        return "unchanged"
    if row is None:
        identity = connection.execute("INSERT INTO articles (key) VALUES (?)", (article.key,)).lastrowid
        _put_version(connection, identity, article, 1, generation)
        return "added"
    identity, old_version, number, _ = row
    version = _put_version(connection, identity, article, number + 1, generation)
    _carry_vectors(connection, old_version, version, generation)
    forget_passages(connection, "SELECT ?", old_version, generation)
    connection.execute("DELETE FROM families WHERE version = ?", (old_version,))  # copies are sought for the new text
    return "replaced"


def _put_version(connection: Connection, identity: int | None, article: Article, number: int, generation: int) -> int:
    published = article.published.isoformat() if article.published else None
    now = datetime.now(UTC).isoformat(timespec="seconds")
    version = connection.execute(
        "INSERT INTO versions (article, number, digest, url, title, text, published, outlet, authors, source, added)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            identity,
            number,
            article.digest,
            article.url,
            article.title,
            article.text,
            published,
            article.outlet,
            json.dumps(article.authors),
            article.source,
            now,
        ),
    ).lastrowid
    assert version is not None
    connection.execute("UPDATE articles SET version = ? WHERE id = ?", (version, identity))
    head = f"{article.title}\x1f{published or ''}\x1f"
    connection.executemany(
        'INSERT INTO passages (version, start, "end", digest, generation) VALUES (?, ?, ?, ?, ?)',
        (
            (
                version,
                start,
                end,
                hashlib.sha256((head + article.text[start:end]).encode()).digest(),
                generation,
            )
            for start, end in split_article(article.text)
        ),
    )
    return version


def _carry_vectors(connection: Connection, old: int, new: int, generation: int) -> None:
    """Give passages of a new version the vectors of the old version's equal passages."""
    connection.execute(
        """INSERT OR IGNORE INTO vectors
           SELECT w.encoder, q.id, w.vector, ?3 FROM passages p
           JOIN passages q ON q.digest = p.digest AND q.version = ?2
           JOIN vectors w ON w.passage = p.id WHERE p.version = ?1""",
        (old, new, generation),
    )


def forget_passages(connection: Connection, versions: str, value: int, generation: int) -> None:
    """Delete the passages of the versions that a query names, and leave their numbers in `removals`."""
    connection.execute(
        f"INSERT OR REPLACE INTO removals SELECT id, ?2 FROM passages WHERE version IN ({versions.replace('?', '?1')})",
        (value, generation),
    )
    connection.execute(f"DELETE FROM passages WHERE version IN ({versions})", (value,))


def article_of(row: Sequence[object]) -> Article:
    """Return the article of a row with VERSION_COLUMNS."""
    url, title, text, published, outlet, authors, source, number = row
    return Article(
        url=url if isinstance(url, str) else None,
        title=str(title),
        text=str(text),
        published=day_of(published),
        outlet=str(outlet),
        authors=tuple(json.loads(str(authors))),
        source=str(source),
        version=int(str(number)),
    )


def day_of(value: object) -> date | None:
    """Return the date of an ISO text; None for NULL."""
    return date.fromisoformat(value) if isinstance(value, str) else None
