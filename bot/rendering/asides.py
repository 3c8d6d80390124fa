"""What stands below a quote on the page: notices of its article, what has changed since, and its copies. HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from bot.answer import Citation, Quote, Remark
from bot.linking import quote_link
from bot.rendering import wording

__all__ = ["asides"]


def asides(quote: Quote, citation: Citation, remarks: Sequence[Remark] | None = None) -> Iterator[str]:
    """Yield what is to be said of a quote beside its source; `remarks` are the notices to be told.

    Without them they are those that the quotes do not show, below the source's first quote.
    """
    if remarks is None:
        remarks = wording.told_remarks(citation) if quote == citation.quotes[0] else ()
    for remark in remarks:
        head, words = wording.remark_head(remark), escape(remark.quote.text)
        yield f'<p class="nd-remark" data-kind="{remark.kind}">{head}: <q dir="auto">{words}</q></p>'
    if quote.revision is not None:
        yield _revision(quote)
    also = wording.copies_line(quote.copies, quote.article)
    if also:
        items = "\n".join(map(_copy, quote.copies))
        yield f'<details class="nd-copies"><summary>{also}</summary>\n<ol>\n{items}\n</ol></details>'


def _revision(quote: Quote) -> str:
    (head, words), *_ = wording.change_lines(quote)
    lines = [f"<p>{head}: {words}</p>"]
    for change in quote.revision.changes if quote.revision else ():
        after = f"<ins>{escape(change.after)}</ins>" if change.after else wording.GONE
        lines += [f'<p dir="auto">Before: <del>{escape(change.before)}</del></p>', f'<p dir="auto">After: {after}</p>']
    return f'<div class="nd-revision">{"".join(lines)}</div>'


def _copy(copy: Quote) -> str:
    article = copy.article
    title, by_line = escape(wording.title_of(article)), escape(wording.by_line(article))
    link = quote_link(article.url, copy.text)
    named = (
        f'<a href="{escape(link)}" target="_blank" rel="noopener noreferrer" dir="auto">{title}</a>'
        if link
        else f'<cite dir="auto">{title}</cite>'
    )
    return f"<li>{named} <span>{by_line}</span></li>"
