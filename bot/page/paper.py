"""Paper: an article's own words as HTML, with what is quoted marked where it stands. No gradio here.

Every word of an article passes through `html.escape`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from itertools import pairwise

from bot.answer import Span
from corpus import dates

__all__ = ["Layer", "marked_text", "say_day"]

_PARAGRAPH = re.compile(r"[^\s][^\n]*")

# What a span of the text is marked as; a later layer lies on an earlier one.
Layer = tuple[Span, str]


def say_day(day: date | None) -> str:
    """Return a day as a reader says it, or that it is unknown.

    >>> say_day(date(2024, 9, 17))
    '17 September 2024'
    """
    return dates.say_day(day) if day else "Date unknown"


def marked_text(text: str, layers: Sequence[Layer]) -> str:
    """Return a text as paragraphs, its spans marked as their layers say."""
    return "".join(
        f"<p>{''.join(_pieces(text, paragraph.span(), layers))}</p>" for paragraph in _PARAGRAPH.finditer(text)
    )


def _pieces(text: str, paragraph: Span, layers: Sequence[Layer]) -> Iterator[str]:
    """Yield a paragraph cut wherever a layer begins or ends, each piece marked by its uppermost layer."""
    first, last = paragraph
    edges = {first, last, *(edge for span, _ in layers for edge in span if first < edge < last)}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        kinds = [kind for span, kind in layers if span[0] <= start and end <= span[1]]
        words = escape(text[start:end])
        yield f'<mark class="{kinds[-1]}">{words}</mark>' if kinds else words
