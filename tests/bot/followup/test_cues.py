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
        ("What did Petar Orlo's doctors say he had eaten?", []),
        ("What did they say he had eaten?", ["people", "person"]),
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


@pytest.mark.parametrize(
    "question",
    [
        "When did tram Line 4 open?",
        "Tell me about Ferrow.",
        "Who is Helle Tamm?",
        "How many countries are in Africa?",
        "What state is Wisconsin?",
        "What type is an animal cell?",
        "How old is the universe?",
        "What does susceptible mean?",
        "Who is the commander in chief of the military?",
    ],
)
def test_a_whole_question_does_not_lean(question):
    assert not read_cues(question).leans


@pytest.mark.parametrize(
    "question",
    ["How many homes were damaged?", "Did customs notice?", "which organs are used?", "When did the talks begin?"],
)
def test_a_question_that_says_too_little_by_itself_is_loose(question):
    assert read_cues(question).loose


@pytest.mark.parametrize(
    "question", ["What is throat cancer?", "How many homes were damaged in Ferrow?", "Did it rain in 2023?", "thanks"]
)
def test_a_question_with_a_name_or_a_number_or_about_a_kind_of_thing_is_not_loose(question):
    assert not read_cues(question).loose


@pytest.mark.parametrize(
    "question",
    [
        "Tell me about feijoada and its significance.",
        "Did burlesque stay true to its origins?",
        "Did burlesque stay the same or were there changes?",
        "e-Discovery?  What's that?",
        "What else motivates the Black Lives Matter movement?",
    ],
)
def test_what_the_question_names_itself_is_not_looked_for_before_it(question):
    assert not read_cues(question).leans


def test_its_is_of_what_was_spoken_of_where_the_question_names_no_owner():
    assert read_cues("Did it keep its name?").leans
    assert read_cues("What is its significance?").leans
