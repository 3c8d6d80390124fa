"""A question that names its topic first is said straight; what is only said to the listener is left out."""

import pytest

from bot.conversation import Conversation, Turn, add_turn
from bot.followup import standalone_question
from bot.followup.restating import restate, without_asides


@pytest.mark.parametrize(
    ("typed", "straight"),
    [
        ("What about the lab that did the tests, was it punished?", "was the lab that did the tests punished?"),
        ("How about Torvald Lind, what did he say?", "what did Torvald Lind say?"),
        ("And Lorva Ferries, what will their ship cost?", "what will Lorva Ferries’ ship cost?"),
        ("what about Boeing, what is its contract worth?", "what is Boeing’s contract worth?"),
        ("and the plane again: what type was it?", "what type was the plane?"),
        ("what about the wall, what would that cost?", "what would the wall cost?"),
        ("Back to the chemist: when did she ring?", "when did the chemist ring?"),
        ("And his sentence, what could it be?", "what could his sentence be?"),
    ],
)
def test_the_topic_stands_where_the_pronoun_stood(typed, straight):
    assert restate(typed).question == straight


@pytest.mark.parametrize(
    "typed",
    [
        "no, I meant the archaeologist, what's her name?",
        "Different thing: why did Carrie Lam speak by video?",
        "In March 2019, what was on board?",
        "When the ferry sank, who was at the helm?",
        "What about the mayor?",
        "Back to his illness: what drug did the doctor give him?",
        "As of 5 January 2024, what did it cost?",
    ],
)
def test_what_names_no_topic_first_stays(typed):
    assert restate(typed) is None


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("different question: who is building the new ferry?", "who is building the new ferry?"),
        ("By the way, how old is she?", "how old is she?"),
        ("How many came to the march, by the way?", "How many came to the march?"),
        ("Which district did he win, remind me?", "Which district did he win?"),
    ],
)
def test_asides_to_the_listener_are_left_out(typed, asked):
    assert without_asides(typed) == asked


@pytest.mark.parametrize("typed", ["By the way, why?", "What is a different question?", "Who wrote “By the Way”?"])
def test_what_would_say_nothing_without_its_aside_stays(typed):
    assert without_asides(typed) == typed


def test_a_named_topic_needs_no_words_of_the_conversation():
    talk = add_turn(Conversation(), Turn("How strong was Hurricane Dorian?", "How strong was Hurricane Dorian?", None))
    understood = standalone_question("What about Humberto, what category did that one reach?", talk)
    assert understood.question == "what category did Humberto reach?"
    assert not understood.topic_shift


def test_a_topic_without_a_name_is_one_of_what_was_spoken_of():
    talk = add_turn(
        Conversation(), Turn("Who was jailed for the Pelsa Star?", "Who was jailed for the Pelsa Star?", None)
    )
    understood = standalone_question("What about the captain, how was he punished?", talk)
    assert understood.question.startswith("how was the captain")
    assert "Pelsa Star" in understood.question


def held(*asked):
    talk = Conversation()
    for question in asked:
        understood = standalone_question(question, talk)
        talk = add_turn(talk, Turn(question, understood.question, None))
    return understood.question


def test_a_topic_that_is_come_back_to_is_said_in_full():
    asked = (
        "How many people were on the Ukrainian plane?",
        "Who is Odo Fennimar?",
        "and the plane again: what type was it?",
    )
    assert held(*asked) == "what type was the plane? (Ukrainian plane)"


def test_the_one_elsewhere_is_of_the_same_kind_and_takes_no_name_along():
    asked = "How strong was the earthquake off Izmir?", "What about the one in Velm, how many houses did it damage?"
    assert held(*asked) == "how many houses did the earthquake in Velm damage?"
