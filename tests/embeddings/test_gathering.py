"""What is found on the web, stored and remembered together."""

import time

import pytest

from corpus.fetching import Client, Limits, Visits, fetch_articles
from embeddings import gathering
from embeddings.gathering import index_findings
from embeddings.indexes import Indexes
from embeddings.indexing import IndexReport

LIMITS = Limits(pause=0, rest=60, patience=5)


@pytest.fixture
def web(archive, word_encoder, monkeypatch):
    """Return what `newsdesk index ADDRESS…` does, with the word encoder."""
    archive.set_fact("encoder", f"{word_encoder.digest} words")
    monkeypatch.setattr(gathering, "_encoder", lambda name: word_encoder)
    client = Client(LIMITS, {"127.0.0.1"})

    def index(*addresses, progress=lambda stage, done, total: None):
        visits = Visits(archive.folder, archive.holds)
        return index_findings(archive, fetch_articles(addresses, client, visits), visits, progress=progress)

    yield index
    client.close()


def feed_of(server, *paths):
    items = "".join(f"<item><title>Story</title><link>{server.url(path)}</link></item>" for path in paths)
    body = f"<rss version='2.0'><channel><title>Quay</title>{items}</channel></rss>".encode()
    return 200, {"Content-Type": "application/rss+xml", "Last-Modified": "Thu, 04 Mar 2021 08:00:00 GMT"}, body


def test_what_a_feed_leads_to_is_found_by_its_words_and_by_meaning(archive, web, server, page, word_encoder):
    server.pages |= {"/feed": feed_of(server, "/a", "/gone"), "/a": page()}
    report = web(server.url("/feed"))
    assert (report.read, report.added, report.embedded, len(report.skipped)) == (1, 1, 1, 1)
    indexes = Indexes(archive, word_encoder.digest)
    indexes.refresh()
    (by_words,) = indexes.keywords.search("harbour master", 3)
    (by_meaning,) = indexes.nearest(word_encoder.encode_query(["harbour master"])[0], 3)
    assert by_words.passage_id == by_meaning.passage_id
    assert archive.passages([by_words.passage_id])[0].article.url == server.url("/a")


def test_a_second_run_says_what_has_not_changed_and_writes_nothing(archive, web, server, page):
    server.pages |= {"/feed": feed_of(server, "/a", "/b"), "/a": page("A"), "/b": page("B")}
    web(server.url("/feed"))
    before = archive.generation
    report = web(server.url("/feed"))
    assert (report.read, report.added, report.not_modified) == (0, 0, 2)
    assert archive.generation == before


def test_a_page_that_changed_is_a_new_version(archive, web, server, page):
    server.pages["/a"] = page("Harbour opens")
    web(server.url("/a"))
    server.pages["/a"] = page("Harbour opens, says council")
    assert web(server.url("/a")).replaced == 1
    assert archive.article(server.url("/a")).version == 2


def test_nothing_is_remembered_of_what_could_not_be_stored(archive, web, server, page, monkeypatch):
    server.pages["/a"] = page("A")

    def full(*arguments):
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(gathering, "index_articles", full)
        with pytest.raises(OSError, match="No space"):
            web(server.url("/a"))
    assert not (archive.folder / "fetched.json").exists()
    assert web(server.url("/a")).added == 1


def test_a_removed_article_does_not_come_back_with_its_feed(archive, web, server, page):
    server.pages |= {"/feed": feed_of(server, "/a"), "/a": page("A")}
    web(server.url("/feed"))
    archive.remove([server.url("/a")])
    assert web(server.url("/feed")).added == 0
    assert web(server.url("/a")).added == 1


def test_a_failing_source_empties_nothing(archive, web, server, page):
    server.pages |= {"/feed": feed_of(server, "/a"), "/a": page("A")}
    web(server.url("/feed"))
    server.pages |= {"/feed": (500, {}, b""), "/a": (410, {}, b"")}
    report = web(server.url("/feed"), server.url("/a"))
    assert sorted(skipped.reason for skipped in report.skipped) == [
        "the server has a fault (500); try again later",
        "the server has no such page (410); check the address",
    ]
    assert archive.holds(server.url("/a"))


def test_parts_are_written_as_they_come_and_nothing_is_locked_between(archive, web, server, page, monkeypatch):
    monkeypatch.setattr(gathering, "ARTICLES_A_PART", 1)
    server.pages |= {"/feed": feed_of(server, "/a", "/b"), "/a": page("A")}

    def look(handler):
        while not archive.holds(server.url("/a")):
            time.sleep(0.01)
        with archive.writer():  # comes through only if nobody holds it all the while
            handler.answer(page("B"))

    server.pages["/b"] = look
    assert web(server.url("/feed")).added == 2


def test_reports_add_up():
    total = IndexReport(read=1, skipped=[1], seconds=0.5)
    total.include(IndexReport(read=2, added=1, skipped=[2], seconds=0.25, not_modified=3))
    assert total == IndexReport(read=3, added=1, skipped=[1, 2], seconds=0.75, not_modified=3)
    assert isinstance(total.as_json(), dict)


def test_every_address_moves_the_progress(web, server, page):
    server.pages |= {"/feed": feed_of(server, "/a", "/gone"), "/a": page("A")}
    steps = []
    web(server.url("/feed"), progress=lambda *step: steps.append(step))
    assert [step for step in steps if step[0] == "addresses"] == [("addresses", count, None) for count in (1, 2, 3)]
