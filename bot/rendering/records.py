"""Records: the quotes of answers one by one, as tables and reference managers take them: CSV, BibTeX, RIS.

Each names the words, where they stand (offsets, end exclusive), outlet, date, URL, and the day on which it was taken.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from bot.answer import Answer, Quote
from bot.linking import quote_link
from bot.rendering import wording
from corpus.article import Article

__all__ = ["answers_as_bibtex", "answers_as_csv", "answers_as_ris"]

COLUMNS = (
    *("question", "understood", "found", "confidence", "number", "quote", "answer", "title", "outlet", "published"),
    *("url", "link", "version", "start", "end", "authors", "accessed"),
)
_FORMULA = re.compile(r"[=+\-@\t\r]")  # what makes a spreadsheet calculate a cell
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "&%$#_{}"},
}


def answers_as_csv(answers: Sequence[Answer], accessed: date) -> str:
    """Return a row a quote, and one for an answer without any; a cell that a sheet would calculate begins with `'`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for answer in answers:
        for quote in answer.quotes or (None,):
            writer.writerow(map(_cell, _row(answer, quote, accessed)))
    return text.getvalue()


def answers_as_bibtex(answers: Sequence[Answer], accessed: date) -> str:
    """Return an `@online` entry an article, with its quotes as notes; keys are unique within the text."""
    entries, keys = [], set[str]()
    for article, quotes in _by_article(answers):
        key = _unused(_key(article), keys)
        fields = {
            "title": f"{{{_tex(wording.title_of(article))}}}",
            "author": " and ".join(f"{{{_tex(author)}}}" for author in article.authors),
            "organization": _tex(article.outlet),
            "date": article.published.isoformat() if article.published else "",
            "year": str(article.published.year) if article.published else "",
            "url": _address(article),
            "urldate": accessed.isoformat(),
            "note": "; ".join(f"``{_tex(_line(one.text))}'' (characters {one.start}--{one.end})" for one in quotes),
        }
        told = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items() if value)
        entries.append(f"@online{{{key}{told}\n}}\n")
    return "\n".join(entries)


def answers_as_ris(answers: Sequence[Answer], accessed: date) -> str:
    """Return a NEWS record an article, with its quotes as notes."""
    lines = []
    for article, quotes in _by_article(answers):
        day = article.published
        lines += [("TY", "NEWS"), ("TI", wording.title_of(article))]
        lines += [("AU", author) for author in article.authors]
        lines += [("T2", article.outlet), ("DA", f"{day:%Y/%m/%d}" if day else ""), ("PY", f"{day:%Y}" if day else "")]
        lines += [("UR", _address(article)), ("Y2", f"{accessed:%Y/%m/%d}")]
        lines += [("N1", f"“{one.text}” (characters {one.start}–{one.end})") for one in quotes]
        lines += [("ER", "")]
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in lines if value or tag == "ER")


def _row(answer: Answer, quote: Quote | None, accessed: date) -> list[object]:
    shared = [answer.question, answer.understood, "yes" if answer.found else "no"]
    if quote is None:
        return [*shared, "", *[""] * (len(COLUMNS) - 5), accessed.isoformat()]
    article = quote.article
    return [
        *(*shared, f"{quote.confidence:.3f}" if answer.found else "", answer.citation_of(quote).number),
        *(quote.text, quote.answer or "", article.title, article.outlet),
        *(article.published.isoformat() if article.published else "", article.url or ""),
        *(quote_link(article.url, quote.text) or "", quote.version, quote.start, quote.end),
        *("; ".join(article.authors), accessed.isoformat()),
    ]


def _cell(value: object) -> object:
    text = _CONTROL.sub("", str(value))
    return f"'{text}" if _FORMULA.match(text) else text


def _by_article(answers: Sequence[Answer]) -> Iterator[tuple[Article, list[Quote]]]:
    """Yield each article that is quoted with its quotes, in the order in which they were given."""
    found: dict[tuple[str, int], tuple[Article, dict[tuple[int, int], Quote]]] = {}
    for quote in (quote for answer in answers for quote in answer.quotes):
        _, quotes = found.setdefault((quote.article.key, quote.version), (quote.article, {}))
        quotes.setdefault((quote.start, quote.end), quote)
    for article, quotes in found.values():
        yield article, list(quotes.values())


def _address(article: Article) -> str:
    """Return the URL if it opens a web page, safe to stand in any of the formats."""
    return (quote_link(article.url, "") or "").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _key(article: Article) -> str:
    """Return what a person would call the entry: "courier2024grainmill"."""
    year = str(article.published.year) if article.published else "undated"
    words = re.findall(r"[a-z0-9]{4,}", _ascii(article.title))
    outlet = re.sub(r"[^a-z0-9]", "", _ascii(article.outlet.split(".")[0]))
    return f"{outlet[:20] or 'news'}{year}{''.join(words[:2])[:24]}"


def _unused(key: str, keys: set[str]) -> str:
    """Return the key, with a number if it is taken, and take it."""
    number, free = 1, key
    while free in keys:
        number += 1
        free = f"{key}-{number}"
    keys.add(free)
    return free


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


def _line(text: str) -> str:
    return _CONTROL.sub("", " ".join(text.split()))


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in _line(text))
