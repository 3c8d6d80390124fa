"""Which words of a question lean on what was said before."""

import pytest

from bot.followup.cues import read_cues


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("When did she resign?", ["person"]),
        ("How much did it cost them?", ["thing", "people"]),
        ("Is it true that the ferry sank?", []),
        ("What time is it?", []),
        ("Is there a bridge?", []),
        ("Who lives there?", ["place"]),
        ("Which ships that sank were old?", []),
        ("Why did that happen?", ["pointed"]),
        ("When Petar Orlo left, who followed him?", []),
    ],
)
def test_only_pronouns_that_point_out_of_the_question_count(question, kinds):
    assert [pronoun.kind for pronoun in read_cues(question).pronouns] == kinds


def test_the_noun_behind_that_belongs_to_it():
    question = "What else happened that year?"
    (pronoun,) = read_cues(question).pronouns
    assert question[pronoun.noun.start : pronoun.noun.end] == "year"


@pytest.mark.parametrize(
    "question", ["Why did the minister resign?", "When did the strike end?", "What are the causes?"]
)
def test_a_noun_that_nothing_says_more_of_leans(question):
    assert read_cues(question).definite
    assert read_cues(question).leans


@pytest.mark.parametrize(
    "question",
    [
        "Who is the mayor of Marrevik?",
        "What happened in the morning?",
        "When did the Pelsa Star sink?",
        "What causes floods?",
    ],
)
def test_a_noun_of_which_it_is_said_which_one_does_not_lean(question):
    assert not read_cues(question).definite


@pytest.mark.parametrize(
    "question", ["and in Ferrow?", "what about the mayor?", "why?", "How many?", "the second ship?"]
)
def test_a_cut_off_question_leans(question):
    assert read_cues(question).leans


@pytest.mark.parametrize("question", ["When did tram Line 4 open?", "Tell me about Ferrow.", "Who is Helle Tamm?"])
def test_a_whole_question_does_not_lean(question):
    assert not read_cues(question).leans
