"""The picture under an answer: when the archive speaks about the question, and the way to ask within a part of it.

The figures come from `bot/spread.py`, the words from `told.py`; here they are drawn and wired to the visitor's doings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.chatbot import Chatbot
from bot.page.answering import Exchanges
from bot.page.front import gr, script
from bot.page.told import show_told
from bot.period import Period, read_day
from bot.spread import Bin, Spread, Telling, is_told, spread_out, when_told
from bot.stretch import LETTERS, within

__all__ = ["LEAST_TOP", "Drawn", "Picture", "chosen_days", "frame_of"]

TALL = 128  # pixels: some four steps on the axis, no more than two lines of text less of the answer
LEAST_TOP = 3  # of the axis: below, it would have halves of articles
CITED, TOLD, OUTSIDE = KINDS = ("cited", "not cited", "not in the days chosen")
COLOURS = dict(zip(KINDS, ("var(--nd-accent)", "var(--nd-told)", "var(--nd-outside)"), strict=True))


@dataclass(frozen=True, slots=True)
class Drawn:
    """Hold what a visitor has before them: the question, its limits, the articles, and the days chosen from them.

    `bounds` are the days that were searched before any were chosen from the picture; None: all.
    """

    question: str
    outlets: tuple[str, ...]
    bounds: Period | None
    tellings: tuple[Telling, ...]
    chosen: Period | None = None

    @property
    def searched(self) -> Period | None:
        """Return the days that the question is asked within."""
        return self.chosen or self.bounds


class Picture:
    """Lay the picture out where it is made, and say what it shows after an answer."""

    def __init__(self, chatbot: Chatbot) -> None:
        self._chatbot = chatbot
        with gr.Column(elem_id="nd-picture"):
            self._frame = gr.Accordion("When the archive speaks about this", open=True, visible=False)
            with self._frame:
                self.bars = gr.BarPlot(
                    x="when", y="articles", color="which", color_map=COLOURS, colors_in_legend=[],
                    x_axis_labels_visible=False, x_title="when", y_title="articles", y_axis_format="d", height=TALL,
                    tooltip="axis", container=False, elem_id="nd-when",
                )  # fmt: skip
                self.words = gr.HTML(
                    "", elem_id="nd-when-words", js_on_load=script("picture.js"), apply_default_css=False
                )
        self.drawn = gr.State(None)

    @property
    def outputs(self) -> list[Any]:
        """Return the parts that `draw` fills."""
        return [self.drawn, self._frame, self.bars, self.words]

    def draw(self, exchanges: Exchanges, drawn: Drawn | None) -> tuple[Any, ...]:
        """Return the picture of the newest answer; one that was asked within a part of it keeps the whole in view."""
        answer = exchanges[-1].answer if exchanges else None
        if answer is None:
            return None, gr.Accordion(visible=False), gr.skip(), gr.skip()
        asked = (answer.understood, answer.outlets, answer.period)
        if drawn is None or asked != (drawn.question, drawn.outlets, drawn.searched):
            told = when_told(self._chatbot, answer, answer.period) if is_told(answer) else ()
            drawn = Drawn(answer.understood, answer.outlets, answer.period, told)
        spread = spread_out(drawn.tellings, answer.cited_keys)
        if spread is None:
            return None, gr.Accordion(visible=False), gr.skip(), gr.skip()
        bars = gr.BarPlot(frame_of(spread, drawn.chosen))
        return drawn, gr.Accordion(visible=True), bars, show_told(spread, drawn.bounds, drawn.chosen)

    def settle(self, drawn: Drawn | None) -> Any:
        """Return the scale of what is drawn; an event of its own, for gradio draws anew with the figures from before.

        Where the title changes, the brush that the visitor drew goes: the colours show what is chosen.
        """
        spread = spread_out(drawn.tellings) if drawn else None
        if drawn is None or spread is None:
            return gr.skip()
        most = max(LEAST_TOP, *(one.articles for one in spread.bins))
        return gr.BarPlot(y_lim=[0, most], x_title="when " if drawn.chosen else "when")


def frame_of(spread: Spread, chosen: Period | None) -> Any:
    """Return a row for every bar and colour, in order of time.

    The first bar has every colour: the page takes the colours of what it draws first, and keeps them.
    """
    import pandas

    rows = [row for one in spread.bins for row in _rows(one, _name(one, spread), chosen)]
    every = [(rows[0][0], 0, kind) for kind in KINDS]
    return pandas.DataFrame([*every, *rows], columns=["when", "articles", "which"])


def chosen_days(drawn: Drawn | None, event: Mapping[str, Any] | None) -> Period | None:
    """Return the days that an event names, within what was searched; None if it names none.

    A brush names the bars that it covers, a button of the list the first and the last day.
    """
    spread = spread_out(drawn.tellings) if drawn else None
    if drawn is None or spread is None or not event:
        return None
    if "since" in event:
        return within([Period(read_day(event["since"], "since"), read_day(event.get("until"), "until"))], drawn.bounds)
    names = event.get("value")
    wanted = set(names) if isinstance(names, list) else set()
    return within([one.period for one in spread.bins if _name(one, spread) in wanted], drawn.bounds)


def _rows(one: Bin, name: str, chosen: Period | None) -> list[tuple[str, int, str]]:
    """Return how high a bar is in each of its colours; an empty one keeps its place."""
    inside = chosen is None or within([one.period], chosen) is not None
    parts = ((one.articles - one.cited, TOLD), (one.cited, CITED)) if inside else ((one.articles, OUTSIDE),)
    return [(name, count, kind) for count, kind in parts if count] or [(name, 0, TOLD)]


def _name(one: Bin, spread: Spread) -> str:
    """Return what a bar is called: 2024-05 for May, for bars stand in order of the alphabet."""
    return one.period.since.isoformat()[: LETTERS[spread.unit]] if one.period.since else ""
