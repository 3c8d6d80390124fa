"""Holdings: what an archive has, counted and listed fast enough for a chat, at 100,000 articles too.

A row holds its text before its date, so reading dates row by row reads every text. These queries go by the
index over the days instead, and read whole articles only where one is asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from corpus.archive import Archive
from corpus.article import Article
from corpus.rows import LISTED, VERSION_COLUMNS, article_of, day_of

__all__ = [
    "Opening",
    "articles_of_passages",
    "count_articles",
    "count_by_time",
    "count_published",
    "days_covered",
    "find_keys",
    "last_version",
    "list_by_day",
    "outlet_counts",
    "outlet_names",
    "passage_numbers",
    "sample_openings",
    "versions_since",
]

_CURRENT = "EXISTS (SELECT 1 FROM articles a WHERE a.id = v.article AND a.version = v.id)"
_AMONG_CURRENT = "+v.id IN (SELECT version FROM articles)"  # the plus keeps SQLite on the index over the days
NUMBERS_A_QUERY = 500  # SQLite's floor is 999 values
OPENING_CHARACTERS = 600  # of a text: enough to tell its language, quick to read


@dataclass(frozen=True, slots=True)
class Opening:
    """Hold how an article begins: its title and the first characters of its text."""

    title: str
    text: str


def count_articles(archive: Archive) -> int:
    """Return how many articles there are."""
    return int(archive.connection().execute("SELECT count(*) FROM articles").fetchone()[0])


def count_published(archive: Archive, since: date | None, until: date | None, outlets: Collection[str] = ()) -> int:
    """Return how many articles were published in a period, both days included, by some outlets or by any.

    Undated articles are in no period.
    """
    marks = ",".join("?" * len(outlets))
    only = f" AND v.outlet IN ({marks})" if outlets else ""
    row = archive.connection().execute(
        f"SELECT count(*) FROM versions v WHERE v.published BETWEEN ? AND ? AND {_AMONG_CURRENT}{only}",
        ((since or date.min).isoformat(), (until or date.max).isoformat(), *outlets),
    )
    return int(row.fetchone()[0])


def find_keys(archive: Archive, since: date | None, until: date | None, outlets: Collection[str] = ()) -> list[str]:
    """Return the identities of the articles of a period, both days included, by some outlets or by any, oldest first.

    Undated articles are in no period.
    """
    conditions = ["TRUE"]
    values: list[str] = []
    if since or until:
        conditions.append("v.published BETWEEN ? AND ?")
        values += [(since or date.min).isoformat(), (until or date.max).isoformat()]
    if outlets:
        conditions.append(f"v.outlet IN ({','.join('?' * len(outlets))})")
        values += outlets
    rows = archive.connection().execute(
        f"""SELECT a.key FROM {LISTED}
            WHERE {" AND ".join(conditions)} ORDER BY v.published, a.id""",
        values,
    )
    return [row[0] for row in rows]


def days_covered(archive: Archive) -> tuple[date, date] | None:
    """Return the first and the last day on which a stored article was published; None if no day is known."""
    first, last = (
        archive.connection()
        .execute(f"SELECT v.published FROM versions v WHERE v.published IS NOT NULL AND {_CURRENT}{order} LIMIT 1")
        .fetchone()
        for order in (" ORDER BY v.published", " ORDER BY v.published DESC")
    )
    days = (day_of(first[0]), day_of(last[0])) if first and last else (None, None)
    return (days[0], days[1]) if days[0] and days[1] else None


def list_by_day(archive: Archive, limit: int, *, oldest: bool = False) -> list[Article]:
    """Return the newest articles, newest first, or the oldest, oldest first; undated ones are left out."""
    order = "v.published, v.id" if oldest else "v.published DESC, v.id DESC"
    rows = archive.connection().execute(
        f"""SELECT {VERSION_COLUMNS} FROM versions v
            WHERE v.published IS NOT NULL AND {_CURRENT} ORDER BY {order} LIMIT ?""",
        (limit,),
    )
    return [article_of(row) for row in rows]


def last_version(archive: Archive) -> int:
    """Return the number of the text that came in last; 0 if there is none."""
    return int(archive.connection().execute("SELECT coalesce(max(id), 0) FROM versions").fetchone()[0])


def versions_since(archive: Archive, last: int) -> dict[str, int]:
    """Return the articles that came in or changed after a text, with the number of their newest version."""
    of_newest = "versions v JOIN articles a ON a.id = v.article AND a.version = v.id"
    query = f"SELECT a.key, v.number FROM {of_newest} WHERE v.id > ?"
    return dict(archive.connection().execute(query, (last,)).fetchall())


def outlet_counts(archive: Archive) -> tuple[tuple[str, int], ...]:
    """Return each outlet with its number of articles, largest first; read once a generation, for it reads all."""
    return _outlets_at(archive, archive.generation)


def outlet_names(archive: Archive) -> list[str]:
    """Return the outlets that have a name, the one with the most articles first."""
    return [name for name, _ in outlet_counts(archive) if name]


def passage_numbers(archive: Archive, keys: Collection[str]) -> list[int]:
    """Return the numbers of the passages of some articles, article by article, in the order of their text."""
    found: list[int] = []
    for key in keys:
        rows = archive.connection().execute(
            "SELECT p.id FROM passages p JOIN articles a ON a.version = p.version WHERE a.key = ? ORDER BY p.start",
            (key,),
        )
        found += [int(row[0]) for row in rows]
    return found


def articles_of_passages(archive: Archive, ids: Sequence[int]) -> dict[int, str]:
    """Return the identity of the article of each passage, by number; no text is read."""
    found: dict[int, str] = {}
    for first in range(0, len(ids), NUMBERS_A_QUERY):
        some = ids[first : first + NUMBERS_A_QUERY]
        rows = archive.connection().execute(
            f"""SELECT p.id, a.key FROM passages p CROSS JOIN versions v ON v.id = p.version
                CROSS JOIN articles a ON a.id = v.article WHERE p.id IN ({",".join("?" * len(some))})""",
            some,
        )
        found |= dict(rows.fetchall())
    return found


def count_by_time(archive: Archive, letters: int) -> tuple[tuple[str, str, int], ...]:
    """Return (time, outlet, articles), oldest first; `letters` of YYYY-MM-DD are the time: 4 a year, 7 a month.

    Undated articles are left out. Counted once a generation, for it reads all of the index over days.
    """
    return _times_at(archive, archive.generation, letters)


def sample_openings(archive: Archive, count: int) -> list[Opening]:
    """Return how about `count` articles begin, spread over the order in which they came in; always the same."""
    connection = archive.connection()
    (highest,) = connection.execute("SELECT max(id) FROM articles").fetchone()
    step = max(1, (highest or 0) // count)
    rows = connection.execute(
        """SELECT v.title, substr(v.text, 1, ?) FROM articles a JOIN versions v ON v.id = a.version
           WHERE a.id % ? = 0 ORDER BY a.id LIMIT ?""",
        (OPENING_CHARACTERS, step, 2 * count),
    )
    return [Opening(title, text) for title, text in rows]


@lru_cache(maxsize=2)
def _outlets_at(archive: Archive, generation: int) -> tuple[tuple[str, int], ...]:
    return tuple(archive.outlets())


@lru_cache(maxsize=4)
def _times_at(archive: Archive, generation: int, letters: int) -> tuple[tuple[str, str, int], ...]:
    rows = archive.connection().execute(
        f"""SELECT substr(v.published, 1, ?) AS time, v.outlet, count(*) FROM {LISTED}
            WHERE v.published IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2""",
        (letters,),
    )
    return tuple(rows.fetchall())
