from datetime import date

import pytest

from corpus.reading import Skipped

URL = "https://quaypost.example/harbour-7.html"
PARAGRAPHS = """
<p>The harbour of Eastquay opened again on Thursday, three days after the storm, the town hall said.</p>
<p>“We are glad,” said the harbour master, who had slept in his office &amp; counted the <b>waves</b>.</p>
<p>The council will decide on a new sea wall in spring; nobody knows yet who is going to pay for it.</p>
"""


def page(head="", body="", title="Harbour opens"):
    story = f"<main><h1>{title}</h1>{body}<article>{PARAGRAPHS}</article></main>"
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{story}</body></html>"


def test_a_saved_page_is_an_article_with_all_that_it_says_about_itself(read):
    head = f"""<link rel="canonical" href="{URL}"><meta property="og:site_name" content="Quay Post">
    <meta property="article:published_time" content="2021-03-04T23:30:00-08:00">
    <meta name="author" content="Ada Quill"><style>p {{ color: red }}</style>"""
    (article,) = read("a.html", page(head, "<nav><a href='/'>Home</a></nav>"))
    assert (article.url, article.title, article.published) == (URL, "Harbour opens", date(2021, 3, 4))
    assert (article.outlet, article.authors, article.source) == ("Quay Post", ("Ada Quill",), "a.html")
    paragraphs = article.text.split("\n\n")
    assert "office & counted the waves." in paragraphs[-2]
    assert paragraphs[-1].startswith("The council will decide")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta name="date" content="4 March 2021">', ""),
        ('<meta itemprop="datePublished" content="2021-03-04">', ""),
        ('<script type="application/ld+json">{"datePublished": "2021-03-04T05:00Z"}</script>', ""),
        ("", '<time datetime="2021-03-04">last week</time>'),
        ("", "<time>March 4, 2021</time>"),
        ("", '<p class="dateline">Published 5:12 PM ET Thu March 4, 2021</p>'),
        ('<link rel="canonical" href="https://quaypost.example/2021/03/04/harbour">', ""),
        ('<meta property="article:modified_time" content="2023-01-01">', "<time>March 4, 2021</time>"),
    ],
)
def test_the_date_is_read_where_a_page_gives_its_day_of_publication(read, head, body):
    (article,) = read("a.html", page(head, body))
    assert article.published == date(2021, 3, 4)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", ""),
        ("", "<p>The old wall was built on 2016-03-04, and the older one on March 3, 1999.</p>"),
        ("", "<footer>Copyright 2019 Quay Post, 1 January 2019</footer>"),
        ('<meta name="copyright" content="2019"><meta itemprop="copyrightYear" content="2019">', ""),
        ('<meta property="article:modified_time" content="2023-01-01T00:00:00Z">', ""),
        ('<meta name="date" content="yesterday">', "<time>3 hours ago</time>"),
        ('<meta name="date" content="May 2021">', "<time>12 October</time>"),
        ("", '<aside><time datetime="2010-01-02">2 January 2010</time></aside>'),
    ],
)
def test_no_date_is_made_from_the_text_a_copyright_line_a_change_or_today(read, head, body):
    (article,) = read("a.html", page(head, body))
    assert article.published is None


@pytest.mark.parametrize(
    "comment",
    [
        f"<!-- saved from url=(0039){URL} -->",
        f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: x -->",
    ],
)
def test_the_address_that_a_browser_wrote_into_the_page_is_its_url(read, comment):
    (article,) = read("a.html", page().replace("<html>", f"<html>{comment}", 1))
    assert article.url == URL


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "cp1251"),
        ("", "utf-8"),
        ("", "utf-16"),
        ('<meta charset="no-such-encoding">', "utf-8"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_names(read, head, encoding):
    (article,) = read("a.htm", page(head, title="Порт открыт").replace("“", "").replace("”", "").encode(encoding))
    assert article.title == "Порт открыт"


def test_xhtml_with_a_declaration_is_read(read):
    (article,) = read("a.xhtml", ('<?xml version="1.0" encoding="iso-8859-1"?>' + page(title="Café")).encode("cp1252"))
    assert article.title == "Café"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "the file is empty"),
        ("<html><body></body></html>", "no article was found on the page"),
        (bytes(range(256)) * 20, "no article was found on the page"),
    ],
)
def test_a_page_without_an_article_is_skipped_with_a_reason(read, content, reason):
    assert read("a.html", content) == [Skipped("a.html", None, reason)]
