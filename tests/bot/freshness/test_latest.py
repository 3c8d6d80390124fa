"""The questions about now, held against the articles that are left on the day of each."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from benchmarks.conversations import SOURCES
from corpus.reading import read_articles

FILE = Path(__file__).with_name("latest.jsonl")
ROWS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
FOLDERS = {file.stem: folder for file, folder in SOURCES.items()}
WORDS = "latest current currently now today yet still present".split()
PHRASES = ("so far", "at the moment", "right now", "going to")


@pytest.fixture(scope="module", params=FOLDERS)
def source(request):
    """Return the rows and the articles of one source."""
    if not FOLDERS[request.param].is_dir():
        pytest.skip(f"{FOLDERS[request.param]} is not there: its articles are not in the repository")
    rows = [row for row in ROWS if row["source"] == request.param]
    return rows, {article.title: article for article in read_articles(FOLDERS[request.param])}


def test_there_are_fifty_questions_and_none_twice():
    assert len({row["question"] for row in ROWS}) == len(ROWS) == 50
    assert Counter(row["source"] for row in ROWS) == {"sample": 25, "wikinews": 25}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["question"])
def test_a_question_asks_for_now(row):
    asked = row["question"].lower()
    words = "".join(letter if letter.isalnum() else " " for letter in asked).split()
    assert not set(words).isdisjoint(WORDS) or any(phrase in asked for phrase in PHRASES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["question"])
def test_the_expected_day_is_not_after_the_cut(row):
    assert date.fromisoformat(row["date"]) <= date.fromisoformat(row["cut"])


def test_the_expected_articles_are_of_the_expected_day(source):
    rows, articles = source
    others = [title for row in rows for title in row["articles"] if str(articles[title].published) != row["date"]]
    assert others == []


def test_the_cut_takes_something_away(source):
    rows, articles = source
    newest = max(article.published for article in articles.values() if article.published)
    assert [row["question"] for row in rows if date.fromisoformat(row["cut"]) >= newest] == []
