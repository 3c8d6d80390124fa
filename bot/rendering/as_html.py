"""An answer as HTML for the page: semantic, escaped, without style or script.

What can be styled, from the outside in:

    article.nd-answer              one answer; data-found is "true", "false" or "reply"
      p.nd-retracted               that a source was retracted; before all that is said
      p.nd-exact                   the very words that answer, if they are few and the answer is likely
      p.nd-headline                what was found; in it span.nd-confidence: "Likely answer"
      p.nd-reply                   what Newsdesk says itself, to small talk
      p.nd-refusal                 instead of the headline, if nothing answers
      p.nd-nearest                 that the quotes below are no answer
      div.nd-meaning               what was understood; each part can be changed
        p.nd-understood            the question that was searched for (in a <q>), if not the one asked
          button.nd-edit, .nd-literal   change it; ask as typed
        button.nd-limit            the days or the outlets that were searched, if not all; data-limit says which
      p.nd-caveat                  what has to be known before the quotes are read
      figure.nd-timeline           the answers that differ: figcaption, ol > li
      figure.nd-evidence           one quote and where it comes from
        blockquote.nd-quote        exactly the quote; its line breaks need `white-space: pre-line`
          mark                     the words that answer
        figcaption.nd-source
          button.nd-cite           the citation's number; data-quote says which quote it stands for
          cite.nd-title
          span.nd-outlet
          time.nd-date             or span.nd-date: "undated"
          a.nd-link                the original, opened at the quote
          span.nd-place            instead of the link: the file, if there is no page
          a.nd-stored              where the answer is shown by a server: the article as it is stored there
        p.nd-remark                a notice of the article, in a <q>; data-kind is "correction", "clarification", …
        div.nd-revision            that the article has changed since; <del> is the sentence before, <ins> after
        details.nd-copies          where else these words are printed, an <li> an article, oldest first
      ul.nd-notes > li
      footer.nd-newest             up to when there are articles

`data-quote` counts the answer's quotes from 0; `data-citation` is the number that is shown.
"""

from __future__ import annotations

from datetime import date
from html import escape

from bot.answer import Answer, Citation, Quote
from bot.linking import quote_link, stored_link
from bot.rendering import wording
from bot.rendering.asides import asides
from corpus.article import Article

__all__ = ["answer_as_html"]

OPEN = "Open the original at the quote"


def answer_as_html(answer: Answer, *, served: bool = False) -> str:
    """Return an answer as one `<article>`; every word that is not Newsdesk's own is escaped.

    `served` says that a server shows it, which has an address for every article that it stores.
    """
    quotes = [_evidence(quote, index, answer.citation_of(quote), served) for index, quote in enumerate(answer.quotes)]
    found = "reply" if answer.reply is not None else "true" if answer.found else "false"
    lines = [
        f'<article class="nd-answer" data-found="{found}" aria-label="Answer">',
        *_introduction(answer),
        *quotes,
        *_notes(answer),
        "</article>",
    ]
    return "\n".join(lines)


def _introduction(answer: Answer) -> list[str]:
    if answer.found:
        words = f'<span class="nd-confidence">{escape(wording.confidence_in_words(answer))}</span>'
        exact = wording.exact_words(answer)
        lines = [f'<p class="nd-exact" dir="auto">{escape(exact)}</p>'] if exact else []
        lines.append(f'<p class="nd-headline">{words} in {escape(wording.extent(answer))}.</p>')
    else:
        names = ("nd-reply",) if answer.reply is not None else ("nd-refusal", "nd-nearest")
        said = wording.refusal_lines(answer)
        lines = [f'<p class="{name}">{escape(line)}</p>' for name, line in zip(names, said, strict=False)]
    retracted = wording.retraction_line(answer)
    warning = [f'<p class="nd-retracted" role="alert">{escape(retracted)}</p>'] if retracted else []
    caveats = [f'<p class="nd-caveat">{escape(line)}</p>' for line in answer.caveats]
    return [*_meaning(answer), *warning, *caveats, *lines, *_timeline(answer)]


def _meaning(answer: Answer) -> list[str]:
    understood = wording.understood_as(answer)
    parts = [
        f'<p class="nd-understood">Understood as <q dir="auto">{escape(understood)}</q> '
        '<button type="button" class="nd-edit">Edit</button> '
        '<button type="button" class="nd-literal">Ask as typed</button></p>'
        if understood
        else "",
        _limit("period", wording.period_line(answer)),
        _limit("outlets", wording.outlets_line(answer)),
    ]
    shown = list(filter(None, parts))
    return ['<div class="nd-meaning">', *shown, "</div>"] if shown else []


def _limit(name: str, line: str | None) -> str:
    if line is None:
        return ""
    said = escape(line)
    return (
        f'<button type="button" class="nd-limit" data-limit="{name}" aria-label="{said}: remove this limit">{said}'
        '<span aria-hidden="true"> ×</span></button>'
    )


def _timeline(answer: Answer) -> list[str]:
    if not answer.timeline:
        return []
    rows = "".join(
        f'<li><span class="nd-when">{escape(source)}</span> <b dir="auto">{escape(words)}</b> '
        f'<button type="button" class="nd-cite" data-quote="{answer.quotes.index(quote)}" '
        f'aria-label="Open source {number}">{number}</button></li>'
        for quote, (source, words, number) in zip(answer.timeline, wording.timeline_rows(answer), strict=True)
    )
    heading = escape(wording.timeline_heading(answer))
    return [f'<figure class="nd-timeline"><figcaption>{heading}</figcaption><ol>{rows}</ol></figure>']


def _evidence(quote: Quote, index: int, citation: Citation, served: bool) -> str:
    number = citation.number
    before, answering, after = map(escape, wording.marked_parts(quote))
    mark = f"<mark>{answering}</mark>" if answering else ""
    return (
        '<figure class="nd-evidence">\n'
        f'<blockquote class="nd-quote" data-citation="{number}" data-quote="{index}" dir="auto">'
        f"{before}{mark}{after}</blockquote>\n"
        + "\n".join([_source(quote, index, number, served), *asides(quote, citation)])
        + "\n</figure>"
    )


def _source(quote: Quote, index: int, number: int, served: bool) -> str:
    article = quote.article
    title, outlet = escape(wording.title_of(article)), escape(article.outlet)
    parts = [
        f'<button type="button" class="nd-cite" data-quote="{index}" '
        f'aria-label="Open source {number}: {title}">{number}</button>',
        f'<cite class="nd-title" dir="auto">{title}</cite>',
        f'<span class="nd-outlet" dir="auto">{outlet}</span>' if outlet else "",
        _date(article.published),
        _way_there(article, quote.text),
        _stored(quote) if served else "",
    ]
    return '<figcaption class="nd-source">\n' + "\n".join(filter(None, parts)) + "\n</figcaption>"


def _date(day: date | None) -> str:
    said = wording.say_day(day)
    if day is None:
        return f'<span class="nd-date">{said}</span>'
    return f'<time class="nd-date" datetime="{day.isoformat()}">{said}</time>'


def _way_there(article: Article, text: str) -> str:
    """Return the link to the quote on its page, or the file that an article without a page came from."""
    link = quote_link(article.url, text)
    if link:
        return f'<a class="nd-link" href="{escape(link)}" target="_blank" rel="noopener noreferrer">{OPEN}</a>'
    place = wording.place_of(article)
    return f'<span class="nd-place" dir="auto">{escape(place)}</span>' if place else ""


def _stored(quote: Quote) -> str:
    link = stored_link(quote.article.key, quote.version, (quote.start, quote.end))
    return f'<a class="nd-stored" href="{escape(link)}" target="_blank" rel="noopener">Stored copy</a>'


def _notes(answer: Answer) -> list[str]:
    items = "".join(f"<li>{escape(note)}</li>" for note in wording.remaining_notes(answer))
    newest = wording.newest_line(answer)
    lines = [f'<ul class="nd-notes">{items}</ul>'] if items else []
    return [*lines, f'<footer class="nd-newest">{escape(newest)}</footer>'] if newest else lines
