"""Looking: what an archive is like after a verb was killed, and what of it is as it should not be."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.chatbot import Chatbot
from corpus.archive import Archive
from embeddings.changing import encoder_state
from embeddings.encoder import Encoder
from embeddings.indexes import Indexes
from embeddings.indexing import heal_keywords

__all__ = ["Seen", "State", "compare", "inspect"]

FOUND = 20  # passages that are looked at when one article is looked for

State = dict[str, list[str]]  # identity → digests of all versions


@dataclass(slots=True)
class Seen:
    """Hold what an archive looked like when it was opened after a verb."""

    state: State
    vectors: dict[str, tuple[int, int]]  # encoder and passage → generations of the passage and of its vector
    used: str  # the encoder in use
    others: int  # encoders that are being made, or that there is a way back to
    is_changing: bool
    pending: int  # passages without a vector of the encoder in use
    wrong: list[str]


def inspect(folder: Path, sources: Mapping[str, set[str]], encoders: Mapping[str, Encoder]) -> dict[str, Any]:
    """Open an archive as every verb does; return the fields of what is seen. With encoders it is asked, too.

    `sources` has for each identity all texts that came in under it.
    """
    archive = Archive(folder)
    known = encoder_state(archive)
    indexes = Indexes(archive, known.used[1])
    heal_keywords(archive, indexes)
    state: State = {}
    query = "SELECT a.key, v.digest FROM articles a JOIN versions v ON v.article = a.id ORDER BY a.id, v.number"
    for key, digest in archive.connection().execute(query):
        state.setdefault(key, []).append(digest)
    vectors = archive.connection().execute(
        "SELECT v.encoder, p.id, p.generation, v.generation FROM vectors v JOIN passages p ON p.id = v.passage"
    )
    return {
        "state": state,
        "vectors": {f"{encoder[:12]} {number}": generations for encoder, number, *generations in vectors},
        "used": known.used[0],
        "others": bool(known.coming) + bool(known.before),
        "is_changing": bool(known.coming),
        "pending": len(archive.without_vector(known.used[1])),
        "wrong": _wrong_shown(archive, indexes, sources, encoders.get(known.used[0])),
    }


def _wrong_shown(
    archive: Archive, indexes: Indexes, sources: Mapping[str, set[str]], encoder: Encoder | None
) -> list[str]:
    """Look for an article of the archive; return what is shown that does not stand in its source."""
    wanted = random.Random(archive.generation).choice(archive.articles())
    indexes.refresh()
    found = archive.passages([hit.passage_id for hit in indexes.keywords.search(wanted.text[:300], FOUND)])
    shown = [(passage.article.key, passage.start, passage.end, passage.text) for passage in found]
    wrong = [] if wanted.key in {key for key, *_ in shown} else [f"{wanted.key} is not found by its own words"]
    if encoder:
        answer = Chatbot(archive, indexes, lambda: encoder).ask(f"{wanted.title}?")
        shown += [(quote.article.key, quote.start, quote.end, quote.text) for quote in answer.quotes]
    for key, start, end, text in shown:
        stored = archive.article(key)
        if stored is None or stored.text[start:end] != text:
            wrong.append(f"what is shown does not stand in {key}")
        if not any(text in source for source in sources[key]):
            wrong.append(f"what is shown is in no source of {key}")
    return wrong


def compare(found: State, allowed: list[State]) -> list[str]:
    """Return what of an archive is as it should be neither before a verb nor after it."""
    if found in allowed:
        return []
    lost = set.intersection(*(set(state) for state in allowed)) - set(found)
    surplus = set(found) - set.union(*(set(state) for state in allowed))
    changed = [key for key in found if key not in surplus and all(found[key] != state.get(key) for state in allowed)]
    return [f"{len(lost)} lost, {len(surplus)} surplus, {len(changed)} with versions of neither state, or half a run"]
