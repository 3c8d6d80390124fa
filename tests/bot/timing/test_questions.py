"""The lists of questions, made to be read by people: what each means on Wednesday, 20 November 2024."""

import re
from collections import Counter, namedtuple
from datetime import date
from pathlib import Path

import pytest

from bot.period import Period
from bot.timing import TimeAsked, find_period

TODAY = date(2024, 11, 20)
LISTS = {file.stem: file for file in sorted(Path(__file__).parent.glob("*.tsv"))}
RIGHT_AT_LEAST = 0.97

Case = namedtuple("Case", "family question period fresh phrase")


def read_cases(file):
    family = ""
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("## "):
            family = line[3:]
        if line and not line.startswith("#"):
            marked, since, until, fresh, _ = line.split("\t")
            words = re.search(r"\[(.*)\]", marked)
            days = [date.fromisoformat(day) if day else None for day in (since, until)]
            yield Case(
                family,
                re.sub(r"[\[\]]", "", marked),
                Period(*days) if any(days) else None,
                fresh == "fresh",
                (words.start(), words.end() - 2) if words else None,
            )


CASES = [case for file in LISTS.values() for case in read_cases(file)]


def is_wrong(case):
    asked = find_period(case.question, TODAY)
    return (asked.period, asked.phrase, asked.fresh) != (case.period, case.phrase, case.fresh)


def said(case):
    asked: TimeAsked = find_period(case.question, TODAY)
    words = case.question[slice(*asked.phrase)] if asked.phrase else "–"
    return f"[{case.family}] {case.question} → {asked.period or 'no period'}, {words!r}, fresh: {asked.fresh}"


@pytest.mark.parametrize("restricts", [True, False], ids=["a period is meant", "none is meant"])
def test_a_question_means_what_the_lists_say(restricts):
    cases = [case for case in CASES if bool(case.period) is restricts]
    wrong = [case for case in cases if is_wrong(case)]
    assert len(wrong) <= (1 - RIGHT_AT_LEAST) * len(cases), "\n".join(map(said, wrong))


def test_the_list_is_long_and_varied_and_half_of_it_are_traps():
    cases = list(read_cases(LISTS["questions"]))
    assert len(cases) >= 320
    assert sum(case.period is None for case in cases) >= len(cases) / 2
    assert len({case.family for case in cases}) >= 8
    assert sum(case.fresh for case in cases) >= 20


def test_no_question_stands_in_the_lists_twice():
    assert Counter(case.question for case in CASES).most_common(1)[0][1] == 1


def test_the_marked_words_and_the_days_go_together():
    assert all(bool(case.period) is (case.phrase is not None) for case in CASES)
