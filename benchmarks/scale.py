"""A large archive: how fast it takes articles in, and what adding, removing and rebuilding cost once it is full.

python -m benchmarks.scale

All articles of allsides, indexed with the product's own functions. Embedding 20,000 articles takes an hour, and how
long the steps measured here take does not depend on what the vectors say: while the archive is filled they are
stand-ins, random unit rows of the encoder's length. The articles added to the full archive are embedded for real.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.pool import ALLSIDES
from benchmarks.record import write_record
from corpus.archive import Archive
from corpus.article import Article
from corpus.holdings import days_covered, outlet_counts
from corpus.reading import read_articles
from embeddings.encoder import DEFAULT_DIGEST, DEFAULT_ENCODER, load_encoder
from embeddings.erasing import erase_articles
from embeddings.indexes import Indexes
from embeddings.indexing import index_articles, rebuild_indexes

ADDED = 100
DIMENSION = 384
HITS = 20  # a story may have been printed by many
WORDS = 12  # of an article's text: enough that no other has them in this order
Seconds = dict[str, dict[str, float]]


class StandIn:
    """Give random unit rows in place of vectors, under the digest of the real encoder."""

    name, digest = DEFAULT_ENCODER, DEFAULT_DIGEST

    def __init__(self) -> None:
        self._random = np.random.default_rng(1)

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (n, d) float32 unit rows that say nothing."""
        rows = self._random.standard_normal((len(texts), DIMENSION), np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    encode_query = encode_document


class Clock:
    """Hold what each step took, on the clock and in processor time: beside other work the two differ."""

    def __init__(self) -> None:
        self.seconds: Seconds = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure what is done inside."""
        begun, worked = time.monotonic(), time.process_time()
        yield
        self.note(name, begun, worked)

    def note(self, name: str, begun: float, worked: float) -> None:
        """Keep what was used since two readings."""
        found = {"clock": round(time.monotonic() - begun, 3), "processor": round(time.process_time() - worked, 3)}
        self.seconds[name] = found
        print(f"{name}: {found}", flush=True)


def main() -> None:
    """Fill an archive, add, remove, rebuild, list; print and record what each took."""
    folder = Path(tempfile.mkdtemp(prefix="newsdesk-scale-"))
    try:
        print(f"recorded in {write_record('scale', measure(folder))}")
    finally:
        shutil.rmtree(folder)


def measure(folder: Path) -> dict[str, Any]:
    """Return the figures of all steps."""
    clock = Clock()
    archive = Archive(folder / "archive", create=True)
    articles = {article.key: article for article in read_articles(ALLSIDES) if isinstance(article, Article)}
    everything = list(articles.values())
    first, later = everything[:-ADDED], everything[-ADDED:]
    fill(archive, first, clock)
    passages = archive.stats()["passages"]
    added = add(archive, later, clock)
    remove(archive, later[0], clock)
    rebuild(archive, clock)
    look(archive, clock)
    words = clock.seconds["words of the first articles"]
    return {
        "articles": len(first),
        "processes that wanted a core meanwhile": round(os.getloadavg()[1], 1),
        "passages": passages,
        "vectors while filling": f"stand-ins: random unit rows of {DIMENSION} numbers",
        "articles a second until found by words": {
            name: round(len(first) / seconds, 1) for name, seconds in words.items()
        },
        "added": added,
        "seconds": clock.seconds,
    }


def fill(archive: Archive, articles: list[Article], clock: Clock) -> None:
    """Index the first articles; the words are found when the last of the articles is said to be done."""
    begun, worked = time.monotonic(), time.process_time()

    def tell(stage: str, done: int, total: int | None) -> None:
        if stage == "articles" and total == done:
            clock.note("words of the first articles", begun, worked)

    with clock.step("filling, copies and stand-ins too"), archive.writer():
        index_articles(archive, articles, StandIn, Indexes(archive, DEFAULT_DIGEST), tell)


def add(archive: Archive, articles: list[Article], clock: Clock) -> dict[str, int]:
    """Add articles to the full archive; return how many passages they have, and how many were embedded."""
    model = load_encoder()
    begun, worked = time.monotonic(), time.process_time()
    reading = Indexes(archive, DEFAULT_DIGEST)
    reading.refresh()
    clock.note("opening the full archive", begun, worked)
    begun, worked = time.monotonic(), time.process_time()
    found: list[int] = []

    def tell(stage: str, done: int, total: int | None) -> None:
        if stage == "articles" and total == done:
            reading.refresh()  # as another process does that answers questions
            found.extend(_found_by_words(archive, reading, articles))
            clock.note("words of the added articles, searched in another index", begun, worked)

    with clock.step("adding, embedded for real"), archive.writer():
        report = index_articles(archive, articles, lambda: model, Indexes(archive, DEFAULT_DIGEST), tell)
    own = sum(_passages_of(archive, article) for article in articles)
    done = {"articles": report.added, "found by words": len(found), "their passages": own, "embedded": report.embedded}
    print(done, flush=True)
    return done


def remove(archive: Archive, article: Article, clock: Clock) -> None:
    """Remove one article as `newsdesk remove` does, with its receipt."""
    indexes = Indexes(archive, DEFAULT_DIGEST)
    with clock.step("removing one article, with its receipt"), archive.writer():
        receipt = erase_articles(archive, [article.key], indexes)
    assert receipt.is_clean
    assert receipt.removed


def rebuild(archive: Archive, clock: Clock) -> None:
    """Make both indexes again; nothing may be embedded."""

    def never() -> Any:
        raise AssertionError("a rebuild embeds nothing")

    with clock.step("rebuilding both indexes"), archive.writer():
        rebuild_indexes(archive, never, Indexes(archive, DEFAULT_DIGEST))


def look(archive: Archive, clock: Clock) -> None:
    """List and count, as the page does."""
    looks: dict[str, Callable[[], object]] = {
        "the newest article": lambda: archive.articles(limit=1),
        "25 articles from the middle": lambda: archive.articles(limit=25, offset=10_000),
        "25 articles that match": lambda: archive.articles(matching="senate", limit=25),
        "counting": archive.count,
        "counting those that match": lambda: archive.count(matching="senate"),
        "newest day": archive.newest,
        "stats": lambda: archive.stats(DEFAULT_DIGEST),
        "outlets": lambda: outlet_counts(archive),
        "months": archive.months,
        "days covered": lambda: days_covered(archive),
    }
    for name, ask in looks.items():
        with clock.step(name):
            ask()


def _found_by_words(archive: Archive, indexes: Indexes, articles: list[Article]) -> list[int]:
    """Return the places of the articles that are found by words from their middle."""
    found = []
    for place, article in enumerate(articles):
        words = article.text[len(article.text) // 2 :].split()[:WORDS]
        hits = archive.passages([hit.passage_id for hit in indexes.keywords.search(" ".join(words), HITS)])
        if article.key in {passage.article.key for passage in hits}:
            found.append(place)
    return found


def _passages_of(archive: Archive, article: Article) -> int:
    query = "SELECT count(*) FROM passages p JOIN articles a ON a.version = p.version WHERE a.key = ?"
    return int(archive.connection().execute(query, (article.key,)).fetchone()[0])


if __name__ == "__main__":
    main()
