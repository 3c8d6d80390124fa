"""Which splitter finds the sentences: ours and five libraries on the hard cases, and their speed.

Run it with `python -m benchmarks.sentences`. The libraries (`pip install pysbd syntok nltk spacy
blingfire`) are for this table only; one that is missing is named and left out. Each library
gets every line on its own, since a line break ends a sentence here and some of them cannot know.
NLTK's Punkt runs with the parameters it starts with: its trained ones are a separate download.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.record import write_record
from corpus.sentences import sentence_spans

CASES = Path(__file__).parents[1] / "tests" / "corpus" / "sentence_cases.jsonl"
# What is timed: the sample newspaper, not the hard cases, which are nothing like an article.
SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"
# The best of so many runs: other work on the machine only ever makes a run slower.
RUNS = 5

Splitter = Callable[[str], list[str]]


def load_newsdesk() -> Splitter:
    """Return our own splitter."""
    return lambda text: [text[start:end] for start, end in sentence_spans(text)]


def load_pysbd() -> Splitter:
    """Return pySBD's rules for English."""
    import pysbd

    segmenter = pysbd.Segmenter(language="en", clean=False)
    return by_line(segmenter.segment)


def load_syntok() -> Splitter:
    """Return syntok's segmenter, its sentences cut from the text by offset."""
    from syntok import segmenter

    def split(line: str) -> list[str]:
        sentences = [list(tokens) for paragraph in segmenter.analyze(line) for tokens in paragraph]
        return [line[tokens[0].offset : tokens[-1].offset + len(tokens[-1].value)] for tokens in sentences]

    return by_line(split)


def load_punkt() -> Splitter:
    """Return NLTK's Punkt, untrained."""
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    return by_line(PunktSentenceTokenizer().tokenize)


def load_spacy() -> Splitter:
    """Return spaCy's rule-based sentencizer."""
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    return by_line(lambda line: [sentence.text for sentence in pipeline(line).sents])


def load_blingfire() -> Splitter:
    """Return BlingFire's compiled automaton."""
    import blingfire

    return by_line(lambda line: blingfire.text_to_sentences(line).split("\n"))


LIBRARIES: dict[str, Callable[[], Splitter]] = {
    "newsdesk": load_newsdesk,
    "pysbd": load_pysbd,
    "syntok": load_syntok,
    "blingfire": load_blingfire,
    "spacy sentencizer": load_spacy,
    "nltk punkt, untrained": load_punkt,
}


def by_line(split: Splitter) -> Splitter:
    """Return a splitter that sees one line at a time."""
    return lambda text: [sentence for line in re.split(r"[\r\n]+", text) if line for sentence in split(line)]


def measure(split: Splitter, cases: list[dict[str, Any]], articles: list[str]) -> dict[str, Any]:
    """Return how many cases come out right, as wholes, and how many megabytes take a second."""
    right = sum(_plain(split(_text(case))) == _plain(case["sentences"]) for case in cases)
    size = sum(len(article.encode()) for article in articles)
    speed = size / 1e6 / min(_seconds(split, articles) for _ in range(RUNS))
    return {"right": right, "of": len(cases), "mb_per_second": round(speed, 2)}


def _seconds(split: Splitter, articles: list[str]) -> float:
    began = time.perf_counter()
    for article in articles:
        split(article)
    return time.perf_counter() - began


def _text(case: dict[str, Any]) -> str:
    return str(case.get("text", " ".join(case["sentences"])))


def _plain(sentences: list[str]) -> list[str]:
    """Return sentences with blanks made alike: some libraries change them."""
    return [" ".join(sentence.split()) for sentence in sentences if sentence.strip()]


def main() -> None:
    """Print the table and keep its figures."""
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    articles = [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))]
    figures: dict[str, Any] = {}
    print(f"{'library':<22} {'right':>9} {'MB/s':>7}")
    for name, load in LIBRARIES.items():
        try:
            found = measure(load(), cases, articles)
        except ImportError:
            print(f"{name:<22} not installed")
            continue
        figures[name] = found
        print(f"{name:<22} {found['right']:>4}/{found['of']} {found['mb_per_second']:>7.2f}")
    print(f"written: {write_record('sentences', figures)}")


if __name__ == "__main__":
    main()
