"""Watching: an archive kept up to date with folders, feeds and web addresses, round after round.

What vanishes from a folder or a feed stays in the archive. A source that fails is asked again later, and later
still if it fails again; it costs the others nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

from bot.watched import Notice, WatchedSource
from corpus.archive import Archive
from corpus.article import Article
from corpus.errors import NewsdeskError
from corpus.fetching import Client, Finding, Visits, fetch_articles, is_address
from corpus.holdings import last_version, versions_since
from corpus.reading import Skipped, read_articles
from embeddings.gathering import index_findings, index_records
from embeddings.indexing import IndexReport
from embeddings.stopping import Stop, Stopped

__all__ = ["Failure", "Round", "Watcher"]

# Reads sources; returns what was done, and by their names why sources failed.
Reading = Callable[["list[Source]"], tuple[IndexReport, dict[str, str]]]

LONGEST_REST = 86_400.0  # seconds; a source that has failed for days is still asked once a day
SETTLED = 2.0  # seconds after its last change in which a file may still be being written


@dataclass(frozen=True, slots=True)
class Failure:
    """Say which source failed, why, and in how many seconds it is asked again."""

    source: str
    reason: str
    again: float


@dataclass(frozen=True, slots=True)
class Round:
    """Hold what one round did, and which sources failed in it."""

    at: datetime
    report: IndexReport
    failures: tuple[Failure, ...] = ()


@dataclass(slots=True)
class Source:
    """Keep the state of one source; `seen` has the time and size of each file as it was read last.

    `brought` are the identities of the articles that it held when it was read.
    """

    name: str
    due: float = 0.0
    failed: int = 0
    seen: dict[Path, tuple[int, int]] = field(default_factory=dict)
    brought: set[str] = field(default_factory=set)
    shown: WatchedSource = field(init=False)

    def __post_init__(self) -> None:
        self.shown = WatchedSource(self.name)

    def note(self, reason: str, came: Mapping[str, int]) -> None:
        """Keep for the page what a look at this source brought; `came` has the versions of what is new."""
        now = datetime.now().astimezone()
        numbers = [came[key] for key in self.brought & came.keys()]
        added = sum(number == 1 for number in numbers)
        if numbers:
            self.shown = replace(self.shown, news=now, added=added, replaced=len(numbers) - added)
        again = now + timedelta(seconds=self.due - time.monotonic())
        self.shown = replace(self.shown, looked=now, reason=reason, again=again)


class Watcher:
    """Bring an archive up to date, a round at a time; `every` is the pause of a source in seconds.

    `stop` ends a round that is under way in another thread.
    """

    def __init__(
        self,
        archive: Archive,
        names: Sequence[str],
        client: Callable[[], Client],
        every: float,
        on_wait: Callable[[], None],
    ) -> None:
        self._archive = archive
        self._sources = [Source(name) for name in dict.fromkeys(names)]
        self.stop = Stop()
        self._new_client = client
        self._client = client()
        self.stop.at_once(lambda: self._client.close())
        self._every = every
        self._on_wait = on_wait
        self._since = datetime.now().astimezone()
        self._notice = Notice(archive.folder)
        self._tell()

    @property
    def id(self) -> str:
        """Return what tells this watch from others in `read_watches`."""
        return self._notice.id

    def pause(self) -> float:
        """Return the seconds until the next round."""
        return max(0.0, min(source.due for source in self._sources) - time.monotonic())

    def round(self) -> Round:
        """Read what is new in all sources that are due; return what was done. Raises nothing but interrupts."""
        now = datetime.now().astimezone()
        due = [source for source in self._sources if source.due <= time.monotonic()]
        report, failures = IndexReport(), list[Failure]()
        for source in due:
            if not is_address(source.name):
                failures += self._try([source], self._read_files, report)
        web = [source for source in due if is_address(source.name)]
        if web:
            failures += self._try(web, self._read_web, report)
        self._tell()
        return Round(now, report, tuple(failures))

    def close(self) -> None:
        """End what is being fetched, and take away what the page shows of it."""
        self._client.close()
        self._notice.close()

    def _go_on(self, stage: str, done: int, total: int | None) -> None:
        self.stop.heed()

    def _tell(self) -> None:
        """Say for the page how the sources stand."""
        self._notice.write(self._since, self._every, [source.shown for source in self._sources])

    def _try(self, sources: list[Source], read: Reading, report: IndexReport) -> list[Failure]:
        """Read sources into a report; return those that failed. Whatever is wrong, the next round comes."""
        for source in sources:
            source.due = time.monotonic() + self._every
            source.brought.clear()
        before = last_version(self._archive)
        try:
            done, reasons = read(sources)
            report.include(done)
        except Stopped:
            reasons = {}
        except Exception as error:
            said = str(error) if isinstance(error, NewsdeskError) else f"a fault in Newsdesk ({type(error).__name__})"
            reasons = {source.name: said for source in sources}
            self._client.close()
            self._client = self._new_client()
        for source in sources:
            source.failed = source.failed + 1 if source.name in reasons else 0
        failures = [self._put_off(source, reasons[source.name]) for source in sources if source.failed]
        came = versions_since(self._archive, before)
        for source in sources:
            source.note(reasons.get(source.name, ""), came)
        return failures

    def _put_off(self, source: Source, reason: str) -> Failure:
        """Let a source that failed rest twice as long each time."""
        rest = min(self._every * 2.0**source.failed, max(LONGEST_REST, self._every))
        source.due = time.monotonic() + rest
        return Failure(source.name, reason, rest)

    def _read_files(self, sources: list[Source]) -> tuple[IndexReport, dict[str, str]]:
        """Index the files of one folder that are new or changed; the right to write is taken only for these."""
        (source,) = sources
        seen, is_unsettled = dict(source.seen), False

        def is_new(file: Path) -> bool:
            nonlocal is_unsettled
            try:
                stat = file.stat()
            except OSError:
                return True  # the reader says what is wrong with it
            if seen.get(file) == (stat.st_mtime_ns, stat.st_size):
                return False
            if 0 <= time.time() - stat.st_mtime < SETTLED:
                is_unsettled = True
                return False
            seen[file] = (stat.st_mtime_ns, stat.st_size)
            return True

        records = _noting(self.stop.until(read_articles(Path(source.name), is_new)), source)
        first = next(records, None)
        report = IndexReport()
        if first is not None:
            report = index_records(self._archive, chain([first], records), self._on_wait, self._go_on)
        source.seen = seen
        if is_unsettled:
            source.due = time.monotonic() + min(SETTLED, self._every)
        return report, {}

    def _read_web(self, sources: list[Source]) -> tuple[IndexReport, dict[str, str]]:
        """Index what is new at web addresses; return also why those failed that could not be asked at all."""
        reasons: dict[str, str] = {}
        brought = {source.name: source.brought for source in sources}

        def without_failures(findings: Iterator[Finding]) -> Iterator[Finding]:
            for finding in findings:
                if finding.has_failed and isinstance(finding.record, Skipped):
                    reasons[finding.source] = finding.record.reason
                    finding = replace(finding, record=None)
                if isinstance(finding.record, Article):
                    brought[finding.source].add(finding.record.key)
                yield finding

        visits = Visits(self._archive.folder, self._archive.holds)
        findings = fetch_articles([source.name for source in sources], self._client, visits)
        done = index_findings(self._archive, without_failures(findings), visits, self._on_wait, self._go_on)
        return done, reasons


def _noting(records: Iterator[Article | Skipped], source: Source) -> Iterator[Article | Skipped]:
    """Yield records, and keep whose they are."""
    for record in records:
        if isinstance(record, Article):
            source.brought.add(record.key)
        yield record
