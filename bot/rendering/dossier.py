"""A dossier: one answer or a whole conversation as a file to keep: Markdown, HTML, JSON, CSV, BibTeX, RIS or text.

Every format has URL, outlet, date, the day of access, and the offsets of each quote, so that it can be checked later.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from html import escape

from bot.answer import Answer, Citation
from bot.linking import citation_link
from bot.rendering import wording
from bot.rendering.as_json import answer_as_json
from bot.rendering.as_markdown import answer_as_markdown, escape_line
from bot.rendering.as_text import answer_as_text
from bot.rendering.records import answers_as_bibtex, answers_as_csv, answers_as_ris
from corpus.dates import say_day

__all__ = ["FORMATS", "make_dossier"]

STYLE = (
    "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:17px/1.6 Georgia,serif;color:#1f1c17;background:#fffdf8}"
    "h2{margin-top:2.5rem;border-top:1px solid #ddd4c2;padding-top:1rem;font-size:1.25rem}"
    "blockquote{margin:1rem 0 .3rem;padding-left:1rem;border-left:3px solid #8a2b1d;white-space:pre-line}"
    "mark{background:#f7d262}small,footer,ol{color:#625b4e;font-size:.85rem}*{overflow-wrap:anywhere}"
)
NOTHING = "default-src 'none'; style-src 'unsafe-inline'"  # what the file may load


def make_dossier(answers: Sequence[Answer], kind: str, title: str, accessed: date) -> str:
    """Return the answers as a file of a kind that FORMATS names."""
    return FORMATS[kind][1](answers, title, accessed)


def _markdown(answers: Sequence[Answer], title: str, accessed: date) -> str:
    head = f"# {escape_line(title)}\n\nTaken from the archive on {say_day(accessed)}.\n"
    return head + "".join(
        f"\n## {escape_line(answer.question)}\n\n{answer_as_markdown(answer)}\n{_places(answer)}" for answer in answers
    )


def _places(answer: Answer) -> str:
    lines = [
        f"- \\[{answer.citation_of(one).number}\\] characters {one.start} to {one.end}, version {one.version}"
        for one in answer.quotes
    ]
    return "\nWhere the quotes stand:\n\n" + "\n".join(lines) + "\n" if lines else ""


def _text(answers: Sequence[Answer], title: str, accessed: date) -> str:
    head = f"{title}\nTaken from the archive on {say_day(accessed)}.\n"
    return head + "".join(f"\n── {answer.question}\n\n{answer_as_text(answer)}\n" for answer in answers)


def _json(answers: Sequence[Answer], title: str, accessed: date) -> str:
    told = {"title": title, "accessed": accessed.isoformat(), "answers": list(map(answer_as_json, answers))}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _html(answers: Sequence[Answer], title: str, accessed: date) -> str:
    body = "\n".join(map(_section, answers))
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING}"><style>{STYLE}</style></head>\n'
        f"<body><h1>{escape(title)}</h1><p>Taken from the archive on {say_day(accessed)}.</p>\n{body}\n</body></html>\n"
    )


def _section(answer: Answer) -> str:
    found = f"{wording.confidence_in_words(answer)} in {wording.extent(answer)}."
    said = (found,) if answer.found else wording.refusal_lines(answer)
    retracted = wording.retraction_line(answer)
    lines = [*((retracted,) if retracted else ()), *answer.caveats, *said]
    quotes = "\n".join(
        f'<blockquote dir="auto">{escape(before)}<mark>{escape(words)}</mark>{escape(after)}</blockquote>'
        f"<small>[{answer.citation_of(quote).number}] characters {quote.start} to {quote.end}</small>"
        for quote in answer.quotes
        for before, words, after in (wording.marked_parts(quote),)
    )
    notes = "".join(f"<p>{escape(note)}</p>" for note in wording.remaining_notes(answer))
    sources = "".join(f"<li>{_source(citation)}</li>" for citation in answer.citations)
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<h2 dir="auto">{escape(answer.question)}</h2>{paragraphs}{quotes}<ol>{sources}</ol>{notes}'


def _source(citation: Citation) -> str:
    article, link = citation.article, citation_link(citation)
    title = f'<cite dir="auto">{escape(wording.title_of(article))}</cite>'
    shown = f'<a href="{escape(link)}" rel="noopener noreferrer">{title}</a>' if link else title
    place = escape(article.url or article.source)
    return f"{shown} — {escape(wording.by_line(article))}, version {article.version}<br><small>{place}</small>"


Maker = Callable[[Sequence[Answer], str, date], str]

# The name of a format is how its file ends; then its media type, and what makes it.
FORMATS: dict[str, tuple[str, Maker]] = {
    "md": ("text/markdown", _markdown),
    "html": ("text/html", _html),
    "txt": ("text/plain", _text),
    "json": ("application/json", _json),
    "csv": ("text/csv", lambda answers, _title, accessed: answers_as_csv(answers, accessed)),
    "bib": ("application/x-bibtex", lambda answers, _title, accessed: answers_as_bibtex(answers, accessed)),
    "ris": ("application/x-research-info-systems", lambda answers, _title, accessed: answers_as_ris(answers, accessed)),
}
