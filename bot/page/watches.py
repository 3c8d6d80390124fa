"""Watching as HTML: what is watched, when it was looked at, what came, what failed and when its turn is. No gradio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape

from bot.watched import Watch, WatchedSource

__all__ = ["show_watches"]

MINUTE, HOUR, DAY = 60, 3600, 86_400  # seconds
JUST_NOW = 10  # seconds: below, no number is said
NONE: Mapping[str, bool] = {}


def show_watches(watches: Sequence[Watch], now: datetime, own: Mapping[str, bool] = NONE) -> str:
    """Return what every watch says of itself, a line a source; nothing where there is none.

    `own` are the watches that can be stopped from here, and whether they have been told to.
    """
    return "".join(_watch(watch, now, own) for watch in watches)


def _watch(watch: Watch, now: datetime, own: Mapping[str, bool]) -> str:
    count = f"{len(watch.sources):,} {'source' if len(watch.sources) == 1 else 'sources'}"
    if watch.is_running:
        head, note = f"Watching {count}", f"each every {_span(watch.every)}, since {_moment(watch.since, now)}"
    else:
        head, note = f"No longer watching {count}", "the watch was stopped from outside; start it again: newsdesk watch"
    items = "".join(_source(source, watch.is_running, now) for source in watch.sources)
    return (
        f'<section class="nd-watch" data-running="{str(watch.is_running).lower()}"><h3 class="nd-label">{head} '
        f"<small>{note}</small></h3>{_stop(watch, own)}<ul>{items}</ul></section>"
    )


def _stop(watch: Watch, own: Mapping[str, bool]) -> str:
    """Return the button that ends a watch, if this server runs it."""
    if not watch.is_running or watch.id not in own:
        return ""
    if own[watch.id]:
        return '<button type="button" class="nd-stop" disabled>Stopping …</button>'
    names = escape(", ".join(source.name for source in watch.sources))
    return (
        f'<button type="button" class="nd-stop" data-watch="{watch.id}" aria-label="Stop watching {names}">'
        "Stop</button>"
    )


def _source(source: WatchedSource, is_running: bool, now: datetime) -> str:
    state = "failing" if source.reason else "good" if source.looked else "waiting"
    return (
        f'<li data-state="{state}"><b>{escape(source.name)}</b><span>{" · ".join(_facts(source, now))}</span>'
        f"{_failure(source, is_running, now)}</li>"
    )


def _facts(source: WatchedSource, now: datetime) -> list[str]:
    """Return when a source was looked at, and what came last."""
    if source.looked is None:
        return ["being looked at for the first time"]
    looked = f"looked at {_ago(source.looked, now)}"
    new = f"{source.added:,} new {'article' if source.added == 1 else 'articles'}" if source.added else ""
    said = ", ".join(filter(None, (new, f"{source.replaced:,} changed" if source.replaced else "")))
    return [looked, f"{said} {_ago(source.news, now)}" if source.news and said else "nothing new since the start"]


def _failure(source: WatchedSource, is_running: bool, now: datetime) -> str:
    if not source.reason:
        return ""
    again = f" Asked again {_ahead(source.again, now)}." if is_running and source.again else ""
    reason = escape(source.reason.rstrip("."))
    return f'<span class="nd-failing">{reason[:1].upper()}{reason[1:]}.{again}</span>'


def _ago(then: datetime, now: datetime) -> str:
    seconds = (now - then).total_seconds()
    return "just now" if seconds < JUST_NOW else f"{_span(seconds)} ago"


def _ahead(then: datetime, now: datetime) -> str:
    seconds = (then - now).total_seconds()
    return "now" if seconds < JUST_NOW else f"in {_span(seconds)}"


def _moment(then: datetime, now: datetime) -> str:
    """Return the time of a day, with the day if it is not today.

    >>> _moment(datetime(2024, 5, 2, 9, 5), datetime(2024, 5, 2, 18, 0))
    '09:05'
    """
    day = "" if then.date() == now.date() else f"{then.day} {then:%B}, "
    return f"{day}{then:%H:%M}"


def _span(seconds: float) -> str:
    """Return a length of time in its largest unit.

    >>> _span(900), _span(7300), _span(45)
    ('15 min', '2 h', '45 s')
    """
    for size, unit in ((DAY, "d"), (HOUR, "h"), (MINUTE, "min")):
        if seconds >= size:
            return f"{round(seconds / size):,} {unit}"
    return f"{max(1, round(seconds))} s"
