"""Unanswerable: examples made so that their text no longer answers, near enough to be taken for an answer.

Two kinds, after those that people wrote for SQuAD 2.0 (Rajpurkar, Jia & Liang 2018, table 1): the sentence with the
answer is gone, or the question asks about another name, number or extreme than the text tells about.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

from corpus.sentences import sentence_spans
from training.examples import Example, answer_span, squad_articles

__all__ = ["asked_otherwise", "unanswerable_examples", "without_sentence"]

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")  # capitals that do not begin a sentence
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)")
_PAIRS = (
    ("before", "after"),
    ("largest", "smallest"),
    ("highest", "lowest"),
    ("most", "least"),
    ("oldest", "youngest"),
    ("earliest", "latest"),
    ("more", "fewer"),
    ("north", "south"),
    ("east", "west"),
    ("northern", "southern"),
    ("eastern", "western"),
    ("increase", "decrease"),
    ("win", "lose"),
    ("won", "lost"),
    ("maximum", "minimum"),
)
_OPPOSITES = {"first": "last", **dict(_PAIRS), **{other: one for one, other in _PAIRS}}
_OPPOSED = re.compile(rf"\b(?:{'|'.join(_OPPOSITES)})\b")


def unanswerable_examples(file: Path, share: float, rng: random.Random) -> list[Example]:
    """Return, for a share of the questions of a SQuAD 1.1 file, both kinds where they can be made."""
    made: list[Example | None] = []
    for article in squad_articles(file):
        paragraphs = [paragraph["context"] for paragraph in article["paragraphs"]]
        asked = [(place, asked) for place, p in enumerate(article["paragraphs"]) for asked in p["qas"]]
        for place, question in [one for one in asked if rng.random() < share]:
            example = Example(question["question"].strip(), paragraphs[place], (answer_span(question["answers"][0]),))
            siblings = [*paragraphs[:place], *paragraphs[place + 1 :]]
            made += [without_sentence(example), asked_otherwise(example, siblings, rng)]
    return [one for one in made if one]


def without_sentence(example: Example) -> Example | None:
    """Return an answered example without the sentence of its answer.

    None if the answer's words stand elsewhere too, or nothing is left.
    """
    (begin, end), *_ = example.spans
    spans = sentence_spans(example.text)
    kept = [example.text[start:stop] for start, stop in spans if stop <= begin or end <= start]
    text = " ".join(kept)
    return Example(example.question, text, ()) if text and example.text[begin:end] not in text else None


def asked_otherwise(example: Example, siblings: Sequence[str], rng: random.Random) -> Example | None:
    """Return an example whose question names what only its siblings name, or asks for the opposite.

    `siblings` are the other paragraphs of the article. None if there is nothing to exchange.
    """
    question = example.question
    if opposed := _OPPOSED.search(question):
        return Example(_replaced(question, opposed, _OPPOSITES[opposed[0]]), example.text, ())
    for pattern in (_NAME, _NUMBER):
        named = [found for found in pattern.finditer(question) if found[0] in example.text]
        others = {other for text in siblings for other in pattern.findall(text) if other not in example.text}
        alike = sorted(other for other in others if named and _alike(other, named[0][0]) and other not in question)
        if alike:
            return Example(_replaced(question, named[0], rng.choice(alike)), example.text, ())
    return None


def _alike(one: str, other: str) -> bool:
    """Say whether two names have as many words, or two numbers as many digits."""
    return one.count(" ") == other.count(" ") and (not one[0].isdigit() or len(one) == len(other))


def _replaced(text: str, found: re.Match[str], other: str) -> str:
    return text[: found.start()] + other + text[found.end() :]
