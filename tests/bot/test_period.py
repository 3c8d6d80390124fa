from datetime import date

import pytest

from bot.period import Period, read_day
from corpus.errors import QuestionError


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (date(2023, 3, 1), date(2023, 5, 31), "1 March 2023 to 31 May 2023"),
        (date(2023, 3, 1), date(2023, 3, 1), "on 1 March 2023"),
        (date(2023, 3, 1), None, "since 1 March 2023"),
        (None, date(2023, 5, 31), "until 31 May 2023"),
        (None, None, "any time"),
    ],
)
def test_a_period_says_its_days(since, until, said):
    assert str(Period(since, until)) == said


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(QuestionError, match="Swap the two dates"):
        Period(date(2024, 1, 1), date(2023, 1, 1))


def test_a_day_may_carry_a_time():
    assert read_day("2024-05-02T10:00:00Z", "now") == date(2024, 5, 2)
    assert read_day(None, "now") is None


@pytest.mark.parametrize("value", ["tomorrow", "02.05.2024", 7, ""])
def test_what_is_no_day_is_named_with_its_field(value):
    with pytest.raises(QuestionError, match=r"since: .* is not a date"):
        read_day(value, "since")
