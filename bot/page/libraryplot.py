"""The picture in the library: articles over time, by outlet. What it shows stands in `overtime.py`."""

from __future__ import annotations

from typing import Any

from bot.page.front import gr
from bot.page.overtime import OUTLETS_APART, OverTime, count_over_time, kind_of, show_over_time
from bot.page.picture import LEAST_TOP
from corpus.archive import Archive

__all__ = ["LibraryPlot"]

TALL = 190  # pixels
COLOURS = {str(place): f"var(--nd-outlet-{place})" for place in range(OUTLETS_APART + 2)}
# What the bars show stands in the table beneath them, too.
HIDE = """
const hide = () => document.querySelector('#nd-printed-bars')?.setAttribute('aria-hidden', 'true');
hide();
watch('value', hide);
"""


class LibraryPlot:
    """Lay the picture out where it is made, and say what it shows."""

    def __init__(self) -> None:
        with gr.Column(elem_id="nd-printed", visible=False) as self._frame:
            gr.HTML('<h3 class="nd-label">Articles over time</h3>', apply_default_css=False, js_on_load=None)
            self._bars = gr.BarPlot(
                x="when", y="articles", color="by size", color_map=COLOURS, colors_in_legend=[], tooltip=["outlet"],
                x_axis_labels_visible=False, x_title="when", y_title="articles", y_axis_format="~s",
                height=TALL, container=False, elem_id="nd-printed-bars",
            )  # fmt: skip
            self._words = gr.HTML("", elem_id="nd-printed-words", apply_default_css=False, js_on_load=HIDE)

    @property
    def outputs(self) -> list[Any]:
        """Return the parts that `draw` fills."""
        return [self._frame, self._bars, self._words]

    @property
    def scaled(self) -> list[Any]:
        """Return the parts that `settle` fills."""
        return [self._bars]

    def draw(self, archive: Archive) -> tuple[Any, ...]:
        """Return the picture of what an archive has; none where all of it is of one day."""
        over = count_over_time(archive)
        if over is None:
            return gr.Column(visible=False), gr.skip(), gr.skip()
        return gr.Column(visible=True), gr.BarPlot(_frame_of(over)), show_over_time(over)

    def settle(self, archive: Archive) -> Any:
        """Return its scale; an event of its own, for gradio draws anew with the figures from before."""
        over = count_over_time(archive)
        return gr.BarPlot(y_lim=[0, max(LEAST_TOP, *map(over.of_time, over.times))]) if over else gr.skip()


def _frame_of(over: OverTime) -> Any:
    """Return a row for every bar and outlet; a time without articles keeps its place, the first has all outlets."""
    import pandas

    first = [(over.times[0], 0, kind_of(over, outlet), outlet) for outlet in over.outlets]
    rows = [
        (time, count, kind_of(over, outlet), outlet)
        for time in over.times
        for outlet in over.outlets
        if (count := over.counts.get((time, outlet), 0)) or outlet == over.outlets[0]
    ]
    return pandas.DataFrame([*first, *rows], columns=["when", "articles", "by size", "outlet"])
