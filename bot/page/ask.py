"""The tab "Ask": the conversation on the left, the source of a quote on the right.

What is shown is made in `chat.py`, `answering.py` and `sources.py`; here it is wired to the visitor's doings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.chatbot import Chatbot
from bot.keeping import rate
from bot.page.answering import Exchanges, Wish, ask, ask_again
from bot.page.chat import show_exchanges, show_welcome, still_standing
from bot.page.examples import Examples
from bot.page.front import ASKING, QUIET, gr, script, session_now
from bot.page.onward import Onward, show_onward
from bot.page.saving import file_of
from bot.page.sources import NO_SOURCE, show_source
from bot.page.visitors import keep_for, owner

__all__ = ["AskTab"]

# Two native date boxes; the first and the last day are the component's value, empty if open.
DAYS = (
    '<div class="nd-days"><label>From date <input type="date" value="${value.since}"></label>'
    '<label>To date <input type="date" value="${value.until}"></label></div>'
)
Days = dict[str, str]


@dataclass(frozen=True, slots=True)
class Parts:
    """Hold what the tab is made of; `talk` is the number under which the conversation is kept, None: not yet."""

    welcome: gr.HTML
    chat: gr.HTML
    sources: gr.HTML
    box: gr.Textbox
    send: gr.Button
    anew: gr.Button
    days: gr.HTML
    outlets: gr.Dropdown
    exchanges: gr.State
    talk: gr.State
    visitor: gr.BrowserState
    saved: gr.HTML
    onward: gr.HTML


class AskTab:
    """Lay the tab out where it is made, and answer its events."""

    def __init__(self, chatbot: Chatbot, examples: Examples) -> None:
        self._chatbot = chatbot
        self._examples = examples
        self._onward = Onward(chatbot, examples)
        self.parts = _lay_out()
        self._wire()

    @property
    def fresh(self) -> list[Any]:
        """Return the parts that `refresh` fills anew."""
        return [self.parts.welcome, self.parts.outlets]

    @property
    def conversation(self) -> list[Any]:
        """Return the parts that show a conversation, in the order of `opened`."""
        return [self.parts.exchanges, self.parts.talk, self.parts.chat, self.parts.sources]

    def opened(self, exchanges: Exchanges, talk: int | None, banner: str = "") -> tuple[Any, ...]:
        """Return the values of these parts for a conversation that was kept."""
        standing = still_standing(exchanges, self._chatbot.archive)
        return standing, talk, banner + show_exchanges(standing), NO_SOURCE

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
        inputs = [parts.exchanges, parts.talk, parts.visitor, parts.days, parts.outlets]
        outputs = [parts.box, parts.exchanges, parts.talk, parts.chat, parts.sources]
        options = {**QUIET, **ASKING}
        asking = [
            parts.box.submit(self._ask, [parts.box, *inputs], outputs, **options),
            parts.send.click(self._ask, [parts.box, *inputs], outputs, **options),
            parts.chat.example(self._ask_example, inputs, outputs, **options),
            parts.welcome.example(self._ask_example, inputs, outputs, **options),
        ]
        parts.chat.cite(self._open, [parts.exchanges], [parts.sources], trigger_mode="always_last", **QUIET)
        asking.append(parts.chat.again(self._ask_again, inputs, outputs, **options))
        anew = [parts.exchanges, parts.talk, parts.chat, parts.sources]
        parts.anew.click(self._start_anew, None, anew, cancels=asking, **QUIET)
        limits = [parts.days, parts.outlets]
        leading = {**QUIET, "trigger_mode": "multiple", "concurrency_limit": None}  # it waits by itself, at no cost
        parts.chat.onward(self._lead_on, [parts.exchanges, *limits], [parts.onward], **leading)
        parts.chat.save(self._save, [parts.exchanges, parts.days], [parts.saved], **QUIET)
        rated = [parts.exchanges, parts.talk, parts.visitor]
        parts.chat.rate(self._rate, rated, [parts.exchanges, parts.chat], **QUIET)

    def _ask(
        self, question: str, exchanges: Exchanges, talk: int | None, visitor: str, days: Days, outlets: list[str]
    ) -> Iterator[Any]:
        """Yield the cleared box, the conversation, its number and HTML, and the first source, while they come."""
        if not question.strip():
            yield gr.skip()
            return
        wish = _wish(question, days, outlets)
        yield from self._show(ask(self._chatbot, wish, exchanges), talk, visitor)

    def _ask_example(
        self, exchanges: Exchanges, talk: int | None, visitor: str, days: Days, outlets: list[str], event: gr.EventData
    ) -> Iterator[Any]:
        yield from self._ask(str(event.question), exchanges, talk, visitor, days, outlets)

    def _ask_again(
        self, exchanges: Exchanges, talk: int | None, visitor: str, days: Days, outlets: list[str], event: gr.EventData
    ) -> Iterator[Any]:
        """Yield the same while a question is asked as the visitor has changed it."""
        wish = _wish(str(event.words), days, outlets)
        changed = ask_again(self._chatbot, wish, exchanges, int(event.turn), str(event.change))
        yield from self._show(changed, talk, visitor)

    def _show(self, conversations: Iterator[Exchanges], talk: int | None, visitor: str) -> Iterator[Any]:
        self._onward.stop(session_now())
        with self._examples.held():
            for now in conversations:
                waiting = not (now[-1].answer or now[-1].notice)
                if not waiting:
                    talk = keep_for(self._chatbot.archive, visitor, talk, now)
                yield "" if waiting else gr.skip(), now, talk, show_exchanges(now), self._first_source(now)

    def _start_anew(self) -> tuple[Any, ...]:
        """Return a conversation in which nothing was asked yet."""
        self._onward.stop(session_now())
        return (), None, show_exchanges(()), NO_SOURCE

    async def _lead_on(self, exchanges: Exchanges, days: Days, outlets: list[str], event: gr.EventData) -> str:
        """Return what could be asked after the newest answer, if it is still the newest."""
        turn = int(event.turn)
        if turn != len(exchanges) - 1:
            return ""
        asked = exchanges[turn].question
        wish = _wish(asked, days, outlets)
        return show_onward(turn, asked, await self._onward.questions(session_now(), exchanges, wish))

    def _save(self, exchanges: Exchanges, days: Days, event: gr.EventData) -> Any:
        """Return one answer as a file for the browser to keep."""
        turn = int(event.turn)
        answer = exchanges[turn].answer if 0 <= turn < len(exchanges) else None
        return file_of([answer], answer.question, str(event.kind), days.get("today")) if answer else gr.skip()

    def _rate(self, exchanges: Exchanges, talk: int | None, visitor: str, event: gr.EventData) -> tuple[Any, Any]:
        """Keep what the visitor thinks of an answer, and return the conversation with it."""
        turn = int(event.turn)
        if not 0 <= turn < len(exchanges):
            return gr.skip(), gr.skip()
        rated = replace(exchanges[turn], verdict=str(event.verdict))
        now = (*exchanges[:turn], rated, *exchanges[turn + 1 :])
        rate(self._chatbot.archive, owner(visitor), rated, str(event.reason))
        keep_for(self._chatbot.archive, visitor, talk, now)
        return now, show_exchanges(now)

    def _first_source(self, exchanges: Exchanges) -> Any:
        """Return the source of the newest answer's first quote; what was shown stays until there is an answer."""
        answer = exchanges[-1].answer
        if answer is None:
            return gr.skip()
        if not answer.quotes or not (answer.found or answer.reply):
            return NO_SOURCE
        return show_source(self._chatbot.archive, answer, 0, f"turn-{len(exchanges)}", len(exchanges) - 1)

    def _open(self, exchanges: Exchanges, event: gr.EventData) -> str:
        """Return the source of the quote whose number was chosen."""
        turn = int(event.turn)
        answer = exchanges[turn].answer if 0 <= turn < len(exchanges) else None
        if answer is None:
            return NO_SOURCE
        return show_source(self._chatbot.archive, answer, int(event.quote), str(event.at), turn)


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
    visitor = gr.BrowserState("", storage_key="newsdesk-visitor", secret="newsdesk")  # the same after a restart
    states = (gr.State(()), gr.State(None), visitor, _html("nd-saved", "saving.js", ""))
    onward = _html("nd-onward", "onward.js", "")
    return Parts(welcome, chat, sources, box, send, anew, days, outlets, *states, onward)


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
