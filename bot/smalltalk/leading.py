"""Leading: how a cited article begins, quoted. The nearest thing to a summary that invents nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer import Answer, Citation, Quote
from bot.quoting import same_statement
from bot.rendering.wording import by_line, title_of
from corpus.archive import Archive
from corpus.article import Article
from corpus.sentences import sentence_spans

__all__ = ["leading_quotes", "say_leading"]

SENTENCES = 3  # news says first what matters
LOOKED_AT = 3_000  # characters; enough for three sentences even where the lead is repeated
FEWEST_WORDS = 5  # fewer are a place line or a score, no sentence

NO_ANSWER = "There is no answer yet whose source could be meant. Ask a question first; then “summarise [1]” works."
GONE = "That article is no longer in the archive."

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "last": -1}
_ARTICLE_OF_LAW = re.compile(r"(?:the )?(?:article|story|text) (?:number |no )?\[?\d+\]?")
_NUMBER = re.compile(r"\d+")


def say_leading(
    which: str, archive: Archive, previous: Answer | None, numbered: Answer | None
) -> tuple[str, tuple[Quote, ...]] | None:
    """Return words and quotes for "it" of the last answer, or for "[2]" of the one that has the numbers.

    If there is no such source, words that say what is missing; None for "article 5", which may be one of some treaty.
    """
    answer = previous if _number_in(which) is None else numbered
    citations = answer.citations if answer else ()
    citation = _cited(which, citations)
    if citation is None:
        return None if _ARTICLE_OF_LAW.fullmatch(which) else (_missing(which, citations), ())
    article = citation.article
    quotes = leading_quotes(article)
    if not quotes or not all(quote.stands_in(archive.article(article.key, article.version)) for quote in quotes):
        return GONE, ()
    return f"[{citation.number}] begins like this: “{title_of(article)}” ({by_line(article)}).", quotes


def leading_quotes(article: Article) -> tuple[Quote, ...]:
    """Return the first sentences of an article, each said once, those that follow each other in one quote."""
    spans = sentence_spans(article.text[:LOOKED_AT])
    if len(article.text) > LOOKED_AT and len(spans) > 1:
        spans = spans[:-1]  # cut off in the middle, perhaps
    chosen: list[Quote] = []
    for start, end in spans:
        quote = Quote(article, start, end)
        if len(quote.text.split()) >= FEWEST_WORDS and not any(same_statement(quote.text, one.text) for one in chosen):
            chosen.append(quote)
        if len(chosen) == SENTENCES:
            break
    chosen = chosen or [Quote(article, start, end) for start, end in spans[:1]]
    return tuple(_joined(chosen))


def _joined(quotes: Sequence[Quote]) -> list[Quote]:
    """Return quotes with neighbours of one paragraph made one."""
    joined: list[Quote] = []
    for quote in quotes:
        before = joined[-1] if joined else None
        between = quote.article.text[before.end : quote.start] if before else "\n"
        if before and not between.strip() and "\n" not in between:
            joined[-1] = replace(before, end=quote.end)
        else:
            joined.append(quote)
    return joined


def _cited(which: str, citations: Sequence[Citation]) -> Citation | None:
    """Return the citation that is meant; a word like "it" means the only one there is."""
    number = _number_in(which)
    if number is None:
        return citations[0] if len(citations) == 1 else None
    if number == -1:
        return citations[-1] if citations else None
    return next((citation for citation in citations if citation.number == number), None)


def _number_in(which: str) -> int | None:
    if found := _NUMBER.search(which):
        return int(found[0])
    return next((_ORDINALS[word] for word in which.split() if word in _ORDINALS), None)


def _missing(which: str, citations: Sequence[Citation]) -> str:
    if not citations:
        return NO_ANSWER
    numbers = [f"[{citation.number}]" for citation in citations]
    if _number_in(which) is None:
        return f"The last answer has several sources. Say which of them: {', '.join(numbers)}."
    have = f"only the source {numbers[0]}" if len(numbers) == 1 else f"only the sources {numbers[0]} to {numbers[-1]}"
    return f"The last answer has {have}."
