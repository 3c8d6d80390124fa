"""Wording: the few sentences that Newsdesk says itself, the same in every format. Nothing is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answer import Answer, Citation, Quote, Remark
from bot.writing import EMPTY, NEAREST, REFUSAL
from corpus import dates
from corpus.article import Article

__all__ = [
    "by_line",
    "change_lines",
    "confidence_in_words",
    "copies_line",
    "exact_words",
    "extent",
    "marked_parts",
    "newest_line",
    "outlets_line",
    "period_line",
    "place_of",
    "refusal_lines",
    "remaining_notes",
    "remark_head",
    "retraction_line",
    "say_day",
    "timeline_heading",
    "timeline_rows",
    "title_of",
    "told_remarks",
    "understood_as",
]

# The probability from which each of these is said. Below the last one, an answer is doubtful; far below,
# it is a refusal, which `writing.py` decides.
CONFIDENCE_WORDS = ((0.5, "Likely answer"), (0.25, "Possible answer"))
DOUBTFUL = "Doubtful answer"
SURE = 0.5  # from here on the words that answer are said first, above the quotes
MOST_EXACT_WORDS = 12  # more is a statement, which the quote makes better
CHANGED = "The article has changed since"
GONE = "no longer in the article"
SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def confidence_in_words(answer: Answer) -> str:
    """Return how likely the answer is, in two words."""
    return next((words for floor, words in CONFIDENCE_WORDS if answer.confidence >= floor), DOUBTFUL)


def exact_words(answer: Answer) -> str | None:
    """Return the very words that answer, on one line, if they are few and the answer is likely."""
    words = answer.quotes[0].answer if answer.found and answer.quotes else None  # a removed source leaves no quote
    if not words or answer.confidence < SURE or len(words.split()) > MOST_EXACT_WORDS:
        return None
    return " ".join(words.split())


def extent(answer: Answer) -> str:
    """Return what was found: "two quotes from one article"."""
    return f"{_count(len(answer.quotes), 'quote')} from {_count(len(answer.citations), 'article')}"


def refusal_lines(answer: Answer) -> tuple[str, ...]:
    """Return the refusal and, where quotes follow, that these are only near; for small talk, the reply."""
    if answer.reply is not None:
        return (answer.reply,)
    return (EMPTY if EMPTY in answer.notes else REFUSAL, *((NEAREST,) if answer.quotes else ()))


def remaining_notes(answer: Answer) -> tuple[str, ...]:
    """Return the notes that the refusal has not said already."""
    said = () if answer.found else refusal_lines(answer)
    return tuple(note for note in answer.notes if note not in said)


def retraction_line(answer: Answer) -> str | None:
    """Return that sources were retracted: it is said before anything that they say."""
    numbers = [f"[{citation.number}]" for citation in answer.citations if citation.is_retracted]
    if not numbers:
        return None
    said = "Source {} has been retracted." if len(numbers) == 1 else "Sources {} have been retracted."
    return said.format(", ".join(numbers))


def remark_head(remark: Remark) -> str:
    """Return what kind of notice an article carries: "Correction in the article"."""
    return f"{remark.kind.capitalize()} in the article"


def told_remarks(citation: Citation) -> tuple[Remark, ...]:
    """Return the notices of a source that its quotes do not show already."""
    quotes = citation.quotes
    return tuple(
        remark
        for remark in citation.remarks
        if not any(one.article == remark.quote.article and remark.quote.text in one.text for one in quotes)
    )


def change_lines(quote: Quote) -> tuple[tuple[str, str], ...]:
    """Return what became of a quote since, as heads and texts: "Before", "After"; none if nothing did."""
    if quote.revision is None:
        return ()
    stands = "" if quote.revision.changes else " These words still stand in it."
    lines = [(CHANGED, f"the archive has version {quote.revision.article.version}.{stands}")]
    for change in quote.revision.changes:
        lines += [("Before", f"“{change.before}”"), ("After", f"“{change.after}”" if change.after else GONE)]
    return tuple(lines)


def copies_line(copies: Sequence[Quote], cited: Article) -> str | None:
    """Return "Also in two outlets", of the copies of a quote in other articles; None if there are none."""
    outlets = {copy.article.outlet or copy.article.key for copy in copies} - {cited.outlet}
    if outlets:
        return f"Also in {_count(len(outlets), 'outlet')}"
    return f"Also at {_count(len(copies), 'other address')}" if copies else None


def understood_as(answer: Answer) -> str | None:
    """Return the question that was searched for, if it is not the one that was asked."""
    same = answer.understood.split() == answer.question.split()
    return None if same or not answer.understood.strip() else answer.understood


def period_line(answer: Answer) -> str | None:
    """Return "Published 1 March 2023 to 31 May 2023", if only some days were searched."""
    return f"Published {answer.period}" if answer.period else None


def outlets_line(answer: Answer) -> str | None:
    """Return "Only from example.org", if only some outlets were searched."""
    return f"Only from {', '.join(answer.outlets)}" if answer.outlets else None


def timeline_heading(answer: Answer) -> str:
    """Return how quotes that answer differently are told: over time, or by source."""
    days = {quote.article.published for quote in answer.timeline if quote.article.published}
    return "Earlier reports say otherwise" if len(days) > 1 else "The sources differ"


def timeline_rows(answer: Answer) -> list[tuple[str, str, int]]:
    """Return for each answer that differs, oldest first: day and outlet, the words that answer, the citation."""
    return [
        (by_line(quote.article), " ".join((quote.answer or "").split()), answer.citation_of(quote).number)
        for quote in answer.timeline
    ]


def newest_line(answer: Answer) -> str | None:
    """Return up to when there are articles: no answer knows more than that."""
    return f"Archive up to {say_day(answer.newest)}" if answer.newest else None


def title_of(article: Article) -> str:
    """Return the title on one line."""
    return " ".join(article.title.split()) or "Untitled"


def by_line(article: Article) -> str:
    """Return outlet and day, as far as they are known: "example.org, 12 October 2023"."""
    return ", ".join(filter(None, (article.outlet, say_day(article.published))))


def say_day(day: date | None) -> str:
    """Return "12 October 2023", or "undated"."""
    return dates.say_day(day) if day else "undated"


def place_of(article: Article) -> str:
    """Return where an article without a page can be found: its file, or what it has for an address."""
    return article.source or article.url or ""


def marked_parts(quote: Quote) -> tuple[str, str, str]:
    """Return the quote's text in three parts: before, in and after the words that answer."""
    start, end = quote.answer_span or (quote.end, quote.end)
    text = quote.article.text
    return text[quote.start : start], text[start:end], text[end : quote.end]


def _count(number: int, noun: str) -> str:
    said = SMALL_NUMBERS[number] if number < len(SMALL_NUMBERS) else str(number)
    return f"{said} {noun}" if number == 1 else f"{said} {noun}{'es' if noun.endswith('s') else 's'}"
