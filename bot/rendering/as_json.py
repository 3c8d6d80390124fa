"""An answer as the JSON that other programs rely on. Its keys are a contract: none is renamed or left out."""

from __future__ import annotations

from typing import Any

from bot.answer import Answer, Citation, Quote, Remark
from bot.linking import citation_link, quote_link
from bot.period import Period
from bot.search import Found
from corpus.article import Article
from corpus.notices import find_notices

__all__ = ["answer_as_json", "article_as_json", "passage_as_json"]

DECIMALS = 3
STAGES = ("search", "read", "total")


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as plain dicts, lists, strings and numbers; days are ISO, offsets end exclusive.

    `timeline` has the places in `quotes` of those whose answers differ, oldest first.
    """
    return {
        "question": answer.question,
        "understood": answer.understood,
        "found": answer.found,
        "confidence": round(float(answer.confidence), DECIMALS),
        "period": _period(answer.period),
        "newest": answer.newest.isoformat() if answer.newest else None,
        "quotes": [_quote(quote, answer.citation_of(quote).number) for quote in answer.quotes],
        "citations": [_citation(citation) for citation in answer.citations],
        "notes": [*answer.caveats, *answer.notes],
        "seconds": {stage: round(float(answer.seconds.get(stage, 0.0)), DECIMALS) for stage in STAGES},
        "outlets": list(answer.outlets),
        "timeline": [answer.quotes.index(quote) for quote in answer.timeline],
    }


def passage_as_json(found: Found) -> dict[str, Any]:
    """Return a passage with its article and offsets; `score` is at most 1, and says only which is nearer."""
    passage = found.passage
    return {
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "score": round(float(found.score), DECIMALS),
        "link": quote_link(passage.article.url, passage.text),
        **_named(passage.article),
    }


def article_as_json(article: Article, newest: int) -> dict[str, Any]:
    """Return an article in full; `newest` is the number of its newest version."""
    notices = [{"kind": one.kind, "start": one.start, "end": one.end} for one in find_notices(article.text)]
    return {
        **_named(article),
        "newest_version": newest,
        "authors": list(article.authors),
        "text": article.text,
        "notices": notices,
    }


def _named(article: Article) -> dict[str, Any]:
    """Return what tells an article from others; `key` is its URL, or what stands for it where there is none."""
    return {
        "key": article.key,
        "url": article.url,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "version": article.version,
    }


def _period(period: Period | None) -> dict[str, str | None] | None:
    if not period:
        return None
    return {
        "since": period.since.isoformat() if period.since else None,
        "until": period.until.isoformat() if period.until else None,
    }


def _quote(quote: Quote, number: int) -> dict[str, Any]:
    span = quote.answer_span
    return {
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "citation": number,
        "confidence": round(float(quote.confidence), DECIMALS),
        "answer": {"start": span[0], "end": span[1], "text": quote.answer} if span else None,
        "copies": [_copy(copy) for copy in quote.copies],
        "revision": _revision(quote),
    }


def _copy(copy: Quote) -> dict[str, Any]:
    """Return where another article prints the quoted words, with offsets into its own text."""
    article = copy.article
    return {
        "url": article.url,
        "link": quote_link(article.url, copy.text),
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "start": copy.start,
        "end": copy.end,
    }


def _revision(quote: Quote) -> dict[str, Any] | None:
    if quote.revision is None:
        return None
    changes = [{"before": change.before, "after": change.after or None} for change in quote.revision.changes]
    return {"version": quote.revision.article.version, "changes": changes}


def _remark(remark: Remark) -> dict[str, Any]:
    quote = remark.quote
    return {
        "kind": remark.kind,
        "text": quote.text,
        "version": quote.version,
        "start": quote.start,
        "end": quote.end,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    article = citation.article
    return {
        "number": citation.number,
        "url": article.url,
        "link": citation_link(citation),
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "version": article.version,
        "retracted": citation.is_retracted,
        "notices": [_remark(remark) for remark in citation.remarks],
        "key": article.key,
    }
