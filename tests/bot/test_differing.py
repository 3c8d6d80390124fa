"""Answers that changed or differ."""

from datetime import date

import pytest

from bot.answer import Quote
from bot.differing import differing_quotes
from corpus.article import Article


def quote(answer, day):
    text = f"Officials spoke of {answer} on the day."
    start = text.index(answer)
    article = Article(f"https://example.org/{answer}/{day}", "Title", text, day)
    return Quote(article, 0, len(text), (start, start + len(answer)), 0.6)


OLD, NEW = date(2024, 3, 3), date(2024, 3, 5)
TOLL = "How many people died in the fire?"


def test_figures_that_changed_are_told_oldest_first():
    two, five = quote("five dead", NEW), quote("two dead", OLD)
    assert differing_quotes(TOLL, [two, five]) == (five, two)


@pytest.mark.parametrize(
    ("one", "other"), [("six", "6"), ("the 40 people", "40 people"), ("12 October", "12 October 2003")]
)
def test_the_same_answer_in_other_words_does_not_differ(one, other):
    assert differing_quotes(TOLL, [quote(one, OLD), quote(other, NEW)]) == ()


def test_one_answer_alone_differs_from_nothing():
    assert differing_quotes(TOLL, [quote("two", OLD)]) == ()


def test_where_several_answers_may_be_right_nothing_is_said():
    assert differing_quotes("Who attended the funeral?", [quote("Ada Lund", OLD), quote("Ben Aas", NEW)]) == ()


def test_two_holders_of_one_office_differ():
    assert len(differing_quotes("Who is the mayor of Velm?", [quote("Ada Lund", OLD), quote("Ben Aas", NEW)])) == 2
