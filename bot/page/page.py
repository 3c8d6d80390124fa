"""The whole page: masthead, the two tabs, and what is done when a visitor comes."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Awaitable, Callable
from functools import partial
from html import escape
from typing import Any

from bot.chatbot import Chatbot
from bot.page.ask import AskTab
from bot.page.examples import Examples
from bot.page.front import ASKING, QUIET, gr, script
from bot.page.gate import user_of, visitor_of
from bot.page.library import LibraryTab
from bot.page.limits import Limits, TooOften
from bot.page.programs import Programs
from bot.page.rules import USUAL
from bot.page.talks import TalksTab
from bot.page.turns import Turns

__all__ = ["TITLE", "Page", "lay_out"]

TITLE = "Newsdesk"
UPLOADS_KEPT = (3600, 86_400)  # look every hour for uploads that nobody added, and delete those a day old
READERS_MAY = ("refresh", "settle", "look", "list_articles", "_turn")  # of the library's events: looking
IN_TURN = ("_ask", "_ask_example", "_ask_again", "_narrow", "_undo", "_rate")  # what goes on from the conversation
# The visitor's own day goes along from the first question on; `days.js` runs only once the filters are opened.
TODAY = "(days) => ({ ...days, today: new Date().toLocaleDateString('sv') })"
FOR_EDITORS = "Only editors can change the library. Ask whoever runs this page."


class Page(gr.Blocks):  # type: ignore[misc]  # gradio has no types
    """Hold the page over a chatbot; every event of it, whoever sends it and how, passes `process_api`."""

    def __init__(self, chatbot: Chatbot) -> None:
        self.chatbot = chatbot
        self.limits = Limits()
        self.conversation: gr.State
        self._turns = Turns()
        self.rules = USUAL
        self.library: LibraryTab
        self.for_editors: frozenset[int] = frozenset()
        self.programs: Programs
        super().__init__(title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=UPLOADS_KEPT)

    async def process_api(
        self, block_fn: Any, *values: Any, request: Any = None, iterator: Any = None, **named: Any
    ) -> Any:
        """Answer an event, if whoever sent it may do this, and not too often, when it is its turn."""
        event = self.fns[block_fn] if isinstance(block_fn, int) else block_fn
        scope = request.request.scope if request is not None else {}
        user = user_of(scope)
        if user and not user.is_editor and event._id in self.for_editors:
            raise gr.Error(FOR_EDITORS, print_exception=False)
        if iterator is None and event.concurrency_id == ASKING["concurrency_id"]:
            try:
                self.limits.count_question(visitor_of(scope))
            except TooOften as error:
                raise gr.Error(str(error), print_exception=False) from None
        answer = partial(super().process_api, block_fn, *values, request=request, iterator=iterator, **named)
        page, number = named.get("state"), named.get("event_id")
        if page is None or number is None or self.conversation not in event.outputs:
            return await answer()
        if event.fn.__name__ not in IN_TURN:
            self._turns.forget(page)  # another conversation is shown: what was asked in the last one is cancelled
            return await answer()
        return await self._in_turn(page, number, answer, is_new=iterator is None)

    async def _in_turn(self, page: Any, number: str, answer: Callable[[], Awaitable[Any]], *, is_new: bool) -> Any:
        """Return the next part of an event's answer; its turn ends with the last part."""
        if is_new:
            await self._turns.begin(page, number)
        goes_on = False
        try:
            output = await answer()
            goes_on = output["is_generating"]
            return output
        finally:
            if not goes_on:
                self._turns.end(number)


def lay_out(chatbot: Chatbot) -> Page:
    """Return the page over a chatbot, ready to be served."""
    examples = Examples(chatbot)
    threading.Thread(target=examples.wait, name="newsdesk-examples", daemon=True).start()
    page = Page(chatbot)
    with page:
        head = gr.HTML(_masthead(None), elem_id="nd-head", apply_default_css=False, js_on_load=script("naming.js"))
        with gr.Tabs(elem_id="nd-tabs") as tabs:
            with gr.Tab("Ask", id="ask"):
                ask = AskTab(chatbot, examples)
                page.conversation = ask.parts.exchanges
            with gr.Tab("Conversations", id="talks") as drawer:
                talks = TalksTab(chatbot, ask, tabs, drawer.select)
            before = set(page.fns)
            with gr.Tab("Library", id="library") as shelf:
                library = page.library = LibraryTab(chatbot, lambda: page.rules, shelf.select)
            page.for_editors = frozenset(
                number
                for number in set(page.fns) - before
                if getattr(page.fns[number].fn, "__name__", "") not in READERS_MAY
            )
        ask.parts.welcome.library(lambda: gr.Tabs(selected="library"), None, [tabs], **QUIET)
        page.programs = Programs(chatbot, lambda visitor: page.limits.count_question(visitor), examples.held)
        page.load(_number, [ask.parts.visitor], [ask.parts.visitor], **QUIET, concurrency_limit=None)
        ask.draw_after(talks.opened)
        page.load(talks.open_link, None, ask.conversation, **QUIET, concurrency_limit=None)
        page.load(_greet, None, [head], **QUIET, concurrency_limit=None)
        page.load(ask.refresh, None, ask.fresh, **QUIET, concurrency_limit=None)
        page.load(None, [ask.parts.days], [ask.parts.days], js=TODAY, **QUIET)
        shelf.select(library.look, None, library.live, **QUIET)
        library.parts.finished.change(ask.refresh, None, ask.fresh, **QUIET, concurrency_limit=None)
    return page


def _number(known: str | None) -> str:
    """Return what a browser is known by: what it has kept, or something new that nobody can guess."""
    return known or secrets.token_urlsafe(16)


def _greet(request: gr.Request) -> Any:
    """Return the masthead with the visitor's name, where there are users."""
    user = user_of(request.request.scope)
    return _masthead((user.name, user.role)) if user else gr.skip()


def _masthead(user: tuple[str, str] | None) -> str:
    who = (
        f'<form class="nd-user" method="post" action="/logout"><span dir="auto">{escape(user[0])}</span>'
        "<button>Sign out</button></form>"
        if user
        else ""
    )
    role = user[1] if user else "editor"
    return (
        f'<header class="nd-masthead" data-role="{role}"><h1>Newsdesk</h1>'
        f"<p>Ask your articles. Get the quotes.</p>{who}</header>"
    )
