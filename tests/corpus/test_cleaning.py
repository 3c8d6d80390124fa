"""Cleaning: regular characters and blanks, no furniture, and never a changed word."""

from __future__ import annotations

import random
import time

import pytest

from corpus.cleaning import clean_line, clean_text

PROSE = (
    "The harbour of Orlin reopened on Monday, “two days early,” said J. R. Tamm.\n\n"
    "Boats left at dawn — café owners cheered. It cost €3.5 million.\n\nNobody was hurt."
)
SCRAPS = [
    *(
        "a",
        "Z",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\x00",
        "\x0b",
        "\x0c",
        "\x1b[31m",
        "\x1c",
        "\x85",
        "\x92",
    ),
    *(
        "\xa0",
        "\xad",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u2028",
        "\u2029",
        "\ud83d",
        "\ude00",
        "\ufb01",
        "e\u0301",
    ),
    *("“", "”", "â€™", "Ã©", "Ã", "&amp;", "&amp;amp;", "&lt;", "&#8217;", "é", "漢", "नि", "‌", "👨‍👩‍👧"),
    *(
        "Advertisement",
        "\nAdvertisement\n",
        "\nShare this\narticle\n",
        "- ",
        "***",
        "a line of words that is full",
    ),
]


@pytest.mark.parametrize("text", [PROSE, "", "One line.", "Ärger, Šokk, Привет, 港口, ¿Qué?", "x² ½ ＡＢＣ ™"])
def test_a_clean_text_is_not_touched(text):
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("donâ€™t", "don’t"),
        ("the â€œplanâ€\x9d of CafÃ©", "the “plan” of Café"),
        ("Ð¿Ð¾Ñ€Ñ‚", "порт"),
        ("AT&amp;T &lt;3 &amp;amp; &#8220;so&#8221;", "AT&T <3 & “so”"),
        ("a\x00b\x08c", "abc"),
        ("co\xadoper\u200bate\ufeff", "cooperate"),
        ("5\xa0km", "5 km"),
        ("it\x92s", "it’s"),
        ("cafe\u0301", "café"),
        ("e\ufb03cient", "efficient"),
        ("\ud83d\ude00 and \ud83d", "😀 and \ufffd"),
        ("\x1b[31mred\x1b[0m", "red"),
    ],
    ids=repr,
)
def test_unicode_is_mended(dirty, clean):
    assert clean_text(dirty) == clean
    assert clean_line(dirty) == clean


@pytest.mark.parametrize("text", ["“Curly” and ‘single’", "नहीं क्‍ष", "👨‍👩‍👧", "می‌خواهم", "10³ and ½"])
def test_what_readers_see_is_kept(text):
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a  b\t c", "a b c"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("a \n \t \n\n b  ", "a\n\nb"),
        ("\n\n a", "a"),
        ("a\x0cb\u2028c\u2029d", "a\n\nb\nc\n\nd"),
    ],
    ids=repr,
)
def test_white_space_is_made_regular(dirty, clean):
    assert clean_text(dirty) == clean


@pytest.mark.parametrize(
    "line",
    [
        *("Advertisement", "ADVERTISEMENT", "Advertisement:", "Advertisements", "Story Continued Below"),
        *(
            "Article continues below advertisement",
            "Story continues below this ad",
            "Sign up for our newsletter",
        ),
        *("Video Ad Feedback", "Ad Feedback", "Share this article", "Click to expand", "Hide Caption"),
        *(
            "Read more",
            "READ MORE:",
            "Sign up for Daily Newsletters Manage Newsletters",
            "[pullquote]",
            "***",
        ),
        *(
            "Share on Facebook",
            "Subscribe to our daily newsletter",
            "Click here to get the Orlin News app",
            "____",
        ),
    ],
)
def test_a_boilerplate_line_is_dropped(line):
    assert clean_text(f"Boats left.\n\n{line}\n\nNobody saw them.") == "Boats left.\n\nNobody saw them."
    assert clean_text(f"Boats left.\n{line}\nNobody saw them.") == "Boats left.\n\nNobody saw them."


@pytest.mark.parametrize(
    "line",
    [
        *(
            "The advertisement was pulled on Monday.",
            "Advertisement spending rose.",
            "Read more books, she said.",
        ),
        *("Share this article of faith with us.", "Related stories: harbour closes", "Sign up for the race"),
        *("He told them to click to expand.", "- eggs", "--", "Related", "More"),
    ],
)
def test_a_line_that_says_something_is_kept(line):
    assert clean_text(f"Boats left.\n\n{line}\n\nEnd.") == f"Boats left.\n\n{line}\n\nEnd."


def test_hard_wrapped_lines_become_one_paragraph():
    wrapped = (
        "The harbour of Orlin reopened on Monday, two days\nearly, after the storm had passed over the old\n"
        "town and the well-\nknown lighthouse."
    )
    assert clean_text(wrapped.replace("well-\nknown", "well-known")) == (
        "The harbour of Orlin reopened on Monday, two days early, after the storm had passed over the old "
        "town and the well-known lighthouse."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Kara Lund, mayor\nTim Oakes, clerk\nAnna Hale, guard of the harbour and the lighthouse",
        "- The harbour reopened on Monday, two days early,\n- after the storm had passed over the old",
        "Harbour of Orlin reopens two days early after storm\nThe boats left at dawn.",
    ],
    ids=["names", "list", "headline"],
)
def test_other_lines_stay_lines(text):
    assert clean_text(text) == text


def test_cleaning_twice_is_cleaning_once():
    chance = random.Random(0)
    for _ in range(3000):
        text = "".join(chance.choices(SCRAPS, k=chance.randrange(30)))
        once = clean_text(text)
        assert clean_text(once) == once, ascii(text)
        line = clean_line(text)
        assert clean_line(line) == line, ascii(text)


def test_cleaned_text_can_be_stored_and_holds_no_odd_blanks():
    chance = random.Random(1)
    for _ in range(1000):
        text = clean_text("".join(chance.choices(SCRAPS, k=20)))
        text.encode("utf-8")
        assert not set(text) & set("\r\t\x00\x0b\x0c\xa0\u200b\ufeff\x85")
        assert "  " not in text
        assert "\n\n\n" not in text
        assert text == text.strip()


def test_a_title_becomes_one_line_and_keeps_boilerplate_words():
    assert clean_line("  Harbour\n\n reopens\u200b ") == "Harbour reopens"
    assert clean_line("Advertisement") == "Advertisement"


def test_a_long_article_takes_no_quadratic_time():
    def seconds(text):
        began = time.process_time()
        clean_text(text)
        return time.process_time() - began

    short = (PROSE + "\n\n") * 200
    assert min(seconds(short * 4) for _ in range(3)) < 10 * min(seconds(short) for _ in range(3))
