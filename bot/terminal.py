"""Terminal: progress bars and reports as a person reads them. In a pipe they come out plain, without bars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from embeddings.indexing import IndexReport
from embeddings.indexing import Progress as ProgressCall

if TYPE_CHECKING:
    from bot.watching import Round

__all__ = [
    "print_calibration",
    "print_report",
    "print_round",
    "print_scores",
    "print_skipped",
    "print_stats",
    "progress_bars",
]

SKIPPED_SHOWN = 10
LABELS = {
    "addresses": "Fetching addresses",
    "articles": "Reading articles",
    "passages": "Embedding passages",
    "questions": "Asking questions",
}


@contextmanager
def progress_bars(console: Console) -> Iterator[ProgressCall]:
    """Yield a callback that draws one bar a stage: done, per second, time left; nothing in a pipe."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<20}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:

        def show(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(LABELS.get(stage, stage), total=total, rate="")
            speed = bars.tasks[tasks[stage]].speed
            rate = f"{speed:,.0f}/s" if speed else ""
            bars.update(tasks[stage], completed=done, total=total, rate=rate)

        yield show


def print_report(report: IndexReport, out: Console, err: Console) -> None:
    """Print what a run of indexing did: the counts on `out`, each skipped record on `err`."""
    same = f" {report.not_modified:,} web addresses have not changed." if report.not_modified else ""
    out.print(
        f"Read {report.read:,} articles: {report.added:,} added, {report.replaced:,} replaced, "
        f"{report.unchanged:,} unchanged, {len(report.skipped):,} skipped.{same} "
        f"{report.embedded:,} passages embedded. {report.seconds:,.1f} s",
        soft_wrap=True,
    )
    print_skipped(report, err)


def print_skipped(report: IndexReport, err: Console) -> None:
    """Print the first of the records that were left out, each with its reason."""
    for skipped in report.skipped[:SKIPPED_SHOWN]:
        place = f"{skipped.file}:{skipped.line}" if skipped.line else skipped.file
        err.print(f"skipped {place}: {skipped.reason}", style="yellow", markup=False, soft_wrap=True)
    rest = len(report.skipped) - SKIPPED_SHOWN
    if rest > 0:
        err.print(f"… and {rest:,} more; --json lists them all.", style="yellow")


def print_round(done: Round, out: Console, err: Console) -> None:
    """Print one line of a round with news, each source that failed, and what was skipped; else nothing."""
    report, clock = done.report, f"{done.at:%H:%M}"
    if report.added or report.replaced or report.skipped:
        out.print(
            f"{clock}  {report.added:,} added, {report.replaced:,} replaced, {len(report.skipped):,} skipped. "
            f"{report.embedded:,} passages embedded. {report.seconds:,.1f} s",
            soft_wrap=True,
        )
    for failure in done.failures:
        again = f"asked again in {failure.again / 60:,.0f} min"
        err.print(
            f"{clock}  {failure.source}: {failure.reason} ({again})", style="yellow", markup=False, soft_wrap=True
        )
    print_skipped(report, err)


def print_stats(stats: Mapping[str, Any], out: Console) -> None:
    """Print the archive's counts, a line each."""
    for name, value in stats.items():
        shown = f"{value:,}" if isinstance(value, int) else str(value or "unknown")
        out.print(f"{name:<12}{shown}", soft_wrap=True, markup=False)


def print_scores(scores: Mapping[str, Any], out: Console) -> None:
    """Print the shares of an evaluation as a table, in percent."""
    out.print(f"{scores['questions']:,} questions; the expected answer stands in")
    table = Table(box=None)
    table.add_column("")
    ranks = list(scores["passages"]["hybrid"])
    for rank in ranks:
        table.add_column(f"top {rank}", justify="right")
    for name, shares in scores["passages"].items():
        table.add_row(f"passages, {name}", *(f"{100 * shares[rank]:.1f} %" for rank in ranks))
    out.print(table)
    out.print(
        f"first quote {100 * scores['first_quote']:.1f} %, any of three {100 * scores['three_quotes']:.1f} %; "
        f"answered "
        f"{100 * scores['found']:.1f} %, and of those right in the first quote {100 * scores['right_when_found']:.1f} %"
    )


def print_calibration(fitted: Mapping[str, Any], out: Console) -> None:
    """Print what a calibration was fitted on, and how far confidence was from the truth before and after."""
    out.print(
        f"Fitted on {fitted['questions']:,} answers to the questions of this file, with and without the articles that "
        f"answer. Mean error of the confidence: {100 * fitted['error_before']:.1f} points before, "
        f"{100 * fitted['error_after']:.1f} after. Kept in the archive's folder; answers use it from now on.",
        soft_wrap=True,
    )
