from pathlib import Path

import pytest

from corpus.notices import find_notices

LINES = [
    line.split("\t", 1)
    for line in Path(__file__).with_name("notices.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
BEFORE, AFTER = "Trams return to Velm on Monday.\n\n", "\n\nNobody asked why."


@pytest.mark.parametrize(("kind", "line"), LINES)
def test_a_notice_is_found_where_it_stands_and_nothing_else_is(kind, line):
    head, opened, rest = line.partition("[[")
    notice, _, tail = rest.partition("]]")
    text = BEFORE + head + notice + tail + AFTER
    found = [(one.kind, text[one.start : one.end]) for one in find_notices(text)]
    assert found == ([(kind, notice)] if opened else [])


def test_half_of_the_cases_are_traps():
    traps = sum(kind == "none" for kind, _ in LINES)
    assert len(LINES) >= 60
    assert traps >= 0.4 * len(LINES)


def test_a_notice_inside_an_article_of_one_line_ends_with_its_sentence():
    text = "Boats left. An earlier version of this story misstated when boats left. The sea was calm."
    (notice,) = find_notices(text)
    assert text[notice.start : notice.end] == "An earlier version of this story misstated when boats left."


def test_a_correction_at_the_head_of_a_long_line_does_not_take_the_article_along():
    text = "Correction: The mill is older. " + "The fire was seen from the islands by many people. " * 40
    (notice,) = find_notices(text)
    assert notice.end <= 600


def test_several_notices_come_in_their_order():
    text = "RETRACTED: Arson at the mill\n\nThe mill burned.\n\nCorrection: It did not burn."
    assert [notice.kind for notice in find_notices(text)] == ["retraction", "correction"]


def test_a_text_without_any_has_none():
    assert find_notices("") == ()
    assert find_notices("The sea was calm.") == ()
