"""Jobs as HTML: the one that runs with its bar, those that wait, the reports of those that are done. No gradio here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bot.page.jobs import Job
from bot.page.progress import show_notice

__all__ = ["show_jobs"]

HEADS = {"done": "", "cancelled": "cancelled", "failed": "did not work"}
NOTHING_BEGUN = "It was cancelled before it had begun. Nothing was changed."


def show_jobs(jobs: Sequence[Job]) -> str:
    """Return what runs and waits, with the means to cancel it, and below it the reports, newest first."""
    going = [job for job in jobs if not job.is_over]
    over = [job for job in jobs if job.is_over]
    return "".join([*map(_going, going), *map(_over, reversed(over))])


def _going(job: Job) -> str:
    name = escape(job.name)
    if job.state == "ending":
        button = '<button type="button" class="nd-cancel" disabled>Cancelling …</button>'
    else:
        button = (
            f'<button type="button" class="nd-cancel" data-job="{job.number}" aria-label="Cancel: {name}">'
            "Cancel</button>"
        )
    waiting = "<small>waits until what runs is done</small>" if job.state == "waiting" else ""
    return (
        f'<section class="nd-job" data-state="{job.state}"><h3><b>{name}</b>{waiting}</h3>{button}'
        f"<div>{job.bar}</div></section>"
    )


def _over(job: Job) -> str:
    name, how = escape(job.name), HEADS[job.state]
    said = f"<small>{how}</small>" if how else ""
    report = show_notice(job.report) if job.state == "failed" else job.report or show_notice(NOTHING_BEGUN)
    return (
        f'<section class="nd-job" data-state="{job.state}"><h3><b>{name}</b>{said}</h3>'
        f'<button type="button" class="nd-dismiss" data-job="{job.number}" aria-label="Close the report: {name}">'
        f"Close</button><div>{report}</div></section>"
    )
