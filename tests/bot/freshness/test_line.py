"""What an answer to "latest" says of its age."""

from datetime import date

from bot.freshness import freshness_line, newest_first
from bot.reader import Reading
from bot.reader.features import FEATURES
from corpus.article import Article

TODAY = date(2024, 6, 1)


def reading(day, score, title="Title", words=0.6):
    """Return a sentence with a score and a share of the question's words."""
    text = f"Something happened on {day}."
    features = tuple(words if name == "words" else 0.0 for name in FEATURES)
    return Reading(Article(f"https://example.org/{day}/{score}", title, text, day), 0, len(text), None, score, features)


def test_the_newest_article_that_bears_on_the_question_is_named():
    old, newer = reading(date(2024, 1, 1), 0.8), reading(date(2024, 3, 4), 0.5, "Toll rises")
    line = freshness_line([old, newer, reading(date(2024, 5, 31), 0.01)], TODAY)
    assert line == "Nothing in the archive is newer than 4 March 2024 on this; the closest is “Toll rises”."


def test_what_shares_no_word_with_the_question_does_not_bear_on_it():
    old, newer = reading(date(2024, 1, 1), 0.3, "Toll rises"), reading(date(2024, 3, 4), 0.2, "Timetable", words=0.1)
    assert "1 January 2024" in freshness_line([old, newer], TODAY)


def test_what_is_as_new_as_now_needs_no_line():
    assert freshness_line([reading(date(2024, 5, 30), 0.8)], TODAY) is None


def test_without_a_dated_article_nothing_is_claimed():
    assert freshness_line([reading(None, 0.8)], TODAY) is None
    assert freshness_line([], TODAY) is None


def test_of_what_is_nearly_as_likely_the_newest_comes_first():
    old, new, unlikely = reading(date(2024, 1, 1), 0.8), reading(date(2024, 3, 4), 0.5), reading(date(2024, 5, 1), 0.1)
    assert newest_first([old, new, unlikely]) == [new, old, unlikely]
