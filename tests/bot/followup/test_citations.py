"""Which sources of an answer a question speaks of."""

from dataclasses import replace
from datetime import date

import pytest

from bot.conversation import Turn, add_turn
from bot.followup import standalone_question
from bot.followup.citations import find_references


@pytest.fixture
def answer(talk):
    return talk(("How many people died when the Pelsa Star sank?", "ferry ledger kallavere", "Eight")).last_answer


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("tell me more about [2]", (2,)),
        ("Compare [1] and [3]", (1, 3)),
        ("What does the second source say?", (2,)),
        ("when was the 3rd article published", (3,)),
        ("What does source 2 say?", (2,)),
        ("What does article two say?", (2,)),
        ("Who wrote the last article?", (3,)),
        ("Do the first and the second source agree?", (1, 2)),
        ("Who said that quote?", (1,)),
        ("Where does this quotation come from?", (1,)),
        ("Do these articles agree?", (1, 2, 3)),
        ("Is [7] right?", ()),
        ("What does the eighth source say?", ()),
        ("Who won the second round?", ()),
        ("What was the source of the water?", ()),
        ("Who is the story's hero?", ()),
        ("Did that article that I sent you help?", ()),
    ],
)
def test_the_numbers_are_those_of_citations_that_the_answer_has(answer, question, numbers):
    assert tuple(one for reference in find_references(question, answer) for one in reference.numbers) == numbers


def test_without_an_answer_nothing_is_referred_to():
    assert find_references("tell me more about [1]", None) == []


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("and in the first report?", (2,)),
        ("What does the earliest article say?", (2,)),
        ("and in the latest story?", (3,)),
        ("and in the first source?", (1,)),
        ("What does the first article say?", (1,)),
        ("What is the latest report on the flood?", ()),
    ],
)
def test_the_first_report_is_the_oldest_and_the_first_source_number_one(answer, question, numbers):
    days = [date(2025, 2, 18), date(2025, 2, 1), date(2025, 3, 1)]
    dated = tuple(
        replace(one, article=replace(one.article, published=day))
        for one, day in zip(answer.citations, days, strict=True)
    )
    references = find_references(question, replace(answer, citations=dated))
    assert tuple(number for reference in references for number in reference.numbers) == numbers


def test_numbers_count_in_the_answer_before_one_that_told_more_about_a_source(talk):
    conversation = talk(("How many people died when the Pelsa Star sank?", "ferry ledger kallavere", "Eight"))
    more = replace(
        conversation.last_answer, reply="[2] begins like this.", citations=conversation.last_answer.citations[:1]
    )
    conversation = add_turn(conversation, Turn("tell me more about [2]", "tell me more about [2]", more))
    assert conversation.numbered_answer is conversation.turns[0].answer
    assert standalone_question("What does [3] say of the port?", conversation).refers_to == (3,)
    begun = replace(conversation.last_answer, citations=talk(("Who?", "court", "Orlo")).last_answer.citations)
    conversation = add_turn(conversation, Turn("What was reported?", "What was reported?", begun))
    assert conversation.numbered_answer is begun


def test_that_source_is_the_one_just_shown(answer):
    second = answer.citations[1]
    shown = replace(answer, quotes=second.quotes, citations=(replace(second, number=1),))
    references = find_references("Who wrote that article?", answer, shown)
    assert [reference.numbers for reference in references] == [(2,)]
