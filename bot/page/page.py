"""The whole page: masthead, the two tabs, and what is done when a visitor comes."""

from __future__ import annotations

import threading

from bot.chatbot import Chatbot
from bot.page.ask import AskTab
from bot.page.examples import Examples
from bot.page.front import QUIET, gr
from bot.page.library import LibraryTab
from bot.page.programs import Programs

__all__ = ["TITLE", "lay_out"]

TITLE = "Newsdesk"
UPLOADS_KEPT = (3600, 86_400)  # look every hour for uploads that nobody added, and delete those a day old
MASTHEAD = '<header class="nd-masthead"><h1>Newsdesk</h1><p>Ask your articles. Get the quotes.</p></header>'


def lay_out(chatbot: Chatbot) -> gr.Blocks:
    """Return the page over a chatbot, ready to be served."""
    examples = Examples(chatbot)
    threading.Thread(target=examples.wait, name="newsdesk-examples", daemon=True).start()
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=UPLOADS_KEPT) as page:
        gr.HTML(MASTHEAD, elem_id="nd-head", apply_default_css=False, js_on_load=None)
        with gr.Tabs(elem_id="nd-tabs") as tabs:
            with gr.Tab("Ask", id="ask"):
                ask = AskTab(chatbot, examples)
            with gr.Tab("Library", id="library") as shelf:
                library = LibraryTab(chatbot)
        ask.parts.welcome.library(lambda: gr.Tabs(selected="library"), None, [tabs], **QUIET)
        page.programs = Programs(chatbot)
        page.load(ask.refresh, None, ask.fresh, **QUIET, concurrency_limit=None)
        shelf.select(library.refresh, library.view, library.fresh, **QUIET)
        for change in library.changes:
            change.then(ask.refresh, None, ask.fresh, **QUIET, concurrency_limit=None)
    return page
