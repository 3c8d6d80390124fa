"""Corrections come before what they take back."""

from datetime import date

import pytest

from bot.reader import Reading
from bot.righting import corrections_first
from corpus.article import Article

REPORT = Article(None, "Ferry sinks", "The Aurora had 61 people aboard.", date(2023, 11, 17))
CORRECTION = Article(
    None,
    "Correction",
    "Correction: an earlier version of our story said that 61 people were aboard; the right figure is 64.",
    date(2023, 11, 22),
)
OTHER = Article(None, "Trial", "The Aurora sank on 16 November.", date(2025, 6, 13))


def reading(article, answer, score):
    start = article.text.index(answer)
    return Reading(article, 0, len(article.text), (start, start + len(answer)), score)


def test_a_correction_comes_before_the_report_that_it_corrects_though_that_is_likelier():
    report, correction = reading(REPORT, "61", 0.8), reading(CORRECTION, "64", 0.5)
    assert corrections_first([report, reading(OTHER, "16", 0.6), correction])[0] is correction


@pytest.mark.parametrize(("answer", "score"), [("61", 0.1), ("Aurora", 0.5)])
def test_one_that_hardly_answers_or_takes_back_something_else_stays_where_it_is(answer, score):
    report, correction = reading(REPORT, answer, 0.8), reading(CORRECTION, "64", score)
    assert corrections_first([report, correction]) == [report, correction]


def test_without_words_that_answer_nothing_moves():
    report = Reading(REPORT, 0, len(REPORT.text), None, 0.8)
    assert corrections_first([report, reading(CORRECTION, "64", 0.5)])[0] is report
    assert corrections_first([]) == []
