"""Linking: the address that opens an article and scrolls to a quote.

A text fragment (https://wicg.github.io/scroll-to-text-fragment/) names a quote by how it begins and ends:
`#:~:text=The%20Russian%20leader,on%20Thursday.`. Browsers fold case, white space and straight and curly
marks; they need each phrase to lie in one block of the page and to begin and end at the edge of a word.
Nothing is looked up: if the page no longer says what it said, it opens at its top.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from urllib.parse import quote, urlencode, urlsplit

from bot.answer import Citation, Span

__all__ = ["STORED", "citation_link", "quote_link", "stored_link"]

STORED = "/article"  # where a server shows the articles that it has stored; `page/stored.py` answers there

EXACT_WORDS = 14  # a quote up to here is searched for as a whole: a footnote or a button inside hides it
START_WORDS = 8  # a headline often repeats the first four or five words of the story
END_WORDS = 5  # searched for only after the start
TELLING_WORDS = 3  # fewer ("Yes.") may stand anywhere on the page

# Scripts without blanks between words. A phrase of them can be cut at punctuation only: where a word
# ends is known to the browser's dictionary, and not here.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_UNSPACED_WORD = 2  # characters, about
_WIDE_STOPS = "、。，．：；？！｡､「」『』（）《》〈〉【】"
_TOKEN = re.compile(rf"(?:[^\s{_WIDE_STOPS}]*[{_WIDE_STOPS}]+|\S+)\s*")

_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Two sentences without a blank ("Thursday.The"): on the page they may be two paragraphs or one.
_GLUED = re.compile(r"(?:[^\W\d_]{2}|\d)[.!?…][\"'”’»)\]]*[\"'“‘«„(\[]*(?P<next>[^\W\d_])")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\ud800-\udfff]")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\"<>`\s]")
_DROPPED = re.compile("[\t\n\r\ud800-\udfff]")


def quote_link(url: str | None, text: str) -> str | None:
    """Return the URL with a text fragment for a quote; None unless it is http or https.

    >>> quote_link("https://example.org/kant#top", "The base, he said, is well-kept.")
    'https://example.org/kant#top:~:text=The%20base%2C%20he%20said%2C%20is%20well%2Dkept.'
    """
    page = _web_page(url)
    if page is None:
        return None
    phrases = _start_and_end(text)
    if not phrases:
        return page
    directive = ",".join(_encode(phrase) for phrase in phrases)
    return f"{page}{'' if '#' in page else '#'}:~:text={directive}"


def citation_link(citation: Citation) -> str | None:
    """Return the link of a source to the first quote that was taken from it."""
    return quote_link(citation.article.url, citation.quotes[0].text if citation.quotes else "")


def stored_link(key: str, version: int, span: Span | None = None) -> str:
    """Return where on this server the stored article stands, scrolled to a span; any key survives it.

    >>> stored_link("file:news.txt#Otters & co", 2, (10, 52))
    '/article?key=file%3Anews.txt%23Otters+%26+co&version=2&start=10&end=52#quote'
    """
    places = {"start": span[0], "end": span[1]} if span else {}
    fields = urlencode({"key": key, "version": version, **places}, errors="replace")
    return f"{STORED}?{fields}{'#quote' if span else ''}"


def _web_page(url: str | None) -> str | None:
    """Return the URL without a text fragment of its own, safe to print; None where it opens no web page."""
    page = _DROPPED.sub("", url or "").strip().partition(":~:")[0]
    try:
        parts = urlsplit(page)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return _UNSAFE.sub(lambda found: quote(found[0]), page) if usable else None


def _start_and_end(text: str) -> tuple[str, ...]:
    """Return the phrase to search for, or the two between which the quote lies; () if there is no word.

    >>> _start_and_end("He left on Thursday.The leader of the bloc came.")
    ('He left on', 'leader of the bloc came.')
    """
    runs = [run for block in _BREAK.split(_INVISIBLE.sub("", text)) for run in _unglued_runs(block)]
    if not runs:
        return ()
    telling = [run for run in runs if _words_in(run) >= TELLING_WORDS] or [max(runs, key=_words_in)]
    first, last = telling[0], telling[-1]
    if first is last and _words_in(first) <= EXACT_WORDS:
        return (_phrase(first),)
    start = first[: _count_for(first, START_WORDS)]
    rest = last[len(start) :] if first is last else last
    end = rest[len(rest) - _count_for(rest[::-1], END_WORDS) :]
    return (_phrase(start), _phrase(end)) if _words_in(end) else (_phrase(start),)


def _unglued_runs(block: str) -> list[list[str]]:
    """Return the tokens of a block, parted at glued ones, which are left out unless they are all there is."""
    tokens: list[str] = _TOKEN.findall(block)
    runs: list[list[str]] = [[]]
    for token in tokens:
        if _is_glued(token):
            runs.append([])
        else:
            runs[-1].append(token)
    return [run for run in runs if _words_in(run)] or ([tokens] if _words_in(tokens) else [])


def _is_glued(token: str) -> bool:
    found = _GLUED.search(token)
    return found is not None and not found["next"].islower() and "//" not in token


def _words_in(tokens: Sequence[str]) -> int:
    return sum(map(_weight, tokens))


def _weight(token: str) -> int:
    """Return about how many words a token holds: one, none if it is a mark, several in Chinese."""
    unspaced = len(_UNSPACED.findall(token))
    if unspaced:
        return max(1, unspaced // _UNSPACED_WORD)
    return int(any(character.isalnum() for character in token))


def _count_for(tokens: Sequence[str], words: int) -> int:
    """Return how many tokens it takes to have so many words; all of them if there are fewer."""
    for count, total in enumerate(accumulate(map(_weight, tokens)), start=1):
        if total >= words:
            return count
    return len(tokens)


def _phrase(tokens: Sequence[str]) -> str:
    return " ".join("".join(tokens).split())


def _encode(phrase: str) -> str:
    """Return a phrase for a text directive, in which `-`, `,` and `&` have a meaning of their own."""
    return quote(phrase, safe="").replace("-", "%2D")
