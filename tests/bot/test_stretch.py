from datetime import date

from bot.period import Period
from bot.stretch import name_of, short_name, split_time, start_of, unit_between, within


def test_two_months_are_told_by_day_twenty_years_by_month_and_more_by_year():
    first = date(2000, 1, 1)
    assert unit_between(first, date(2000, 3, 2)) == "day"
    assert unit_between(first, date(2000, 3, 3)) == "month"
    assert unit_between(first, date(2019, 12, 31)) == "month"
    assert unit_between(first, date(2020, 1, 1)) == "year"


def test_a_stretch_is_split_into_whole_months_and_years_over_a_leap_day_and_the_end_of_a_year():
    months = split_time(date(2023, 12, 31), date(2024, 2, 1), "month")
    assert months == [
        Period(date(2023, 12, 1), date(2023, 12, 31)),
        Period(date(2024, 1, 1), date(2024, 1, 31)),
        Period(date(2024, 2, 1), date(2024, 2, 29)),
    ]
    assert split_time(date(2024, 2, 28), date(2024, 3, 1), "day")[1] == Period(date(2024, 2, 29), date(2024, 2, 29))
    years = split_time(date(2023, 12, 31), date(2024, 1, 1), "year")
    assert [one.since for one in years] == [date(2023, 1, 1), date(2024, 1, 1)]


def test_a_day_belongs_to_the_stretch_that_it_is_in():
    day = date(2024, 5, 17)
    assert [start_of(day, unit).isoformat() for unit in ("day", "month", "year")] == [
        "2024-05-17",
        "2024-05-01",
        "2024-01-01",
    ]


def test_stretches_are_called_what_people_call_them():
    day = date(2024, 5, 4)
    assert [name_of(day, unit) for unit in ("day", "month", "year")] == ["4 May 2024", "May 2024", "2024"]
    assert short_name(day, "day") == "4 May"


def test_chosen_stretches_reach_no_further_than_the_bounds():
    may, july = Period(date(2024, 5, 1), date(2024, 5, 31)), Period(date(2024, 7, 1), date(2024, 7, 31))
    assert within([may, july], None) == Period(date(2024, 5, 1), date(2024, 7, 31))
    assert within([july, may], Period(date(2024, 5, 10), None)) == Period(date(2024, 5, 10), date(2024, 7, 31))
    assert within([may], Period(None, date(2024, 5, 20))) == Period(date(2024, 5, 1), date(2024, 5, 20))
    assert within([may], Period(date(2024, 6, 1), None)) is None
    assert within([], None) is None
