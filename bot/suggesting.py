"""Suggesting: questions to try, made from the articles by rules of form, and kept only if they are answered.

A rule turns one sentence into a question whose grammar is certain, or into none. Each question is then asked,
and kept only if the answer is likely and quotes the very sentence that the question was made from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest

from bot.answer import Answer, Span
from bot.chatbot import Chatbot
from corpus.article import Article
from corpus.sentences import sentence_spans

__all__ = ["Candidate", "candidates_of", "suggest_questions"]

ARTICLES_LOOKED_AT = 300  # the newest; enough for variety, and read in a moment
ASKED_AT_MOST = 20  # each costs about as much as a visitor's question
LIKELY = 0.35  # above the threshold for answering: an example must not disappoint
MIN_WORDS, MAX_WORDS = 4, 14
SENTENCES_LOOKED_AT = 12  # an article says first what matters

Kind = Callable[[str, Article], str | None]

_NAME = r"[A-ZÀ-Ž][\w’-]+(?: (?:of|de|van|von|al) [A-ZÀ-Ž][\w’-]+| [A-ZÀ-Ž0-9][\w’-]*)*"
_PERSON = r"(?:Dr\.? |Capt\.? |Judge |Prof\.? )?[A-ZÀ-Ž][a-zà-ž’-]+(?: [A-Z]\.)* [A-ZÀ-Ž][a-zà-ž’-]+"
_NUMBER = (
    r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_ABOUT = r"(?:About|Around|Some|Nearly|Almost|At least|More than|Over|Up to|A total of|All)"
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = rf"(?:{_WEEKDAY}(?: \w+)?|\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{4}})"
_WORDS = r"(?: (?!on |in |at )[\w’-]+){0,9}"
_VERBS = {
    "opened": "open", "closed": "close", "began": "begin", "started": "start", "ended": "end",
    "resigned": "resign", "died": "die", "sank": "sink", "won": "win", "lost": "lose",
    "returned": "return", "reopened": "reopen",
    "arrived": "arrive", "left": "leave", "signed": "sign", "approved": "approve", "announced": "announce",
    "launched": "launch", "took office": "take office", "crashed": "crash", "collapsed": "collapse",
}  # fmt: skip

_ROLE = (
    r"(?:(?:deputy|vice|former|chief|head|senior|managing|general) )*(?:head|director|mayor|chair\w*|manager|"
    r"minister|president|captain|spokes\w+|professor|owner|founder|coach|leader|chief|judge|editor|officer)"
)

_DO = {"has": "does", "have": "do", "had": "did"}
_HOW_MANY = re.compile(
    rf"^(?:{_ABOUT} )?{_NUMBER} (?P<noun>(?:[a-z]+ )?[a-z]{{3,}}s|people|men|women|children) "
    r"(?P<rest>(?:were|are|have|died|took|had|fell|fled|lost|came|left|went|saw|[a-z]{3,}ed) [^,;:–—.]+)",
    re.IGNORECASE,
)
_HOW_MANY_HAD = re.compile(
    rf"^(?P<name>(?:The )?{_NAME}) (?P<be>was|were|has|have|had) (?P<done>(?:[a-z]+(?:ing|ed|en)|had) )?"
    rf"(?:{_ABOUT.lower()} )?{_NUMBER} (?P<noun>[a-z]{{4,}}s|people|men|women|children)\b"
)
_WHO = re.compile(rf"^(?P<name>{_PERSON}), (?:the|a|an) {_ROLE}\b[^.]{{0,80}}, ")
_WHEN = re.compile(rf"^(?P<name>(?:The )?{_NAME}) (?P<verb>{'|'.join(_VERBS)})\b(?P<rest>{_WORDS}) (?:on|in) {_DATE}")
_WHEN_PASSIVE = re.compile(
    rf"^(?P<name>(?:The )?{_NAME}) (?P<be>was|were) "
    rf"(?P<rest>[a-z]+(?:ed|en|ught|und|rn){_WORDS}) (?:on|in) {_DATE}"
)
_SAID = re.compile(
    rf"(?:,[”\"’'] said|,[”\"’'] says|[”\"] said) (?:[a-z][^,.“”\"]{{3,50}}, )?(?P<name>{_PERSON})\b|"
    rf"^(?P<first>{_PERSON}) said that\b"
)
_TOPIC = re.compile(rf"(?<=[a-z] )(?P<topic>{_NAME})")
_POINTS_ELSEWHERE = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|its|their|this|that|these|those|here|there|yesterday|today|tomorrow|now|"
    r"then|also|I|we|our|us|my|you|your|same|other|such|former|latter|ago)\b|[“”\"()]",
    re.IGNORECASE,
)
_HAS_NAME = re.compile(r" [A-ZÀ-Ž]")  # without one, "How many people died?" could mean anything
_DAY_ONWARDS = re.compile(rf" (?:on|in|by|at|from|since|until|between|after|before) (?:{_DATE}|midnight|noon|\d).*$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold a question and the sentence that it was made from, as offsets into the article's text."""

    question: str
    article: Article
    span: Span

    def is_answered_by(self, answer: Answer) -> bool:
        """Say whether the first quote is likely, and is the sentence that the question was made from."""
        if not answer.found or answer.confidence < LIKELY:
            return False
        quote = answer.quotes[0]
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
        return _ask(f"How many {found['noun']} {found['rest']}")
    found = _HOW_MANY_HAD.match(sentence)
    if found is None or (found["be"] in ("was", "were") and not found["done"]):
        return None
    name, be, done = _subject(found["name"]), found["be"], (found["done"] or "").strip()
    if done:
        return _ask(f"How many {found['noun']} {be} {name} {done}")
    return _ask(f"How many {found['noun']} {_DO[be]} {name} have")


def _when(sentence: str, article: Article) -> str | None:
    if found := _WHEN_PASSIVE.match(sentence):
        return _ask(f"When {found['be']} {_subject(found['name'])} {found['rest']}")
    if found := _WHEN.match(sentence):
        return _ask(f"When did {_subject(found['name'])} {_VERBS[found['verb']]}{found['rest']}")
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
    topics = [match["topic"] for match in _TOPIC.finditer(article.title)]
    topic = next((one for one in topics if " " in one and not set(one.split()) & set(name.split())), None)
    return f"What did {name} say about {topic}?" if topic else None


_KINDS = (_how_many, _when, _what_said, _who)


def _subject(name: str) -> str:
    return f"the {name[4:]}" if name.startswith("The ") else name


def _ask(words: str) -> str | None:
    """Return a question, cut off where a day or an hour follows; None if it cannot be understood alone."""
    words = _DAY_ONWARDS.sub("", " ".join(words.split())).rstrip(" -’'")
    return f"{words}?" if _HAS_NAME.search(words) and not _POINTS_ELSEWHERE.search(words) else None
