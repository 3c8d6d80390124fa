"""Archive: articles, versions, passages and vectors in one SQLite file; the single source of truth.

Reads see one consistent state (WAL); every write is one transaction that raises the generation, and both
indexes are caches that follow it. It embeds and searches nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article
from corpus.database import Connection, Database
from corpus.passage import Passage, split_article

__all__ = ["Archive", "Outcome", "PassageRow"]

SELECT_LIMIT = 500  # values in one IN (…); SQLite's floor is 999

Outcome = str  # "added", "replaced" or "unchanged"

_VERSION_COLUMNS = "v.url, v.title, v.text, v.published, v.outlet, v.authors, v.source, v.number"


_MATCHES = " OR ".join(f"{name} LIKE ?1 ESCAPE '\\'" for name in ("v.title", "a.key", "v.outlet"))


@dataclass(frozen=True, slots=True)
class PassageRow:
    """Hold what filters need of a passage: its number, the day it was published, its outlet."""

    id: int
    published: date | None
    outlet: str


class Archive(Database):
    """Hold one archive open. Safe to share between threads."""

    # ── articles ────────────────────────────────────────────────────────────────────────────────────

    def put(self, articles: Iterable[Article]) -> list[Outcome]:
        """Store articles in one transaction; return for each whether it was added, replaced or unchanged."""
        with self.write() as (connection, generation):
            return [_put_one(connection, article, generation) for article in articles]

    def remove(self, keys: Iterable[str]) -> list[str]:
        """Erase articles, all their versions, passages and vectors; return the keys that were there."""
        with self.write() as (connection, generation):
            gone = []
            for key in keys:
                row = connection.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
                if row is None:
                    continue
                _forget_passages(connection, "SELECT id FROM versions WHERE article = ?", row[0], generation)
                connection.execute("UPDATE articles SET version = NULL WHERE id = ?", row)
                connection.execute("DELETE FROM articles WHERE id = ?", row)
                gone.append(key)
        if gone:
            self.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the log must not keep the text
        return gone

    def article(self, key: str, version: int | None = None) -> Article | None:
        """Return an article in its newest version, or in the one asked for; None if there is none."""
        which = "v.id = a.version" if version is None else "v.article = a.id AND v.number = ?"
        values = (key,) if version is None else (version, key)
        row = (
            self.connection()
            .execute(
                f"SELECT {_VERSION_COLUMNS} FROM articles a JOIN versions v ON {which} WHERE a.key = ?",
                values,
            )
            .fetchone()
        )
        return _article(row) if row else None

    def articles(self, *, matching: str = "", limit: int = -1, offset: int = 0) -> list[Article]:
        """Return articles, newest first, undated last; `matching` is looked for in title, URL and outlet."""
        rows = self.connection().execute(
            f"""SELECT {_VERSION_COLUMNS} FROM articles a JOIN versions v ON v.id = a.version
                WHERE {_MATCHES} ORDER BY v.published IS NULL, v.published DESC, a.id LIMIT ?2 OFFSET ?3""",
            (_pattern(matching), limit, offset),
        )
        return [_article(row) for row in rows]

    def count(self, *, matching: str = "") -> int:
        """Return how many articles there are, or match as in `articles`."""
        row = self.connection().execute(
            f"SELECT count(*) FROM articles a JOIN versions v ON v.id = a.version WHERE {_MATCHES}",
            (_pattern(matching),),
        )
        return int(row.fetchone()[0])

    # ── passages, for the indexes ───────────────────────────────────────────────────────────────────

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """Return passages in the order asked; those that are gone are left out."""
        found: dict[int, Passage] = {}
        articles: dict[int, Article] = {}
        for some in _slices(ids):
            rows = self.connection().execute(
                f"""SELECT p.id, p.start, p."end", v.id, {_VERSION_COLUMNS} FROM passages p
                    JOIN versions v ON v.id = p.version WHERE p.id IN ({_marks(some)})""",
                some,
            )
            for number, start, end, version, *row in rows:
                article = articles.setdefault(version, _article(row))
                found[number] = Passage(number, article, start, end)
        return [found[number] for number in ids if number in found]

    @property
    def text_generation(self) -> int:
        """Return the last generation that added or removed passages; vectors do not count."""
        row = (
            self.connection()
            .execute(
                """SELECT max((SELECT coalesce(max(generation), 0) FROM passages),
                          (SELECT coalesce(max(generation), 0) FROM removals))"""
            )
            .fetchone()
        )
        return int(row[0])

    def passages_since(self, generation: int) -> list[PassageRow]:
        """Return what filters need of every passage that came in after a generation, by number."""
        rows = self.connection().execute(
            """SELECT p.id, v.published, v.outlet FROM passages p JOIN versions v ON v.id = p.version
               WHERE p.generation > ? ORDER BY p.id""",
            (generation,),
        )
        return [PassageRow(number, _day(published), outlet) for number, published, outlet in rows]

    def removed_since(self, generation: int) -> list[int]:
        """Return the numbers of the passages that went away after a generation."""
        rows = self.connection().execute("SELECT passage FROM removals WHERE generation > ?", (generation,))
        return [row[0] for row in rows]

    # ── vectors ─────────────────────────────────────────────────────────────────────────────────────

    def without_vector(self, encoder: str) -> list[int]:
        """Return the numbers of the passages that an encoder has not embedded yet, newest first."""
        rows = self.connection().execute(
            """SELECT p.id FROM passages p WHERE NOT EXISTS
               (SELECT 1 FROM vectors w WHERE w.encoder = ? AND w.passage = p.id) ORDER BY p.id DESC""",
            (encoder,),
        )
        return [row[0] for row in rows]

    def put_vectors(self, encoder: str, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Store one vector a passage, rows in the order of `ids`; passages removed meanwhile are left out."""
        rows = zip(ids, vectors.astype(np.float16), strict=True)
        with self.write() as (connection, generation):
            connection.executemany(
                """INSERT OR REPLACE INTO vectors SELECT ?1, ?2, ?3, ?4
                   WHERE EXISTS (SELECT 1 FROM passages WHERE id = ?2)""",
                ((encoder, number, row.tobytes(), generation) for number, row in rows),
            )

    def vectors_since(self, encoder: str, generation: int) -> tuple[list[int], NDArray[np.float32]]:
        """Return the vectors stored after a generation: n passage numbers and (n, d) float32 rows."""
        rows = (
            self.connection()
            .execute(
                "SELECT passage, vector FROM vectors WHERE encoder = ? AND generation > ? ORDER BY passage",
                (encoder, generation),
            )
            .fetchall()
        )
        if not rows:
            return [], np.empty((0, 0), np.float32)
        joined = np.frombuffer(b"".join(row[1] for row in rows), np.float16)
        return [row[0] for row in rows], joined.reshape(len(rows), -1).astype(np.float32)

    def drop_vectors(self, encoder: str) -> None:
        """Forget all vectors of an encoder."""
        with self.write() as (connection, _):
            connection.execute("DELETE FROM vectors WHERE encoder = ?", (encoder,))

    # ── counts ──────────────────────────────────────────────────────────────────────────────────────

    def stats(self, encoder: str = "") -> dict[str, int | str | None]:
        """Return counts of articles, versions, passages, vectors and outlets, and the oldest and newest day."""
        one = (
            self.connection()
            .execute(
                """SELECT count(*), count(DISTINCT nullif(v.outlet, '')), min(v.published), max(v.published),
                      (SELECT count(*) FROM versions), (SELECT count(*) FROM passages),
                      (SELECT count(*) FROM vectors WHERE encoder = ?)
               FROM articles a JOIN versions v ON v.id = a.version""",
                (encoder,),
            )
            .fetchone()
        )
        names = ("articles", "outlets", "oldest", "newest", "versions", "passages", "embedded")
        return dict(zip(names, one, strict=True))

    def newest(self) -> date | None:
        """Return the last day on which a stored article was published; None if no day is known."""
        row = (
            self.connection()
            .execute("SELECT max(v.published) FROM articles a JOIN versions v ON v.id = a.version")
            .fetchone()
        )
        return _day(row[0])

    def is_empty(self) -> bool:
        """Say whether there is no article at all."""
        return not self.connection().execute("SELECT EXISTS (SELECT 1 FROM articles)").fetchone()[0]

    def outlets(self) -> list[tuple[str, int]]:
        """Return each outlet with its number of articles, largest first."""
        return (
            self.connection()
            .execute(
                """SELECT v.outlet, count(*) FROM articles a JOIN versions v ON v.id = a.version
               GROUP BY v.outlet ORDER BY count(*) DESC, v.outlet"""
            )
            .fetchall()
        )

    def months(self) -> list[tuple[str, int]]:
        """Return each month (`YYYY-MM`) that has articles with their number, oldest first."""
        return (
            self.connection()
            .execute(
                """SELECT substr(v.published, 1, 7), count(*) FROM articles a JOIN versions v ON v.id = a.version
               WHERE v.published IS NOT NULL GROUP BY 1 ORDER BY 1"""
            )
            .fetchall()
        )


def _put_one(connection: Connection, article: Article, generation: int) -> Outcome:
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
    _forget_passages(connection, "SELECT ?", old_version, generation)
    return "replaced"


def _put_version(
    connection: Connection, identity: int | None, article: Article, number: int, generation: int
) -> int:
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


def _forget_passages(connection: Connection, versions: str, value: int, generation: int) -> None:
    """Delete the passages of the versions that a query names, and leave their numbers in `removals`."""
    connection.execute(
        f"INSERT OR REPLACE INTO removals SELECT id, ?2 FROM passages WHERE version IN ({versions.replace('?', '?1')})",
        (value, generation),
    )
    connection.execute(f"DELETE FROM passages WHERE version IN ({versions})", (value,))


def _article(row: Sequence[object]) -> Article:
    url, title, text, published, outlet, authors, source, number = row
    return Article(
        url=url if isinstance(url, str) else None,
        title=str(title),
        text=str(text),
        published=_day(published),
        outlet=str(outlet),
        authors=tuple(json.loads(str(authors))),
        source=str(source),
        version=int(str(number)),
    )


def _pattern(matching: str) -> str:
    """Return the LIKE pattern for texts that hold some words, with `%` and `_` as themselves."""
    return "%" + re.sub(r"([%_\\])", r"\\\1", matching) + "%"


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _slices(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), SELECT_LIMIT):
        yield list(ids[start : start + SELECT_LIMIT])


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
