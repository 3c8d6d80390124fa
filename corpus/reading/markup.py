"""strip_markup: HTML that stands in a field becomes text.

Only elements that HTML knows are taken out, so `<3` and `x < y` stay. Whole pages are for `webpage.py`.
"""

from __future__ import annotations

import html
import re

__all__ = ["strip_markup"]

BLOCKS = (
    "address|article|aside|blockquote|body|center|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|head"
    "|header|hr|html|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
INLINE = (
    "a|abbr|b|bdi|bdo|big|button|cite|code|del|dfn|em|embed|font|i|iframe|img|input|ins|kbd|label|link|mark"
    "|meta|object|param|picture|q|s|samp|small|source|span|strike|strong|sub|sup|time|tt|u|var|video|audio"
)
REST = r"(?:\s[^<>]*|/)?>"  # attributes; a "<" inside them means a broken tag, which stays as text

FIRST_SIGN = re.compile(rf"</?(?:{BLOCKS}|{INLINE}|br){REST}", re.IGNORECASE)
UNSEEN = re.compile(r"<!--.*?-->|<(script|style|noscript|template)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
BREAK = re.compile(rf"<br{REST}", re.IGNORECASE)
BLOCK = re.compile(rf"\s*</?(?:{BLOCKS}){REST}\s*", re.IGNORECASE)
INLINE_TAG = re.compile(rf"</?(?:{INLINE}){REST}", re.IGNORECASE)


def strip_markup(text: str) -> str:
    r"""Return the text without HTML tags; a text that holds none is returned as it is.

    >>> strip_markup("<p>Ferries &amp; trains</p><p>run <b>again</b></p>")
    'Ferries & trains\n\nrun again'
    """
    if "<" not in text or not FIRST_SIGN.search(text):
        return text
    text = BREAK.sub("\n", UNSEEN.sub("", text))
    text = INLINE_TAG.sub("", BLOCK.sub("\n\n", text))
    return re.sub(r"\n{3,}", "\n\n", html.unescape(text)).strip()
