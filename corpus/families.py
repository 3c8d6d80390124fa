"""Families: which articles of an archive are copies of one story, found as they come in.

A text is looked at once: its bands are stored, likely copies are those with equal bands, and only these few are
compared. A run that was stopped goes on with the texts that have no family yet; so does an archive made before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.archive import Archive
from corpus.article import Article
from corpus.copies import SCHEME, Shingles, are_copies, band_keys, shingles
from corpus.database import Connection
from corpus.rows import VERSION_COLUMNS, article_of

__all__ = ["families_of", "family_of", "group_copies"]

TEXTS_A_COMMIT = 500  # about a second
MOST_COMPARED = 12  # candidates a text, those with most bands in common first; copies have five and more
BANDS_WITHIN_OUTLET = 8  # texts of one outlet that are nearly equal have about twenty of 32 in common


def group_copies(archive: Archive) -> int:
    """Give every text that has none its family; return how many there were. The caller holds `archive.writer()`."""
    if archive.fact("copies") != SCHEME:
        with archive.write() as (connection, _):
            connection.execute("DELETE FROM families")
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('copies', ?)", (SCHEME,))
    pending = [
        row[0]
        for row in archive.connection().execute(
            """SELECT a.version FROM articles a
               WHERE NOT EXISTS (SELECT 1 FROM families f WHERE f.version = a.version) ORDER BY a.version"""
        )
    ]
    for first in range(0, len(pending), TEXTS_A_COMMIT):
        _group_some(archive, pending[first : first + TEXTS_A_COMMIT])
    return len(pending)


def family_of(archive: Archive, key: str) -> list[Article]:
    """Return the other articles that are copies of one, in their newest versions, in the order they came in."""
    rows = archive.connection().execute(
        f"""SELECT {VERSION_COLUMNS} FROM articles mine
            JOIN families f ON f.version = mine.version JOIN families g ON g.family = f.family
            JOIN versions v ON v.id = g.version JOIN articles a ON a.id = v.article AND a.version = v.id
            WHERE mine.key = ? AND a.id <> mine.id ORDER BY a.id""",
        (key,),
    )
    return [article_of(row) for row in rows]


def families_of(archive: Archive, keys: Iterable[str]) -> dict[str, int]:
    """Return the family of each article that has copies, by key."""
    wanted = sorted(set(keys))
    rows = archive.connection().execute(
        f"""SELECT a.key, f.family FROM articles a JOIN families f ON f.version = a.version
            WHERE a.key IN ({",".join("?" * len(wanted))})
            AND EXISTS (SELECT 1 FROM families g WHERE g.family = f.family AND g.version <> f.version)""",
        wanted,
    )
    return dict(rows.fetchall())


def _group_some(archive: Archive, versions: list[int]) -> None:
    """Store bands and family of some texts in one transaction; what takes time is done before it begins."""
    marks = ",".join("?" * len(versions))
    rows = archive.connection().execute(
        f"SELECT v.id, {VERSION_COLUMNS} FROM versions v WHERE v.id IN ({marks}) ORDER BY v.id", versions
    )
    texts = [(number, article_of(row)) for number, *row in rows]
    prepared = [(number, article, runs, band_keys(runs)) for number, article, runs in _with_runs(texts)]
    with archive.write() as (connection, _):
        for number, article, runs, bands in prepared:
            copies = _find_copies(connection, article, runs, bands)
            inserted = connection.execute(
                "INSERT INTO families SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM versions WHERE id = ?1)",
                (number, _joined(connection, copies)),
            )
            if inserted.rowcount:
                connection.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", ((band, number) for band in bands))


def _with_runs(texts: list[tuple[int, Article]]) -> Iterator[tuple[int, Article, Shingles]]:
    for number, article in texts:
        yield number, article, shingles(article.text)


def _find_copies(connection: Connection, article: Article, runs: Shingles, bands: list[int]) -> list[int]:
    """Return the families in which an article has a copy."""
    rows = connection.execute(
        f"""SELECT f.family, {VERSION_COLUMNS} FROM
                (SELECT version, count(*) AS common FROM bands
                 WHERE band IN ({",".join("?" * len(bands))}) GROUP BY version) b
            JOIN versions v ON v.id = b.version JOIN articles a ON a.id = v.article AND a.version = v.id
            JOIN families f ON f.version = b.version
            WHERE v.outlet <> ? OR b.common >= ? ORDER BY b.common DESC, b.version LIMIT ?""",
        (*bands, article.outlet, BANDS_WITHIN_OUTLET, MOST_COMPARED),
    ).fetchall()
    found: dict[int, None] = {}
    for family, *row in rows:
        other = article_of(row)
        if family not in found and are_copies(article, other, (runs, shingles(other.text))):
            found[family] = None
    return list(found)


def _joined(connection: Connection, families: list[int]) -> int:
    """Return the one family of all these, joined where they were several; a new one if there is none."""
    if not families:
        row = connection.execute("SELECT coalesce(max(family), 0) + 1 FROM families").fetchone()
        return int(row[0])
    for other in families[1:]:
        connection.execute("UPDATE families SET family = ? WHERE family = ?", (families[0], other))
    return families[0]
