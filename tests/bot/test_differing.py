"""Answers that changed or differ."""

from datetime import date

import pytest

from bot.answer import Quote
from bot.differing import differing_quotes, mark_one_thing
from corpus.article import Article


def quote(answer, day, text="Officials said that {} people had died in the fire."):
    text = text.format(answer)
    start = text.index(answer)
    article = Article(f"https://example.org/{answer}/{day}", "Title", text, day)
    return Quote(article, 0, len(text), (start, start + len(answer)), 0.6)


OLD, NEW = date(2024, 3, 3), date(2024, 3, 5)
TOLL = "How many people died in the fire?"


def test_figures_that_changed_are_told_oldest_first():
    five, two = quote("five", NEW), quote("two", OLD)
    assert differing_quotes(TOLL, [five, two]) == (two, five)


@pytest.mark.parametrize(("one", "other"), [("six", "6"), ("40", "the 40"), ("two", "about two")])
def test_the_same_answer_in_other_words_does_not_differ(one, other):
    assert differing_quotes(TOLL, [quote(one, OLD), quote(other, NEW)]) == ()


def test_the_same_day_with_its_year_does_not_differ():
    told = "The bridge opened on {}."
    quotes = [quote("12 October", OLD, told), quote("12 October 2003", NEW, told)]
    assert differing_quotes("When did the bridge open?", quotes) == ()
    assert differing_quotes("When did the bridge open?", [quotes[0], quote("14 October", NEW, told)])


@pytest.mark.parametrize("relative", ["Tuesday", "on Tuesday", "last night", "Tuesday morning", "yesterday"])
def test_a_day_that_counts_from_its_article_contradicts_no_date(relative):
    told = "The bridge opened {}."
    assert differing_quotes("When did the bridge open?", [quote("in May", NEW, told), quote(relative, OLD, told)]) == ()


def test_two_figures_of_one_article_are_no_reports_that_differ():
    first, second = "Five people died in the fire.", "Police had said that two people had died in the fire."
    article = Article("https://example.org/fire", "Title", f"{first} {second}", NEW)
    told = [
        Quote(article, start, start + len(text), (start + text.index(word), start + text.index(word) + len(word)), 0.6)
        for start, text, word in ((0, first, "Five"), (len(first) + 1, second, "two"))
    ]
    assert differing_quotes(TOLL, told) == ()
    assert differing_quotes(TOLL, [*told, quote("two", OLD)]) == (quote("two", OLD), told[0])


def test_one_answer_alone_differs_from_nothing():
    assert differing_quotes(TOLL, [quote("two", OLD)]) == ()


def test_a_figure_of_something_else_is_no_earlier_report():
    five, aboard = quote("five", NEW), quote("61", OLD, "The fire broke out on a ferry with {} people aboard.")
    assert differing_quotes(TOLL, [five, aboard]) == ()
    assert differing_quotes(TOLL, [five, aboard, quote("two", OLD)]) == (quote("two", OLD), five)


def test_where_the_first_quote_tells_something_else_nothing_is_compared():
    aboard = quote("61", OLD, "The fire broke out on a ferry with {} people aboard.")
    assert differing_quotes(TOLL, [aboard, quote("two", OLD), quote("five", NEW)]) == ()


def test_where_several_answers_may_be_right_nothing_is_said():
    told = "The funeral was attended by {}."
    quotes = [quote("Ada Lund", OLD, told), quote("Ben Aas", NEW, told)]
    assert differing_quotes("Who attended the funeral?", quotes) == ()


def test_two_holders_of_one_office_differ():
    told = "{}, the mayor of Velm, opened the bridge."
    quotes = [quote("Ada Lund", OLD, told), quote("Ben Aas", NEW, told)]
    assert len(differing_quotes("Who is the mayor of Velm?", quotes)) == 2


def test_a_figure_of_something_else_is_not_marked_beside_one_that_answers():
    five, aboard = quote("five", NEW), quote("61", OLD, "The fire broke out on a ferry with {} people aboard.")
    marked = mark_one_thing(TOLL, [five, aboard, quote("two", OLD)])
    assert [one.answer_span and one.answer for one in marked] == ["five", None, "two"]
    assert [one.text for one in marked] == [five.text, aboard.text, quote("two", OLD).text]


def test_marks_stay_where_the_first_quote_tells_something_else_or_more_than_one_answer_may_be_right():
    five, aboard = quote("five", NEW), quote("61", OLD, "The fire broke out on a ferry with {} people aboard.")
    assert mark_one_thing(TOLL, [aboard, five]) == [aboard, five]
    assert mark_one_thing("Why did the ferry burn?", [five, aboard]) == [five, aboard]
    assert mark_one_thing(TOLL, []) == []
