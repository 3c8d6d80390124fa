"""Quote, Citation, Answer: what Newsdesk says, and how each word of it is tied to its article.

A quote has no text of its own: it is an article and two offsets, so it cannot say what the article does not.
Choosing quotes is `quoting.py`; showing them is `rendering.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.period import Period
from corpus.article import Article
from corpus.changes import Change
from corpus.errors import QuoteError
from corpus.notices import Kind, find_notices

__all__ = ["Answer", "Citation", "Quote", "Remark", "Revision", "Span"]

Span = tuple[int, int]  # offsets into the article's text, end exclusive


@dataclass(frozen=True, slots=True)
class Revision:
    """Hold the newest version of an article that was quoted in an older one, and how the quoted sentences read now.

    Without `changes` they stand as they were quoted.
    """

    article: Article
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Hold a slice of an article: `text == article.text[start:end]`, by construction.

    `answer_span` (offsets into the article, inside the quote) marks the words that answer, if they are known.
    `confidence` is the probability that the quote answers, 0 to 1. `copies` are the same words in other articles that
    print the same story, oldest first. `revision` is set where the article has changed since it was quoted.
    """

    article: Article
    start: int
    end: int
    answer_span: Span | None = None
    confidence: float = 0.0
    copies: tuple[Quote, ...] = ()
    revision: Revision | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.article.text):
            raise QuoteError(f"No quote at {self.start} to {self.end} in {self.article.key}.")
        if not self.text.strip():
            raise QuoteError(f"Only white space at {self.start} to {self.end} in {self.article.key}.")
        span = self.answer_span
        if span is not None and not self.start <= span[0] < span[1] <= self.end:
            raise QuoteError(f"The answer at {span[0]} to {span[1]} lies outside its quote in {self.article.key}.")

    @property
    def text(self) -> str:
        """Return the quoted words."""
        return self.article.text[self.start : self.end]

    @property
    def answer(self) -> str | None:
        """Return the words that answer, if they are known."""
        return self.article.text[slice(*self.answer_span)] if self.answer_span else None

    @property
    def version(self) -> int:
        """Return which version of the article is quoted."""
        return self.article.version

    def stands_in(self, stored: Article | None) -> bool:
        """Say whether a stored article holds these words at these offsets: the check before showing."""
        return stored is not None and stored.text[self.start : self.end] == self.text


@dataclass(frozen=True, slots=True)
class Remark:
    """Hold what an article says of itself, word for word: that it was corrected, clarified or retracted."""

    kind: Kind
    quote: Quote


@dataclass(frozen=True, slots=True)
class Citation:
    """Hold a numbered source and the quotes taken from it, in the order in which they are shown."""

    number: int
    article: Article
    quotes: tuple[Quote, ...]

    @property
    def copies(self) -> tuple[Quote, ...]:
        """Return the quoted words in each other article that prints them, one an article, oldest first."""
        first: dict[str, Quote] = {}
        for copy in (copy for quote in self.quotes for copy in quote.copies):
            first.setdefault(copy.article.key, copy)
        return tuple(sorted(first.values(), key=lambda copy: copy.article.published or date.max))

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Return what the article says of itself, and what its newest version says beyond that."""
        newer = [quote.revision.article for quote in self.quotes if quote.revision]
        found: dict[str, Remark] = {}
        for article in (self.article, *newer[:1]):
            for notice in find_notices(article.text):
                remark = Remark(notice.kind, Quote(article, notice.start, notice.end))
                found.setdefault(remark.quote.text, remark)
        return tuple(found.values())

    @property
    def is_retracted(self) -> bool:
        """Say whether the article was retracted, by its headline or by a notice in its text."""
        headline = {notice.kind for notice in find_notices(self.article.title)}
        return "retraction" in headline | {remark.kind for remark in self.remarks}


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what was asked and understood, the quotes that answer, their sources, and what is to be said of them.

    Where `found` is false, the quotes are only the nearest passages, and no confidence is claimed. `understood` is the
    question as it was searched, within `period` and `outlets` (none: all); `cutoff` is the day as of which it was
    asked. `caveats` are said before the quotes: that the evidence is older or from elsewhere than asked. `timeline` has
    the quotes whose answers differ, oldest first. Small talk and questions about the archive have a `reply`, in plain
    words, and perhaps quotes of what was asked to be summed up. `newest` is the last day in the archive; `seconds` has
    the keys `search`, `read` and `total`.
    """

    question: str
    understood: str
    period: Period | None
    found: bool
    quotes: tuple[Quote, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    newest: date | None = None
    confidence: float = 0.0
    reply: str | None = None
    outlets: tuple[str, ...] = ()
    cutoff: date | None = None
    caveats: tuple[str, ...] = ()
    timeline: tuple[Quote, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def cited_keys(self) -> frozenset[str]:
        """Return the identities of the articles that this answer cites."""
        return frozenset(citation.article.key for citation in self.citations)

    def citation_of(self, quote: Quote) -> Citation:
        """Return the citation that a quote of this answer belongs to."""
        return next(citation for citation in self.citations if quote in citation.quotes)
