"""Which sources of an answer a question speaks of."""

import pytest

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
