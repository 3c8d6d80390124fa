import json
from datetime import date

import pytest

from corpus.reading import Skipped

TEXT = "The harbour of Eastquay opened again on Thursday."
STORY = {
    "url": "https://quaypost.example/7",
    "title": "Harbour opens",
    "published": "2023-10-12",
    "text": TEXT,
}
OTHER = STORY | {"url": "https://quaypost.example/8", "title": "Storm passes"}


def lines(*records):
    return "".join(record if isinstance(record, str) else json.dumps(record) + "\n" for record in records)


def titles(outcomes):
    return [f"line {one.line}" if isinstance(one, Skipped) else one.title for one in outcomes]


def test_json_lines_are_articles_in_their_order(read):
    first, second = read("a.jsonl", lines(STORY, "\n", OTHER))
    assert (first.url, first.title, first.text) == (STORY["url"], "Harbour opens", TEXT)
    assert (first.published, first.source) == (date(2023, 10, 12), "a.jsonl")
    assert second.title == "Storm passes"


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([STORY, OTHER]),
        json.dumps([STORY, OTHER], indent=2),
        json.dumps(STORY, indent=2) + "\n" + json.dumps(OTHER, indent=2),
        json.dumps({"status": "ok", "articles": [STORY, OTHER]}),
        json.dumps({"articles": [STORY, OTHER]}, indent=1),
        json.dumps({"Items": [STORY, OTHER]}),
        json.dumps({"data": [STORY, OTHER]}),
        json.dumps({"results": [STORY, OTHER]}),
        json.dumps({"response": {"status": "ok", "docs": [STORY, OTHER]}}),
        lines([STORY], [OTHER]),
        lines(STORY, OTHER).encode("utf-16"),
        b"\xef\xbb\xbf" + lines(STORY, OTHER).encode(),
        lines(STORY, OTHER).replace("\n", "\r\n"),
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_json_of_any_layout_holds_the_same_articles(read, content, name):
    assert titles(read(name, content)) == ["Harbour opens", "Storm passes"]


def test_a_single_object_is_an_article(read):
    assert titles(read("a.json", json.dumps(STORY, indent=2))) == ["Harbour opens"]


@pytest.mark.parametrize("name", ["url", "link", "URL", "canonical_url", "uri", "canonicalLink"])
def test_the_url_has_many_names(read, name):
    (article,) = read("a.jsonl", lines({name: "  https://quaypost.example/7\n", "text": TEXT}))
    assert article.url == "https://quaypost.example/7"


@pytest.mark.parametrize(
    "name",
    [
        *("published", "date", "publish_date", "published_at", "pubDate", "datePublished", "date_published"),
        *("published_date", "publishedAt", "timestamp", "PublishDate", "publication-date"),
    ],
)
def test_the_date_has_many_names(read, name):
    (article,) = read("a.jsonl", lines({name: "Thu, 12 Oct 2023 04:00:00 GMT", "text": TEXT}))
    assert article.published == date(2023, 10, 12)


@pytest.mark.parametrize(
    "name",
    ["text", "body", "content", "article", "maintext", "full_text", "article_body", "articleBody", "Text"],
)
def test_the_text_has_many_names(read, name):
    (article,) = read("a.jsonl", lines({name: TEXT, "headline": "Harbour opens"}))
    assert (article.text, article.title) == (TEXT, "Harbour opens")


@pytest.mark.parametrize("name", ["outlet", "source", "publisher", "site", "domain"])
@pytest.mark.parametrize("value", ["Quay Post", {"id": None, "name": "Quay Post"}, {"title": "Quay Post"}])
def test_the_outlet_is_a_name_or_an_object_with_a_name(read, name, value):
    (article,) = read("a.jsonl", lines(STORY | {name: value}))
    assert article.outlet == "Quay Post"


@pytest.mark.parametrize("value", [None, "", "nan", float("nan"), {}])
def test_without_an_outlet_the_host_of_the_url_speaks(read, value):
    (article,) = read("a.jsonl", lines(STORY | {"outlet": value}))
    assert article.outlet == "quaypost.example"


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ada Quill", ("Ada Quill",)),
        ("By Ada Quill", ("Ada Quill",)),
        ("Ada Quill; Ben Ink", ("Ada Quill", "Ben Ink")),
        (["Ada Quill", "Ben Ink", "Ada Quill", ""], ("Ada Quill", "Ben Ink")),
        ("['Ada Quill', 'Ben Ink']", ("Ada Quill", "Ben Ink")),
        ('["Ada Quill", "Ben Ink"]', ("Ada Quill", "Ben Ink")),
        ("[Ada Quill]", ("[Ada Quill]",)),
        ([{"name": "Ada Quill"}], ("Ada Quill",)),
        ({"@type": "Person", "name": "Ada Quill"}, ("Ada Quill",)),
        ("[]", ()),
        (None, ()),
        ("nan", ()),
        (7, ()),
    ],
)
@pytest.mark.parametrize("name", ["authors", "author", "byline"])
def test_authors_are_a_name_a_list_or_a_list_in_a_string(read, name, value, names):
    (article,) = read("a.jsonl", lines(STORY | {name: value}))
    assert article.authors == names


def test_a_lead_stands_in_front_of_a_text_that_does_not_begin_with_it(read):
    (article,) = read("a.jsonl", lines(STORY | {"description": "Ferries run again."}))
    assert article.text == f"Ferries run again.\n\n{TEXT}"


@pytest.mark.parametrize("lead", [TEXT, "The harbour of  eastquay opened…", "The harbour of Eastquay ...", "nan"])
def test_a_lead_that_the_text_begins_with_is_not_repeated(read, lead):
    (article,) = read("a.jsonl", lines(STORY | {"summary": lead}))
    assert article.text == TEXT


def test_a_text_with_html_tags_is_reduced_to_text(read):
    text = "<p>Ferries &amp; trains<br>run <b>again</b>.</p><script>track()</script><p>1 < 2 and <3</p>"
    (article,) = read("a.jsonl", lines({"title": "A <i>big</i> day", "text": text}))
    assert article.title == "A big day"
    assert article.text == "Ferries & trains\nrun again.\n\n1 < 2 and <3"


def test_a_wordpress_record_is_understood(read):
    record = {
        "link": "https://quaypost.example/7",
        "date": "2023-10-12T04:00:00",
        "title": {"rendered": "Harbour opens"},
        "content": {"rendered": f"<p>{TEXT}</p>"},
    }
    (article,) = read("a.json", json.dumps([record]))
    assert (article.title, article.text) == ("Harbour opens", TEXT)


@pytest.mark.parametrize("value", ["", None, "yesterday", "2023", "nan", "0", 0, 2023, [], {"year": 2023}, True])
def test_a_date_that_cannot_be_read_leaves_the_article_undated(read, value):
    (article,) = read("a.jsonl", lines(STORY | {"published": value}))
    assert article.published is None


@pytest.mark.parametrize("value", ["harbour-7", "javascript:void(0)", "ftp://quaypost.example", "", None, 7])
def test_what_is_no_web_address_is_no_url(read, value):
    (article,) = read("a.jsonl", lines(STORY | {"url": value}))
    assert article.url is None
    assert article.key == "file:a.jsonl#Harbour opens"


@pytest.mark.parametrize("url", ["https://quaypost.example/A b?x=1#y", "HTTP://QuayPost.example/", "file:///a/b.html"])
def test_a_url_is_kept_as_it_was_given(read, url):
    (article,) = read("a.jsonl", lines(STORY | {"url": f" {url} "}))
    assert article.url == url


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ('{"title": "Storm", \n', "not valid JSON"),
        ("{'title': 'Storm'}\n", "not valid JSON"),
        ("[" * 100_000 + "\n", "not valid JSON (too deep)"),
        ({"title": "Storm"}, "has no text"),
        ({"title": "Storm", "text": None}, "has no text"),
        ({"title": "Storm", "text": " \n"}, "has no text"),
        ({"title": "Storm", "text": "\u200b" * 9}, "text is empty"),
        ({"title": "Storm", "text": 42}, "text is a number, not a string"),
        ({"title": "Storm", "text": ["a", "b"]}, "text is a list, not a string"),
        ({"title": "Storm", "text": {"a": 1}}, "text is an object, not a string"),
        ({"title": "Storm", "text": "x" * 5_000_001}, "5,000,001 characters; the limit is 5,000,000"),
        ("42\n", "a number, not an object"),
        ('"storm"\n', "a string, not an object"),
        ("null\n", "not an object"),
    ],
)
def test_a_broken_record_is_skipped_with_line_and_reason_and_the_next_goes_on(read, record, reason):
    first, skipped, last = read("a.jsonl", lines(STORY, record, OTHER))
    assert (first.title, last.title) == ("Harbour opens", "Storm passes")
    assert (skipped.file, skipped.line) == ("a.jsonl", 2)
    assert reason in skipped.reason


def test_a_broken_first_line_costs_no_other(read):
    assert titles(read("a.jsonl", lines('{"title": "Sto\n', STORY, OTHER))) == [
        "line 1",
        "Harbour opens",
        "Storm passes",
    ]


@pytest.mark.parametrize("indent", [None, 2])
def test_a_broken_record_inside_a_list_costs_no_other(read, indent):
    content = json.dumps([STORY, {"title": "Trains late", "text": 7}, OTHER], indent=indent)
    broken = content.replace('"Trains late"', '"Trains" late')
    outcomes = read("a.json", broken)
    assert [one.title for one in outcomes if not isinstance(one, Skipped)] == [
        "Harbour opens",
        "Storm passes",
    ]
    (skipped,) = (one for one in outcomes if isinstance(one, Skipped))
    assert skipped.line == (8 if indent else 1)


def test_the_records_before_the_cut_of_a_list_are_kept(read):
    content = json.dumps([STORY, OTHER], indent=2)
    assert titles(read("a.json", content[:-60])) == ["Harbour opens", "line 8"]


def test_lone_surrogates_are_mended(read):
    (article,) = read("a.jsonl", '{"title": "Har\\ud800bour \\ud83d\\ude00", "text": "It \\udfff opened."}\n')
    article.title.encode()
    article.text.encode()
    assert article.title.endswith("bour 😀")


def test_records_without_title_and_url_have_different_keys(read):
    first, second = read("a.jsonl", lines({"text": "The harbour opened."}, {"text": "The storm passed."}))
    assert first.key != second.key


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
@pytest.mark.parametrize("content", ["", "\n\n"])
def test_an_empty_file_is_skipped_with_a_reason(read, name, content):
    assert read(name, content) == [Skipped(name, None, "the file is empty")]


def test_one_letter_in_an_old_encoding_is_read_as_western_windows(read):
    content = json.dumps(STORY | {"title": "Café"}, ensure_ascii=False).encode("cp1252")
    assert titles(read("a.jsonl", content)) == ["Café"]
