"""Checking: what must hold of an archive, one line each. It reads everything, and changes nothing.

Whoever calls it holds `archive.writer()`, so that nothing changes meanwhile.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any, Literal

import numpy as np

from corpus.archive import Archive
from corpus.database import DatabaseError
from corpus.rows import VERSION_COLUMNS, article_of

__all__ = ["Check", "State", "check_archive", "judged"]

State = Literal["good", "heals", "bad"]  # "heals": left by a crash, and mended by the next run by itself

NAMED = 3  # of what is wrong, so many are named and the rest counted
UNIT_SLACK = 0.01  # a unit vector in half precision is off by a thousandth at most


@dataclass(frozen=True, slots=True)
class Check:
    """Hold one thing that was looked at: what, how it stands, and a line of words with counts."""

    name: str
    state: State
    words: str


def check_archive(archive: Archive, encoder: str) -> Iterator[Check]:
    """Yield how each thing stands that must hold in the database; `encoder` is the archive's own."""
    checks: tuple[tuple[str, Callable[[], Check]], ...] = (
        ("file", lambda: _check_file(archive)),
        ("references", lambda: _check_references(archive)),
        ("articles", lambda: _check_articles(archive)),
        ("versions", lambda: _check_versions(archive)),
        ("passages", lambda: _check_passages(archive)),
        ("vectors", lambda: _check_vectors(archive, encoder)),
        ("generation", lambda: _check_generation(archive)),
    )
    for name, check in checks:
        try:
            yield check()
        except (DatabaseError, ValueError, TypeError) as error:  # damaged pages can hold anything
            yield Check(name, "bad", f"cannot be read: {error}. Restore archive.sqlite from a backup or index again.")


def judged(name: str, wrong: list[str], good: str, advice: str) -> Check:
    """Return a check that is good if nothing is wrong, else bad with the first of what is, and what to do."""
    if not wrong:
        return Check(name, "good", good)
    more = f" and {len(wrong) - NAMED:,} more" if len(wrong) > NAMED else ""
    return Check(name, "bad", f"{'; '.join(wrong[:NAMED])}{more}. {advice}")


_RESTORE = "The articles themselves are damaged: restore archive.sqlite from a backup, or index them again."
_REINDEX = "Remove these articles and index them again."


def _check_file(archive: Archive) -> Check:
    said = [str(row[0]) for row in archive.connection().execute("PRAGMA integrity_check(20)")]
    return judged("file", [] if said == ["ok"] else said, f"SQLite finds {archive.path.name} whole", _RESTORE)


def _check_references(archive: Archive) -> Check:
    loose = archive.connection().execute("PRAGMA foreign_key_check").fetchall()
    wrong = [f"row {row[1]} of {row[0]} points to no {row[2]}" for row in loose]
    return judged("references", wrong, "every row points to one that is there", _RESTORE)


def _check_articles(archive: Archive) -> Check:
    """Check that each article stands once, under its own identity, with its newest version."""
    rows = archive.connection().execute(
        f"SELECT a.key, {VERSION_COLUMNS} FROM articles a JOIN versions v ON v.id = a.version ORDER BY a.id"
    )
    seen: set[str] = set()
    wrong = []
    for key, *row in rows:
        if article_of(row).key != key:
            wrong.append(f"{key} is stored as {article_of(row).key}")
        if key in seen:
            wrong.append(f"{key} is stored twice")
        seen.add(key)
    without = _numbers(archive, "SELECT count(*) FROM articles WHERE version IS NULL")
    older = _numbers(
        archive,
        """SELECT count(*) FROM articles a JOIN versions v ON v.id = a.version WHERE v.article <> a.id
           OR v.number <> (SELECT max(number) FROM versions w WHERE w.article = a.id)""",
    )
    wrong += [f"{without:,} have no text"] * bool(without) + [f"{older:,} do not show their newest text"] * bool(older)
    return judged("articles", wrong, f"{len(seen):,}, none lost, none doubled", _REINDEX)


def _check_versions(archive: Archive) -> Check:
    """Check that each text has the digest that it came in with, and that versions are counted from 1."""
    rows = archive.connection().execute(
        f"""SELECT a.key, v.digest, {VERSION_COLUMNS} FROM versions v LEFT JOIN articles a ON a.id = v.article
            ORDER BY v.article, v.number"""
    )
    wrong = []
    count = 0
    for key, versions in groupby(rows, lambda row: row[0]):
        for number, (_, digest, *row) in enumerate(versions, 1):
            count += 1
            article = article_of(row)
            if article.digest != digest:
                wrong.append(f"version {article.version} of {key} is not the text that came in")
            if article.version != number:
                wrong.append(f"version {number} of {key} is missing")
    return judged("versions", wrong, f"{count:,} texts, each as it came in", _REINDEX)


def _check_passages(archive: Archive) -> Check:
    """Check that the passages of each newest text are slices of it, and that no word is outside them."""
    rows = archive.connection().execute(
        f"""SELECT v.id, a.key, p.start, p."end", p.digest, {VERSION_COLUMNS}
            FROM articles a JOIN versions v ON v.id = a.version LEFT JOIN passages p ON p.version = v.id
            ORDER BY v.id, p.id"""
    )
    wrong, count = [], 0
    for (_, key), group in groupby(rows, lambda row: (row[0], row[1])):
        fault, cut = _fault_of(list(group))
        count += cut
        wrong += [f"{key}: {fault}"] * bool(fault)
    old = "SELECT count(*) FROM passages p WHERE NOT EXISTS (SELECT 1 FROM articles WHERE version = p.version)"
    again = "SELECT count(*) FROM passages WHERE id IN (SELECT passage FROM removals)"
    for query, words in ((old, "belong to no newest text"), (again, "have the number of one that was removed")):
        found = _numbers(archive, query)
        wrong += [f"{found:,} passages {words}"] * bool(found)
    return judged("passages", wrong, f"{count:,}, each a slice of its text, no word left out", _REINDEX)


def _fault_of(rows: list[Any]) -> tuple[str, int]:
    """Return what is wrong with the passages of one text ("" if nothing), and how many there are."""
    article = article_of(rows[0][5:])
    text = article.text
    spans = [(start, end, digest) for _, _, start, end, digest, *_ in rows if start is not None]
    head = f"{article.title}\x1f{article.published.isoformat() if article.published else ''}\x1f"
    reached = 0
    for start, end, digest in spans:
        if not 0 <= start < end <= len(text):
            return f"a passage from {start} to {end} lies outside the text", len(spans)
        if text[reached:start].strip():
            return f"words between {reached} and {start} are in no passage", len(spans)
        if hashlib.sha256((head + text[start:end]).encode()).digest() != digest:
            return f"the passage from {start} to {end} is not what was cut", len(spans)
        reached = end
    return (f"words after {reached} are in no passage" if text[reached:].strip() else ""), len(spans)


def _check_vectors(archive: Archive, encoder: str) -> Check:
    """Check that vectors are unit rows of one length, one a passage, and count those still to come."""
    connection = archive.connection()
    orphans = _numbers(archive, "SELECT count(*) FROM vectors WHERE passage NOT IN (SELECT id FROM passages)")
    wrong = [f"{orphans:,} belong to no passage"] * bool(orphans)
    lengths: dict[str, set[int]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for name, raw in connection.execute("SELECT encoder, vector FROM vectors"):
        row = np.frombuffer(raw, np.float16).astype(np.float32)
        lengths[name].add(len(row))
        counts[name] += 1
        if not abs(float(row @ row) - 1.0) < UNIT_SLACK:
            wrong.append("a vector is not of unit length")
    mixed = [sorted(found) for found in lengths.values() if len(found) > 1]
    wrong += [f"vectors have different lengths: {found}" for found in mixed]
    count, others = counts[encoder], counts.total() - counts[encoder]
    pending = len(archive.without_vector(encoder))
    parts = chain(
        [f"{count:,}, one a passage"],
        [f"{pending:,} passages are still to be embedded, by the next index or rebuild"] * bool(pending),
        [f"{others:,} of another encoder"] * bool(others),
    )
    found = judged("vectors", wrong, "; ".join(parts), "Embed anew: newsdesk rebuild --encoder NAME.")
    return Check(found.name, "heals", found.words) if pending and found.state == "good" else found


def _check_generation(archive: Archive) -> Check:
    now = archive.generation
    wrong = []
    for table in ("passages", "removals", "vectors"):
        last = _numbers(archive, f"SELECT coalesce(max(generation), 0) FROM {table}")
        if last > now:
            wrong.append(f"{table} are of generation {last:,}, the archive of {now:,}")
    return judged("generation", wrong, f"{now:,}, and nothing is newer", "Make the indexes again: newsdesk rebuild.")


def _numbers(archive: Archive, query: str, *values: object) -> int:
    return int(archive.connection().execute(query, values).fetchone()[0])
