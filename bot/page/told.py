"""A spread in words: what the picture of it shows, for whoever reads, listens or has no mouse. HTML, no gradio.

Every day, month or year with articles is a button that asks within it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from bot.period import Period
from bot.spread import Bin, Spread
from bot.stretch import Unit, name_of, short_name, within

__all__ = ["show_axis", "show_key", "show_told"]

AXIS_PLACES = 3  # names under a picture: more do not fit on a phone


def show_told(spread: Spread, bounds: Period | None = None, chosen: Period | None = None) -> str:
    """Return what stands under the picture: its axis, what its colours mean, its figures, and the ways to narrow.

    `bounds` are the days that the question is limited to in any case, `chosen` those chosen from the picture.
    """
    kinds = [("cited", "cited in the answer"), ("told", "not cited")]
    key = show_key(kinds + ([("outside", "not in the days chosen")] if chosen else []))
    starts = [_name(one, spread.unit, short=True) for one in spread.bins]
    return (
        f'{show_axis(starts)}{key}<p class="nd-when-told" role="status">{escape(_summary(spread))}</p>'
        f"{_chosen(chosen)}{_list(spread, bounds)}"
    )


def show_axis(names: Sequence[str]) -> str:
    """Return names for some of the bars of a picture, each at its place; the list has all of them."""
    count = len(names)
    places = sorted({round(number * (count - 1) / (AXIS_PLACES - 1)) for number in range(AXIS_PLACES)}) if count else []
    marks = "".join(f'<span style="left:{(place + 0.5) / count:.2%}">{names[place]}</span>' for place in places)
    return f'<div class="nd-axis" aria-hidden="true"><div>{marks}</div></div>'


def show_key(kinds: Sequence[tuple[str, str]]) -> str:
    """Return what the colours of a picture mean; `data-kind` gives an item its colour."""
    items = "".join(f'<li data-kind="{kind}">{escape(words)}</li>' for kind, words in kinds)
    return f'<ul class="nd-key" aria-hidden="true">{items}</ul>'


def _summary(spread: Spread) -> str:
    dated = spread.articles - spread.undated
    most = max(spread.bins, key=lambda one: one.articles)
    first, last = (_name(one, spread.unit) for one in (spread.bins[0], spread.bins[-1]))
    many = f"{dated:,} articles speak about this, from {first} to {last}"
    peak = f"; most of them in {_name(most, spread.unit)} ({most.articles:,})" if most.articles > 1 else ""
    undated = {0: "", 1: " One more has no date."}.get(spread.undated, f" {spread.undated:,} more have no date.")
    return f"{many}{peak if spread.unit != 'day' else peak.replace(' in ', ' on ')}.{undated}"


def _chosen(chosen: Period | None) -> str:
    if chosen is None:
        return ""
    return (
        f'<p class="nd-when-chosen">Asked within {escape(str(chosen))}. '
        '<button type="button" class="nd-undo">Ask within all of it again</button></p>'
    )


def _list(spread: Spread, bounds: Period | None) -> str:
    """Return the bins that have articles as buttons, a row a year or month."""
    filled = [one for one in spread.bins if one.articles]
    rows = "".join(
        f'<tr><th scope="row">{head}</th><td>{"".join(_button(one, spread.unit, bounds) for one in some)}</td></tr>'
        for head, some in groupby(filled, key=lambda one: _head(one, spread.unit))
    )
    return (
        f'<details class="nd-when-list"><summary>Choose a {spread.unit} from a list</summary>'
        f"<table><tbody>{rows}</tbody></table></details>"
    )


def _button(one: Bin, unit: Unit, bounds: Period | None) -> str:
    span = within([one.period], bounds) or one.period
    noun = " article" if one.articles == 1 else " articles"
    cited = f", {one.cited:,} cited" if one.cited else ""
    head = _head(one, unit)
    return (
        f'<button type="button" data-since="{span.since}" data-until="{span.until}" data-cited="{one.cited}">'
        f"{_unseen('Ask within ')}{_name(one, unit, short=True).split()[0]}{_unseen(f' {head}:' if head else ':')} "
        f"<b>{one.articles:,}</b>{_unseen(noun + cited)}</button>"
    )


def _unseen(words: str) -> str:
    """Return words for whoever listens: beside the others they would only be in the way."""
    return f'<span class="nd-hidden">{words}</span>'


def _head(one: Bin, unit: Unit) -> str:
    start = one.period.since
    return "" if start is None or unit == "year" else name_of(start, "month" if unit == "day" else "year")


def _name(one: Bin, unit: Unit, *, short: bool = False) -> str:
    start = one.period.since
    return (short_name if short else name_of)(start, unit) if start else ""
