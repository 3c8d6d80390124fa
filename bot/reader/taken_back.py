"""Taken back: whether words that answer are what a correction says was wrong, with something right in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer import Span
from bot.reader.expected import find_expected
from bot.reader.reading import SentenceRead
from corpus.article import Article
from corpus.mistakes import Mistake, find_mistakes

__all__ = ["is_taken_back", "kind_of", "mistakes_of", "without_mistake"]

FEW_WORDS = 4  # "not 40 million crowns", "gave it as 61": all of it is wrong
KINDS = ("time", "number", "name")
_ASKS_FOR_MISTAKES = re.compile(
    r"\b(?:correct\w*|mistak\w*|errors?|wrong\w*|mis(?:report|stat|quot|identif|spel)\w*|earlier|original\w*|initial\w*"
    r"|previous\w*|(?:at|had|was|were|been|be|did) first"
    r"|first (?:said|reported|thought|told|given|report|story|version|figures?))\b",
    re.IGNORECASE,
)


def mistakes_of(article: Article, question: str) -> tuple[Mistake, ...]:
    """Return what an article says of itself was wrong; nothing if that is what a question asks for."""
    return () if _ASKS_FOR_MISTAKES.search(question) else find_mistakes(article.text)


def without_mistake(sentence: SentenceRead, article: Article, question: str) -> SentenceRead:
    """Return what was read of a sentence with the likeliest answer of its kind that is not taken back, maybe none.

    How likely it is that the sentence answers stays: a correction answers what it corrects.
    """
    if sentence.answer is None:
        return sentence
    mistakes, text = mistakes_of(article, question), article.text
    if not is_taken_back(text, sentence.answer, mistakes):
        return sentence
    kind = kind_of(text[slice(*sentence.answer)])
    right = (one for one in sentence.others if not any(wrong.overlaps(one) for wrong in mistakes))
    answer = next((one for one in right if kind_of(text[slice(*one)]) == kind), None)
    return replace(sentence, answer=answer, mistaken=sentence.answer)


def kind_of(words: str) -> str | None:
    """Return whether words have a time, a number or a name in them, the first of these, or None.

    >>> [kind_of(words) for words in ("on 16 November", "61 people", "by Ana Lund", "for its speed")]
    ['time', 'number', 'name', None]
    """
    return next((kind for kind in KINDS if find_expected(kind, (), words)), None)


def is_taken_back(text: str, answer: Span, mistakes: Sequence[Mistake]) -> bool:
    """Say whether words stand in a mistake of few words, or in one whose notice has others of their kind beside it.

    Of "said that it sank on 16 November with 61 aboard; there were 64" only 61 is.
    """
    within = [one for one in mistakes if one.overlaps(answer)]
    kind = kind_of(text[slice(*answer)]) if within else None
    return kind is not None and any(_is_short(text, one) or _values(kind, text, one) for one in within)


def _is_short(text: str, mistake: Mistake) -> bool:
    return len(text[mistake.start : mistake.end].split()) <= FEW_WORDS


def _values(kind: str, text: str, mistake: Mistake) -> set[str]:
    """Return the times, numbers or names of a notice that are not told as wrong."""
    # A day before the mistake is that of the notice itself.
    before = text[mistake.notice.start : mistake.sentence] if kind == "number" else ""
    right = f"{before} {text[mistake.end : mistake.notice.end]}"
    wrong = text[mistake.start : mistake.end]
    return _words(kind, right) - _words(kind, wrong)


def _words(kind: str, text: str) -> set[str]:
    return {text[start:end].lower() for start, end in find_expected(kind, (), text)}
