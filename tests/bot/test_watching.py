"""Rounds over folders and feeds, each with a real server and a real archive."""

import os
import time

import pytest

from bot.watched import read_watches
from bot.watching import Watcher
from corpus.errors import ArchiveBusy
from corpus.fetching import Client, Limits
from embeddings import gathering

STORY = " date 2024-03-04 https://courier.example.org/{name}.html\n\n{title}\n\nThe mill at Oststrand has burnt down.\n"
MINUTE = 60.0


@pytest.fixture
def watching(archive, word_encoder, monkeypatch):
    """Return a watcher of sources; with a pause of 0 every source is due in every round."""
    archive.set_fact("encoder", f"{word_encoder.digest} words")
    monkeypatch.setattr(gathering, "_encoder", lambda name: word_encoder)
    watchers = []

    def watch(*names, every=0.0):
        client = lambda: Client(Limits(pause=0, patience=5), {"127.0.0.1"})  # noqa: E731
        watchers.append(Watcher(archive, [str(name) for name in names], client, every, lambda: None))
        return watchers[-1]

    yield watch
    for watcher in watchers:
        watcher.close()


def write(folder, name, title="Mill burnt down", age=60.0):
    """Write a story that was last changed some seconds ago."""
    path = folder / f"{name}.txt"
    path.write_text(STORY.format(name=name, title=title), "utf-8")
    then = time.time() - age
    os.utime(path, (then, then))
    return path


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    return folder


def test_new_and_changed_files_come_in_and_only_these_are_read(watching, folder, archive):
    write(folder, "a")
    write(folder, "b")
    watcher = watching(folder)
    assert watcher.round().report.added == 2
    assert watcher.round().report.read == 0
    write(folder, "a", "Mill burnt down, two dead", age=30)
    write(folder, "c")
    report = watcher.round().report
    assert (report.read, report.added, report.replaced) == (2, 1, 1)


def test_what_vanishes_from_a_folder_stays_in_the_archive(watching, folder, archive):
    path = write(folder, "a")
    watcher = watching(folder)
    watcher.round()
    path.unlink()
    assert watcher.round().failures == ()
    assert archive.holds("https://courier.example.org/a.html")


def test_a_file_that_is_still_being_written_waits_until_it_rests(watching, folder):
    path = write(folder, "a", age=0)
    watcher = watching(folder, every=10 * MINUTE)
    assert watcher.round().report.read == 0
    assert watcher.pause() < MINUTE
    os.utime(path, (time.time() - 5, time.time() - 5))
    watcher._sources[0].due = 0.0
    assert watcher.round().report.added == 1


def test_a_file_from_the_future_is_read(watching, folder):
    write(folder, "a", age=-1_000)
    assert watching(folder).round().report.added == 1


def test_nothing_new_takes_no_lock(watching, folder, archive):
    write(folder, "a")
    watcher = watching(folder)
    watcher.round()
    with archive.writer():
        assert watcher.round().failures == ()


def test_a_folder_that_is_gone_is_reported_asked_less_and_less_and_read_when_it_is_back(watching, folder):
    watcher = watching(folder, every=MINUTE)
    folder.rmdir()
    (failure,) = watcher.round().failures
    assert "There is no file or folder" in failure.reason
    assert failure.again == 2 * MINUTE
    watcher._sources[0].due = 0.0
    (failure,) = watcher.round().failures
    assert failure.again == 4 * MINUTE
    folder.mkdir()
    write(folder, "a")
    watcher._sources[0].due = 0.0
    done = watcher.round()
    assert (done.report.added, done.failures) == (1, ())
    assert 0 < watcher.pause() <= MINUTE


def test_a_feed_is_followed_and_a_bad_source_costs_it_nothing(watching, folder, server, page):
    def feed(*paths):
        items = "".join(f"<item><title>{path}</title><link>{server.url(path)}</link></item>" for path in paths)
        return 200, {}, f"<rss version='2.0'><channel>{items}</channel></rss>".encode()

    server.pages |= {"/feed": feed("/a"), "/a": page("A"), "/b": page("B"), "/down": (500, {}, b"")}
    write(folder, "x")
    watcher = watching(server.url("/down"), server.url("/feed"), folder, "http://10.0.0.1/")
    done = watcher.round()
    assert done.report.added == 2
    assert {failure.source: failure.reason.split(";")[0] for failure in done.failures} == {
        server.url("/down"): "the server has a fault (500)",
        "http://10.0.0.1/": "10.0.0.1 is not on the public internet",
    }
    assert done.report.skipped == []
    server.pages["/feed"] = feed("/b", "/a")
    assert watcher.round().report.added == 1


def test_another_writer_that_does_not_end_costs_a_round_and_no_article(watching, folder, server, page, monkeypatch):
    server.pages["/a"] = page("A")
    write(folder, "x")
    watcher = watching(folder, server.url("/a"))

    def busy(*arguments):
        raise ArchiveBusy("Another process is writing. Stop it, then try again.")

    with monkeypatch.context() as patch:
        patch.setattr(gathering, "index_articles", busy)
        done = watcher.round()
    assert [failure.reason for failure in done.failures] == ["Another process is writing. Stop it, then try again."] * 2
    assert watcher.round().report.added == 2


def test_a_fault_of_ours_is_a_line_and_not_the_end(watching, folder, monkeypatch):
    write(folder, "x")
    watcher = watching(folder)
    with monkeypatch.context() as patch:
        patch.setattr("bot.watching.read_articles", lambda *arguments: 1 / 0)
        (failure,) = watcher.round().failures
    assert failure.reason == "a fault in Newsdesk (ZeroDivisionError)"
    assert watcher.round().report.added == 1


def test_a_watch_says_beside_the_archive_how_each_source_stands_until_it_ends(watching, folder, archive, server, page):
    server.pages |= {"/a": page("A"), "/down": (500, {}, b"")}
    write(folder, "x")
    write(folder, "y")
    watcher = watching(folder, server.url("/a"), server.url("/down"))
    (watch,) = read_watches(archive.folder)
    assert watch.is_running
    assert [source.looked for source in watch.sources] == [None, None, None]
    watcher.round()
    (watch,) = read_watches(archive.folder)
    files, web, down = watch.sources
    assert (files.name, files.added, files.replaced, files.reason) == (str(folder), 2, 0, "")
    assert (web.added, web.replaced, web.reason) == (1, 0, "")
    assert (down.added, down.news, down.reason.split(";")[0]) == (0, None, "the server has a fault (500)")
    assert down.again is not None
    write(folder, "x", "Mill burnt down, two dead", age=30)
    watcher.round()
    (watch,) = read_watches(archive.folder)
    assert (watch.sources[0].added, watch.sources[0].replaced) == (0, 1)
    assert watch.sources[0].news > files.news
    assert watch.sources[1].added == 1  # what came last is still said
    watcher.close()
    assert read_watches(archive.folder) == []


def test_what_a_killed_watch_left_is_told_from_one_that_runs_and_goes_with_the_next(watching, folder, archive):
    write(folder, "x")
    watcher = watching(folder)
    left = archive.folder / "watch-0badf00d.json"
    running = next(archive.folder.glob("watch-*.json"))
    left.write_bytes(running.read_bytes())
    assert sorted(watch.is_running for watch in read_watches(archive.folder)) == [False, True]
    watching(folder)
    assert [watch.is_running for watch in read_watches(archive.folder)] == [True, True]
    assert not left.exists()
    left.write_text("{", "utf-8")
    assert len(read_watches(archive.folder)) == 2
    watcher.close()
