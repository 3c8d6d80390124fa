"""Suggesting: questions to try, made from the articles by rules of form, and kept only if they are answered.

A rule turns one sentence into a question whose grammar is certain, or into none. Each question is then asked,
and kept only if the answer is likely and quotes the very sentence that the question was made from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest

from bot.answer import Answer, Quote, Span
from bot.chatbot import Chatbot
from bot.forms import (
    ABOUT,
    DATE,
    NAME,
    NUMBER,
    PERSON,
    ROLE,
    VERBS,
    WORDS,
    ask_about,
    subject_of,
    topics_of,
    with_article,
)
from corpus.article import Article
from corpus.sentences import sentence_spans

__all__ = ["Candidate", "candidates_of", "suggest_questions"]

ARTICLES_LOOKED_AT = 300  # the newest; enough for variety, and read in a moment
ASKED_AT_MOST = 20  # each costs about as much as a visitor's question
LIKELY = 0.35  # above the threshold for answering: an example must not disappoint
MIN_WORDS, MAX_WORDS = 4, 14
SENTENCES_LOOKED_AT = 12  # an article says first what matters

Kind = Callable[[str, Article], str | None]

_DO = {"has": "does", "have": "do", "had": "did"}
_HOW_MANY = re.compile(
    rf"^(?:{ABOUT} )?{NUMBER} (?P<noun>(?:[a-z]+ )?[a-z]{{3,}}s|people|men|women|children) "
    r"(?P<rest>(?:were|are|have|died|took|had|fell|fled|lost|came|left|went|saw|[a-z]{3,}ed) [^,;:–—.]+)",
    re.IGNORECASE,
)
_HOW_MANY_HAD = re.compile(
    rf"^(?P<name>(?:The )?{NAME}) (?P<be>was|were|has|have|had) (?P<done>(?:[a-z]+(?:ing|ed|en)|had) )?"
    rf"(?:{ABOUT.lower()} )?{NUMBER} (?P<noun>[a-z]{{4,}}s|people|men|women|children)\b"
)
_WHO = re.compile(rf"^(?P<name>{PERSON}), (?:the|a|an) {ROLE}\b[^.]{{0,80}}, ")
_WHEN = re.compile(rf"^(?P<name>(?:The )?{NAME}) (?P<verb>{'|'.join(VERBS)})\b(?P<rest>{WORDS}) (?:on|in) {DATE}")
_WHEN_PASSIVE = re.compile(
    rf"^(?P<name>(?:The )?{NAME}) (?P<be>was|were) "
    rf"(?P<rest>[a-z]+(?:ed|en|ught|und|rn){WORDS}) (?:on|in) {DATE}"
)
_SAID = re.compile(
    rf"(?:,[”\"’'] said|,[”\"’'] says|[”\"] said) (?:[a-z][^,.“”\"]{{3,50}}, )?(?P<name>{PERSON})\b|"
    rf"^(?P<first>{PERSON}) said that\b"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold a question and the sentence that it was made from, as offsets into the article's text."""

    question: str
    article: Article
    span: Span

    def is_answered_by(self, answer: Answer) -> bool:
        """Say whether the first quote is likely, and is the sentence that the question was made from."""
        return answer.found and answer.confidence >= LIKELY and self._is_in(answer.quotes[0])

    def leads_to(self, answer: Answer) -> bool:
        """Say whether an answer is likely, and the sentence is among its quotes, there or where it is printed too."""
        if not answer.found or answer.confidence < LIKELY:
            return False
        return any(self._is_in(one) for quote in answer.quotes for one in (quote, *quote.copies))

    def _is_in(self, quote: Quote) -> bool:
        return quote.article.key == self.article.key and quote.start < self.span[1] and self.span[0] < quote.end


def suggest_questions(chatbot: Chatbot, count: int = 4, pause: Callable[[], None] = lambda: None) -> list[str]:
    """Return up to `count` questions that the articles answer well, of different kinds and articles.

    `pause` is called before each question is tried, and may take its time.
    """
    articles = _spread(chatbot.archive.articles(limit=ARTICLES_LOOKED_AT))
    chosen: list[str] = []
    cited: set[str] = set()
    for candidate in _rounds(articles):
        pause()
        if candidate.article.key in cited or not candidate.is_answered_by(chatbot.ask(candidate.question, trial=True)):
            continue
        chosen.append(candidate.question)
        cited.add(candidate.article.key)
        if len(chosen) == count:
            break
    return chosen


def candidates_of(article: Article) -> Iterator[Candidate]:
    """Yield the questions that the first sentences of an article give by form alone."""
    for kind in _KINDS:
        yield from _of_kind(article, kind)


def _of_kind(article: Article, kind: Kind) -> Iterator[Candidate]:
    for start, end in sentence_spans(article.text)[:SENTENCES_LOOKED_AT]:
        question = kind(article.text[start:end], article)
        if question and MIN_WORDS <= len(question.split()) <= MAX_WORDS:
            yield Candidate(question, article, (start, end))


def _rounds(articles: Iterable[Article]) -> Iterator[Candidate]:
    """Yield at most one candidate of each kind an article, the kinds taking turns, ASKED_AT_MOST in all."""
    kept = list(articles)
    turns = (
        candidate for turn in zip_longest(*(_firsts(kept, kind) for kind in _KINDS)) for candidate in turn if candidate
    )
    yield from islice(turns, ASKED_AT_MOST)


def _firsts(articles: Iterable[Article], kind: Kind) -> Iterator[Candidate]:
    """Yield the first candidate of a kind of each article that has one."""
    for article in articles:
        yield from islice(_of_kind(article, kind), 1)


def _spread(articles: list[Article]) -> list[Article]:
    """Return articles so that any first few of them are far apart: first 0, then 1/2, 1/4, 3/4, 1/8.

    >>> [a.title for a in _spread([Article(None, t, "") for t in "abcd"])]
    ['a', 'c', 'b', 'd']
    """
    width = max(len(articles) - 1, 1).bit_length()
    order = sorted(range(2**width), key=lambda place: int(f"{place:0{width}b}"[::-1], 2))
    return [articles[place] for place in order if place < len(articles)]


# ── the kinds of questions: each a sentence and its article to a question, or None ──────────────────────


def _how_many(sentence: str, article: Article) -> str | None:
    if found := _HOW_MANY.match(sentence):
        return ask_about(f"How many {found['noun']} {found['rest']}")
    found = _HOW_MANY_HAD.match(sentence)
    if found is None or (found["be"] in ("was", "were") and not found["done"]):
        return None
    name, be, done = subject_of(found["name"]), found["be"], (found["done"] or "").strip()
    if done:
        return ask_about(f"How many {found['noun']} {be} {name} {done}")
    return ask_about(f"How many {found['noun']} {_DO[be]} {name} have")


def _when(sentence: str, article: Article) -> str | None:
    if found := _WHEN_PASSIVE.match(sentence):
        return ask_about(f"When {found['be']} {subject_of(found['name'])} {found['rest']}")
    if found := _WHEN.match(sentence):
        return ask_about(f"When did {subject_of(found['name'])} {VERBS[found['verb']]}{found['rest']}")
    return None


def _who(sentence: str, article: Article) -> str | None:
    found = _WHO.match(sentence)
    return f"Who is {found['name']}?" if found else None


def _what_said(sentence: str, article: Article) -> str | None:
    """Return what somebody said about the name in the title that is not their own."""
    found = _SAID.search(sentence)
    if found is None:
        return None
    name = found["name"] or found["first"]
    topic = next(
        (one for one in topics_of(article.title) if " " in one and not set(one.split()) & set(name.split())), None
    )
    return f"What did {name} say about {with_article(topic, article.text)}?" if topic else None


_KINDS = (_how_many, _when, _what_said, _who)
