"""Jobs: long work that the server holds, one at a time, whoever looks on or leaves. No gradio here.

A job has its bar while it runs and its report afterwards; others wait in line. Reports stay until one is closed or
the next job begins on an empty desk.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from bot.page.chat import apologize
from bot.page.progress import Step, show_bar, show_waiting
from corpus.archive import Archive
from corpus.errors import NewsdeskError
from embeddings.stopping import Stop, Stopped

__all__ = ["Job", "JobError", "Jobs", "Turn", "Work"]

State = Literal["waiting", "running", "ending", "done", "cancelled", "failed"]

MOST_WAITING = 10  # jobs in line: more than one desk adds at a time
MOST_REPORTS = 5  # kept of jobs that followed each other


class JobError(NewsdeskError):
    """A job cannot be begun now."""


@dataclass(frozen=True, slots=True)
class Job:
    """Hold how a job stands; `bar` and `report` are HTML, `report` is a plain line where it failed."""

    number: int
    name: str
    state: State = "waiting"
    bar: str = ""
    report: str = ""

    @property
    def is_over(self) -> bool:
        """Say whether nothing more comes of it."""
        return self.state in ("done", "cancelled", "failed")


class Turn:
    """What work is given while it is its turn: to tell how far it is, and to end where it is to stop."""

    def __init__(self, archive: Archive, show: Callable[[str], None]) -> None:
        self.stop = Stop()
        self.step: Step | None = None
        self._archive, self._show = archive, show
        self._begun: dict[str, tuple[float, int]] = {}

    def tell(self, stage: str, done: int, total: int | None) -> None:
        """Show how far a stage is; raises Stopped if the job was cancelled and the stage is not at its end."""
        now = time.monotonic()
        since, first = self._begun.setdefault(stage, (now, done))
        if done < first or not done:  # the stage has begun again, for the next part
            since, first = self._begun[stage] = (now, done)
        rate = (done - first) / (now - since) if now > since else 0.0
        self.step = Step(stage, done, total, rate)
        self._show(self.step.as_html())
        if done != total:
            self.stop.heed()

    def wait(self) -> None:
        """Wait while another process or a watch writes; raises Stopped if the job was cancelled meanwhile."""
        self._show(show_waiting())
        self.stop.wait_for_turn(self._archive)


# Does a job and returns its report as HTML.
Work = Callable[[Turn], str]


@dataclass(frozen=True, slots=True)
class Order:
    """Hold what a job is to do, and what is done after it in any case."""

    number: int
    work: Work
    clean: Callable[[], None]


class Jobs:
    """Do jobs in their order, in a thread that lives as long as there are any."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._change = threading.Condition()
        self._jobs: dict[int, Job] = {}
        self._line: deque[Order] = deque()
        self._order: Order | None = None
        self._turn: Turn | None = None
        self._is_working = False
        self._last = 0
        self.finished = 0

    def all(self) -> list[Job]:
        """Return the jobs whose reports are kept, the one that runs, and those that wait, in this order."""
        with self._change:
            return list(self._jobs.values())

    def is_busy(self) -> bool:
        """Say whether a job runs or waits."""
        return self._is_working

    def start(self, name: str, work: Work, clean: Callable[[], None] = lambda: None) -> None:
        """Put a job in line; raises JobError, and cleans, if the line is full."""
        with self._change:
            is_full = len(self._line) >= MOST_WAITING
            if not is_full:
                self._put(name, work, clean)
        if is_full:
            clean()
            raise JobError(f"{MOST_WAITING} jobs are waiting already. Wait until one is done, or cancel one.")

    def cancel(self, number: int) -> None:
        """Take a job out of the line, or end it at its next safe point; nothing if it is over."""
        with self._change:
            order = next((order for order in self._line if order.number == number), None)
            if order:
                self._line.remove(order)
                del self._jobs[number]
            turn = self._turn if number in self._jobs and self._jobs[number].state == "running" else None
            if turn:
                self._jobs[number] = replace(self._jobs[number], state="ending")
        if order:
            order.clean()
        if turn:
            turn.stop.ask()

    def dismiss(self, number: int) -> None:
        """Forget the report of a job that is over."""
        with self._change:
            if number in self._jobs and self._jobs[number].is_over:
                del self._jobs[number]

    def close(self, seconds: float) -> None:
        """Cancel everything, and wait so long at most until it has ended; then clean up after it in any case."""
        for job in reversed(self.all()):
            self.cancel(job.number)
        order = self._order
        if not self.wait(seconds) and order:
            order.clean()

    def wait(self, seconds: float) -> bool:
        """Wait so long at most until there is nothing to do; return whether that is so."""
        with self._change:
            return self._change.wait_for(lambda: not self._is_working, seconds)

    def _put(self, name: str, work: Work, clean: Callable[[], None]) -> None:
        if not self._is_working:
            self._jobs.clear()
        self._last += 1
        self._jobs[self._last] = Job(self._last, name)
        self._line.append(Order(self._last, work, clean))
        if not self._is_working:
            self._is_working = True
            threading.Thread(target=self._work, name="newsdesk-jobs", daemon=True).start()

    def _work(self) -> None:
        """Do what is in line until nothing is."""
        while order := self._next():
            try:
                self._finish(order.number, *self._do(order))
            finally:
                self._archive.close()  # this thread's connection

    def _next(self) -> Order | None:
        with self._change:
            if not self._line:
                self._is_working = False
                self._change.notify_all()
                return None
            order = self._order = self._line.popleft()
            self._turn = Turn(self._archive, lambda bar: self._show(order.number, bar))
            self._jobs[order.number] = replace(
                self._jobs[order.number], state="running", bar=show_bar("Starting", "", None)
            )
            return order

    def _do(self, order: Order) -> tuple[State, str]:
        """Return how a job ended, and its report."""
        turn = self._turn
        assert turn is not None
        try:
            report = order.work(turn)
            return ("cancelled" if turn.stop.was_heeded else "done"), report
        except Stopped:
            return "cancelled", ""
        except BaseException as error:  # a panic inside a library too: the line goes on
            return "failed", apologize(error)
        finally:
            order.clean()

    def _show(self, number: int, bar: str) -> None:
        with self._change:
            self._jobs[number] = replace(self._jobs[number], bar=bar)

    def _finish(self, number: int, state: State, report: str) -> None:
        with self._change:
            self._order = self._turn = None
            self._jobs[number] = replace(self._jobs[number], state=state, bar="", report=report)
            self.finished += 1
            over = [job.number for job in self._jobs.values() if job.is_over]
            for old in over[:-MOST_REPORTS]:
                del self._jobs[old]
            self._change.notify_all()
