"""Which figures, days and persons are told beside each other as reports of the same thing, and which never are."""

from pathlib import Path

import pytest

from benchmarks.conversations import SOURCES
from bot.answer import Quote
from bot.comparing import tells_what_is_asked
from corpus.reading import read_articles

FILE = Path(__file__).with_name("figures.tsv")
ROWS = [line.split("\t") for line in FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
FOLDERS = {file.stem: folder for file, folder in SOURCES.items()}
PRECISION, RECALL = 0.95, 0.8  # a wrong timeline is worse than none


@pytest.fixture(scope="module")
def articles():
    """Return the articles of the sources that are here, by source and title."""
    here = {name: folder for name, folder in FOLDERS.items() if folder.is_dir()}
    return {(name, article.title): article for name, folder in here.items() for article in read_articles(folder)}


def quote_of(article, marked):
    """Return a quote of the paragraph in which the marked words stand, with the answer in brackets."""
    words = marked.replace("[", "").replace("]", "")
    place = article.text.lower().index(words.lower())
    start = article.text.rfind("\n\n", 0, place) + 2 if "\n\n" in article.text[:place] else 0
    end = article.text.find("\n\n", place)
    answer = place + marked.index("[")
    return Quote(
        article,
        start,
        end if end > 0 else len(article.text),
        (answer, answer + marked.index("]") - marked.index("[") - 1),
        0.6,
    )


def judged(articles):
    for source, question, title, marked, verdict in ROWS:
        if (source, title) in articles:
            same = tells_what_is_asked(question, quote_of(articles[source, title], marked))
            yield same, verdict == "same", f"{question} | {title} | {marked} | {verdict}"


def test_there_are_thirty_of_each_and_every_title_is_in_the_archive(articles):
    assert min(sum(row[4] == verdict for row in ROWS) for verdict in ("same", "other")) >= 30
    here = {source for source, _ in articles}
    assert [row[2] for row in ROWS if row[0] in here and (row[0], row[2]) not in articles] == []


def test_figures_of_something_else_are_hardly_ever_taken_for_reports_of_the_same(articles):
    told = [(is_same, row) for same, is_same, row in judged(articles) if same]
    assert sum(is_same for is_same, _ in told) >= PRECISION * len(told), [row for is_same, row in told if not is_same]


def test_most_reports_of_the_same_are_taken_for_it(articles):
    same = [(known, row) for known, is_same, row in judged(articles) if is_same]
    assert sum(known for known, _ in same) >= RECALL * len(same), [row for known, row in same if not known]
