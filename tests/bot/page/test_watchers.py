"""Watches that a server runs: begun, seen beside the archive, ended in the middle of their work. No browser."""

import os
import threading
import time

import pytest

from bot.page.watchers import WatchError, Watchers
from bot.page.watches import show_watches
from bot.watched import read_watches
from embeddings.gathering import share_encoder
from embeddings.indexes import Indexes

PATIENCE = 60.0
STORY = " date 2024-03-04 https://courier.example.org/{n}.html\n\nMill {n}\n\nMill number {n} burnt down on Sunday.\n\n"
DAY = 86_400.0


class Held:
    """The encoder of the tests, which waits in its first batch until it is let go."""

    def __init__(self, encoder):
        self.name, self.digest, self.dimension, self._encoder = "words", encoder.digest, encoder.dimension, encoder
        self.reached, self.let = threading.Event(), threading.Event()

    def encode_document(self, texts):
        self.reached.set()
        assert self.let.wait(PATIENCE)
        return self._encoder.encode_document(texts)


@pytest.fixture
def held(word_encoder):
    encoder = Held(word_encoder)
    yield encoder
    encoder.let.set()


@pytest.fixture
def watchers(archive, held):
    archive.set_fact("encoder", f"{held.digest} words")
    watchers = Watchers(archive, lambda: share_encoder("words", held))
    yield watchers
    held.let.set()
    watchers.close()


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    file = folder / "a.txt"
    file.write_text("".join(STORY.format(n=n) for n in range(300)), "utf-8")
    os.utime(file, (1e9, 1e9))
    return folder


def until(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_watch_runs_until_it_is_stopped_and_only_a_servers_own_can_be(watchers, archive, folder, held):
    held.let.set()
    watchers.start([str(folder)], DAY, [])
    (watch,) = read_watches(archive.folder)
    assert watchers.own() == {watch.id: False}
    until(lambda: read_watches(archive.folder)[0].sources[0].added == 300)
    now = watch.since
    assert f'data-watch="{watch.id}"' in show_watches([watch], now, watchers.own())
    assert "<button" not in show_watches([watch], now)
    watchers.stop("another")
    assert watchers.own() == {watch.id: False}
    watchers.stop(watch.id)
    assert watchers.own() == {}
    assert read_watches(archive.folder) == []


def test_a_watch_is_stopped_in_the_middle_of_embedding_with_all_its_articles_stored(watchers, archive, folder, held):
    watchers.start([str(folder)], DAY, [])
    assert held.reached.wait(PATIENCE)
    (watch,) = read_watches(archive.folder)
    stopping = threading.Thread(target=watchers.stop, args=(watch.id,))
    stopping.start()
    until(lambda: watchers.own()[watch.id])
    assert "Stopping …" in show_watches([watch], watch.since, watchers.own())
    held.let.set()
    stopping.join()
    until(lambda: not watchers.own())
    assert read_watches(archive.folder) == []
    assert archive.count() == 300
    assert len(archive.without_vector(held.digest)) == 300 - 128
    indexes = Indexes(archive, held.digest)
    indexes.refresh()
    assert len(indexes.keywords.search("mill burnt", 1000)) == 300
    with archive.writer(wait=False):  # nothing is held
        pass


def test_a_watch_that_waits_for_another_writer_can_be_stopped(watchers, archive, folder):
    with archive.writer():
        watchers.start([str(folder)], DAY, [])
        (watch,) = read_watches(archive.folder)
        watchers.stop(watch.id)
        until(lambda: not watchers.own())
    assert archive.count() == 0


def test_what_is_watched_already_is_not_watched_twice(watchers, archive, folder, held):
    held.let.set()
    watchers.start([str(folder)], DAY, [])
    with pytest.raises(WatchError, match="is watched already"):
        watchers.start([str(folder.parent), str(folder)], DAY, [])
    assert len(read_watches(archive.folder)) == 1


def test_a_failing_source_costs_the_others_nothing_and_closing_ends_all(watchers, archive, folder, held, server):
    held.let.set()
    server.pages["/down"] = (500, {}, b"")
    watchers.start([server.url("/down"), str(folder)], DAY, ["127.0.0.1"])
    watchers.start(["http://10.0.0.1/feed"], DAY, [])
    until(lambda: all(source.looked for watch in read_watches(archive.folder) for source in watch.sources))
    reasons = [source.reason for watch in read_watches(archive.folder) for source in watch.sources]
    assert [bool(reason) for reason in reasons] == [True, False, True]
    assert "not on the public internet" in reasons[2]
    assert archive.count() == 300
    watchers.close()
    assert (watchers.own(), read_watches(archive.folder)) == ({}, [])
