"""What the tab "Ask" is made of, laid out where it is called."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chatbot import Chatbot
from bot.page.chat import show_exchanges
from bot.page.front import gr, script
from bot.page.picture import Picture
from bot.page.sources import NO_SOURCE

__all__ = ["Parts", "lay_out_ask"]

# Two native date boxes; the first and the last day are the component's value, empty if open. The value is not part of
# the template: drawn anew, the boxes would lose what was typed into them meanwhile.
DAYS = (
    '<div class="nd-days"><label>From date <input type="date"></label><label>To date <input type="date"></label></div>'
)


@dataclass(frozen=True, slots=True)
class Parts:
    """Hold what the tab is made of.

    `sent` is the question that was sent last; `talk` the number under which the conversation is kept, None: not yet.
    """

    welcome: gr.HTML
    chat: gr.HTML
    sources: gr.HTML
    box: gr.Textbox
    sent: gr.Textbox
    send: gr.Button
    anew: gr.Button
    days: gr.HTML
    outlets: gr.Dropdown
    exchanges: gr.State
    talk: gr.State
    visitor: gr.BrowserState
    saved: gr.HTML
    picture: Picture
    onward: gr.HTML


def lay_out_ask(chatbot: Chatbot) -> Parts:
    """Return the parts of the tab, with nothing wired to them."""
    with gr.Row(elem_id="nd-columns"):
        with gr.Column(elem_id="nd-talk"):
            with gr.Column(elem_id="nd-chat"):
                welcome = _html("nd-hello", "chat.js", "")
                chat = _html("nd-conversation", "chat.js", show_exchanges(()))
                picture = Picture(chatbot)
            box, sent, send = _composer()
            with gr.Row(elem_id="nd-below"):
                days, outlets = _filters()
                anew = gr.Button("New conversation", elem_id="nd-anew", scale=0)
        sources = _html("nd-sources", "sources.js", NO_SOURCE)
    visitor = gr.BrowserState("", storage_key="newsdesk-visitor", secret="newsdesk")  # the same after a restart
    states = (gr.State(()), gr.State(None), visitor, _html("nd-saved", "saving.js", ""), picture)
    onward = _html("nd-onward", "onward.js", "")
    return Parts(welcome, chat, sources, box, sent, send, anew, days, outlets, *states, onward)


def _html(name: str, behaviour: str, value: str) -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=script(behaviour), apply_default_css=False)


def _composer() -> tuple[gr.Textbox, gr.Textbox, gr.Button]:
    with gr.Row(elem_id="nd-composer"):
        box = gr.Textbox(
            placeholder="Ask the articles …", label="Your question", show_label=False, container=False,
            lines=1, max_lines=6, max_length=2000, autofocus=True, elem_id="nd-question", scale=1,
        )  # fmt: skip
        send = gr.Button("Ask", variant="primary", elem_id="nd-send", scale=0, min_width=84)
    return box, gr.Textbox(visible=False), send


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
