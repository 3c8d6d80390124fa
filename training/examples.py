"""Examples: questions with a text and where in it the answer stands, from SQuAD and QAMR.

Formats: https://rajpurkar.github.io/SQuAD-explorer/ (version 1.1) and https://github.com/uwnlp/qamr.
"""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

__all__ = ["Example", "qamr_examples", "read_lines", "squad_examples"]

Span = tuple[int, int]

SIBLING_SHARE = 0.2  # of the questions get one more example: a paragraph of the same article without the answer
QAMR_FIRST_WIKINEWS = "wikinews"


@dataclass(frozen=True, slots=True)
class Example:
    """Hold a question, a text, and the spans of the text that answer it; none if it does not."""

    question: str
    text: str
    spans: tuple[Span, ...]


def squad_examples(file: Path, rng: random.Random) -> list[Example]:
    """Return the questions of a SQuAD 1.1 file on their paragraphs, and a share of them on a sibling that fails.

    The siblings are the hard ones: the paragraph of the same article that shares the rarest words with the
    question, and does not hold the answer.
    """
    examples: list[Example] = []
    for article in _squad(file):
        paragraphs = [paragraph["context"] for paragraph in article["paragraphs"]]
        asked = [(place, asked) for place, p in enumerate(article["paragraphs"]) for asked in p["qas"]]
        examples += [
            Example(asked["question"].strip(), paragraphs[place], (_span(asked["answers"][0]),))
            for place, asked in asked
        ]
        chosen = [(place, one) for place, one in asked if rng.random() < SIBLING_SHARE]
        examples += _siblings(paragraphs, chosen)
    return examples


def _siblings(paragraphs: list[str], asked: list[tuple[int, dict[str, Any]]]) -> Iterator[Example]:
    if not asked or len(paragraphs) == 1:
        return
    words = TfidfVectorizer(sublinear_tf=True).fit(paragraphs)
    near = (words.transform([one["question"] for _, one in asked]) @ words.transform(paragraphs).T).toarray()
    for (own, one), scores in zip(asked, near, strict=True):
        answer = one["answers"][0]["text"].lower()
        for place in np.argsort(-scores):
            if place != own and answer not in paragraphs[place].lower():
                yield Example(one["question"].strip(), paragraphs[place], ())
                break


def qamr_examples(file: Path, count: int, rng: random.Random) -> list[Example]:
    """Return at most `count` questions of QAMR on their sentences; every annotator's answer counts."""
    made = [example for row in read_lines(file) if (example := _qamr(row)) is not None]
    rng.shuffle(made)
    return made[:count]


def _qamr(row: dict[str, Any]) -> Example | None:
    """Return one question of QAMR; None if an annotator found no answer or its words do not stand together."""
    starts, text = _join(row["sentence"].split(" "))
    *_, question, first, second, third = row["row"]
    ranges = [answer.rpartition(":")[2].split() for answer in (first, second, third)]
    if not all(ranges) or any("Invalid" in part for part in ranges):
        return None
    spans = {_token_span(starts, [int(place) for place in places]) for places in ranges}
    return None if None in spans else Example(question, text, tuple(sorted(span for span in spans if span)))


def _token_span(starts: list[Span], places: list[int]) -> Span | None:
    if places != list(range(places[0], places[-1] + 1)):
        return None
    return starts[places[0]][0], starts[places[-1]][1]


def _join(tokens: list[str]) -> tuple[list[Span], str]:
    """Return where each token stands in the sentence written as people write it, and the sentence."""
    text, spans = "", []
    for token in tokens:
        token = {"-LRB-": "(", "-RRB-": ")", "``": "“", "''": "”"}.get(token, token)
        glued = not text or token in ",.;:!?)”%" or token.startswith(("'", "n't")) or text[-1] in "(“$"
        text += "" if glued else " "
        spans.append((len(text), len(text) + len(token)))
        text += token
    return spans, text


def read_lines(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file packed with xz."""
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _squad(file: Path) -> list[dict[str, Any]]:
    with lzma.open(file, "rt", encoding="utf-8") as stream:
        articles: list[dict[str, Any]] = json.load(stream)["data"]
    return articles


def _span(answer: dict[str, Any]) -> Span:
    return answer["answer_start"], answer["answer_start"] + len(answer["text"])
