"""The client against servers that behave badly, each in its own way."""

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from corpus.errors import FetchError
from corpus.fetching import Client
from corpus.fetching.client import seconds_to_wait

MEGABYTE = 1 << 20


def chunked(handler, pieces):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    for piece in pieces:
        handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")


def drip(handler, piece=b"x", headers=None):
    """Send a byte now and then for as long as anybody listens."""
    handler.answer((200, {"Content-Length": None, **(headers or {})}, b"<html>"))
    while True:
        handler.wfile.write(piece)
        handler.wfile.flush()
        time.sleep(0.01)


def said_of(client, server, path="/page", **limits):
    client.limits = replace(client.limits, **limits)
    with pytest.raises(FetchError) as caught:
        client.get(server.url(path))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_page_is_fetched_with_our_own_name_and_without_any_cookie(client, server, page):
    server.pages["/page"] = page()
    reply = client.get(server.url("/page"))
    assert (reply.status, reply.body, reply.url) == (200, page(), server.url("/page"))
    assert server.headers[-1]["User-Agent"].startswith("Newsdesk/")
    assert server.headers[-1]["Host"] == f"127.0.0.1:{server.port}"
    assert "Cookie" not in server.headers[-1]


def test_a_compressed_page_is_unpacked(client, server, page):
    packed = gzip.compress(page())
    server.pages["/page"] = (200, {"Content-Encoding": "gzip"}, packed)
    assert client.get(server.url("/page")).body == page()


def test_a_server_that_drips_is_cut_off_when_the_time_is_over(client, server):
    server.pages["/page"] = drip
    assert "took too long" in said_of(client, server, total=0.3)


def test_a_server_that_drips_headers_is_cut_off_when_the_time_is_over(client, server):
    def drip_headers(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while True:
            handler.wfile.write(b"x")
            time.sleep(0.01)

    server.pages["/page"] = drip_headers
    assert "took too long" in said_of(client, server, total=0.3)


def test_a_server_that_falls_silent_is_given_up(client, server):
    over = threading.Event()
    server.pages["/page"] = lambda handler: over.wait(30)
    try:
        assert "took too long" in said_of(client, server, silence=0.2)
    finally:
        over.set()


def test_an_endless_body_ends_at_the_limit(client, server):
    def endless(handler):
        chunked(handler, iter(lambda: b"x" * 50_000, None))

    server.pages["/page"] = endless
    assert "larger than 1 MB" in said_of(client, server)


def test_a_page_that_announces_too_much_is_not_even_begun(client, server):
    server.pages["/page"] = (200, {"Content-Length": 10**12}, b"<html>")
    assert "larger than 1 MB" in said_of(client, server)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "gzip, gzip", "deflate, gzip"])
def test_a_compressed_bomb_is_counted_unpacked_and_never_held_in_memory(client, server, encoding):
    body = b"\0" * (20 * MEGABYTE)
    for name in encoding.split(", "):
        body = gzip.compress(body, 1) if name == "gzip" else zlib.compress(body, 1)
    assert len(body) < MEGABYTE / 4  # packed, it is well below the limit
    server.pages["/page"] = (200, {"Content-Encoding": encoding}, body)
    tracemalloc.start()
    try:
        assert "larger than 1 MB" in said_of(client, server)
        assert tracemalloc.get_traced_memory()[1] < 10 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_what_is_packed_in_another_way_is_refused(client, server):
    server.pages["/page"] = (200, {"Content-Encoding": "br"}, b"...")
    assert "packed in a way that was not asked for (br)" in said_of(client, server)


def test_broken_compression_is_said(client, server):
    server.pages["/page"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 5000)[:-30] + b"?" * 30)
    assert "cannot be unpacked" in said_of(client, server)


def test_a_body_shorter_than_announced_is_not_taken_for_a_whole_one(client, server, page):
    server.pages["/page"] = (200, {"Content-Length": 50_000}, page())
    assert "broke before all had come" in said_of(client, server)


def test_a_body_longer_than_announced_ends_where_it_was_said_to_end(client, server, page):
    server.pages["/page"] = (200, {"Content-Length": 15}, page())
    assert client.get(server.url("/page")).body == page()[:15]


def test_a_chunked_body_that_breaks_off_is_not_taken_for_a_whole_one(client, server):
    server.pages["/page"] = lambda handler: chunked(handler, [b"<html>some"])
    assert "broke before all had come" in said_of(client, server)


def test_what_is_not_http_is_said(client, server):
    server.pages["/page"] = lambda handler: handler.wfile.write(b"220 mail.example ESMTP\r\n")
    assert "does not speak HTTP" in said_of(client, server)


def test_redirects_are_followed_to_where_the_page_is(client, server, page):
    server.pages |= {"/a": (301, {"Location": "/b"}, b""), "/b": (302, {"Location": server.url("/page")}, b"")}
    server.pages["/page"] = page()
    assert client.get(server.url("/a")).url == server.url("/page")


def test_a_redirect_to_a_private_address_is_refused_and_never_asked(client, server, other_server, page):
    other_server.pages["/secret"] = page()
    server.pages["/page"] = (302, {"Location": other_server.url("/secret")}, b"")
    assert "127.0.0.2 is not on the public internet" in said_of(client, server)
    assert other_server.asked == []


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://[::ffff:7f00:2]/", "http://0/"])
def test_a_redirect_to_what_is_never_fetched_is_refused(client, server, location):
    server.pages["/page"] = (302, {"Location": location}, b"")
    assert said_of(client, server)
    assert server.asked == ["/robots.txt", "/page"]


def test_a_circle_of_redirects_ends(client, server):
    server.pages |= {"/page": (302, {"Location": "/b"}, b""), "/b": (302, {"Location": "/page"}, b"")}
    assert "in a circle" in said_of(client, server)


def test_a_chain_of_redirects_ends(client, server):
    server.pages |= {f"/{n}": (302, {"Location": f"/{n + 1}"}, b"") for n in range(50)}
    assert "more than 5 times" in said_of(client, server, "/0")
    assert len(server.asked) == 1 + 6


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, "no such page"), (410, "no such page"), (403, "not let it be read"), (500, "has a fault"), (418, "(418)")],
)
def test_a_status_is_said_in_words(client, server, status, said):
    server.pages["/page"] = (status, {}, b"")
    assert said in said_of(client, server)


def test_a_host_that_asks_to_be_left_alone_is_not_asked_again(client, server, page):
    server.pages |= {"/page": (429, {"Retry-After": "120"}, b""), "/other": page()}
    assert "come again in 2 minutes (429)" in said_of(client, server)
    assert "left alone for 2 minutes" in said_of(client, server, "/other")
    assert server.asked == ["/robots.txt", "/page"]


def test_a_short_wait_that_a_host_asks_for_is_waited(client, server, page):
    server.pages |= {"/page": (503, {"Retry-After": "1"}, b""), "/other": page()}
    said_of(client, server)
    begun = time.monotonic()
    assert client.get(server.url("/other")).status == 200
    assert time.monotonic() - begun > 0.5


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        ("30", 30, 30),
        ("", 60, 60),
        ("soon", 60, 60),
        ("-5", 60, 60),
        ("99999999999", 86_400, 86_400),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0, 0),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value, least, most):
    assert least <= seconds_to_wait(value) <= most


def test_retry_after_a_date_to_come_is_the_time_until_then():
    in_an_hour = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    assert 3_000 <= seconds_to_wait(in_an_hour) <= 3_600


def test_a_host_that_is_down_is_left_alone_after_a_few_failures(client, server):
    server.close()  # nobody listens there now
    for _ in range(3):
        assert "does not answer" in said_of(client, server)
    assert "left alone" in said_of(client, server)


def test_robots_txt_is_obeyed_and_asked_for_once(client, server, page):
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: newsdesk\nDisallow: /private*/\nAllow: /private/press$\n"
    server.pages |= {"/robots.txt": (200, {}, rules), "/page": page(), "/private-eye/a": page()}
    assert client.get(server.url("/page")).status == 200
    assert "robots.txt forbids it" in said_of(client, server, "/private-eye/a")
    assert server.asked == ["/robots.txt", "/page"]


def test_robots_txt_holds_behind_a_redirect_too(client, server, page):
    server.pages |= {"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /b"), "/b": page()}
    server.pages["/page"] = (302, {"Location": "/b"}, b"")
    assert "robots.txt forbids it" in said_of(client, server)
    assert "/b" not in server.asked


def test_without_a_robots_txt_all_is_allowed_and_behind_a_broken_one_nothing(client, server, page):
    server.pages["/page"] = page()
    assert client.get(server.url("/page")).status == 200
    server.pages["/robots.txt"] = (500, {}, b"")
    fresh = Client(client.limits, {"127.0.0.1"})
    assert "robots.txt cannot be had" in said_of(fresh, server)
    assert server.asked.count("/page") == 1


def test_the_crawl_delay_of_a_site_is_kept(client, server, page):
    server.pages |= {"/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 0.5"), "/page": page()}
    client.get(server.url("/page"))
    begun = time.monotonic()
    client.get(server.url("/page"))
    assert time.monotonic() - begun > 0.25


def test_one_host_is_asked_one_thing_at_a_time(client, server, page):
    under_way, most = [], []

    def slowly(handler):
        under_way.append(1)
        most.append(len(under_way))
        time.sleep(0.05)
        under_way.pop()
        handler.answer(page())

    server.pages["/page"] = slowly
    threads = [threading.Thread(target=client.get, args=(server.url("/page"),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert len(most) == 4


def test_a_name_is_looked_up_once_a_request_and_the_number_that_was_checked_is_asked(client, server, page, monkeypatch):
    """DNS rebinding: the name leads to the server for two look-ups (robots.txt, page), then somewhere else."""
    server.pages["/page"] = page()
    real, looked_up = socket.getaddrinfo, []

    def rebinding(host, port, *arguments, **options):
        if host == "news.example":
            looked_up.append(host)
            host = "127.0.0.1" if len(looked_up) <= 2 else "127.0.0.2"
        return real(host, port, *arguments, **options)

    monkeypatch.setattr("socket.getaddrinfo", rebinding)
    client = Client(client.limits, {"news.example"})
    assert client.get(server.url("/page", "news.example")).body == page()
    assert len(looked_up) == 2
    assert server.headers[-1]["Host"] == f"news.example:{server.port}"


def test_closing_ends_what_is_under_way(client, server):
    over = threading.Event()
    server.pages["/page"] = lambda handler: over.wait(30)
    said = []

    def ask():
        try:
            client.get(server.url("/page"))
        except FetchError as error:
            said.append(str(error))

    thread = threading.Thread(target=ask)
    thread.start()
    while "/page" not in server.asked:
        time.sleep(0.01)
    client.close()
    thread.join()
    over.set()
    assert said
    assert "stopped" in said_of(client, server)
