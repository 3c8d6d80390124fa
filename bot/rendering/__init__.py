"""Rendering: an Answer as JSON, plain text, Markdown and HTML, and as a file to keep. Only shown, never changed."""

from bot.rendering.as_html import answer_as_html
from bot.rendering.as_json import answer_as_json, article_as_json, passage_as_json
from bot.rendering.as_markdown import answer_as_markdown
from bot.rendering.as_text import answer_as_text, print_answer
from bot.rendering.dossier import FORMATS, make_dossier

__all__ = [
    "FORMATS",
    "answer_as_html",
    "answer_as_json",
    "answer_as_markdown",
    "answer_as_text",
    "article_as_json",
    "make_dossier",
    "passage_as_json",
    "print_answer",
]
