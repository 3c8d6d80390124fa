"""What a question means where it is asked."""

from dataclasses import replace
from datetime import date

import pytest

from bot.answer import Answer, Quote
from bot.conversation import Conversation, Turn
from bot.period import Period
from bot.understanding import find_outlets, understand_question
from bot.writing import cite
from corpus.article import Article

TODAY = date(2024, 11, 20)
KNOWN = ("courier.example.org", "harbourledger.example.com", "eveningpost.example.com")
MAY = Period(date(2024, 5, 1), date(2024, 5, 31))
STORY = Article("https://courier.example.org/a", "Mayor Dusek resigns", "Dusek resigned.", date(2024, 5, 3), KNOWN[0])


def talk(period=None, outlets=()):
    quote = Quote(STORY, 0, len(STORY.text), (0, 5), 0.9)
    asked = "Why did Mirela Dusek resign?"
    answer = replace(Answer(asked, asked, period, True, (quote,), cite((quote,))), outlets=outlets)
    return Conversation((Turn(answer.question, answer.understood, answer),))


def understood(question, conversation=Conversation(), **chosen):  # noqa: B008 (it never changes)
    return understand_question(question, conversation, TODAY, KNOWN, **chosen)


@pytest.mark.parametrize(
    ("question", "outlet"),
    [
        ("What did the Courier say about the bridge?", "courier.example.org"),
        ("What does the Ledger say the port authority left out?", "harbourledger.example.com"),
        ("How did the Evening Post count the people?", "eveningpost.example.com"),
        ("According to the Harbour Ledger, who pays?", "harbourledger.example.com"),
        ("Who pays, according to the Courier?", "courier.example.org"),
        ("What was published in the Courier?", "courier.example.org"),
        ("Who owns the Courier?", None),
        ("Why did the mayor sue the Evening Post?", None),
        ("What did the mayor say?", None),
        ("What does the report say about the harbour?", None),
        ("How did they count the people?", None),
        ("According to whom was it late?", None),
    ],
)
def test_an_outlet_counts_only_where_its_words_are_asked_for(question, outlet):
    assert find_outlets(question, KNOWN) == ((outlet,) if outlet else ())


def test_a_period_in_the_question_limits_what_is_searched():
    meaning = understood("What was reported in May 2024?")
    assert meaning.period == MAY
    assert meaning.said == {"period"}


def test_the_visitors_own_period_wins_and_the_one_said_is_only_preferred():
    mine = Period(date(2023, 1, 1), None)
    meaning = understood("What was reported in May 2024?", period=mine)
    assert (meaning.period, meaning.said) == (mine, frozenset())
    assert MAY in meaning.content


def test_any_time_can_be_chosen():
    assert understood("What was reported in May 2024?", period=Period()).period is None


def test_a_follow_up_takes_over_period_and_outlets():
    meaning = understood("When did she resign?", talk(MAY, KNOWN[:1]))
    assert "Dusek" in meaning.question
    assert (meaning.period, meaning.outlets) == (MAY, KNOWN[:1])
    assert meaning.said == {"period", "outlets"}


def talk_of(day):
    story = replace(STORY, published=day)
    quote = Quote(story, 0, len(story.text), None, 0.9)
    asked = "How many people were arrested in Marrevik?"
    return Conversation((Turn(asked, asked, Answer(asked, asked, None, True, (quote,), cite((quote,)))),))


@pytest.mark.parametrize(
    ("question", "shown", "since"),
    [
        ("and in July, how many were arrested?", date(2019, 9, 4), date(2019, 7, 1)),
        ("and on 1 October, what did the police do?", date(2019, 9, 4), date(2019, 10, 1)),
        ("and in July 2021, how many were arrested?", date(2019, 9, 4), date(2021, 7, 1)),
        ("and in July, how many were arrested?", date(2024, 11, 18), date(2024, 7, 1)),
    ],
)
def test_a_month_without_a_year_is_the_one_nearest_to_the_story(question, shown, since):
    meaning = understood(question, talk_of(shown))
    assert [period.since for period in (meaning.period, *meaning.content) if period] == [since]


def test_a_time_alone_limits_what_the_question_limits_that_it_completes():
    year = Period(date(2019, 1, 1), date(2019, 12, 31))
    burrows = "How many puffin burrows are there on Little Hesk?"
    figure = understood("and in 2019?", Conversation((Turn(burrows, burrows, None),)))
    assert (figure.period, figure.content) == (None, (year,))
    fire = "What burned in Marrevik in 2018?"
    event = understood("and in 2019?", Conversation((Turn(fire, fire, None),)))
    assert (event.period, event.content) == (year, ())


def test_the_month_before_is_counted_from_the_month_that_was_asked_about():
    meaning = understood("and the month before?", talk(MAY))
    assert meaning.period == Period(date(2024, 4, 1), date(2024, 4, 30))
    assert meaning.said == {"period"}


def test_the_year_after_is_only_preferred_where_the_year_before_it_was():
    asked = "How many puffin burrows were there on Little Hesk in 2018?"
    meaning = understood("and the year after?", Conversation((Turn(asked, asked, None),)))
    assert (meaning.period, meaning.content) == (None, (Period(date(2019, 1, 1), date(2019, 12, 31)),))
    assert meaning.question == "How many puffin burrows were there on Little Hesk the year after?"


@pytest.mark.parametrize(
    ("question", "story"),
    [
        ("Back to Dusek: why did she resign?", STORY.key),
        ("How many were arrested?", "https://courier.example.org/b"),
        ("How many seats were up?", "https://courier.example.org/b"),
    ],
)
def test_a_follow_up_is_of_the_newest_story_that_shares_a_word_with_it(question, story):
    newer = talk_of(date(2024, 6, 1)).turns[0]
    quote = replace(newer.answer.quotes[0], article=replace(STORY, url="https://courier.example.org/b"))
    newer = replace(newer, answer=replace(newer.answer, quotes=(quote,), citations=cite((quote,))))
    assert understood(question, Conversation((*talk().turns, newer))).story == story


@pytest.mark.parametrize("question", ["What does she do now?", "Back to Dusek: what did she do before?"])
def test_now_and_back_to_leave_the_period_behind(question):
    assert understood(question, talk(MAY)).period is None


def test_the_articles_of_the_newest_answer_are_near_and_those_before_it_are_earlier():
    newer = talk_of(date(2024, 6, 1)).turns[0]
    quote = replace(newer.answer.quotes[0], article=replace(STORY, url="https://courier.example.org/b"))
    newer = replace(newer, answer=replace(newer.answer, quotes=(quote,), citations=cite((quote,))))
    meaning = understood("When did she resign?", Conversation((*talk().turns, newer)))
    assert (meaning.near, meaning.earlier) == (("https://courier.example.org/b",), (STORY.key,))


def test_a_question_of_its_own_takes_over_nothing():
    meaning = understood("How many trams were repaired in the depot of Velm?", talk(MAY, KNOWN[:1]))
    assert (meaning.period, meaning.outlets) == (None, ())


def test_a_literal_question_is_left_as_it_is():
    assert understood("When did she resign?", talk(), literal=True).question == "When did she resign?"


def test_a_source_pointed_at_is_the_only_one_searched():
    assert understood("What does [1] say about the vote?", talk()).cited == (STORY.key,)


FIFTH = date(2024, 1, 5)


def as_of_talk():
    first = understood("As of 5 January 2024, why did Mirela Dusek resign?")
    before = talk(first.period)
    return Conversation((replace(before.turns[0], answer=replace(before.last_answer, cutoff=first.cutoff)),))


@pytest.mark.parametrize(
    "question",
    [
        "As of 5 January 2024, who is the mayor of Velm?",
        "As of 5 January 2024, who won the cup this week?",
        "As of 5 January 2024, who came second in the 2019 election?",
        "Who will be the next mayor, as things stood on 5 January 2024?",
    ],
)
def test_a_question_as_of_a_day_is_asked_on_that_day(question):
    meaning = understood(question)
    assert (meaning.today, meaning.cutoff, meaning.period.until) == (FIFTH, FIFTH, FIFTH)


def test_the_words_that_name_the_day_are_not_searched_for():
    assert understood("As of 5 January 2024, who is the mayor of Velm?").question == "who is the mayor of Velm?"


def test_the_visitors_own_period_is_cut_off_too():
    assert understood("As of 5 January 2024, who is mayor?", period=Period(date(2023, 1, 1))).period == Period(
        date(2023, 1, 1), FIFTH
    )


def test_the_visitor_can_take_the_day_away():
    meaning = understood("As of 5 January 2024, who is mayor?", period=Period())
    assert (meaning.period, meaning.cutoff, meaning.today) == (None, None, TODAY)


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("Why did she resign?", Period(until=FIFTH)),
        ("And what did she do last week?", Period(date(2023, 12, 25), date(2023, 12, 31))),
        ("And what did she do in the 2019 election?", Period(until=FIFTH)),
    ],
)
def test_a_follow_up_is_asked_as_of_the_same_day(question, period):
    meaning = understood(question, as_of_talk())
    assert (meaning.period, meaning.cutoff, meaning.today) == (period, FIFTH, FIFTH)


def test_a_follow_up_can_name_a_later_time():
    meaning = understood("And what did she do in March 2024?", as_of_talk())
    assert (meaning.period, meaning.cutoff) == (Period(date(2024, 3, 1), date(2024, 3, 31)), None)


@pytest.mark.parametrize(
    ("question", "newer_is_better"),
    [
        ("How many homes were damaged in the end?", True),
        ("How much have the insurers paid so far?", True),
        ("Who is the mayor?", True),
        ("When will Line 4 open?", True),
        ("When did Line 4 open?", False),
        ("How many homes were damaged by the flood?", False),
        ("Who wrote “The End”?", False),
    ],
)
def test_for_what_is_known_at_last_newer_evidence_is_better(question, newer_is_better):
    assert understood(question).current is newer_is_better


@pytest.mark.parametrize(
    ("question", "until"),
    [
        ("How many homes did the flood of January 2025 damage?", date(2025, 1, 31)),
        ("How many homes did the flood of January 2025 damage in the end?", date(2026, 1, 31)),
        ("How many homes in all had the flood damaged by 20 January 2025?", date(2025, 1, 20)),
    ],
)
def test_what_is_known_at_last_may_be_told_in_the_year_after_the_days_that_a_question_names(question, until):
    assert [one.until for one in understood(question).content] == [until]
