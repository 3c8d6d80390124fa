"""Indexing: articles into the archive, then words, then meaning, in that order.

After each batch the articles can be found by their words; vectors follow, newest articles first. Every step
is a transaction or an atomic swap, so a crash at any instant only leaves work for the next run.
"""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from corpus.archive import Archive
from corpus.article import Article
from corpus.dates import say_day
from corpus.errors import ArchiveBusy, EncoderError
from corpus.families import group_copies
from corpus.passage import Passage
from corpus.reading import Skipped, read_articles
from embeddings.encoder import DEFAULT_DIGEST, DEFAULT_ENCODER, Encoder, load_encoder
from embeddings.indexes import Indexes
from embeddings.stopping import Stopped

__all__ = [
    "IndexReport",
    "Progress",
    "embed_passages",
    "encoder_of",
    "heal_keywords",
    "index_articles",
    "index_folder",
    "passage_for_encoder",
    "rebuild_indexes",
    "remove_articles",
]

ARTICLES_A_COMMIT = 500  # a transaction of about 5,000 passages: half a second, and little lost in a crash
PASSAGES_A_COMMIT = 128  # about 3 s of embedding on two cores without bf16
TITLE_WORDS = 20  # a title longer than this is a text; it must not push the passage out of the window

# Called with a stage ("articles", "passages"), how many are done, and how many there are (None: unknown). These
# are safe points: where it raises Stopped, indexing ends, and what it has done by then is whole and reported.
Progress = Callable[[str, int, int | None], None]


@dataclass(slots=True)
class IndexReport:
    """Hold what one run of indexing did; `skipped` says of each record left out which and why.

    `not_modified` counts the web addresses that were not read again because nothing has changed there.
    """

    read: int = 0
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0
    not_modified: int = 0

    def include(self, other: IndexReport) -> None:
        """Add what another run did."""
        for counted in fields(self):
            setattr(self, counted.name, getattr(self, counted.name) + getattr(other, counted.name))

    def as_json(self) -> dict[str, Any]:
        """Return the report as the contract's `index --json`."""
        return asdict(self)


def index_articles(
    archive: Archive,
    records: Iterable[Article | Skipped],
    encoder: Callable[[], Encoder],
    indexes: Indexes,
    progress: Progress = lambda stage, done, total: None,
) -> IndexReport:
    """Store, index and embed articles; return what was done. Unchanged articles cost only their reading.

    `encoder` is called only if there is something to embed. The caller holds `archive.writer()`.
    """
    begun = time.monotonic()
    report = IndexReport()
    before = archive.generation
    try:
        with contextlib.suppress(Stopped):
            for batch in _batches(records, report):
                _store(batch, archive, report)
                indexes.write_keywords()
                progress("articles", report.read, None)
            indexes.write_keywords()  # also what a run that was stopped has left to do
            progress("articles", report.read, report.read)
        group_copies(archive)
        report.passages = len(archive.passages_since(before))
        report.embedded = _embed_on(archive, encoder, indexes, progress)
    finally:
        indexes.keywords.release()  # a server goes on after an error, and others want to write
    indexes.save_vectors()
    report.seconds = round(time.monotonic() - begun, 2)
    return report


def embed_passages(
    archive: Archive,
    encoder: Callable[[], Encoder],
    indexes: Indexes,
    progress: Progress = lambda stage, done, total: None,
) -> int:
    """Embed every passage that has no vector yet, newest first; return how many there were.

    Raises Stopped where `progress` does, with the vectors of all passages before that point stored.
    """
    pending = archive.without_vector(indexes.encoder)
    if not pending:
        return 0
    model = encoder()
    if model.digest != indexes.encoder:
        raise EncoderError(
            f"The encoder {model.name} is not the one that this archive was embedded with. "
            f"To embed anew: newsdesk rebuild --encoder {model.name}"
        )
    done = 0
    progress("passages", 0, len(pending))
    for first in range(0, len(pending), PASSAGES_A_COMMIT):
        ids = pending[first : first + PASSAGES_A_COMMIT]
        passages = archive.passages(ids)
        vectors = model.encode_document([passage_for_encoder(passage) for passage in passages])
        archive.put_vectors(indexes.encoder, [passage.id for passage in passages], vectors)
        done += len(ids)
        progress("passages", done, len(pending))
    return done


def _embed_on(archive: Archive, encoder: Callable[[], Encoder], indexes: Indexes, progress: Progress) -> int:
    """Embed what has no vector yet, as far as `progress` lets it go on; return how many that were."""
    embedded = 0

    def tell(stage: str, done: int, total: int | None) -> None:
        nonlocal embedded
        embedded = done
        progress(stage, done, total)

    with contextlib.suppress(Stopped):
        embed_passages(archive, encoder, indexes, tell)
    return embedded


def encoder_of(archive: Archive) -> tuple[str, str]:
    """Return the name and the digest of the encoder that an archive is embedded with."""
    digest, _, name = archive.fact("encoder").partition(" ")
    return (name, digest) if name else (DEFAULT_ENCODER, DEFAULT_DIGEST)


def rebuild_indexes(
    archive: Archive,
    encoder: Callable[[], Encoder],
    indexes: Indexes,
    progress: Progress = lambda stage, done, total: None,
) -> int:
    """Make both indexes again from the archive; embed only what has no vector; return how many that were.

    While it runs, searches go on in the old indexes. The caller holds `archive.writer()`.
    """
    try:
        indexes.write_keywords(afresh=True)
        group_copies(archive)
        embedded = _embed_on(archive, encoder, indexes, progress)
    finally:
        indexes.keywords.release()
    indexes.read_vectors_afresh()
    indexes.save_vectors()
    return embedded


def index_folder(folder: Path, source: Path) -> IndexReport:
    """Index one source into the archive of a folder, made if there is none: the short way to an archive."""
    archive = Archive(folder, create=True)
    name, digest = encoder_of(archive)
    with archive.writer():
        return index_articles(archive, read_articles(source), lambda: load_encoder(name), Indexes(archive, digest))


def heal_keywords(archive: Archive, indexes: Indexes) -> None:
    """Write what a crash left out of the keyword index, unless another process is about to do it."""
    if archive.text_generation <= indexes.keywords.generation <= archive.generation:
        return
    with contextlib.suppress(ArchiveBusy), archive.writer(wait=False):
        indexes.write_keywords()
        indexes.keywords.release()


def remove_articles(archive: Archive, keys: Iterable[str], indexes: Indexes) -> list[str]:
    """Erase articles from the archive and both indexes; return the keys that were there."""
    gone = archive.remove(keys)
    indexes.write_keywords()
    indexes.keywords.release()
    indexes.save_vectors()
    return gone


def passage_for_encoder(passage: Passage) -> str:
    """Return what is embedded of a passage: its title and date in front, so that it stands by itself."""
    article = passage.article
    title = " ".join(article.title.split()[:TITLE_WORDS])
    day = say_day(article.published) if article.published else ""
    return "\n".join(part for part in (title, day, passage.text) if part)


def _store(batch: list[Article], archive: Archive, report: IndexReport) -> None:
    """Store one batch in one transaction, and count what came of it."""
    outcomes = Counter(archive.put(batch))
    report.added += outcomes["added"]
    report.replaced += outcomes["replaced"]
    report.unchanged += outcomes["unchanged"]


def _batches(records: Iterable[Article | Skipped], report: IndexReport) -> Iterator[list[Article]]:
    """Yield articles in batches; count what is read and keep what is skipped in the report."""
    batch: list[Article] = []
    for record in records:
        if isinstance(record, Skipped):
            report.skipped.append(record)
            continue
        report.read += 1
        batch.append(record)
        if len(batch) == ARTICLES_A_COMMIT:
            yield batch
            batch = []
    if batch:
        yield batch
