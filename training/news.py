"""News: examples by distant supervision, from quiz questions and the passages that our own search finds for them.

A passage that holds the answer's words is taken to answer, one of an article that does not hold them is not
(Mintz et al. 2009; for reading, Joshi et al. 2017). The labels are weak: the same words may stand there for
another reason. The evidence that comes with a question, a sentence or two, is sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from bot.chatbot import Chatbot
from bot.evaluation import holds, scorable
from corpus.passage import Passage
from training.examples import Example

__all__ = ["evidence_examples", "news_groups"]

DEEP = 30  # passages looked at
POSITIVES, NEGATIVES = 2, 6  # of a question, best first
_WORD = re.compile(r"\w+")


def news_groups(chatbot: Chatbot, rows: Iterable[dict[str, Any]]) -> Iterator[list[Example]]:
    """Yield for each question the passages to be told apart: those that hold the answer, and near misses."""
    chatbot.indexes.refresh()
    for row in rows:
        question, answer = row["question"], row["answer"]
        if not scorable(row):
            continue
        found = _passages(chatbot, question, date.fromisoformat(row["date"]))
        right = [one for one in found if holds(one.text, answer)][:POSITIVES]
        wrong = [one for one in found if not holds(one.article.text, answer)][:NEGATIVES]
        group = [Example(question, one.text, spans_of(one.text, answer)) for one in (*right, *wrong)]
        if group:
            yield group


def evidence_examples(rows: Iterable[dict[str, Any]]) -> Iterator[Example]:
    """Yield the questions on their own evidence, where the answer's words stand in it."""
    for row in rows:
        evidence, answer = row.get("evidence") or "", row["answer"]
        if scorable(row) and (spans := spans_of(evidence, answer)):
            yield Example(row["question"], evidence, spans)


def spans_of(text: str, answer: str) -> tuple[tuple[int, int], ...]:
    """Return where the words of an answer stand in a text, side by side, case and punctuation aside.

    >>> spans_of("It opened in October, 2003.", "october 2003")
    ((13, 26),)
    """
    words = [(match[0].lower(), *match.span()) for match in _WORD.finditer(text)]
    asked = _WORD.findall(answer.lower())
    return tuple(
        (words[at][1], words[at + len(asked) - 1][2])
        for at in range(len(words) - len(asked) + 1)
        if asked and [word for word, _, _ in words[at : at + len(asked)]] == asked
    )


def _passages(chatbot: Chatbot, question: str, today: date) -> list[Passage]:
    """Return what search finds, without the quiz pages that ask the very question."""
    found = (hit.passage for hit in chatbot.find(question, DEEP, today=today))
    return [passage for passage in found if not holds(passage.text, question)]
