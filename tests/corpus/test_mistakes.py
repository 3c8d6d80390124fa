"""What a notice says was wrong."""

import pytest

from corpus.mistakes import find_mistakes


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        (
            "Correction: an earlier version of our story “Ferry sinks” said that 61 people were aboard and 53 were "
            "saved; the right figures are 64 aboard, of whom 56 were saved.",
            ["that 61 people were aboard and 53 were saved"],
        ),
        ("An earlier version of this article said 40 people died when it was 14.", ["40 people died"]),
        (
            "Correction: An earlier version of this story described Hassan as a first-term governor. She is not.",
            ["a first-term governor"],
        ),
        (
            "This article was amended on 2 March 2017. An earlier version referred to the Clean Water Act where the "
            "clean water rule was meant.",
            ["the Clean Water Act"],
        ),
        (
            "Correction: In our report of 20 November we gave the timetable as two crossings a day. It is four.",
            ["two crossings a day"],
        ),
        (
            "Correction: This article originally referred to the city of Gardenville instead of Garden City.",
            ["the city of Gardenville"],
        ),
        ("Correction: The bridge cost $4 million, not $40 million.", ["$40 million"]),
    ],
)
def test_what_was_said_wrongly_is_found_and_nothing_that_is_right(text, mistakes):
    assert [text[start:end] for start, end in find_mistakes(text)] == mistakes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "An earlier version of the law said that dogs must be led, not carried.",
        "The ferry had 64 people aboard, not 61.",
        "This story has been corrected to say that the bridge cost $4 million.",
        "Correction: An earlier version of this story misstated when the law takes effect. It is 2021.",
    ],
)
def test_what_is_no_notice_or_names_no_mistake_has_none(text):
    assert find_mistakes(text) == ()
