"""Gathering: what is found on the web into the archive, part by part as it comes.

While pages are fetched nothing is locked; the right to write is held only while a part is written. What is
remembered of an address is saved after its article, so a crash costs a second fetching and no article.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator

from corpus.archive import Archive
from corpus.article import Article
from corpus.fetching import Finding, Visits
from corpus.reading import Skipped
from embeddings.encoder import Encoder, load_encoder
from embeddings.indexes import Indexes
from embeddings.indexing import IndexReport, Progress, encoder_of, index_articles
from embeddings.stopping import Stopped

__all__ = ["index_findings", "index_records", "share_encoder"]

ARTICLES_A_PART = 50  # about a minute of one host; each part costs one writing of the vector index
SECONDS_A_PART = 20.0  # what was found is not kept waiting longer for more

_loaded: dict[str, Encoder] = {}  # the encoder used last, under its name


def index_findings(
    archive: Archive,
    findings: Iterable[Finding],
    visits: Visits,
    on_wait: Callable[[], None] = lambda: None,
    progress: Progress = lambda stage, done, total: None,
) -> IndexReport:
    """Index what is found on the web, and remember it; return what was done.

    Where `progress` or `on_wait` raises Stopped, what was found by then is stored, and the rest asked for next time.
    """
    total = IndexReport()
    with contextlib.suppress(Stopped):
        for part in _parts(_counted(findings, progress)):
            _index_part(archive, part, total, on_wait, progress)
            found = {finding.address: finding.visit for finding in part if finding.visit}
            if found:
                visits.keep(found)
                with archive.writer(on_wait):
                    visits.save()
    return total


def _index_part(
    archive: Archive, part: list[Finding], total: IndexReport, on_wait: Callable[[], None], progress: Progress
) -> None:
    """Index one part and add it to the report. It is one transaction, so nothing of it is remembered but not stored."""
    records = [finding.record for finding in part if finding.record is not None]
    if any(isinstance(record, Article) for record in records):
        total.include(index_records(archive, records, on_wait, progress))
    else:
        total.skipped += [record for record in records if isinstance(record, Skipped)]
    total.not_modified += sum(finding.is_unchanged for finding in part)


def index_records(
    archive: Archive,
    records: Iterable[Article | Skipped],
    on_wait: Callable[[], None] = lambda: None,
    progress: Progress = lambda stage, done, total: None,
) -> IndexReport:
    """Index records with the archive's own encoder, holding the right to write meanwhile; return what was done.

    Raises Stopped only where `on_wait` does: before anything was taken up.
    """
    with archive.writer(on_wait):
        name, digest = encoder_of(archive)
        return index_articles(archive, records, lambda: _encoder(name), Indexes(archive, digest), progress)


def share_encoder(name: str, encoder: Encoder) -> None:
    """Index from now on with an encoder that this process has loaded already, where it is the archive's."""
    _loaded.clear()
    _loaded[name] = encoder


def _encoder(name: str) -> Encoder:
    found = _loaded.get(name)
    if found is None:
        found = load_encoder(name)
        share_encoder(name, found)
    return found


def _counted(findings: Iterable[Finding], progress: Progress) -> Iterator[Finding]:
    """Yield findings, and say how many addresses are done with: fetching politely takes its time."""
    with contextlib.suppress(Stopped):
        for count, finding in enumerate(findings, 1):
            progress("addresses", count, None)
            yield finding


def _parts(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Yield findings in parts, in their order: the visit to a list comes with or after what it led to."""
    part: list[Finding] = []
    articles, begun = 0, time.monotonic()
    for finding in findings:
        part.append(finding)
        articles += isinstance(finding.record, Article)
        if articles >= ARTICLES_A_PART or (articles and time.monotonic() - begun > SECONDS_A_PART):
            yield part
            part, articles, begun = [], 0, time.monotonic()
    if part:
        yield part
