"""gradio, imported with its telemetry off, and what every part of the page needs of it."""

from __future__ import annotations

import os
from importlib import resources
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # gradio reads it when it is imported
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import gradio as gr
from gradio.context import LocalContext

__all__ = ["ASKING", "QUIET", "gr", "request_now", "script", "session_now", "theme"]

# Every event of the page: no spinner over the text, no entry in a public API.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
# Questions of different visitors and programs at once; more would only share the same cores.
ASKING: dict[str, Any] = {"concurrency_limit": 4, "concurrency_id": "ask"}

SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "monospace")


def request_now() -> dict[str, Any]:
    """Return the scope of the request that is being answered; empty outside of one."""
    request = LocalContext.request.get(None)
    return request.request.scope if request is not None else {}


def session_now() -> str:
    """Return what tells one opened page from another in the event that is being answered; "" outside of one."""
    request = LocalContext.request.get(None)
    return str(request.session_hash or "") if request is not None else ""


def script(name: str) -> str:
    """Return the text of a file that lies beside this one."""
    return resources.files("bot.page").joinpath(name).read_text("utf-8")


def theme() -> Any:
    """Return a theme of fonts that every system has, so that none is fetched; the colours stand in `style.css`."""
    return gr.themes.Base(font=list(SANS), font_mono=list(MONO), radius_size="sm", spacing_size="md")
