"""Saving: answers as a file that the browser keeps; nothing is written on the server. No gradio here."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from datetime import date
from html import escape

from bot.answer import Answer
from bot.rendering import FORMATS, make_dossier

__all__ = ["file_of"]

LONGEST_NAME = 60


def file_of(answers: Sequence[Answer], title: str, kind: str, today: str | None) -> str:
    """Return the file as HTML that `saving.js` makes a download of; "" for a kind that there is not."""
    if kind not in FORMATS:
        return ""
    text = make_dossier(answers, kind, title, date.fromisoformat(today) if today else date.today())
    name = re.sub(r"[^\w]+", "-", title.lower())[:LONGEST_NAME].strip("-") or "answer"
    return (
        f'<textarea hidden data-name="{escape(name)}.{kind}" data-type="{FORMATS[kind][0]}" '
        f'data-at="{time.monotonic_ns()}">\n{escape(text)}</textarea>'
    )
