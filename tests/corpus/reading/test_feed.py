from datetime import date

import pytest

from corpus.article import Article
from corpus.reading import Skipped

LONG = "The council of Eastquay met on Monday to talk about the sea wall and what it is to cost. " * 8
RSS = f"""<?xml version="1.0" encoding="{{encoding}}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Quay Post</title>
<item><title>Café by the wall</title><link>https://quaypost.example/wall</link><dc:creator>Ada Quill</dc:creator>
<pubDate>Thu, 04 Mar 2021 23:30:00 -0800</pubDate><description>In short.</description>
<content:encoded><![CDATA[<p>{LONG}</p><p>Nobody knows who pays.</p>]]></content:encoded></item>
<item><title>Only a teaser</title><link>https://quaypost.example/teaser</link><description>Soon.</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay Post</title><entry><title>Wall</title>
<id>urn:1</id><link rel="alternate" href="https://quaypost.example/wall"/><updated>2021-03-04T08:00:00Z</updated>
<content type="html">&lt;p&gt;{LONG}&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed.atom", "feed", "feed.xml.gz"])
@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_a_saved_rss_feed_gives_the_stories_that_it_holds_in_full(read, name, encoding):
    import gzip

    data = RSS.format(encoding=encoding).encode(encoding)
    article, skipped = read(name, gzip.compress(data) if name.endswith(".gz") else data)
    assert (article.url, article.title) == ("https://quaypost.example/wall", "Café by the wall")
    assert (article.published, article.outlet, article.authors) == (date(2021, 3, 4), "Quay Post", ("Ada Quill",))
    assert article.text == f"{LONG.strip()}\n\nNobody knows who pays."
    reason = "“Only a teaser”: the feed holds only a teaser of it; index the feed's web address to fetch the page"
    assert skipped == Skipped(name, None, reason)


def test_a_saved_atom_feed_is_read(read):
    (article,) = read("feed.atom", ATOM)
    assert (article.url, article.title, article.published) == (
        *("https://quaypost.example/wall", "Wall"),
        date(2021, 3, 4),
    )
    assert article.text == LONG.strip()


def test_a_feed_that_says_utf_8_and_is_latin_1_or_the_other_way_round_is_read(read):
    for said, real in (("utf-8", "cp1252"), ("iso-8859-1", "utf-8")):
        article = read("feed.xml", RSS.format(encoding=said).encode(real))[0]
        assert article.title == "Café by the wall"


def test_a_feed_behind_a_style_sheet_a_comment_and_a_document_type_is_known(read):
    before = (
        '<?xml version="1.0"?>\n<?xml-stylesheet href="a.xsl"?>\n<!-- by hand -->\n<!DOCTYPE rss [<!ENTITY a "b">]>\n'
    )
    found = read("feed.xml", before + RSS.partition("?>\n")[2])
    assert isinstance(found[0], Article)


def test_the_beginning_of_a_file_cannot_keep_the_reader_busy(read):
    (skipped,) = read("feed.xml", "<!--" + "--> <!--" * 20_000)
    assert skipped.reason.startswith("this kind of file (.xml) is unknown")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<rss version='2.0'><channel></channel></rss>", "the feed has no items"),
        ("<urlset><url><loc>https://quaypost.example/</loc></url></urlset>", "index its web address"),
        ("<unknown/>", "this kind of file (.xml) is unknown"),
    ],
)
def test_what_holds_no_story_is_skipped_with_the_next_step(read, content, reason):
    (skipped,) = read("a.xml", content)
    assert reason in skipped.reason


def test_an_xml_bomb_in_a_saved_feed_stays_small(read, tmp_path):
    (tmp_path / "secret").write_text("the secret word")
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE rss [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "{(tmp_path / "secret").as_uri()}">{levels}]>'
    feed = bomb + RSS.partition("?>\n")[2].replace("Nobody knows", "&l9; &f;").replace("Café", "&l9; &f;")
    for record in read("feed.xml", feed):
        assert "secret word" not in repr(record)
        assert len(repr(record)) < 10_000


def test_the_names_that_html_has_for_characters_are_read(read):
    feed = RSS.format(encoding="utf-8").replace("Café by", "Caf&eacute;&nbsp;&amp; bar by")
    assert read("feed.xml", feed)[0].title == "Café & bar by the wall"


def test_tag_soup_is_taken_apart_without_the_parser_that_lasts_for_minutes(read, monkeypatch):
    import feedparser

    monkeypatch.setattr(feedparser.api, "LooseFeedParser", None)
    soup = RSS.format(encoding="utf-8").partition("<item>")[0] + "<item a='" * 20_000
    found = read("feed.xml", soup)
    assert len(found) == 10_000
    assert all("only a teaser" in skipped.reason for skipped in found)
