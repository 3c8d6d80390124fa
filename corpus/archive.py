"""Archive: articles, versions, passages and vectors in one SQLite file; the single source of truth.

Reads see one consistent state (WAL); every write is one transaction that raises the generation, and both
indexes are caches that follow it. It embeds and searches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article
from corpus.database import Database
from corpus.passage import Passage
from corpus.rows import LISTED, VERSION_COLUMNS, Outcome, article_of, day_of, forget_passages, put_article

__all__ = ["Archive", "Outcome", "PassageRow"]

SELECT_LIMIT = 500  # values in one IN (…); SQLite's floor is 999


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
            return [put_article(connection, article, generation) for article in articles]

    def remove(self, keys: Iterable[str]) -> list[str]:
        """Erase articles, all their versions, passages and vectors; return the keys that were there."""
        with self.write() as (connection, generation):
            gone = []
            for key in keys:
                row = connection.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
                if row is None:
                    continue
                forget_passages(connection, "SELECT id FROM versions WHERE article = ?", row[0], generation)
                connection.execute("UPDATE articles SET version = NULL WHERE id = ?", row)
                connection.execute("DELETE FROM articles WHERE id = ?", row)
                gone.append(key)
        if gone:
            self.empty_log()  # it must not keep the text
        return gone

    def article(self, key: str, version: int | None = None) -> Article | None:
        """Return an article in its newest version, or in the one asked for; None if there is none."""
        which = "v.id = a.version" if version is None else "v.article = a.id AND v.number = ?"
        values = (key,) if version is None else (version, key)
        row = (
            self.connection()
            .execute(
                f"SELECT {VERSION_COLUMNS} FROM articles a JOIN versions v ON {which} WHERE a.key = ?",
                values,
            )
            .fetchone()
        )
        return article_of(row) if row else None

    def holds(self, key: str) -> bool:
        """Return whether there is an article of this identity."""
        return self.connection().execute("SELECT 1 FROM articles WHERE key = ?", (key,)).fetchone() is not None

    def articles(self, *, matching: str = "", limit: int = -1, offset: int = 0) -> list[Article]:
        """Return articles, newest first, undated last; `matching` is looked for in title, URL and outlet."""
        rows = self.connection().execute(
            f"""SELECT {VERSION_COLUMNS} FROM versions v JOIN (SELECT v.id AS listed FROM {LISTED}
                WHERE {_MATCHES} ORDER BY v.published DESC, v.article LIMIT ?2 OFFSET ?3) ON listed = v.id
                ORDER BY v.published DESC, v.article""",
            (_pattern(matching), limit, offset),
        )
        return [article_of(row) for row in rows]

    def count(self, *, matching: str = "") -> int:
        """Return how many articles there are, or match as in `articles`."""
        row = self.connection().execute(
            f"SELECT count(*) FROM {LISTED} WHERE {_MATCHES}",
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
                f"""SELECT p.id, p.start, p."end", v.id, {VERSION_COLUMNS} FROM passages p
                    JOIN versions v ON v.id = p.version WHERE p.id IN ({_marks(some)})""",
                some,
            )
            for number, start, end, version, *row in rows:
                article = articles.setdefault(version, article_of(row))
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
        return [PassageRow(number, day_of(published), outlet) for number, published, outlet in rows]

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
                f"""SELECT count(*), count(DISTINCT nullif(v.outlet, '')), min(v.published), max(v.published),
                      (SELECT count(*) FROM versions), (SELECT count(*) FROM passages),
                      (SELECT count(*) FROM vectors WHERE encoder = ?)
               FROM {LISTED}""",
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
            .execute(f"SELECT v.published FROM {LISTED} ORDER BY v.published DESC LIMIT 1")  # NULL comes last
            .fetchone()
        )
        return day_of(row[0]) if row else None

    def is_empty(self) -> bool:
        """Say whether there is no article at all."""
        return not self.connection().execute("SELECT EXISTS (SELECT 1 FROM articles)").fetchone()[0]

    def outlets(self) -> list[tuple[str, int]]:
        """Return each outlet with its number of articles, largest first."""
        return (
            self.connection()
            .execute(
                f"""SELECT v.outlet, count(*) FROM {LISTED}
               GROUP BY v.outlet ORDER BY count(*) DESC, v.outlet"""
            )
            .fetchall()
        )

    def months(self) -> list[tuple[str, int]]:
        """Return each month (`YYYY-MM`) that has articles with their number, oldest first."""
        return (
            self.connection()
            .execute(
                f"""SELECT substr(v.published, 1, 7), count(*) FROM {LISTED}
               WHERE v.published IS NOT NULL GROUP BY 1 ORDER BY 1"""
            )
            .fetchall()
        )


def _pattern(matching: str) -> str:
    """Return the LIKE pattern for texts that hold some words, with `%` and `_` as themselves."""
    return "%" + re.sub(r"([%_\\])", r"\\\1", matching) + "%"


def _slices(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), SELECT_LIMIT):
        yield list(ids[start : start + SELECT_LIMIT])


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
