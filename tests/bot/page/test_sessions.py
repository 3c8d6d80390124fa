"""When a session ends, and how often one may ask or try."""

import pytest

from bot.page.limits import Limits, TooOften
from bot.page.sessions import IDLE_SECONDS, LONGEST_SECONDS, Sessions
from bot.users import Users

PASSWORD = "correct horse battery"


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def users(tmp_path):
    users = Users(tmp_path)
    users.add("ada", "editor", PASSWORD)
    return users


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def sessions(users, clock):
    return Sessions(users, clock)


def test_a_session_is_its_users_until_it_is_ended(sessions, users):
    token = sessions.begin(users.find("ada"))
    assert sessions.user_of(token).name == "ada"
    assert sessions.user_of(token + "x") is None
    sessions.end(token)
    assert sessions.user_of(token) is None


def test_a_session_ends_when_it_lies_idle(sessions, users, clock):
    token = sessions.begin(users.find("ada"))
    clock.now += IDLE_SECONDS - 1
    assert sessions.user_of(token)
    clock.now += IDLE_SECONDS + 1
    assert sessions.user_of(token) is None


def test_a_session_that_is_used_ends_after_a_week_all_the_same(sessions, users, clock):
    token = sessions.begin(users.find("ada"))
    while clock.now < LONGEST_SECONDS:
        assert sessions.user_of(token)
        clock.now += IDLE_SECONDS / 2
    clock.now = LONGEST_SECONDS + 1
    assert sessions.user_of(token) is None


def test_a_new_password_or_removal_ends_the_sessions(sessions, users):
    token = sessions.begin(users.find("ada"))
    users.set_password("ada", "another password")
    assert sessions.user_of(token) is None
    token = sessions.begin(users.find("ada"))
    users.remove("ada")
    assert sessions.user_of(token) is None


def test_who_asks_too_often_waits_and_others_do_not():
    limits = Limits(2)
    limits.count_question("ada")
    limits.count_question("ada")
    limits.count_question("bert")
    with pytest.raises(TooOften, match=r"More than 2 questions a minute\. Try again in \d+ seconds"):
        limits.count_question("ada")


def test_without_a_limit_one_may_ask_on_and_on():
    limits = Limits()
    for _ in range(1000):
        limits.count_question("ada")


def test_after_five_wrong_passwords_for_a_name_the_next_must_wait_but_not_another_address():
    limits = Limits()
    for _ in range(5):
        limits.check_passwords("ada", "10.0.0.1")
        limits.count_wrong("ada", "10.0.0.1")
    with pytest.raises(TooOften, match="Too many wrong passwords"):
        limits.check_passwords("ada", "10.0.0.1")
    limits.check_passwords("bert", "10.0.0.1")
    limits.check_passwords("ada", "10.0.0.2")


def test_twenty_wrong_passwords_from_one_address_are_enough_whatever_the_names():
    limits = Limits()
    for number in range(20):
        limits.count_wrong(f"user{number}", "10.0.0.1")
    with pytest.raises(TooOften):
        limits.check_passwords("ada", "10.0.0.1")
