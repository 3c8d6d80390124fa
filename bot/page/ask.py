"""The tab "Ask": the conversation on the left, the source of a quote on the right.

What is shown is made in `chat.py`, `answering.py` and `sources.py`; here it is wired to the visitor's doings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.chatbot import Chatbot
from bot.page.answering import Exchanges, Wish, ask, ask_again
from bot.page.chat import show_exchanges, show_welcome
from bot.page.examples import Examples
from bot.page.front import ASKING, QUIET, gr, script
from bot.page.sources import NO_SOURCE, show_source

__all__ = ["AskTab"]

# Two native date boxes; the first and the last day are the component's value, empty if open.
DAYS = (
    '<div class="nd-days"><label>From date <input type="date" value="${value.since}"></label>'
    '<label>To date <input type="date" value="${value.until}"></label></div>'
)
Days = dict[str, str]


@dataclass(frozen=True, slots=True)
class Parts:
    """Hold what the tab is made of."""

    welcome: gr.HTML
    chat: gr.HTML
    sources: gr.HTML
    box: gr.Textbox
    send: gr.Button
    anew: gr.Button
    days: gr.HTML
    outlets: gr.Dropdown
    exchanges: gr.State


class AskTab:
    """Lay the tab out where it is made, and answer its events."""

    def __init__(self, chatbot: Chatbot, examples: Examples) -> None:
        self._chatbot = chatbot
        self._examples = examples
        self.parts = _lay_out()
        self._wire()

    @property
    def fresh(self) -> list[Any]:
        """Return the parts that `refresh` fills anew."""
        return [self.parts.welcome, self.parts.outlets]

    def refresh(self) -> Iterator[tuple[str, Any]]:
        """Yield the empty state and the outlets to choose from; the questions to try follow once found."""
        archive = self._chatbot.archive
        choices = gr.Dropdown(choices=[name for name, _ in archive.outlets() if name])
        ready = self._examples.ready()
        yield show_welcome(archive, ready), choices
        if ready is None and not archive.is_empty():
            yield show_welcome(archive, self._examples.wait()), choices

    def _wire(self) -> None:
        parts = self.parts
        inputs = [parts.exchanges, parts.days, parts.outlets]
        outputs = [parts.box, parts.exchanges, parts.chat, parts.sources]
        options = {**QUIET, **ASKING}
        asking = [
            parts.box.submit(self._ask, [parts.box, *inputs], outputs, **options),
            parts.send.click(self._ask, [parts.box, *inputs], outputs, **options),
            parts.chat.example(self._ask_example, inputs, outputs, **options),
            parts.welcome.example(self._ask_example, inputs, outputs, **options),
        ]
        parts.chat.cite(self._open, [parts.exchanges], [parts.sources], trigger_mode="always_last", **QUIET)
        asking.append(parts.chat.again(self._ask_again, inputs, outputs, **options))
        anew = [parts.exchanges, parts.chat, parts.sources]
        parts.anew.click(lambda: ((), show_exchanges(()), NO_SOURCE), None, anew, cancels=asking, **QUIET)

    def _ask(self, question: str, exchanges: Exchanges, days: Days, outlets: list[str]) -> Iterator[Any]:
        """Yield the cleared box, the conversation, its HTML and the first source, while they come."""
        if not question.strip():
            yield gr.skip()
            return
        yield from self._show(ask(self._chatbot, _wish(question, days, outlets), exchanges))

    def _ask_example(self, exchanges: Exchanges, days: Days, outlets: list[str], event: gr.EventData) -> Iterator[Any]:
        yield from self._ask(str(event.question), exchanges, days, outlets)

    def _ask_again(self, exchanges: Exchanges, days: Days, outlets: list[str], event: gr.EventData) -> Iterator[Any]:
        """Yield the same while a question is asked as the visitor has changed it."""
        wish = _wish(str(event.words), days, outlets)
        yield from self._show(ask_again(self._chatbot, wish, exchanges, int(event.turn), str(event.change)))

    def _show(self, conversations: Iterator[Exchanges]) -> Iterator[Any]:
        with self._examples.held():
            for now in conversations:
                waiting = not (now[-1].answer or now[-1].notice)
                yield "" if waiting else gr.skip(), now, show_exchanges(now), self._first_source(now)

    def _first_source(self, exchanges: Exchanges) -> Any:
        """Return the source of the newest answer's first quote; what was shown stays until there is an answer."""
        answer = exchanges[-1].answer
        if answer is None:
            return gr.skip()
        if not answer.quotes or not (answer.found or answer.reply):
            return NO_SOURCE
        return show_source(self._chatbot.archive, answer, 0, f"turn-{len(exchanges)}")

    def _open(self, exchanges: Exchanges, event: gr.EventData) -> str:
        """Return the source of the quote whose number was chosen."""
        turn = int(event.turn)
        answer = exchanges[turn].answer if 0 <= turn < len(exchanges) else None
        return show_source(self._chatbot.archive, answer, int(event.quote), str(event.at)) if answer else NO_SOURCE


def _lay_out() -> Parts:
    with gr.Row(elem_id="nd-columns"):
        with gr.Column(elem_id="nd-talk"):
            with gr.Column(elem_id="nd-chat"):
                welcome = _html("nd-hello", "chat.js", "")
                chat = _html("nd-conversation", "chat.js", show_exchanges(()))
            box, send = _composer()
            with gr.Row(elem_id="nd-below"):
                days, outlets = _filters()
                anew = gr.Button("New conversation", elem_id="nd-anew", scale=0)
        sources = _html("nd-sources", "sources.js", NO_SOURCE)
    return Parts(welcome, chat, sources, box, send, anew, days, outlets, gr.State(()))


def _html(name: str, behaviour: str, value: str) -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=script(behaviour), apply_default_css=False)


def _composer() -> tuple[gr.Textbox, gr.Button]:
    with gr.Row(elem_id="nd-composer"):
        box = gr.Textbox(
            placeholder="Ask the articles …", label="Your question", show_label=False, container=False,
            lines=1, max_lines=6, max_length=2000, autofocus=True, elem_id="nd-question", scale=1,
        )  # fmt: skip
        send = gr.Button("Ask", variant="primary", elem_id="nd-send", scale=0, min_width=84)
    return box, send


def _filters() -> tuple[gr.HTML, gr.Dropdown]:
    with gr.Accordion("Filters: dates and outlets", open=False, elem_id="nd-filters"), gr.Row():
        days = gr.HTML(
            {"since": "", "until": "", "today": ""},
            html_template=DAYS,
            elem_id="nd-days",
            js_on_load=script("days.js"),
            apply_default_css=False,
        )
        outlets = gr.Dropdown(label="Outlets", multiselect=True, choices=[], elem_id="nd-outlets", min_width=220)
    return days, outlets


def _wish(question: str, days: Days, outlets: list[str] | None) -> Wish:
    """Return what a visitor wants to know, with the filters and the day that the visitor's browser sent."""
    since, until = str(days.get("since") or ""), str(days.get("until") or "")
    chosen = (since, until) if since or until else None
    return Wish(question, chosen, tuple(outlets) if outlets else None, str(days.get("today") or ""))
