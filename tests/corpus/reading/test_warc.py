import gzip
import os
from datetime import date

import pytest

from corpus.reading import Skipped

URL = "https://quaypost.example/harbour-7.html"
PARAGRAPHS = """
<p>The harbour of Eastquay opened again on Thursday, three days after the storm, the town hall said.</p>
<p>“We are glad,” said the harbour master, who had slept in his office &amp; counted the <b>waves</b>.</p>
<p>The council will decide on a new sea wall in spring; nobody knows yet who is going to pay for it.</p>
"""


def page(head=""):
    text = f"<html><head><title>Harbour opens</title>{head}</head><body><article>{PARAGRAPHS}</article></body></html>"
    return text.encode()


def record(kind, url, status, content, body, more):
    """Return one record of a WARC file, as bytes."""
    headers = "".join(f"{name}: {value}\r\n" for name, value in {"Content-Type": content, **more}.items())
    payload = f"{status}\r\n{headers}\r\n".encode() + body
    about = f"WARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-03-05T10:00:00Z\r\n"
    message = "request" if kind == "request" else "response"
    about += f"Content-Type: application/http; msgtype={message}\r\nContent-Length: {len(payload)}\r\n"
    return f"WARC/1.0\r\n{about}\r\n".encode() + payload + b"\r\n\r\n"


def warc(*records, packed=False):
    """Return a WARC file of (type, URL, status, content type, body, more headers); packed record by record."""
    return b"".join(gzip.compress(record(*values)) if packed else record(*values) for values in records)


def answer(body, url=URL, status="HTTP/1.1 200 OK", content="text/html; charset=utf-8", **more):
    return ("response", url, status, content, body, more)


@pytest.mark.parametrize("name", ["news.warc", "news.warc.gz", "crawl"])
def test_a_stored_page_is_an_article_at_its_own_address_and_day(read, name):
    (article,) = read(name, warc(answer(page()), packed=name.endswith(".gz")))
    assert (article.url, article.title, article.published) == (URL, "Harbour opens", date(2021, 3, 5))
    assert "office & counted the waves." in article.text
    assert (article.outlet, article.source) == ("quaypost.example", name)


def test_what_the_page_says_of_itself_goes_before_what_the_record_says(read):
    head = f"""<link rel="canonical" href="{URL}"><meta property="article:published_time" content="2021-03-04">"""
    (article,) = read("news.warc", warc(answer(page(head), f"{URL}?utm_source=feed")))
    assert (article.url, article.published) == (URL, date(2021, 3, 4))


def test_a_stored_page_cannot_pass_itself_off_as_one_of_another_site(read):
    head = '<link rel="canonical" href="https://courier.example.org/a.html">'
    (article,) = read("news.warc", warc(answer(page(head))))
    assert article.url == URL


def test_only_whole_web_pages_are_read(read):
    records = [
        ("request", URL, "GET / HTTP/1.1", "text/html", b"", {}),
        answer(page(), status="HTTP/1.1 404 Not Found"),
        answer(b"\x89PNG", content="image/png"),
        answer(page(), f"{URL}?2"),
        ("revisit", URL, "HTTP/1.1 200 OK", "text/html", b"", {}),
    ]
    assert [article.url for article in read("news.warc", warc(*records))] == [f"{URL}?2"]


def test_a_page_without_an_article_is_named_and_the_next_one_read(read):
    skipped, article = read("news.warc", warc(answer(b"<html></html>"), answer(page(), f"{URL}?2")))
    assert skipped == Skipped("news.warc", None, f"{URL}: no article was found on the page")
    assert article.url == f"{URL}?2"


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("chunked", lambda body: b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))],
)
def test_pages_are_unpacked_as_they_came(read, encoding, pack):
    name = "Transfer-Encoding" if encoding == "chunked" else "Content-Encoding"
    (article,) = read("news.warc", warc(answer(pack(page()), **{name: encoding})))
    assert article.title == "Harbour opens"


def test_a_packed_bomb_is_one_skipped_page(read):
    bomb = gzip.compress(b" " * (40 << 20), 1)
    skipped, article = read("news.warc", warc(answer(bomb, **{"Content-Encoding": "gzip"}), answer(page(), f"{URL}?2")))
    assert skipped.reason == f"{URL}: the page is larger than 10 MB; save its text and index that"
    assert article.url == f"{URL}?2"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"not a WARC file at all\n" * 9, "it is not a WARC file"),
        (b"", "the file is empty"),
        (warc(answer(b"x", content="text/plain")), "no web page is stored in the file"),
    ],
)
def test_what_holds_no_page_is_said_in_one_line(read, content, reason):
    (skipped,) = read("news.warc", content)
    assert skipped.reason.startswith(reason)
    assert "\n" not in skipped.reason


def test_pages_before_the_damage_are_kept(read):
    picture = answer(os.urandom(300_000), content="image/png")
    found = read("news.warc.gz", warc(answer(page()), picture, answer(page(), f"{URL}?2"), packed=True)[:-40])
    assert found[0].url == URL
    assert "ends too early" in found[-1].reason
