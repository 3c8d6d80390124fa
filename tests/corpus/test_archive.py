import sqlite3
import threading
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from corpus.archive import Archive
from corpus.article import Article
from corpus.errors import ArchiveError, ArchiveNotFound


def test_an_article_comes_back_as_it_went_in(archive, stories):
    archive.put(stories)
    assert archive.article(stories[0].key) == stories[0]


def test_an_article_is_added_once_and_then_unchanged(archive, stories):
    assert archive.put(stories) == ["added"] * 6
    assert archive.put(stories) == ["unchanged"] * 6
    assert archive.stats()["articles"] == 6


def test_a_changed_text_becomes_a_new_version_and_the_old_one_still_resolves(archive, stories):
    archive.put(stories)
    changed = replace(stories[0], text="The fire killed three people.")
    assert archive.put([changed]) == ["replaced"]
    assert archive.article(changed.key).text == "The fire killed three people."
    assert archive.article(changed.key).version == 2
    assert archive.article(changed.key, version=1).text == stories[0].text


def test_passages_of_an_old_version_are_gone_and_their_numbers_are_not_used_again(archive, stories):
    archive.put(stories[:1])
    old = [row.id for row in archive.passages_since(0)]
    archive.put([replace(stories[0], text="The fire killed three people.")])
    new = [row.id for row in archive.passages_since(0)]
    assert archive.passages(old) == []
    assert archive.removed_since(0) == old
    assert min(new) > max(old)


def test_equal_passages_of_a_new_version_keep_their_vectors(archive, stories):
    archive.put(stories[:1])
    ids = archive.without_vector("e")
    archive.put_vectors("e", ids, np.eye(len(ids), 4, dtype=np.float32))
    archive.put([replace(stories[0], outlet="elsewhere.example")])
    assert archive.without_vector("e") == []


def test_removing_erases_the_text_from_the_files(archive, stories):
    archive.put(stories)
    assert archive.remove([stories[5].key, "https://nowhere.example/"]) == [stories[5].key]
    archive.close()
    assert archive.article(stories[5].key) is None
    for file in archive.folder.iterdir():
        assert b"winds the clockwork" not in file.read_bytes()


def test_a_failed_write_changes_nothing(archive, stories):
    archive.put(stories[:2])
    before = archive.generation

    def breaks_after_one():
        yield stories[2]
        raise ValueError("the disk caught fire")

    with pytest.raises(ValueError, match="caught fire"):
        archive.put(breaks_after_one())
    assert archive.stats()["articles"] == 2
    assert archive.generation == before


def test_every_write_raises_the_generation_by_one(archive, stories):
    before = archive.generation
    archive.put(stories)
    archive.remove([stories[0].key])
    assert archive.generation == before + 2


def test_vectors_come_back_as_unit_rows_in_half_precision(archive, stories):
    archive.put(stories)
    ids = archive.without_vector("e")
    rows = np.random.default_rng(0).standard_normal((len(ids), 8)).astype(np.float32)
    archive.put_vectors("e", ids, rows)
    found, back = archive.vectors_since("e", 0)
    assert found == sorted(ids)
    assert np.allclose(back, rows[np.argsort(ids)], atol=1e-2)
    assert archive.vectors_since("another", 0)[0] == []


def test_vectors_of_a_passage_removed_meanwhile_are_left_out(archive, stories):
    archive.put(stories[:1])
    ids = archive.without_vector("e")
    archive.remove([stories[0].key])
    archive.put_vectors("e", ids, np.ones((len(ids), 4), np.float32))
    assert archive.vectors_since("e", 0)[0] == []


def test_articles_are_listed_newest_first_and_undated_last(archive, stories):
    archive.put(stories)
    listed = archive.articles()
    assert listed[0].published == date(2024, 5, 2)
    assert listed[-1].published is None
    assert [a.title for a in archive.articles(matching="lighthouse")] == ["How the lighthouse works"]
    assert archive.articles(limit=2, offset=4) == listed[4:]


def test_what_is_looked_for_is_text_and_no_pattern(archive, stories):
    archive.put([*stories, replace(stories[0], url="https://x.example/", title="Up 100% in a_b\\c")])
    for matching in ("100%", "a_b", "\\", "100% in a_b\\c"):
        assert [a.url for a in archive.articles(matching=matching)] == ["https://x.example/"]
        assert archive.count(matching=matching) == 1
    assert archive.articles(matching="b_c") == []
    assert archive.count() == 7


def test_an_article_without_url_is_known_by_its_file_and_title(archive):
    archive.put([Article(None, "Tides", "High water is at noon.", source="folder/tides.txt")])
    assert archive.article("file:tides.txt#Tides").text == "High water is at noon."


def test_a_missing_archive_says_how_to_make_one(tmp_path):
    with pytest.raises(ArchiveNotFound, match=r"newsdesk --archive .* index"):
        Archive(tmp_path / "nothing")


def test_an_archive_of_a_newer_format_is_not_touched(archive):
    with sqlite3.connect(archive.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(ArchiveError, match="newer Newsdesk"):
        Archive(archive.folder)


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / "archive.sqlite").write_bytes(b"this is not a database, it is a poem" * 200)
    with pytest.raises(ArchiveError, match=r"archive\.sqlite"):
        Archive(tmp_path)


def test_two_writers_wait_for_each_other(archive):
    order = []
    waiting = threading.Event()

    def second():
        with archive.writer(on_wait=waiting.set):
            order.append("second")

    with archive.writer():
        thread = threading.Thread(target=second)
        thread.start()
        assert waiting.wait(timeout=60)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_counts_by_outlet_and_month(archive, stories):
    archive.put(stories)
    assert archive.outlets() == [("courier.example.org", 3), ("ledger.example.com", 3)]
    assert archive.months() == [("2024-03", 3), ("2024-05", 2)]
    assert archive.newest() == date(2024, 5, 2)


def test_lists_and_counts_read_no_text(archive, stories):
    archive.put(stories)
    asked = []
    archive.connection().set_trace_callback(asked.append)
    archive.articles(matching="bridge", limit=1)
    archive.count(matching="bridge")
    archive.newest()
    archive.outlets()
    archive.months()
    archive.stats()
    archive.connection().set_trace_callback(None)
    plans = [archive.connection().execute(f"EXPLAIN QUERY PLAN {query}").fetchall() for query in asked]
    assert len(plans) == 6
    for plan in plans:
        assert any("COVERING INDEX versions_listed" in row[3] for row in plan), plan
