"""Keeping: conversations and verdicts, kept in the archive for whoever had them, and found again after a restart.

No quote is kept as text: a quote is a place in a version of an article, so it goes when its article is removed.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from bot.answer import Answer, Quote
from bot.conversation import Exchange
from bot.period import Period
from bot.revising import GONE
from bot.writing import cite
from corpus.archive import Archive
from corpus.database import Connection
from corpus.errors import QuoteError

__all__ = ["Talk", "Verdict", "delete_talk", "find_talks", "keep", "load_shared", "load_talk", "rate", "rename_talk"]
__all__ += ["share_talk", "verdicts"]

LONGEST_NAME = 120
TALKS_SHOWN = 200
LONGEST_REASON = 1_000


@dataclass(frozen=True, slots=True)
class Talk:
    """Hold a kept conversation as a list shows it; `share` is what its link ends in, "" if it has none."""

    id: int
    name: str
    changed: str
    exchanges: int
    share: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold what a visitor thought of an answer, and the first quote that it had, if its article is still there."""

    at: str
    verdict: str
    reason: str
    question: str
    found: bool
    url: str | None
    quote: str | None


def keep(archive: Archive, visitor: str, talk: int | None, exchanges: Sequence[Exchange]) -> int:
    """Keep a conversation as it now is; return its number, a new one where `talk` is none of the visitor's."""
    with archive.write_aside() as connection:
        now = _now()
        known = connection.execute("SELECT id FROM talks WHERE id = ? AND visitor = ?", (talk, visitor)).fetchone()
        if known is None:
            name = exchanges[0].question[:LONGEST_NAME]
            query = "INSERT INTO talks (visitor, name, changed) VALUES (?, ?, ?) RETURNING id"
            known = connection.execute(query, (visitor, name, now)).fetchone()
        number = int(known[0])
        connection.execute("UPDATE talks SET changed = ? WHERE id = ?", (now, number))
        connection.execute("DELETE FROM exchanges WHERE talk = ?", (number,))
        for place, exchange in enumerate(exchanges):
            _put(connection, number, place, exchange)
    return number


def find_talks(archive: Archive, visitor: str, matching: str = "") -> list[Talk]:
    """Return a visitor's conversations, the newest first; `matching` is looked for in names and questions."""
    rows = archive.connection().execute(
        """SELECT t.id, t.name, t.changed, count(e.id), coalesce(t.share, ''), t.name || ' ' ||
           group_concat(e.question, ' ') FROM talks t JOIN exchanges e ON e.talk = t.id
           WHERE t.visitor = ? GROUP BY t.id ORDER BY t.changed DESC, t.id DESC""",
        (visitor,),
    )
    wanted = matching.strip().casefold()
    return [Talk(*row[:5]) for row in rows if wanted in row[5].casefold()][:TALKS_SHOWN]


def load_talk(archive: Archive, visitor: str, talk: int) -> tuple[Exchange, ...]:
    """Return a conversation of a visitor; empty where there is none."""
    row = archive.connection().execute("SELECT id FROM talks WHERE id = ? AND visitor = ?", (talk, visitor)).fetchone()
    return _load(archive, talk) if row else ()


def load_shared(archive: Archive, share: str) -> tuple[str, tuple[Exchange, ...]] | None:
    """Return name and exchanges of the conversation that a link leads to; None where there is none."""
    row = archive.connection().execute("SELECT id, name FROM talks WHERE share = ?", (share,)).fetchone()
    return (row[1], _load(archive, row[0])) if row else None


def rename_talk(archive: Archive, visitor: str, talk: int, name: str) -> None:
    """Give a conversation of a visitor another name; an empty one changes nothing."""
    named = " ".join(name.split())[:LONGEST_NAME]
    if named:
        with archive.write_aside() as connection:
            connection.execute("UPDATE talks SET name = ? WHERE id = ? AND visitor = ?", (named, talk, visitor))


def delete_talk(archive: Archive, visitor: str, talk: int) -> None:
    """Delete a conversation of a visitor, and its link."""
    with archive.write_aside() as connection:
        connection.execute("DELETE FROM talks WHERE id = ? AND visitor = ?", (talk, visitor))


def share_talk(archive: Archive, visitor: str, talk: int, *, shared: bool) -> str:
    """Give a conversation of a visitor a link, or take it away; return what the link ends in."""
    with archive.write_aside() as connection:
        row = connection.execute("SELECT share FROM talks WHERE id = ? AND visitor = ?", (talk, visitor)).fetchone()
        if row is None:
            return ""
        share = (row[0] or secrets.token_urlsafe(16)) if shared else None
        connection.execute("UPDATE talks SET share = ? WHERE id = ?", (share, talk))
    return share or ""


def rate(archive: Archive, visitor: str, exchange: Exchange, reason: str = "") -> None:
    """Keep what a visitor thinks of an answer; a second verdict on the same question takes the place of the first."""
    answer = exchange.answer
    if answer is None or exchange.verdict not in ("up", "down"):
        return
    first = answer.quotes[0] if answer.quotes else None
    place = (first.article.key, first.version, first.start, first.end) if first else (None,) * 4
    with archive.write_aside() as connection:
        connection.execute("DELETE FROM feedback WHERE visitor = ? AND question = ?", (visitor, exchange.question))
        connection.execute(
            """INSERT INTO feedback (at, visitor, verdict, reason, question, found, article, version, start, "end")
               VALUES (?, ?, ?, ?, ?, ?, (SELECT id FROM articles WHERE key = ?), ?, ?, ?)""",
            (_now(), visitor, exchange.verdict, reason[:LONGEST_REASON], exchange.question, answer.found, *place),
        )


def verdicts(archive: Archive) -> list[Verdict]:
    """Return what visitors thought of answers, the newest first."""
    rows = archive.connection().execute(
        """SELECT f.at, f.verdict, f.reason, f.question, f.found, v.url, substr(v.text, f.start + 1, f."end" - f.start)
           FROM feedback f LEFT JOIN versions v ON v.article = f.article AND v.number = f.version ORDER BY f.id DESC"""
    )
    return [
        Verdict(at, verdict, reason, question, bool(found), url, quote)
        for at, verdict, reason, question, found, url, quote in rows
    ]


def _put(connection: Connection, talk: int, place: int, exchange: Exchange) -> None:
    answer = exchange.answer
    told = json.dumps({**_told(answer), "verdict": exchange.verdict}, ensure_ascii=False) if answer else None
    number = connection.execute(
        "INSERT INTO exchanges (talk, place, question, answer, notice) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (talk, place, exchange.question, told, exchange.notice),
    ).fetchone()[0]
    for at, quote in enumerate(answer.quotes if answer else ()):
        for copy, one in enumerate((quote, *quote.copies)):
            connection.execute(
                """INSERT INTO exchange_quotes SELECT ?, ?, ?, id, ?, ?, ?, ?, ?, ? FROM articles WHERE key = ?""",
                (number, at, copy, one.version, one.start, one.end, *(one.answer_span or (None, None)),
                 float(one.confidence), one.article.key),
            )  # fmt: skip


def _told(answer: Answer) -> dict[str, Any]:
    """Return what an answer says besides its quotes."""
    period = answer.period
    return {
        "understood": answer.understood,
        "period": [day.isoformat() if day else None for day in (period.since, period.until)] if period else None,
        "found": answer.found,
        "quotes": len(answer.quotes),
        "notes": answer.notes,
        "newest": answer.newest.isoformat() if answer.newest else None,
        "confidence": float(answer.confidence),
        "reply": answer.reply,
        "outlets": answer.outlets,
        "caveats": answer.caveats,
        "timeline": [answer.quotes.index(quote) for quote in answer.timeline],
    }


def _load(archive: Archive, talk: int) -> tuple[Exchange, ...]:
    rows = archive.connection().execute(
        "SELECT id, question, answer, notice FROM exchanges WHERE talk = ? ORDER BY place", (talk,)
    )
    return tuple(_exchange(archive, *row) for row in rows.fetchall())


def _exchange(archive: Archive, number: int, question: str, answer: str | None, notice: str) -> Exchange:
    if answer is None:
        return Exchange(question, notice=notice)
    told = json.loads(answer)
    found = _quotes(archive, number)
    quotes = tuple(found.values())
    days = [date.fromisoformat(day) if day else None for day in told["period"] or ()]
    whole = len(found) == told["quotes"]
    rebuilt = Answer(
        question=question,
        understood=told["understood"],
        period=Period(*days) if days else None,
        found=told["found"],
        quotes=quotes,
        citations=cite(quotes),
        notes=(*told["notes"], *(() if whole or GONE in told["notes"] else (GONE,))),
        newest=date.fromisoformat(told["newest"]) if told["newest"] else None,
        confidence=told["confidence"],
        reply=told["reply"],
        outlets=tuple(told["outlets"]),
        caveats=tuple(told["caveats"]),
        timeline=tuple(found[at] for at in told["timeline"]) if whole else (),
    )
    return Exchange(question, rebuilt, notice, told["verdict"])


def _quotes(archive: Archive, exchange: int) -> dict[int, Quote]:
    """Return the quotes of an exchange that still stand in the archive, by their places."""
    rows = archive.connection().execute(
        """SELECT q.place, q.copy, a.key, q.version, q.start, q."end", q.span_start, q.span_end, q.confidence
           FROM exchange_quotes q JOIN articles a ON a.id = q.article WHERE q.exchange = ? ORDER BY q.place, q.copy""",
        (exchange,),
    )
    found: dict[int, Quote] = {}
    for place, copy, key, version, start, end, *span, confidence in rows.fetchall():
        article = archive.article(key, version)
        try:
            quote = (
                Quote(article, start, end, None if span[0] is None else (span[0], span[1]), confidence)
                if article
                else None
            )
        except QuoteError:
            continue
        if quote and copy == 0:
            found[place] = quote
        elif quote and place in found:
            found[place] = replace(found[place], copies=(*found[place].copies, quote))
    return found


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
