"""The day as of which a question asks: kept whatever else the question says, and never read where none is meant."""

from datetime import date

import pytest

from bot.period import Period
from bot.timing import find_period, without_cutoff
from bot.timing.cutoff import find_cutoff

TODAY = date(2024, 11, 20)  # a Wednesday
FIFTH = date(2024, 1, 5)  # a Friday


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("As of 5 January 2024, how many people had died?", FIFTH),
        ("as of Jan. 5, 2024 how many people had died", FIFTH),
        ("As of 2024-01-05: who is the director of the port?", FIFTH),
        ("As of the evening of 5 January 2024, who was missing?", FIFTH),
        ("As of 6 p.m. on 5 January 2024, who was missing?", FIFTH),
        ("As of close of business on Friday, 5 January 2024, who owned it?", FIFTH),
        ("Who, as of 5 January 2024, was mayor of Velm?", FIFTH),
        ("How many people had died as of 5 January 2024?", FIFTH),
        ("When will the next eclipse occur, as of 5 January 2024?", FIFTH),
        ("As of 5 January 2024, when will the next eclipse occur?", FIFTH),
        ("As of 5 January 2024, In the 2019 election, who came second?", FIFTH),
        ("As of 5 January 2024, Monday's storm killed how many people?", FIFTH),
        ("As of 5 January 2024, A film won three prizes this week. Which one?", FIFTH),
        ("As things stood on 5 January 2024, who owned the yard?", FIFTH),
        ("As matters stood at 5 January 2024, who owned the yard?", FIFTH),
        ("Who owned the yard as it stood on 5 January 2024?", FIFTH),
        ("As known on 5 January 2024, what sank the ferry?", FIFTH),
        ("Based on what was known by 5 January 2024, what sank the ferry?", FIFTH),
        ("As at 5 January 2024, how many were missing?", FIFTH),
        ("Use only articles published up to 5 January 2024. Who is mayor?", FIFTH),
        ("With articles before 6 January 2024, tell me who is mayor.", FIFTH),
        ("So, as of 5 January, how many had died?", FIFTH),
        ("As of last Friday, how many were missing?", date(2024, 11, 15)),
        ("As of yesterday, how many were missing?", date(2024, 11, 19)),
        ("As of last week, how many were missing?", date(2024, 11, 17)),
        ("As of two days ago, who was missing?", date(2024, 11, 18)),
        ("As of March 2024, who is the director of the port?", date(2024, 3, 31)),
        ("As of 3/4/2024, who was missing?", date(2024, 3, 4)),  # of two readings the one that hides more
    ],
)
def test_the_day_as_of_which_is_asked_is_a_limit(question, day):
    asked = find_period(question, TODAY)
    assert asked.cutoff == asked.period.until == day


@pytest.mark.parametrize(
    "question",
    [
        "Has nobody claimed it as of yet?",
        "Who has been winning as of late?",
        "As of late, December storms are stronger. Why?",
        "As of now, how many are missing?",
        "As of today, who is mayor?",
        "As of this morning, who is missing?",
        "As of this writing, who is mayor?",
        "Which rules apply as of 1 March 2024?",
        "Who has to pay the toll as of 1 March 2024?",
        "When did the law come into force as of 1 March 2024?",
        "As of 1 March 2030, who will be director?",
        "What was the population as of 2020?",
        "As of 2020, how many people lived there?",
        "Was it as cold as at Christmas?",
        "Who said “as of 5 January 2024 we are bankrupt” and why?",
        "What was the death toll of the ferry?",
    ],
)
def test_what_only_sounds_like_it_is_none(question):
    assert find_cutoff(question, TODAY) is None
    assert find_period(question, TODAY).cutoff is None


@pytest.mark.parametrize("question", ["Has nobody claimed it as of yet?", "As of now, how many are missing?"])
def test_as_of_now_asks_for_the_newest(question):
    asked = find_period(question, TODAY)
    assert (asked.fresh, asked.period, asked.cutoff) == (True, None, None)


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("As of 5 January 2024, who won the cup this week?", date(2023, 12, 29), FIFTH),
        ("As of 5 January 2024, what did the council decide last week?", date(2023, 12, 25), date(2023, 12, 31)),
        ("As of 5 January 2024, who was arrested on Tuesday?", date(2024, 1, 2), date(2024, 1, 3)),
        ("As of 5 January 2024, who resigned in March?", date(2023, 3, 1), date(2023, 3, 31)),
        ("Who resigned yesterday, as of 5 January 2024?", date(2024, 1, 4), FIFTH),
        ("As of 5 January 2024, what was reported since November?", date(2023, 11, 1), FIFTH),
        ("As of 5 January 2024, who resigned in March 2024?", None, FIFTH),
        ("Who won, as reported on 1 January 2024, as of 5 January 2024?", date(2024, 1, 1), date(2024, 1, 2)),
    ],
)
def test_another_time_in_the_question_is_meant_as_on_that_day(question, since, until):
    asked = find_period(question, TODAY)
    assert (asked.period, asked.cutoff) == (Period(since, until), FIFTH)


def test_a_limit_of_what_was_published_is_kept_beside_a_time_that_does_not_fit_it():
    asked = find_period("What was reported before June 2023 about the fire, and in October 2024?", TODAY)
    assert (asked.period, asked.cutoff) == (Period(until=date(2023, 5, 31)), date(2023, 5, 31))
    assert Period(date(2024, 10, 1), date(2024, 10, 31)) in asked.content


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("As of 5 January 2024, who won?", "who won?"),
        ("Who, as of 5 January 2024, was mayor of Velm?", "Who was mayor of Velm?"),
        ("How many had died as of 5 January 2024?", "How many had died?"),
        ("And as of 5 January 2024?", "And as of 5 January 2024?"),
        ("Who won?", "Who won?"),
    ],
)
def test_the_words_that_say_it_can_be_taken_out(question, rest):
    assert without_cutoff(question, TODAY) == rest
