"""What an answer to "latest" says of its age."""

from datetime import date

import pytest

from bot.freshness import freshness_line, newest_first
from bot.period import Period
from bot.reader import Reading
from bot.reader.features import FEATURES
from corpus.article import Article
from embeddings.keywords import KeywordIndex

TODAY = date(2024, 6, 1)
ASKED = "What is the latest toll of the mill fire?"
ON_IT = "The toll of the fire at the mill was told."


@pytest.fixture
def line(tmp_path):
    """Return the line for readings, with all words equally rare."""
    return lambda readings, **more: freshness_line(ASKED, readings, TODAY, KeywordIndex(tmp_path), **more)


def reading(day, score, title="Title", text=ON_IT, words=0.6):
    """Return a sentence of an article with a score and a share of the question's words."""
    features = tuple(words if name == "words" else 0.0 for name in FEATURES)
    return Reading(Article(f"https://example.org/{day}/{score}", title, text, day), 0, len(text), None, score, features)


def test_the_newest_article_that_bears_on_the_question_is_named(line):
    old, newer = reading(date(2024, 1, 1), 0.8), reading(date(2024, 3, 4), 0.5, "Toll rises")
    expected = "Nothing in the archive is newer than 4 March 2024 on this; the closest is “Toll rises”."
    assert line([old, newer, reading(date(2024, 5, 27), 0.01)]) == expected


def test_an_article_on_something_else_does_not_bear_on_it_however_likely_its_sentence(line):
    old = reading(date(2024, 1, 1), 0.3, "Toll rises")
    assert "1 January 2024" in line([old, reading(date(2024, 3, 4), 0.29, "Timetable", "Boats leave at noon.")])


def test_an_article_on_it_bears_on_it_with_an_unlikely_sentence(line):
    old, newer = reading(date(2024, 1, 1), 0.8), reading(date(2024, 3, 4), 0.2, "Mill fire: the toll")
    assert "4 March 2024" in line([old, newer])


def test_words_that_ask_for_now_need_not_stand_in_an_article(line):
    assert "1 January 2024" in line(
        [reading(date(2024, 1, 1), 0.8), reading(date(2024, 3, 4), 0.4, text="The latest.")]
    )


def test_the_line_says_up_to_when_was_looked(line):
    told = line([reading(date(2024, 1, 1), 0.8)], period=Period(until=date(2024, 2, 1)))
    assert told.startswith("Nothing in the archive up to 1 February 2024 is newer than 1 January 2024 on this;")


def test_what_is_as_new_as_now_needs_no_line(line):
    assert line([reading(date(2024, 5, 30), 0.8)]) is None


def test_without_a_dated_article_nothing_is_claimed(line):
    assert line([reading(None, 0.8)]) is None
    assert line([]) is None


def test_of_what_is_nearly_as_likely_the_newest_comes_first():
    old, new, unlikely = reading(date(2024, 1, 1), 0.8), reading(date(2024, 3, 4), 0.6), reading(date(2024, 5, 1), 0.1)
    assert newest_first([old, new, unlikely]) == [new, old, unlikely]


def test_newer_evidence_with_hardly_a_word_of_the_question_does_not_come_first():
    old, foreign = reading(date(2024, 1, 1), 0.8), reading(date(2024, 3, 4), 0.7, words=0.1)
    assert newest_first([old, foreign]) == [old, foreign]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who is the mayor of Ferrow?", True),
        ("who's Ferrow's mayor", True),
        ("Is the tap water safe?", True),
        ("Who was the mayor of Ferrow?", False),
        ("Who is Ada Brandt?", False),
        ("When did the mill burn?", False),
    ],
)
def test_what_is_asked_of_as_it_is_now_gets_a_line_where_nothing_is_newer_than_a_year(tmp_path, question, told):
    old, newer = reading(date(2023, 5, 1), 0.8), reading(date(2023, 7, 1), 0.8)
    keywords = KeywordIndex(tmp_path)
    assert (freshness_line(question, [old], TODAY, keywords, fresh=False) is not None) is told
    assert freshness_line(question, [newer], TODAY, keywords, fresh=False) is None
