"""Digest: how the articles begin that bear on "what was reported on …", where no sentence is the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer import Quote
from bot.search import Found
from bot.smalltalk.leading import leading_quotes
from corpus.article import Article
from corpus.dates import day_number
from embeddings.keywords import KeywordIndex
from embeddings.stems import stem_words

__all__ = ["digest_line", "digest_quotes", "is_of_all", "wants_digest"]

ARTICLES = 5
FEWEST_WORDS = 3  # of a title that is told by its words: "Floods" stands in many a question
BEARING = 0.6  # of the question's words, by rarity, that an article's title and passage must have

_NEWS = r"news|articles?|reports?|stories|coverage|headlines|developments?"
_OPENING = re.compile(
    r"^\W*(?:(?:and|so|please) )?(?:"
    r"what (?:was|were|has been|have been|is|did (?:the )?[\w .]{1,40}?)"
    r" (?:reported|published|written|report|publish|write)"
    r"|what (?:else|more) (?:do|does|did|has) (?:the )?[\w .’']{1,60}? (?:report|tell(?: us)?|write|published|written)"
    r"|what (?:else|more) (?:do|does|did) [“\"][^“”\"]+[”\"] (?:say|report|tell)(?= ?us|\W*$)"
    r"|what(?:[’']s| is| was|) (?:new|going on|happening)"
    r"|what (?:(?:has|have|had|all|else) )?happen(?:ed|s|ing)?"
    r"|(?:what (?:is|are|was|were)|what[’']s|(?:is|are|was|were) there|do you have|show me|list|give me|find|any)"
    r"(?: me)?(?: in)?(?: (?:any|the|all|all the|some|more))?(?: (?:latest|newest|recent|main|top|other))?"
    rf"(?: (?:{_NEWS}))"
    r")\b(?: (?:about|on|of|in|from|by|to|with|regarding|concerning))?",
    re.IGNORECASE,
)
# An opening may name whoever reports: "What did the Courier write".
_OF_NEWS = frozenset(
    stem_words(
        "news articles reports reported stories coverage headlines developments happen happened happening "
        "published written going new latest newest recent main top list show find"
    )
)
_WORD = re.compile(r"\w+")


def wants_digest(question: str) -> bool:
    """Say whether articles are asked for rather than one fact in them.

    >>> wants_digest("What was reported about the harbour last week?")
    True
    >>> wants_digest("Who reported the fire?")
    False
    """
    return bool(_OPENING.match(question))


def is_of_all(question: str, phrase: tuple[int, int] | None) -> bool:
    """Say whether any news of some time are asked for, so that no single sentence answers; `phrase` names the time.

    >>> is_of_all("What happened last month?", (14, 24))
    True
    >>> is_of_all("What happened in Bishkek last month?", (25, 35))
    False
    """
    topic = _without(question, phrase)
    opening = _OPENING.match(topic)
    if phrase is None or opening is None or _WORD.search(topic, opening.end()):
        return False
    return _OF_NEWS.issuperset(stem_words(topic))


def digest_quotes(
    question: str, phrase: tuple[int, int] | None, found: Sequence[Found], keywords: KeywordIndex
) -> list[Quote]:
    """Return how the articles found begin, newest first, each once; none that says too little of what is asked.

    `phrase` are the words of the question that name the period: they need not stand in the articles. Where the question
    has the whole title of an article, no other is meant.
    """
    rarity = keywords.rarity(_OPENING.sub("", _without(question, phrase)))
    articles: dict[str, Article] = {}
    for hit in found:
        article = hit.passage.article
        stems = set(keywords.stems(f"{article.title} {hit.passage.text}"))
        if sum(weight for stem, weight in rarity.items() if stem in stems) >= BEARING * sum(rarity.values()):
            articles.setdefault(article.key, article)
    bearing = list(articles.values())[:ARTICLES]
    named = [article for article in bearing if _names(question, article.title)]
    chosen = sorted(named or bearing, key=lambda article: day_number(article.published), reverse=True)
    return [quotes[0] for article in chosen if (quotes := leading_quotes(article))]


def _without(question: str, phrase: tuple[int, int] | None) -> str:
    return question[: phrase[0]] + question[phrase[1] :] if phrase else question


def _names(question: str, title: str) -> bool:
    """Say whether a question has all words of a title side by side."""
    words = _WORD.findall(title.lower())
    return len(words) >= FEWEST_WORDS and f" {' '.join(words)} " in f" {' '.join(_WORD.findall(question.lower()))} "


def digest_line(quotes: Sequence[Quote]) -> str:
    """Return what is said above the beginnings."""
    if len(quotes) == 1:
        return "One article bears on this. It begins like this."
    return f"These {len(quotes)} articles bear on this, newest first. They begin like this."
