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
        ("Correction: The bridge cost 4,000 crowns, not 40,000 crowns.", ["40,000 crowns"]),
        ("Correction: It opened in 2021, not in 2022 as an earlier version of this story said.", ["in 2022"]),
        ("Correction: There were 64 aboard, not 61 as the story said at first.", ["61", "at first"]),
    ],
)
def test_what_was_said_wrongly_is_found_and_nothing_that_is_right(text, mistakes):
    assert [text[one.start : one.end] for one in find_mistakes(text)] == mistakes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "An earlier version of the law said that dogs must be led, not carried.",
        "The ferry had 64 people aboard, not 61.",
        "This story has been corrected to say that the bridge cost $4 million.",
        "Correction: Our story on the ferry should have said that 64 people were aboard.",
        "Correction: A figure in this article was wrong. The story now says 64.",
        "This article has been corrected to make clear that the report said 3,000 were killed.",
        "Correction: Because of an editing error the story omitted that police said 64 people were aboard.",
        "Correction: The first minister said 64 people were aboard.",
        "Clarification: The story said the minister earned $40,000. That is before tax.",
        "Correction: An earlier version of this story misstated when the law takes effect. It is 2021.",
    ],
)
def test_what_is_no_notice_or_names_no_mistake_has_none(text):
    assert find_mistakes(text) == ()


def test_an_endless_sentence_is_read_no_further_than_a_notice_is_long():
    text = (
        "Correction: an earlier version of this story said that two boats sank, " + "we in our " * 5_000 + "not three."
    )
    assert [text[one.start : one.end] for one in find_mistakes(text)] != []
    assert all(one.end - one.sentence <= 600 for one in find_mistakes(text))
