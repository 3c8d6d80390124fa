"""Corrections come before what they take back."""

from dataclasses import replace
from datetime import date

import pytest

from bot.reader import Reading
from bot.righting import corrections_first, right_of
from corpus.article import Article

REPORT = Article(None, "Ferry sinks", "The Aurora had 61 people aboard.", date(2023, 11, 17))
WRONG = "Correction: an earlier version of our story said that 61 people were aboard."
RIGHT = "The right figure is 64."
CORRECTION = Article(None, "Correction", f"{WRONG} {RIGHT} We regret the error.", date(2023, 11, 22))


def reading(article, sentence, score, answer=None, mistaken=None):
    start = article.text.index(sentence)
    spans = [
        (at, at + len(words)) if words else None
        for words in (answer, mistaken)
        for at in [article.text.find(words or "", start)]
    ]
    return Reading(article, start, start + len(sentence), spans[0], score, mistaken=spans[1])


REPORTED = reading(REPORT, REPORT.text, 0.8, "61")
TAKEN_BACK = reading(CORRECTION, WRONG, 0.5, None, "61")
PUT_RIGHT = reading(CORRECTION, RIGHT, 0.2, "64")


def test_a_correction_comes_before_the_report_that_it_corrects_and_is_as_likely():
    first, second, _ = corrections_first([REPORTED, TAKEN_BACK, PUT_RIGHT])
    assert (first.text, first.score, second) == (WRONG, 0.8, REPORTED)


def test_so_does_one_that_answers_rightly_and_names_the_mistake():
    text = "Correction: The bridge cost 4,000 crowns, not 40,000 crowns."
    notice = reading(Article(None, "Correction", text, date(2023, 11, 22)), text, 0.4, "4,000 crowns")
    report = Article(None, "Bridge", "The bridge cost 40,000 crowns.", date(2023, 11, 17))
    assert corrections_first([reading(report, report.text, 0.7, "40,000 crowns"), notice])[0].text == text
    same_day = (
        "Correction: an earlier version of this story said the bridge opened on 4 May with 61 guests; there were 64."
    )
    notice = reading(Article(None, "Correction", same_day), same_day, 0.6, "4 May")
    opened = Article(None, "Bridge", "The bridge opened on 4 May.")
    assert corrections_first([reading(opened, opened.text, 0.7, "4 May"), notice])[0].article is opened


@pytest.mark.parametrize(
    "correction",
    [
        reading(CORRECTION, WRONG, 0.3, None, "61"),  # hardly answers
        reading(CORRECTION, WRONG, 0.5, None, "our story"),  # takes back something else
        reading(CORRECTION, WRONG, 0.5, "61"),  # takes back nothing
        replace(TAKEN_BACK, article=replace(CORRECTION, published=date(2023, 11, 16))),  # is older than the report
    ],
)
def test_what_does_not_correct_the_report_stays_behind_it(correction):
    right = replace(PUT_RIGHT, article=correction.article)
    assert corrections_first([REPORTED, correction, right]) == [REPORTED, correction, right]


def test_a_correction_that_tells_nothing_right_stays_behind():
    regret = reading(CORRECTION, "We regret the error.", 0.1, "error")
    assert corrections_first([REPORTED, TAKEN_BACK, regret])[0] is REPORTED
    assert corrections_first([]) == []


def test_what_is_right_is_the_sentence_of_the_notice_with_an_answer_of_the_same_kind():
    regret = reading(CORRECTION, "We regret the error.", 0.9, "error")
    assert right_of(TAKEN_BACK, [regret, TAKEN_BACK, PUT_RIGHT]) is PUT_RIGHT
    assert right_of(PUT_RIGHT, [TAKEN_BACK, PUT_RIGHT]) is None


def test_a_notice_that_begins_inside_a_sentence_is_read_all_the_same():
    text = "It sank, police say, and\nan earlier version of this story said that 61 people were aboard. It was 64."
    article = Article(None, "Ferry", text)
    wrong = reading(article, text[: text.index(" It was")], 0.5, None, "61")
    assert right_of(wrong, [wrong, reading(article, "It was 64.", 0.3, "64")]).text == "It was 64."
