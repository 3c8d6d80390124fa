from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from corpus.dates import parse_date

OCTOBER_12 = (
    "2023-10-12",
    " 2023-10-12\n",
    "2023-10-12T04:00:00",
    "2023-10-12T04:00:00Z",
    "2023-10-12T04:00:00.123456+02:00",
    "2023-10-12 04:00:00",
    "2023-10-12 04:00 UTC",
    "2023-10-12T23:59:59-08:00",
    "2023/10/12",
    "2023.10.12",
    "2023. 10. 12.",
    "20231012",
    "20231012T053000Z",
    "20231012053000",
    "Thu, 12 Oct 2023 04:00:00 GMT",
    "Thu, 12 Oct 2023 04:00:00 +0200",
    "12 Oct 23 04:00:00 GMT",
    "Thu Oct 12 04:00:00 2023",
    "Thu Oct 12 04:00:00 UTC 2023",
    "October 12, 2023",
    "october 12 2023",
    "OCTOBER 12, 2023",
    "Oct. 12, 2023",
    "Oct 12, 2023 at 5:00 p.m.",
    "Thursday, October 12th, 2023",
    "12 October 2023",
    "12 October, 2023",
    "12th of October 2023",
    "Thu 12 Oct 2023",
    "12-Oct-2023",
    "12-Oct-23",
    "2023-Oct-12",
    "2023 October 12",
    "Published 5:12 PM ET Thu October 12, 2023",
    "Updated 10:05 AM EDT, Thu October 12, 2023",
    "Last updated: 12 October 2023",
    "12.10.2023",
    "12. 10. 2023",
    "12.10.23",
    "10/12/2023",
    "10/12/23",
    "10-12-2023",
    "10 / 12 / 2023",
    "10/12/2023 5:30 PM",
    "\u200e10/12/2023",
    "1697112000",
    "1697112000.5",
    "1697112000000",
    1697112000,
    1697112000.5,
    1697112000000,
    20231012,
    date(2023, 10, 12),
    datetime(2023, 10, 12, 23, 59),
    datetime(2023, 10, 12, 23, 59, tzinfo=timezone(timedelta(hours=-8))),
    "12. Oktober 2023",
    "12 de octubre de 2023",
    "12 octobre 2023",
    "giovedì 12 ottobre 2023",
    "quinta-feira, 12 de outubro de 2023",
    "12 października 2023",
    "12 октября 2023, 15:30",
    "12 Ekim 2023",
    "2023年10月12日",
    "2023년 10월 12일",
)

NO_DATE = (
    "",
    "   ",
    "0",
    "nan",
    "NaN",
    "None",
    "null",
    "NaT",
    "unknown",
    "yesterday",
    "today",
    "3 hours ago",
    "2 days ago",
    "last Tuesday",
    "gestern",
    "hace 3 horas",
    "il y a 2 jours",
    "2023",
    "2023-10",
    "10/2023",
    "May 2023",
    "October",
    "October 12",
    "12 October",
    "12 Oct 04:00",
    "Oct 12 17:00",
    "Thursday 17:30",
    "2023-02-30",
    "2023-13-01",
    "31 April 2023",
    "13/13/2023",
    "99/99/2023",
    "20231332",
    "0001-11-30",
    "1599-12-31",
    "2999-01-01",
    "12345678901234567890123",
    "192.168.1.1",
    "The council met 12 times in 2023",
    "The council decided on 12 October 2023 " * 20,
    0,
    1,
    12,
    2023,
    -5,
    True,
    False,
    None,
    float("nan"),
    float("inf"),
    [],
    {},
    b"2023-10-12",
)


@pytest.mark.parametrize("value", OCTOBER_12, ids=repr)
def test_every_common_form_of_a_date_is_the_same_day(value):
    assert parse_date(value) == date(2023, 10, 12)


@pytest.mark.parametrize("value", NO_DATE, ids=lambda value: repr(value)[:40])
def test_what_is_no_complete_possible_date_is_none(value):
    assert parse_date(value) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/4/2022", date(2022, 3, 4)),
        ("13/4/2022", date(2022, 4, 13)),
        ("4/13/2022", date(2022, 4, 13)),
        ("3.4.2022", date(2022, 4, 3)),
        ("4.13.2022", date(2022, 4, 13)),
    ],
)
def test_slashes_are_month_first_and_full_stops_day_first_unless_impossible(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize(("text", "year"), [("7/11/16", 2016), ("7/11/68", None), ("7/11/69", 1969)])
def test_two_digits_of_a_year_are_read_as_posix_does_and_never_as_the_future(text, year):
    assert parse_date(text) == (date(year, 7, 11) if year else None)


def test_newspapers_begin_in_1600():
    assert parse_date("1600-01-01") == date(1600, 1, 1)


def test_the_day_after_tomorrow_is_the_last_day_that_is_believed():
    today = datetime.now().astimezone().date()
    assert parse_date((today + timedelta(days=1)).isoformat()) is not None
    assert parse_date((today + timedelta(days=4)).isoformat()) is None


def test_a_leap_day_exists_only_in_a_leap_year():
    assert parse_date("29 February 2024") == date(2024, 2, 29)
    assert parse_date("29 February 2023") is None


def test_seconds_since_1970_are_days_in_utc():
    assert parse_date(datetime(2020, 5, 1, 23, 30, tzinfo=UTC).timestamp()) == date(2020, 5, 1)
