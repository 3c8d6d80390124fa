from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from bot.answer import Quote
from bot.writing import ANSWERED, write_answer
from corpus.errors import QuoteError


def test_a_quote_is_the_slice_of_its_article_and_can_be_nothing_else(stories):
    quote = Quote(stories[0], 0, 66)
    assert quote.text == stories[0].text[0:66]
    with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
        quote.text = "Four people were killed."


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (9, 3), (0, 10_000)])
def test_a_quote_outside_its_article_cannot_be_built(stories, start, end):
    with pytest.raises(QuoteError, match=r"fire\.html"):
        Quote(stories[0], start, end)


def test_an_answer_outside_its_quote_cannot_be_built(stories):
    with pytest.raises(QuoteError, match="outside its quote"):
        Quote(stories[0], 0, 20, answer_span=(15, 25))


def test_a_quote_of_white_space_cannot_be_built(stories):
    with pytest.raises(QuoteError, match="white space"):
        Quote(replace(stories[0], text="A fire.   \n\n   It burned."), 7, 12)


def test_a_stored_quote_is_checked_against_what_the_archive_holds(stories):
    quote = Quote(stories[0], 0, 30)
    assert quote.stands_in(stories[0])
    assert not quote.stands_in(replace(stories[0], text="Nothing burned, and nobody was hurt at all."))
    assert not quote.stands_in(None)


def test_quotes_of_one_article_share_a_citation_number(stories):
    quotes = [Quote(stories[0], 0, 10, confidence=0.9), Quote(stories[3], 0, 10), Quote(stories[0], 12, 20)]
    answer = write_answer("Why?", None, quotes, date(2024, 5, 2))
    assert [(c.number, len(c.quotes)) for c in answer.citations] == [(1, 2), (2, 1)]
    assert answer.citation_of(quotes[2]).number == 1


def test_below_the_threshold_it_refuses_and_claims_nothing(stories):
    weak = Quote(stories[0], 0, 30, answer_span=(2, 6), confidence=ANSWERED - 0.01)
    answer = write_answer("Why?", None, [weak], None)
    assert not answer.found
    assert answer.confidence == 0.0
    assert (answer.quotes[0].confidence, answer.quotes[0].answer_span) == (0.0, None)
    assert any("nearest" in note for note in answer.notes)


def test_at_the_threshold_it_answers(stories):
    assert write_answer("Why?", None, [Quote(stories[0], 0, 30, confidence=ANSWERED)], None).found


def test_an_empty_archive_is_said_to_be_empty():
    assert "empty" in write_answer("Why?", None, [], None, empty=True).notes[0]


def test_an_undated_source_is_pointed_out(stories):
    answer = write_answer("Who?", None, [Quote(stories[5], 0, 30, confidence=0.9)], None)
    assert any("undated" in note for note in answer.notes)
