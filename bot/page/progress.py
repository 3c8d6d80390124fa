"""Long work with a bar: it runs in a thread of its own and is told of while it runs. No gradio here.

The work goes on to its end even if the visitor leaves, because half of it would help no one.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from html import escape
from typing import TypeVar

from corpus.archive import Archive
from embeddings.indexing import Progress

__all__ = ["Step", "follow", "show_waiting"]

LOOK_SECONDS = 0.25  # how often the work is looked after when it says nothing
STAGES = {"articles": "Reading articles", "passages": "Embedding passages"}
WAITING = "Another process is writing to the archive. Waiting for its turn …"

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Step:
    """Hold how far a stage of the work is; `rate` is in things a second since the stage began."""

    stage: str
    done: int
    total: int | None
    rate: float

    def as_html(self) -> str:
        """Return a bar with words: how many, how fast, how long still."""
        words = [f"{self.done:,} of {self.total:,}" if self.total else f"{self.done:,}"]
        if self.rate:
            words.append(f"{self.rate:,.0f} per second")
        if self.total and self.rate:
            words.append(f"{_say_time((self.total - self.done) / self.rate)} left")
        return _bar(STAGES.get(self.stage, self.stage), " · ".join(words), self.total and self.done / self.total)


def follow(archive: Archive, work: Callable[[Progress], Result]) -> Generator[str, None, Result]:
    """Do work that writes to an archive, yield its progress as HTML, and return what it returned."""
    messages: queue.SimpleQueue[str] = queue.SimpleQueue()
    begun: dict[str, tuple[float, int]] = {}

    def tell(stage: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        since, first = begun.setdefault(stage, (now, done))
        rate = (done - first) / (now - since) if now > since else 0.0
        messages.put(Step(stage, done, total, rate).as_html())

    def run() -> Result:
        try:
            with archive.writer(on_wait=lambda: messages.put(show_waiting())):
                return work(tell)
        finally:
            archive.close()  # this thread's connection

    yield _bar("Starting", "", None)
    pool = ThreadPoolExecutor(1, thread_name_prefix="newsdesk-writer")
    future = pool.submit(run)
    pool.shutdown(wait=False)
    yield from _watch(future, messages)
    return future.result()


def show_waiting() -> str:
    """Return the bar of work that waits for another writer."""
    return _bar("Waiting", WAITING, None)


def _watch(future: Future[Result], messages: queue.SimpleQueue[str]) -> Generator[str, None, None]:
    """Yield the newest message whenever there is one, until the work is done."""
    while not future.done():
        try:
            message = messages.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            continue
        while not messages.empty():
            message = messages.get()
        yield message


def _bar(head: str, words: str, share: float | None) -> str:
    known = f' aria-valuenow="{share:.0%}"'.replace("%", "") if share is not None else ""
    width = f"{share:.1%}" if share is not None else "100%"
    kind = "" if share is not None else " nd-bar-open"
    return (
        f'<div class="nd-progress" role="progressbar" aria-valuemin="0" aria-valuemax="100"{known} '
        f'aria-label="{escape(head)}"><p><b>{escape(head)}</b> <span>{escape(words)}</span></p>'
        f'<div class="nd-bar{kind}"><i style="width:{width}"></i></div></div>'
    )


def _say_time(seconds: float) -> str:
    """Return a duration in words.

    >>> _say_time(75), _say_time(4.2)
    ('1 min 15 s', '4 s')
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
