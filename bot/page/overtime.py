"""The library over time: how many articles of which outlet came out when, as figures and as a table. No gradio here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from bot.page.told import show_axis, show_key
from bot.stretch import LETTERS, Unit, name_of, short_name, split_time, unit_between
from corpus.archive import Archive
from corpus.holdings import count_by_time, days_covered

__all__ = ["NO_OUTLET", "OTHERS", "OUTLETS_APART", "OverTime", "count_over_time", "kind_of", "show_over_time"]

OUTLETS_APART = 10  # colours that can be told from each other; the rest is one
# A few articles with a day of long ago, often a wrong one, must not press all others together: as many are left out of
# the picture, where that frees so much of it.
EARLY, FREED = 0.005, 0.25
NO_OUTLET, OTHERS = "no outlet", "all other outlets"


@dataclass(frozen=True, slots=True)
class OverTime:
    """Hold how many articles came out in each day, month or year, the empty ones too, by outlet.

    `times` are the first letters of ISO dates, `outlets` the largest first; `counts` are by time and outlet. `early`
    articles are from before the first time.
    """

    unit: Unit
    times: tuple[str, ...]
    names: tuple[str, ...]  # of the times, as a reader says them
    short: tuple[str, ...]
    outlets: tuple[str, ...]
    counts: dict[tuple[str, str], int]
    early: int = 0

    def of_time(self, time: str) -> int:
        """Return how many articles came out at a time."""
        return sum(self.counts.get((time, outlet), 0) for outlet in self.outlets)


def count_over_time(archive: Archive) -> OverTime | None:
    """Return what an archive has over time, the ten largest outlets apart; None where all is of one day, or undated."""
    covered = days_covered(archive)
    if covered is None or covered[0] == covered[1]:
        return None
    first, last = _first_drawn(archive, *covered), covered[1]
    unit = unit_between(first, last)
    all_rows = count_by_time(archive, LETTERS[unit])
    rows = [row for row in all_rows if row[0] >= first.isoformat()[: LETTERS[unit]]]
    sizes: Counter[str] = Counter()
    for _, outlet, count in rows:
        sizes[outlet] += count
    largest = sorted(sizes, key=lambda outlet: (-sizes[outlet], outlet or NO_OUTLET))
    apart = largest if len(largest) <= OUTLETS_APART + 1 else largest[:OUTLETS_APART]  # one is not worth a word for all
    counts: Counter[tuple[str, str]] = Counter()
    for time, outlet, count in rows:
        counts[time, _called(outlet, apart)] += count
    outlets = dict.fromkeys(_called(outlet, apart) for outlet in largest)
    starts = [period.since for period in split_time(first, last, unit) if period.since]
    return OverTime(
        unit,
        tuple(start.isoformat()[: LETTERS[unit]] for start in starts),
        tuple(name_of(start, unit) for start in starts),
        tuple(short_name(start, unit) for start in starts),
        tuple(outlets),
        dict(counts),
        sum(row[2] for row in all_rows) - sum(row[2] for row in rows),
    )


def _first_drawn(archive: Archive, first: date, last: date) -> date:
    """Return the first day of the picture: the first of all, or that of the first month after a few early articles."""
    rows = count_by_time(archive, LETTERS["month"])
    few, seen = EARLY * sum(row[2] for row in rows), 0
    for month, _, count in rows:
        seen += count
        if seen > few:
            start = max(first, date.fromisoformat(f"{month}-01"))
            return start if (start - first).days >= FREED * (last - first).days else first
    return first


def show_over_time(over: OverTime) -> str:
    """Return what stands under the picture: its axis, the outlets with their colours, and a table, newest first."""
    kinds = [(kind_of(over, outlet), outlet) for outlet in over.outlets] if len(over.outlets) > 1 else []
    were = "1 article from before it is" if over.early == 1 else f"{over.early:,} articles from before it are"
    begins = f'<p class="nd-when-told">The picture begins in {over.names[0]}; {were} not in it.</p>'
    return (
        f"{show_axis(over.short)}{show_key(kinds)}{begins if over.early else ''}"
        f'<details class="nd-when-list"><summary>The figures as a table</summary>{_table(over)}</details>'
    )


def kind_of(over: OverTime, outlet: str) -> str:
    """Return which colour an outlet has: its place by size, from 1; 0 for the rest."""
    return "0" if outlet == OTHERS else str(over.outlets.index(outlet) + 1)


def _table(over: OverTime) -> str:
    head = "".join(f'<th scope="col">{escape(outlet)}</th>' for outlet in over.outlets)
    named = reversed(list(zip(over.times, over.names, strict=True)))
    rows = "".join(_row(over, time, name) for time, name in named if over.of_time(time))
    return (
        '<div class="nd-figures-table" tabindex="0" role="region" aria-label="Articles over time"><table>'
        f'<thead><tr><th scope="col">Published</th><th scope="col">All</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(over: OverTime, time: str, name: str) -> str:
    cells = "".join(f"<td>{over.counts.get((time, outlet), 0):,}</td>" for outlet in over.outlets)
    return f'<tr><th scope="row">{name}</th><td>{over.of_time(time):,}</td>{cells}</tr>'


def _called(outlet: str, apart: Sequence[str]) -> str:
    return (outlet or NO_OUTLET) if outlet in apart else OTHERS
