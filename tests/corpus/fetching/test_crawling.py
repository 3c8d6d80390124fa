"""Feeds, sitemaps and pages from a real server, and what is asked for a second time."""

import gzip
import json
import threading
import time
from dataclasses import replace
from datetime import date

import pytest

from corpus.article import Article
from corpus.fetching import Client, Visits, fetch_articles
from corpus.reading import Skipped

LONG = "The council of Eastquay met on Monday to talk about the sea wall and what it is to cost. " * 8


def rss(*items, title="Quay Post"):
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'


def item(url, title="Harbour opens", more=""):
    return f"<item><title>{title}</title><link>{url}</link><guid>{url}</guid>{more}</item>"


def sitemap(*places, name="urlset"):
    inner = "url" if name == "urlset" else "sitemap"
    entries = "".join(f"<{inner}><loc>{url}</loc>{more}</{inner}>" for url, more in places)
    return f'<{name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{name}>'.encode()


def xml(text, **headers):
    body = text if isinstance(text, bytes) else text.encode()
    return 200, {"Content-Type": "application/xml", **headers}, body


def with_validators(body, etag, kind="text/html"):
    """Return a page that answers 304 to those who know it."""

    def answer(handler):
        if handler.headers.get("If-None-Match") == etag:
            handler.answer((304, {"Content-Length": None, "ETag": etag}, b""))
        else:
            handler.answer((200, {"Content-Type": kind, "ETag": etag}, body))

    return answer


def articles_in(found):
    return [finding.record for finding in found if isinstance(finding.record, Article)]


def skipped_in(found):
    return [finding.record for finding in found if isinstance(finding.record, Skipped)]


def test_a_page_keeps_what_it_says_of_itself(fetch, server, page):
    canonical = server.url("/2021/harbour.html")
    head = f"""<link rel="canonical" href="{canonical}"><meta property="og:site_name" content="Quay Post">
    <meta property="article:published_time" content="2021-03-04"><meta name="author" content="Ada Quill">"""
    server.pages["/h?utm_source=feed"] = page(head=head)
    (article,) = articles_in(fetch(server.url("/h?utm_source=feed")))
    assert (article.url, article.title, article.published) == (canonical, "Harbour opens", date(2021, 3, 4))
    assert (article.outlet, article.authors) == ("Quay Post", ("Ada Quill",))
    assert article.source == server.url("/h?utm_source=feed")


def test_a_page_cannot_pass_itself_off_as_one_of_another_site(fetch, server, page):
    head = '<link rel="canonical" href="https://courier.example.org/2024/mill-fire.html">'
    server.pages["/fake"] = page(head=head)
    (article,) = articles_in(fetch(server.url("/fake")))
    assert article.url == server.url("/fake")


def test_the_address_at_the_end_of_the_redirects_is_the_one_that_is_cited(fetch, server, page):
    server.pages |= {"/short": (301, {"Location": "/long"}, b""), "/long": page()}
    (article,) = articles_in(fetch(server.url("/short")))
    assert article.url == server.url("/long")


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("text/html; charset=utf-8", "cp1252"),
        ("text/html; charset=windows-1251", "utf-8"),
        ("text/html; charset=no-such-thing", "utf-8"),
        ("text/html; charset=cp437", "cp437"),
    ],
)
def test_a_wrong_charset_does_no_harm_and_a_right_one_is_used(fetch, server, page, header, encoding):
    text = page("Café ouvert").decode().replace("<meta charset='utf-8'>", "").replace("“", "").replace("”", "")
    server.pages["/page"] = (200, {"Content-Type": header}, text.encode(encoding))
    (article,) = articles_in(fetch(server.url("/page")))
    assert article.title == "Café ouvert"


def test_an_rss_feed_leads_to_its_pages_with_its_dates_where_they_have_none(fetch, server, page):
    more = "<pubDate>Thu, 04 Mar 2021 08:00:00 GMT</pubDate><description>In short.</description>"
    server.pages |= {"/feed": xml(rss(item(server.url("/a"), more=more))), "/a": page()}
    (article,) = articles_in(fetch(server.url("/feed")))
    assert (article.url, article.published) == (server.url("/a"), date(2021, 3, 4))
    assert "slept in his office & counted the waves." in article.text
    assert "In short." not in article.text


def test_an_atom_feed_leads_to_its_pages_with_relative_addresses(fetch, server, page):
    entry = """<entry><title>Harbour opens</title><id>urn:1</id><link href="../a"/><published>2021-03-04T08:00:00Z
    </published><author><name>Ada Quill</name></author></entry>"""
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay Post</title>{entry}</feed>'
    server.pages |= {"/feeds/all.atom": xml(feed, **{"Content-Type": "text/html"}), "/a": page()}
    (article,) = articles_in(fetch(server.url("/feeds/all.atom")))
    assert (article.url, article.published) == (server.url("/a"), date(2021, 3, 4))
    assert article.authors == ("Ada Quill",)


def test_an_item_whose_page_cannot_be_had_is_read_from_the_feed_if_that_holds_enough(fetch, server):
    more = f"<description><![CDATA[<p>{LONG}</p>]]></description><pubDate>2021-03-04</pubDate>"
    short = "<description>A teaser.</description>"
    items = [item(server.url("/closed"), "Sea wall", more), item(server.url("/gone"), "Gone", short)]
    server.pages |= {"/feed": xml(rss(*items)), "/closed": (403, {}, b"")}
    found = fetch(server.url("/feed"))
    (article,) = articles_in(found)
    assert (article.url, article.title, article.published) == (server.url("/closed"), "Sea wall", date(2021, 3, 4))
    assert article.text == LONG.strip()
    (skipped,) = skipped_in(found)
    assert skipped == Skipped(server.url("/gone"), None, "the server has no such page (404); check the address")


def test_an_item_that_leads_to_a_picture_is_skipped_with_what_it_is(fetch, server):
    server.pages |= {"/feed": xml(rss(item(server.url("/a.png")))), "/a.png": (200, {"Content-Type": "image/png"}, b"")}
    (skipped,) = skipped_in(fetch(server.url("/feed")))
    assert skipped.reason == "it is image/png; only pages, feeds and sitemaps are read"


def test_a_broken_feed_gives_the_items_before_the_break(fetch, server, page):
    feed = rss(item(server.url("/a")), item(server.url("/b"), "Fish & chips"))[:-40]
    server.pages |= {"/feed": xml(feed), "/a": page(), "/b": page("Fish")}
    assert [article.url for article in articles_in(fetch(server.url("/feed")))][:1] == [server.url("/a")]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<rss><channel><<<<", "the feed"),
        (b"<rss version='2.0'><channel></channel></rss>", "the feed has no items"),
        (b"<urlset><url>", "the sitemap is empty or broken; check it"),
        (b"<other/>", "only pages, feeds and sitemaps are read"),
        (b"%PDF-1.4", "only pages, feeds and sitemaps are read"),
    ],
)
def test_what_cannot_be_read_is_one_line(fetch, server, body, reason):
    server.pages["/x"] = xml(body)
    (finding,) = fetch(server.url("/x"))
    assert reason in finding.record.reason
    assert "\n" not in finding.record.reason
    assert finding.visit is None or finding.record.reason.startswith("it is")


def test_entity_bombs_and_entities_that_name_files_stay_small_and_empty(fetch, server, page, tmp_path):
    (tmp_path / "secret").write_text("the secret word")
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "{(tmp_path / "secret").as_uri()}">{levels}]>'
    feed = head + rss(item(server.url("/a"), "&l9;&f;")).partition("?>")[2]
    places = head.encode() + sitemap((server.url("/a"), "<lastmod>&l9;&f;</lastmod>"))
    server.pages |= {"/feed": xml(feed), "/sitemap.xml": xml(places), "/a": page()}
    for source in ("/feed", "/sitemap.xml"):
        found = fetch(server.url(source))
        for article in articles_in(found):
            assert "secret" not in article.title + article.text
            assert len(article.title) < 1_000
        assert len(repr(found)) < 50_000


def test_a_sitemap_index_leads_to_its_sitemaps_and_their_pages_newest_first(fetch, server, page):
    first = sitemap(
        (server.url("/old"), "<lastmod>2020-01-01</lastmod>"), (server.url("/new"), "<lastmod>2024</lastmod>")
    )
    news = """<n:news xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><n:publication_date>2021-03-04
    </n:publication_date><n:title>Harbour</n:title></n:news>"""
    index = sitemap((server.url("/1.xml"), ""), (server.url("/2.xml.gz"), ""), name="sitemapindex")
    server.pages |= {"/sitemap.xml": xml(index), "/1.xml": xml(first), "/old": page("Old"), "/new": page("New")}
    packed = gzip.compress(sitemap((server.url("/news"), news)))
    server.pages |= {"/2.xml.gz": (200, {"Content-Type": "application/gzip"}, packed), "/news": page("News")}
    articles = articles_in(fetch(server.url("/sitemap.xml")))
    assert [article.title for article in articles] == ["New", "Old", "News"]
    assert [article.published for article in articles] == [None, None, date(2021, 3, 4)]


def test_a_sitemap_that_lists_itself_ends(fetch, server):
    server.pages["/s.xml"] = xml(sitemap((server.url("/s.xml"), ""), name="sitemapindex"))
    assert fetch(server.url("/s.xml"))
    assert server.asked.count("/s.xml") == 1


def test_a_packed_bomb_inside_a_sitemap_is_counted_unpacked(fetch, server):
    server.pages["/s.xml.gz"] = (200, {"Content-Type": "application/gzip"}, gzip.compress(b" " * (3 << 20)))
    (skipped,) = skipped_in(fetch(server.url("/s.xml.gz")))
    assert "larger than 1 MB" in skipped.reason


def test_a_second_run_fetches_nothing_unchanged(fetch, server, page):
    feed = with_validators(rss(item(server.url("/a")), item(server.url("/b"))).encode(), '"f1"', "application/rss+xml")
    server.pages |= {"/feed": feed, "/a": page("A"), "/b": page("B")}
    assert len(articles_in(fetch(server.url("/feed")))) == 2
    server.asked.clear()
    (finding,) = fetch(server.url("/feed"))
    assert finding.is_unchanged
    assert [path for path in server.asked if path != "/robots.txt"] == ["/feed"]
    assert server.headers[-1]["If-None-Match"] == '"f1"'


def test_only_what_is_new_in_a_feed_is_fetched_even_from_a_server_without_validators(fetch, server, page):
    server.pages |= {"/feed": xml(rss(item(server.url("/a")))), "/a": page("A"), "/b": page("B")}
    fetch(server.url("/feed"))
    server.pages["/feed"] = xml(rss(item(server.url("/b")), item(server.url("/a"))))
    server.asked.clear()
    (article,) = articles_in(fetch(server.url("/feed")))
    assert article.title == "B"
    assert "/a" not in server.asked


def test_a_page_is_asked_again_when_its_feed_says_something_new_of_it(fetch, server, page):
    server.pages |= {"/feed": xml(rss(item(server.url("/a")))), "/a": page("A")}
    fetch(server.url("/feed"))
    server.pages |= {"/feed": xml(rss(item(server.url("/a"), "Harbour closes"))), "/a": page("Harbour closes")}
    (article,) = articles_in(fetch(server.url("/feed")))
    assert article.title == "Harbour closes"


def test_a_page_is_asked_again_the_next_day_for_its_corrections(fetch, server, page, monkeypatch):
    server.pages |= {"/feed": with_validators(rss(item(server.url("/a"))).encode(), '"f"', "application/rss+xml")}
    server.pages["/a"] = page("A")
    fetch(server.url("/feed"))
    server.pages["/a"] = page("A, corrected")
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 90_000)
    (article,) = articles_in(fetch(server.url("/feed")))
    assert article.title == "A, corrected"


def test_what_failed_is_asked_for_again_and_what_was_had_stays(fetch, server, page):
    server.pages["/feed"] = with_validators(
        rss(item(server.url("/a")), item(server.url("/b"))).encode(), '"f"', "application/rss+xml"
    )
    server.pages |= {"/a": page("A"), "/b": (500, {}, b"")}
    found = fetch(server.url("/feed"))
    assert [article.title for article in articles_in(found)] == ["A"]
    assert "has a fault (500)" in skipped_in(found)[0].reason
    server.pages["/b"] = page("B")
    assert [article.title for article in articles_in(fetch(server.url("/feed")))] == ["B"]


def test_a_page_that_was_had_is_not_replaced_by_the_text_of_the_feed(fetch, server, page):
    feed = rss(item(server.url("/a")))
    server.pages |= {"/feed": xml(feed), "/a": page("A")}
    fetch(server.url("/feed"))
    more = f"<description>{LONG}</description>"
    server.pages |= {"/feed": xml(rss(item(server.url("/a"), more=more))), "/a": (403, {}, b"")}
    found = fetch(server.url("/feed"))
    assert articles_in(found) == []
    assert "not let it be read (403)" in skipped_in(found)[0].reason


def test_a_removed_article_does_not_come_back_by_itself_but_by_its_name(fetch, server, page):
    server.pages |= {"/feed": xml(rss(item(server.url("/a")))), "/a": with_validators(page("A"), '"a"')}
    fetch(server.url("/feed"))
    server.pages["/feed"] = xml(rss(item(server.url("/a"), "A, renamed")))
    assert articles_in(fetch(server.url("/feed"), holds=lambda key: False)) == []
    (article,) = articles_in(fetch(server.url("/a"), holds=lambda key: False))
    assert article.title == "A"


def test_what_is_not_stored_is_not_remembered(client, server, page, tmp_path):
    server.pages["/a"] = with_validators(page("A"), '"a"')
    for _ in range(2):
        assert len(articles_in(fetch_articles([server.url("/a")], client, Visits(tmp_path)))) == 1


def test_a_damaged_memory_only_costs_fetching_again(fetch, server, page, tmp_path):
    server.pages["/a"] = with_validators(page("A"), '"a"')
    fetch(server.url("/a"))
    assert json.loads((tmp_path / "fetched.json").read_text("utf-8"))["visits"]
    for damage in ("", "{", '{"format": 1, "visits": {"x": {"no": 1}}}', '{"format": 9}', "[]"):
        (tmp_path / "fetched.json").write_text(damage, "utf-8")
        assert len(articles_in(fetch(server.url("/a")))) == 1


def test_a_long_sitemap_goes_on_where_the_last_run_ended(fetch, client, server, page):
    client.limits = replace(client.limits, pages=3)
    places = [(server.url(f"/{n}"), f"<lastmod>2024-01-0{n}</lastmod>") for n in range(1, 6)]
    server.pages |= {f"/{n}": page(str(n) * 3) for n in range(1, 6)} | {"/s.xml": xml(sitemap(*places))}
    first = fetch(server.url("/s.xml"))
    assert [article.title for article in articles_in(first)] == ["555", "444"]
    assert "3 of its addresses are left for the next run" in skipped_in(first)[-1].reason
    assert [article.title for article in articles_in(fetch(server.url("/s.xml")))] == ["333", "222"]
    assert [article.title for article in articles_in(fetch(server.url("/s.xml")))] == ["111"]


def test_a_bad_source_costs_the_others_nothing(fetch, server, other_server, page):
    server.pages["/a"] = page("A")
    found = fetch(other_server.url("/b"), "ftp://example.org/", "http://", server.url("/a"), server.url("/none"))
    assert [article.title for article in articles_in(found)] == ["A"]
    assert {skipped.file for skipped in skipped_in(found)} == {
        *(other_server.url("/b"), "ftp://example.org/", "http://", server.url("/none"))
    }
    assert other_server.asked == []


def test_a_front_page_without_an_article_names_its_feed_as_the_next_step(fetch, server):
    body = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body></body></html>'
    server.pages["/"] = body.encode()
    (skipped,) = skipped_in(fetch(server.url("/")))
    assert skipped.reason.endswith(f"the site has a feed, add that: {server.url('/feed.xml')}")


def test_a_slow_host_holds_up_no_other(limits, server, other_server, page, tmp_path):
    """The slow host answers only after the other one has been read."""
    read = threading.Event()

    def slowly(handler):
        read.wait(30)
        handler.answer(page("Slow"))

    server.pages["/slow"] = slowly
    other_server.pages["/quick"] = page("Quick")
    client = Client(limits, {"127.0.0.1", "127.0.0.2"})
    titles = []
    for finding in fetch_articles([server.url("/slow"), other_server.url("/quick")], client, Visits(tmp_path)):
        titles.append(finding.record.title)
        read.set()
    assert titles == ["Quick", "Slow"]
