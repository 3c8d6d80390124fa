from datetime import date

import pytest

from corpus.reading import Skipped

URL = "https://quaypost.example/2023/harbour-7.html"
BODY = 'The harbour of Eastquay opened again.The mayor, A. B. Quill, was there.\n\n“Good" she said.'
STORY = f" date 2023-10-12 {URL}\n\nHarbour opens\n\nFerries run again from today.\n\n{BODY}\n"


def test_an_article_in_the_text_format_has_date_url_title_and_text(read):
    (article,) = read("a.txt", STORY)
    assert (article.url, article.published, article.title) == (URL, date(2023, 10, 12), "Harbour opens")
    assert article.text == f"Ferries run again from today.\n\n{BODY}"
    assert (article.outlet, article.source) == ("quaypost.example", "a.txt")


def test_a_lead_that_the_body_repeats_stays_as_it_stands(read):
    lead = "Ferries run again from today."
    (article,) = read("a.txt", f"date 2023-10-12 {URL}\n\nHarbour opens\n\n{lead}\n\n{lead}The mayor came.")
    assert article.text == f"{lead}\n\n{lead}The mayor came."


@pytest.mark.parametrize(
    "header",
    [
        f"date 2023-10-12 {URL}",
        f"\tdate  2023-10-12   {URL}  ",
        f"date: 2023-10-12 {URL}",
        f"Date 12 October 2023 {URL}",
        f"date October 12, 2023 {URL}",
        f"DATE: Thu, 12 Oct 2023 04:00:00 GMT {URL}",
        f"date 2023-10-12\n{URL}",
        f"{URL}\ndate 2023-10-12",
        f"\n\ndate 2023-10-12\n\nurl: {URL}",
    ],
)
def test_the_header_may_be_written_in_other_ways(read, header):
    (article,) = read("a.txt", f"{header}\n\nHarbour opens\n\n{BODY}")
    assert (article.url, article.published, article.title) == (URL, date(2023, 10, 12), "Harbour opens")
    assert article.text == BODY


@pytest.mark.parametrize(
    ("header", "url", "published"),
    [
        ("date 2023-10-12", None, date(2023, 10, 12)),
        ("date: 12 October 2023", None, date(2023, 10, 12)),
        (f"date {URL}", URL, None),
        (URL, URL, None),
        ("date", None, None),
        (f"date unknown {URL}", URL, None),
        (f"date yesterday {URL}", URL, None),
        (f"date 2023-02-30 {URL}", URL, None),
        ("date 2023-02-30", None, None),
    ],
)
def test_a_header_may_lack_date_or_url_and_none_is_invented(read, header, url, published):
    (article,) = read("a.txt", f"{header}\n\nHarbour opens\n\n{BODY}")
    assert (article.url, article.published, article.title) == (url, published, "Harbour opens")


def test_several_articles_follow_each_other_in_one_file(read):
    second = f"date 2023-10-13\n{URL}?b\n\nStorm passes\n\nThe wind fell.\n\n"
    third = " date 2023-10-14\n\nTrains late\n\nSnow on the line."
    articles = read("a.txt", STORY + second + third)
    assert [article.title for article in articles] == ["Harbour opens", "Storm passes", "Trains late"]
    assert [article.published.day for article in articles] == [12, 13, 14]
    assert [article.url for article in articles] == [URL, f"{URL}?b", None]
    assert articles[1].text == "The wind fell."


@pytest.mark.parametrize(
    "line",
    [
        "date palms are in flower all along the quay.",
        "Date set for 12 October 2023 trial of the old harbour master.",
        "dates: 2023-10-12",
        "dated 2023-10-12 https://quaypost.example/letter",
        "Date: 12 October 2023\nPlace: town hall",
        "date night at https://quaypost.example/cinema",
        "Date",
        "https://quaypost.example/elsewhere",
    ],
)
def test_a_line_of_the_story_that_begins_with_date_starts_no_new_article(read, line):
    (article,) = read("a.txt", f"{STORY}\n{line}\n\nThe end.")
    assert line in article.text
    assert article.text.endswith("The end.")


def test_a_file_that_begins_with_the_word_date_may_have_no_header(read):
    (article,) = read("a.txt", "Date night turns 50\n\nThe cinema celebrates.")
    assert (article.title, article.text, article.published) == (
        "Date night turns 50",
        "The cinema celebrates.",
        None,
    )


def test_a_missing_title_is_replaced_by_the_opening_words(read):
    lead = "The council of Eastquay will on Monday decide about the new sea wall after years of quarrel."
    (article,) = read("a.txt", f"date 2023-10-12 {URL}\n\n{lead}\n\n{BODY}")
    assert article.title == "The council of Eastquay will on Monday decide about the new sea wall after…"
    assert article.text == f"{lead}\n\n{BODY}"


def test_an_article_may_have_no_lead(read):
    (article,) = read("a.txt", f"date 2023-10-12 {URL}\nHarbour opens\nThe harbour opened.")
    assert (article.title, article.text) == ("Harbour opens", "The harbour opened.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(read, encoding, end):
    story = f" date 2023-10-12 {URL}\n\nCafé opens – at last\n\nThe café’s owner paid £5.\n\nGuests came."
    (article,) = read("a.txt", story.replace("\n", end).encode(encoding))
    assert (article.url, article.title, article.published) == (
        URL,
        "Café opens – at last",
        date(2023, 10, 12),
    )
    assert article.text == "The café’s owner paid £5.\n\nGuests came."


def test_cyrillic_in_an_old_encoding_is_recognised(read):
    text = "Мэр открыл новый мост через реку.\n\nЖители города праздновали до утра, сообщили власти."
    (article,) = read("a.txt", text.encode("cp1251"))
    assert article.title == "Мэр открыл новый мост через реку."


def test_one_broken_byte_does_not_spoil_the_other_letters(read):
    (article,) = read("a.txt", "Café opens\n\nThe café’s owner – glad ".encode() + b"\xff" + " – said so.".encode())
    assert "café’s owner – glad" in article.text


def test_a_text_without_header_takes_its_short_first_line_as_title(read):
    (article,) = read("quay.txt", f"Harbour opens\n\n{BODY}")
    assert (article.title, article.text, article.published, article.url) == (
        "Harbour opens",
        BODY,
        None,
        None,
    )


@pytest.mark.parametrize("first", ["The harbour opened " * 20, "The harbour of Eastquay opened\nand closed again."])
def test_a_text_without_header_and_title_is_named_after_its_file(read, first):
    (article,) = read("old-quay.txt", f"{first}\n\n{BODY}")
    assert article.title == "old-quay"
    assert article.text.startswith("The harbour")


def test_a_single_line_is_a_text(read):
    (article,) = read("note.txt", "The harbour is closed.")
    assert (article.title, article.text) == ("note", "The harbour is closed.")


def test_a_header_without_text_is_skipped_and_the_next_article_goes_on(read):
    empty, titled, good = read("a.txt", f"date 2023-10-11 {URL}\n\n\ndate 2023-10-11 {URL}\n\nHarbour opens\n\n{STORY}")
    assert empty == Skipped("a.txt", 1, "it has no text")
    assert titled == Skipped("a.txt", 4, "it has a title and no text")
    assert good.title == "Harbour opens"


@pytest.mark.parametrize("content", ["", "\n \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_skipped_with_a_reason(read, content):
    assert read("a.txt", content) == [Skipped("a.txt", None, "the file is empty")]


def test_a_text_of_millions_of_characters_is_skipped_and_the_next_goes_on(read):
    long = "The harbour is closed. " * 300_000
    skipped, good = read("a.txt", f"date 2023-10-11 {URL}?a\n\nLong\n\n{long}\n\n{STORY}")
    assert "limit is 5,000,000" in skipped.reason
    assert good.title == "Harbour opens"
