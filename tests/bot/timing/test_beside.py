"""A time that the one asked about before tells."""

from datetime import date

import pytest

from bot.period import Period
from bot.timing import period_beside

DECEMBER = Period(date(2024, 12, 1), date(2024, 12, 31))
YEAR = Period(date(2019, 1, 1), date(2019, 12, 31))
DAY = Period(date(2024, 3, 1), date(2024, 3, 1))


@pytest.mark.parametrize(
    ("question", "period", "beside"),
    [
        ("and the year before?", YEAR, Period(date(2018, 1, 1), date(2018, 12, 31))),
        ("and the year before?", DECEMBER, Period(date(2023, 12, 1), date(2023, 12, 31))),
        ("and the month before?", DECEMBER, Period(date(2024, 11, 1), date(2024, 11, 30))),
        ("and a month later?", DECEMBER, Period(date(2025, 1, 1), date(2025, 1, 31))),
        ("and two months later?", DECEMBER, Period(date(2025, 2, 1), date(2025, 2, 28))),
        ("and three years earlier?", YEAR, Period(date(2016, 1, 1), date(2016, 12, 31))),
        ("and the day before?", DAY, Period(date(2024, 2, 29), date(2024, 2, 29))),
        ("How many were hurt in the following year?", YEAR, Period(date(2020, 1, 1), date(2020, 12, 31))),
        ("and the year after that?", YEAR, Period(date(2020, 1, 1), date(2020, 12, 31))),
    ],
)
def test_the_unit_before_or_after_is_counted_from_the_days_asked_about(question, period, beside):
    assert period_beside(question, period) == beside


@pytest.mark.parametrize(
    "question",
    [
        "and the year before the war?",
        "What happened the day after she resigned?",
        "Who died two days later?",
        "and in 2018?",
        "before?",
    ],
)
def test_what_counts_from_something_else_is_left_alone(question):
    assert period_beside(question, YEAR) is None


def test_open_days_and_the_ends_of_the_calendar_have_nothing_beside_them():
    assert period_beside("and the year before?", Period(since=date(2024, 1, 1))) is None
    assert period_beside("and the year after?", Period(date(9999, 1, 1), date(9999, 12, 31))) is None
    assert period_beside("and the year before?", Period(date(1, 1, 1), date(1, 12, 31))) is None
