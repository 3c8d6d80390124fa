"""Sentences: right on every hard case, exact, complete and quick on any text."""

from __future__ import annotations

import json
import random
import time
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.sentences import sentence_spans

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("sentence_cases.jsonl").read_text(encoding="utf-8").splitlines()
]
ALPHABET = "aZ é.!?…,:;\"'“”‘’()[]«»\n\r\t-—•*1 5@。؟ДЯ漢\u200b\ud800Dr. U.S. p.m. No. he The"


def text_of(case):
    return case.get("text", " ".join(case["sentences"]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {text_of(case)[:50]!r}")
def test_a_hard_case_is_split_right(case):
    text = text_of(case)
    assert [text[start:end] for start, end in sentence_spans(text)] == case["sentences"]


def test_the_list_holds_every_kind_and_no_text_twice():
    assert len(CASES) >= 170
    assert len({text_of(case) for case in CASES}) == len(CASES)
    assert len({case["kind"] for case in CASES}) >= 15


def assert_exact(text):
    spans = sentence_spans(text)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())


def test_any_text_is_covered_in_order_without_blanks_around():
    chance = random.Random(0)
    for _ in range(2000):
        assert_exact("".join(chance.choices(ALPHABET, k=chance.randrange(60))))


def test_joined_hard_cases_are_covered_too():
    chance = random.Random(1)
    for _ in range(200):
        assert_exact("\n\n".join(text_of(case) for case in chance.sample(CASES, 8)))


def test_cases_as_paragraphs_of_one_article_are_split_as_they_are_alone():
    together = "\n\n".join(text_of(case) for case in CASES)
    alone = [sentence for case in CASES for sentence in case["sentences"]]
    assert [together[start:end] for start, end in sentence_spans(together)] == alone


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000\t"])
def test_no_text_has_no_sentences(text):
    assert sentence_spans(text) == ()


def growth(function, piece, length=8_000):
    """Return how many times as long four times the text takes: 4 if linear, 16 if quadratic."""

    def seconds(text):
        taken = []
        for _ in range(2):
            began = time.process_time()
            function(text)
            taken.append(time.process_time() - began)
        return min(taken)

    short = piece * (length // len(piece))
    return seconds(short * 4) / seconds(short)


@pytest.mark.parametrize(
    "piece",
    [
        *("a", ".", "!", '"', ". ", "A. ", '."A', "x.“", "[1]", "(", "a (", "www.", "https://!", "-", "\n", " "),
        *("a\nb", ". -", "漢。", "Why?” Aa ", "The harbour reopened, said J. R. Tamm of Orlin Inc. on Dec. 6. "),
    ],
    ids=repr,
)
def test_no_text_takes_quadratic_time(piece):
    assert growth(sentence_spans, piece) < 10
