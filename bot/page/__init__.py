"""The page in the browser: chat, sources, library. The only door to gradio, imported when a page is built.

`page.py` lays it out; `ask.py` and `library.py` are its two tabs; the files without gradio turn things into HTML.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from bot.chatbot import Chatbot
from bot.page.rules import USUAL, Rules

if TYPE_CHECKING:
    from bot.page.page import Page

__all__ = ["build_page", "launch_page"]

_log = logging.getLogger("newsdesk.page")


def build_page(chatbot: Chatbot) -> Page:
    """Return the page over a chatbot, ready to answer: encoder and gradio are loaded side by side."""
    warming = threading.Thread(target=_warm, args=(chatbot,), name="newsdesk-warm", daemon=True)
    warming.start()
    from bot.page.page import lay_out

    page = lay_out(chatbot)
    warming.join()  # a page that is up answers at once; without this, the first visitor would wait
    return page


def launch_page(
    page: Page, *, host: str = "127.0.0.1", port: int | None = None, open_browser: bool = False, rules: Rules = USUAL
) -> None:
    """Serve a page until it is interrupted; print its address once it is up. Without a port, take a free one."""
    from bot.page.serving import serve

    serve(page, host, port, open_browser, rules)


def _warm(chatbot: Chatbot) -> None:
    """Load the encoder and ask once, so that the first visitor's question finds everything in memory."""
    try:
        chatbot.encoder.encode_document(["The first sentence takes longest."])
        chatbot.ask("What happened?")
    except Exception:  # whoever asks first is told; here it only cost the head start
        _log.warning("The encoder could not be made ready ahead of the first question.", exc_info=True)
