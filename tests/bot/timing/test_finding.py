"""What find_period gives besides the period, and what never happens, whatever the question and the day."""

import random
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.period import Period
from bot.timing import TimeAsked, find_period

TODAY = date(2024, 11, 20)
LISTS = sorted(Path(__file__).parent.glob("*.tsv"))
QUESTIONS = [
    re.sub(r"[\[\]]", "", line.split("\t")[0])
    for file in LISTS
    for line in file.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
EXTREME_DAYS = [
    date(2024, 2, 29),  # Thursday
    date(2023, 12, 31),  # Sunday
    date(2024, 12, 31),
    date(2024, 1, 1),  # Monday
    date(2025, 1, 1),
    date(2024, 11, 18),  # Monday
    date(2024, 11, 24),  # Sunday
    date(2024, 11, 23),  # Saturday
    date(2000, 3, 1),
    date(2100, 2, 28),
    date.min,
    date.max,
]
WORDS = (
    "who what did the a in on of since until before after between and to from by last this next past two few ago year"
    " years month week weekend day Monday friday's May may March 12 31 29 February 2023 2024-13-45 99/99/9999 0 1999"
    " 0000 9999 999999 Q3 Q9 H2 first half second quarter spring winter 2023-24 the 1990s 's ’s s' “ ” \" ' ( ) [ ? . ,"
    " ; : - – — … news articles today's yesterday tomorrow now latest Christmas Easter Halloween early mid- late end so"
    " far as 12 Oct. 12th, fire council decide will was \n \t \u00a0 \u200b \ud83d\ude00 \ud800 é 漢字 ٣ ١٢ ² Ⅻ İ ß"
).split(" ")


def period_of(question, today=TODAY):
    return find_period(question, today).period


def test_a_question_without_time_means_nothing():
    assert find_period("Why did Luik resign?", TODAY) == TimeAsked()


def test_the_date_in_a_name_is_content_and_never_a_period():
    asked = find_period("What is in the 2024 budget?", TODAY)
    assert asked.period is None
    assert asked.content == (Period(date(2024, 1, 1), date(2024, 12, 31)),)


def test_a_date_with_two_readings_is_content_in_both():
    asked = find_period("What happened on 3/4/2024?", TODAY)
    assert asked.period is None
    assert {str(period) for period in asked.content} == {
        "on 4 March 2024",
        "on 3 April 2024",
    }


def test_what_is_to_come_is_content():
    asked = find_period("What is planned for next week?", TODAY)
    assert (asked.period, asked.content) == (None, (Period(date(2024, 11, 25), date(2024, 12, 1)),))


def test_the_dates_told_before_the_question_are_content():
    asked = find_period("The tram opened in June 2024. What did it cost?", TODAY)
    assert (asked.period, asked.content) == (None, (Period(date(2024, 6, 1), date(2024, 6, 30)),))


def test_the_phrase_holds_the_words_to_take_out():
    question = "What did the council decide in May 2023 about the 2024 budget?"
    asked = find_period(question, TODAY)
    start, end = asked.phrase
    assert question[:start] + question[end:] == "What did the council decide  about the 2024 budget?"
    assert asked.content == (Period(date(2024, 1, 1), date(2024, 12, 31)),)


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("What did the board decide since March and before June 2024?", Period(date(2024, 3, 1), date(2024, 5, 31))),
        ("What was reported after 1 May 2024 and before 1 June 2024?", Period(date(2024, 5, 2), date(2024, 5, 31))),
        ("What happened this year in October?", Period(date(2024, 10, 1), date(2024, 10, 31))),
        ("What happened in 2021 and what happened in 2023?", None),
    ],
)
def test_of_two_times_the_narrower_or_both_together_count(question, period):
    assert period_of(question) == period


@pytest.mark.parametrize(
    ("question", "today", "since", "until"),
    [
        ("What happened last week?", date(2024, 11, 24), date(2024, 11, 11), date(2024, 11, 23)),  # Sunday: both weeks
        ("What happened last week?", date(2024, 11, 18), date(2024, 11, 11), date(2024, 11, 17)),  # Monday
        ("What happened this week?", date(2024, 11, 18), date(2024, 11, 11), date(2024, 11, 18)),
        ("What happened this year?", date(2025, 1, 1), date(2025, 1, 1), date(2025, 1, 1)),
        ("What happened yesterday?", date(2025, 1, 1), date(2024, 12, 31), date(2025, 1, 1)),
        ("What happened last month?", date(2024, 3, 31), date(2024, 2, 1), date(2024, 2, 29)),
        ("What happened in the past year?", date(2024, 2, 29), date(2023, 2, 28), date(2024, 2, 29)),
        ("What happened in February?", date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29)),
        ("What happened on 29 February?", date(2025, 6, 1), date(2024, 2, 29), date(2024, 3, 1)),
        ("What happened on 31 December?", date(2024, 12, 31), date(2024, 12, 31), date(2024, 12, 31)),
        ("What happened in December?", date(2025, 1, 1), date(2024, 12, 1), date(2024, 12, 31)),
        ("What happened this winter?", date(2025, 1, 15), date(2024, 12, 1), date(2025, 1, 15)),
        ("What happened last winter?", date(2025, 1, 15), date(2023, 12, 1), date(2024, 2, 29)),
        ("What happened over the weekend?", date(2024, 11, 24), date(2024, 11, 23), date(2024, 11, 24)),
        ("What happened last weekend?", date(2024, 11, 23), date(2024, 11, 16), date(2024, 11, 18)),
        ("What happened on Sunday?", date(2024, 11, 25), date(2024, 11, 24), date(2024, 11, 25)),
        ("What happened over Christmas?", date(2024, 12, 25), date(2024, 12, 24), date(2024, 12, 26)),
    ],
)
def test_the_turn_of_a_week_a_month_or_a_year(question, today, since, until):
    assert period_of(question, today) == Period(since, until)


@pytest.mark.parametrize("today", EXTREME_DAYS, ids=str)
def test_any_question_can_be_asked_on_any_day(today):
    for question in QUESTIONS:
        check(question, today)


def test_no_string_raises_and_no_period_begins_after_it_ends():
    chance = random.Random(11)
    for _ in range(4_000):
        words = chance.choices(WORDS, k=chance.randint(0, 14))
        day = date(1900, 1, 1) + timedelta(days=chance.randint(0, 80_000))
        check(chance.choice(("", " ", "\n")).join(words) if chance.random() < 0.2 else " ".join(words), day)


def test_pieces_of_questions_do_not_raise_either():
    chance = random.Random(7)
    for _ in range(2_000):
        one, other = chance.choices(QUESTIONS, k=2)
        check(one[: chance.randint(0, len(one))] + other[chance.randint(0, len(other)) :], TODAY)


def test_a_very_long_question_is_read_as_far_as_it_can_be_asked():
    assert period_of("What happened in May 2023? " + "x " * 50_000) == period_of("What happened in May 2023?")


@pytest.mark.parametrize("year", ["0000", "0001", "0999", "1066", "1492", "2150", "9999", "12345"])
def test_a_year_that_no_newspaper_knows_restricts_nothing(year):
    assert period_of(f"What happened in {year}?") is None
    assert period_of(f"What happened on 12 October {year}?") in (None, period_of("What happened on 12 October?"))


def test_nothing_slow_is_imported():
    code = "import sys, bot.timing; print(*(name for name in ('dateparser', 'pandas', 'torch') if name in sys.modules))"
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.split() == []


def check(question, today):
    """Find the period, and hold it against what must always be true."""
    asked = find_period(question, today)
    for period in (asked.period, *asked.content):
        assert period is None or bool(period), question
        assert period is None or not (period.since and period.until) or period.since <= period.until, question
    assert (asked.period is None) is (asked.phrase is None), question
    if asked.phrase:
        start, end = asked.phrase
        assert 0 <= start < end <= len(question), question
        assert question[start:end].strip(), question
    if asked.period and asked.period.since:
        assert asked.period.since <= today, question
    assert asked.period not in asked.content or asked.period is None, question
