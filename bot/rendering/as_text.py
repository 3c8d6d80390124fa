"""An answer as text: plain for a pipe, in colour for a terminal.

In a pipe every quote stands on one line, however long, so that it can be found with grep.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from itertools import chain

from rich.console import Console
from rich.text import Text

from bot.answer import Answer, Citation, Quote
from bot.linking import citation_link
from bot.rendering import wording

__all__ = ["answer_as_text", "print_answer"]

# What would move a terminal's cursor or change its colours; a line break and a tab may stay.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

MOST_NAMED = 5  # copies that are named; all are in the JSON and on the page

NARROWEST = 20  # columns; below that, wrapping only shreds

Block = list[Text]  # lines that belong together; an empty line follows


def answer_as_text(answer: Answer, *, width: int = 100) -> str:
    """Return plain text; only what Newsdesk says itself is wrapped at `width`, never a quote or a link."""
    said, shown, notes = _introduction(answer), _evidence(answer), _notes(answer)
    wrapped = [[_wrap(line.plain, width) for line in block] for block in (*said, *notes)]
    middle = [[line.plain for line in block] for block in shown]
    blocks = [*wrapped[: len(said)], *middle, *wrapped[len(said) :]]
    return "\n\n".join("\n".join(block) for block in blocks)


def print_answer(answer: Answer, console: Console) -> None:
    """Print an answer: in colour and wrapped on a terminal, as `answer_as_text` anywhere else."""
    if not console.is_terminal:
        console.print(answer_as_text(answer), markup=False, highlight=False, emoji=False, soft_wrap=True)
        return
    blocks = [*_introduction(answer), *_evidence(answer), *_notes(answer)]
    for line in list(chain.from_iterable((Text(), *block) for block in blocks))[1:]:
        console.print(line, soft_wrap=bool(line.no_wrap))  # Rich itself drops a line's own `no_wrap`


def _introduction(answer: Answer) -> list[Block]:
    if answer.found:
        exact = wording.exact_words(answer)
        first = [Text(_printable(exact), style="bold")] if exact else []
        first.append(Text(f"{wording.confidence_in_words(answer)} in {wording.extent(answer)}.", style="green"))
    else:
        first = [
            Text(_printable(line), style="yellow" if answer.reply is None else "")
            for line in wording.refusal_lines(answer)
        ]
    retracted = wording.retraction_line(answer)
    if retracted:
        first.insert(0, Text(retracted, style="bold red"))
    understood = wording.understood_as(answer)
    if understood:
        first.append(Text(f"Understood as: {_printable(understood)}", style="dim"))
    limits = (wording.period_line(answer), wording.outlets_line(answer))
    first += [Text(_printable(line), style="dim") for line in limits if line]
    first += [Text(_printable(line), style="yellow") for line in answer.caveats]
    return [first, *_timeline(answer)]


def _timeline(answer: Answer) -> list[Block]:
    """Return the answers that differ, a line each, as one block."""
    if not answer.timeline:
        return []
    rows = [
        Text.assemble((f"  {_printable(source)}: ", "dim"), (_printable(words), "bold"), (f" [{number}]", "cyan"))
        for source, words, number in wording.timeline_rows(answer)
    ]
    return [[Text(f"{wording.timeline_heading(answer)}:", style="yellow"), *rows]]


def _evidence(answer: Answer) -> list[Block]:
    quotes = [[_quote_line(quote, answer.citation_of(quote).number), *_change_lines(quote)] for quote in answer.quotes]
    sources = [line for citation in answer.citations for line in _source_lines(citation)]
    return [*quotes, sources] if sources else quotes


def _quote_line(quote: Quote, number: int) -> Text:
    before, answering, after = map(_printable, wording.marked_parts(quote))
    return Text.assemble("“", before, (answering, "bold"), after, "” ", (f"[{number}]", "cyan"))


def _source_lines(citation: Citation) -> Iterator[Text]:
    article = citation.article
    title, by_line = _printable(wording.title_of(article)), _printable(wording.by_line(article))
    yield Text.assemble((f"[{citation.number}]", "cyan"), f" {title} — ", (by_line, "dim"))
    place = _printable(citation_link(citation) or wording.place_of(article))
    if place:  # never wrapped: half a link opens nothing
        yield Text(f"    {place}", style="dim", no_wrap=True)
    for remark in wording.told_remarks(citation):
        words = _on_one_line(remark.quote.text)
        yield Text.assemble(f"    {wording.remark_head(remark)}: ", (f"“{words}”", "yellow"))
    also = wording.copies_line(citation.copies, article)
    if also:
        named = [_printable(wording.by_line(copy.article)) for copy in citation.copies[:MOST_NAMED]]
        more = len(citation.copies) - len(named)
        yield Text(f"    {also}: {'; '.join(named)}{f'; and {more} more' if more else ''}", style="dim")


def _change_lines(quote: Quote) -> Iterator[Text]:
    """Yield what became of the quote since, each on its own line."""
    for head, words in wording.change_lines(quote):
        yield Text.assemble((f"    {head}: ", "yellow"), _on_one_line(words))


def _on_one_line(text: str) -> str:
    return " ".join(_printable(text).split())


def _notes(answer: Answer) -> list[Block]:
    newest = wording.newest_line(answer)
    notes = [Text(f"Note: {_printable(note)}", style="yellow") for note in wording.remaining_notes(answer)]
    return [notes + ([Text(f"{newest}.", style="dim")] if newest else [])] if notes or newest else []


def _wrap(text: str, width: int) -> str:
    return textwrap.fill(text, max(width, NARROWEST), break_long_words=False, break_on_hyphens=False)


def _printable(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)
