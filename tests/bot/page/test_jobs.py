"""Jobs that the server holds: their line, their ends, and what a cancelled one leaves in the archive. No browser."""

from __future__ import annotations

import re
import threading
from html import unescape

import pytest

from bot.chatbot import Chatbot
from bot.page import work
from bot.page.joblist import show_jobs
from bot.page.jobs import MOST_WAITING, JobError, Jobs
from corpus.errors import ArchiveError
from embeddings import indexing
from embeddings.indexes import Indexes

PATIENCE = 60.0
STORY = " date 2024-03-04 https://courier.example.org/{n}.html\n\nMill {n}\n\nMill number {n} burnt down on Sunday.\n\n"


def plain(html):
    return unescape(re.sub(r"<[^>]*>", "|", html))


@pytest.fixture
def jobs(archive):
    jobs = Jobs(archive)
    yield jobs
    jobs.close(PATIENCE)


class Gate:
    """Work that waits in the middle until it is let on."""

    def __init__(self):
        self.reached, self.open = threading.Event(), threading.Event()

    def __call__(self, turn):
        turn.tell("articles", 500, None)
        self.reached.set()
        assert self.open.wait(PATIENCE)
        turn.tell("articles", 1000, None)
        return "<p>all read</p>"


@pytest.fixture
def gate(jobs):
    gate = Gate()
    yield gate
    gate.open.set()


def states(jobs):
    return [(job.name, job.state) for job in jobs.all()]


def test_a_job_shows_its_bar_while_it_runs_and_its_report_afterwards(jobs, gate):
    jobs.start("Adding 3 files", gate)
    assert gate.reached.wait(PATIENCE)
    shown = show_jobs(jobs.all())
    assert 'role="progressbar"' in shown
    assert "Reading articles| |500|" in plain(shown)
    assert jobs.is_busy()
    assert jobs.finished == 0
    gate.open.set()
    assert jobs.wait(PATIENCE)
    assert states(jobs) == [("Adding 3 files", "done")]
    assert "<p>all read</p>" in show_jobs(jobs.all())
    assert not jobs.is_busy()
    assert jobs.finished == 1


def test_one_job_runs_at_a_time_and_the_others_wait_in_their_order(jobs, gate):
    done = []
    jobs.start("first", gate)
    assert gate.reached.wait(PATIENCE)
    jobs.start("second", lambda turn: done.append("second") or "")
    jobs.start("third", lambda turn: done.append("third") or "")
    assert states(jobs) == [("first", "running"), ("second", "waiting"), ("third", "waiting")]
    assert plain(show_jobs(jobs.all())).count("waits until what runs is done") == 2
    assert done == []
    gate.open.set()
    assert jobs.wait(PATIENCE)
    assert done == ["second", "third"]
    assert [state for _, state in states(jobs)] == [
        "done"
    ] * 3  # reports of jobs that waited do not push each other out
    jobs.start("fourth", lambda turn: "")
    assert jobs.wait(PATIENCE)
    assert states(jobs) == [("fourth", "done")]


def test_a_running_job_ends_at_its_next_safe_point_and_a_waiting_one_never_begins(jobs, gate):
    cleaned, begun = [], []
    jobs.start("runs", gate, lambda: cleaned.append("runs"))
    assert gate.reached.wait(PATIENCE)
    jobs.start("waits", lambda turn: begun.append(1) or "", lambda: cleaned.append("waits"))
    running, waiting = jobs.all()
    jobs.cancel(waiting.number)
    assert states(jobs) == [("runs", "running")]
    assert cleaned == ["waits"]
    jobs.cancel(running.number)
    assert "Cancelling …" in show_jobs(jobs.all())
    gate.open.set()
    assert jobs.wait(PATIENCE)
    assert states(jobs) == [("runs", "cancelled")]
    assert (cleaned, begun) == (["waits", "runs"], [])
    jobs.cancel(running.number)  # it is over: nothing happens
    assert states(jobs) == [("runs", "cancelled")]


def test_an_error_is_a_line_and_the_next_job_goes_on(jobs, gate, caplog):
    cleaned = []

    def full(turn):
        raise ArchiveError("The disk is full. Make room.")

    def broken(turn):
        raise RuntimeError("sqlite <exploded>")

    class Panic(BaseException):
        """What a library in Rust raises."""

    def panic(turn):
        raise Panic

    jobs.start("first", gate)  # the others wait for it: on an empty desk each would push the one before away
    for one in (full, broken, panic):
        jobs.start("Adding", one, lambda: cleaned.append(1))
    jobs.start("last", lambda turn: "fine")
    gate.open.set()
    assert jobs.wait(PATIENCE)
    assert [state for _, state in states(jobs)] == ["done", "failed", "failed", "failed", "done"]
    shown = plain(show_jobs(jobs.all()))
    assert "The disk is full. Make room." in shown
    assert "exploded" not in shown
    assert "sqlite <exploded>" in caplog.text
    assert len(cleaned) == 3


def test_a_full_line_refuses_and_cleans(jobs, gate):
    cleaned = []
    jobs.start("runs", gate)
    assert gate.reached.wait(PATIENCE)
    for _ in range(MOST_WAITING):
        jobs.start("waits", lambda turn: "")
    with pytest.raises(JobError, match="waiting already"):
        jobs.start("too many", lambda turn: "", lambda: cleaned.append(1))
    assert cleaned == [1]


def test_a_report_stays_until_it_is_closed_and_what_runs_cannot_be(jobs, gate):
    jobs.start("runs", gate)
    assert gate.reached.wait(PATIENCE)
    (job,) = jobs.all()
    jobs.dismiss(job.number)
    assert states(jobs) == [("runs", "running")]
    gate.open.set()
    assert jobs.wait(PATIENCE)
    jobs.dismiss(job.number)
    assert jobs.all() == []


def test_a_job_that_waits_for_another_writer_says_so_and_can_be_cancelled(jobs, archive):
    held, release = threading.Event(), threading.Event()

    def hold():
        with archive.writer():
            held.set()
            release.wait(PATIENCE)

    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(PATIENCE)
    said = threading.Event()

    def write(turn):
        wait = turn.wait

        def waiting():
            said.set()
            wait()

        with archive.writer(waiting):
            return "written"

    jobs.start("Removing 1 article", write)
    assert said.wait(PATIENCE)
    jobs.cancel(jobs.all()[0].number)
    assert jobs.wait(PATIENCE)
    assert states(jobs) == [("Removing 1 article", "cancelled")]
    release.set()
    other.join()


def test_closing_cancels_all_and_cleans_up_even_after_work_that_does_not_end(jobs, gate):
    cleaned = []
    jobs.start("runs", gate, lambda: cleaned.append("runs"))
    assert gate.reached.wait(PATIENCE)
    jobs.start("waits", lambda turn: "", lambda: cleaned.append("waits"))
    jobs.close(0.01)
    assert cleaned == ["waits", "runs"]
    gate.open.set()
    assert jobs.wait(PATIENCE)
    assert states(jobs) == [("runs", "cancelled")]


class Halting:
    """An encoder that has something called before each batch."""

    def __init__(self, encoder, before):
        self.name, self.digest, self.dimension = encoder.name, encoder.digest, encoder.dimension
        self.encode_query = encoder.encode_query
        self._encoder, self._before = encoder, before

    def encode_document(self, texts):
        self._before()
        return self._encoder.encode_document(texts)


@pytest.fixture
def desk(archive, word_encoder, jobs):
    """Return the chatbot over an empty archive; `before` is called before each batch of embedding."""

    def make(before=lambda: None):
        archive.set_fact("encoder", f"{word_encoder.digest} words")
        encoder = Halting(word_encoder, before)
        return Chatbot(archive, Indexes(archive, word_encoder.digest), lambda: encoder)

    return make


def upload(tmp_path, name, text):
    place = tmp_path / "cache" / name
    place.parent.mkdir(exist_ok=True)
    place.write_text(text, "utf-8")
    return str(place)


def add(jobs, chatbot, folder, name="Adding"):
    jobs.start(name, work.add_files(chatbot, folder), lambda: work.delete_uploads(folder))


def found_by_words(chatbot, words):
    chatbot.indexes.refresh()
    return len(chatbot.indexes.keywords.search(words, 1000))


def test_cancelled_while_embedding_what_is_stored_is_found_and_the_rest_is_embedded_later(
    jobs, desk, archive, tmp_path, monkeypatch
):
    monkeypatch.setattr(indexing, "PASSAGES_A_COMMIT", 4)
    calls = []

    def before():
        calls.append(1)
        if len(calls) == 3:
            jobs.cancel(jobs.all()[-1].number)

    chatbot = desk(before)
    file = upload(tmp_path, "news.txt", "".join(STORY.format(n=n) for n in range(30)))
    folder = work.take_uploads([file])
    add(jobs, chatbot, folder, "Adding 1 file")
    assert jobs.wait(PATIENCE)
    (job,) = jobs.all()
    assert job.state == "cancelled"
    said = plain(job.report)
    assert "Cancelled while embedding passages, 12 of 30." in said
    assert "18 passages are left to be embedded" in said
    assert "|30| added" in said
    assert work.pending(chatbot) == 18
    assert found_by_words(chatbot, "mill burnt") == 30
    assert not folder.exists()
    with archive.writer(wait=False):  # nothing is held
        pass
    jobs.start("Embedding the rest", work.embed_rest(chatbot))
    assert jobs.wait(PATIENCE)
    assert "18 passages are embedded" in jobs.all()[0].report
    assert work.pending(chatbot) == 0
    chatbot.indexes.refresh()
    assert len(chatbot.indexes.vectors) == 30


def test_cancelled_while_reading_what_was_read_is_stored_whole(jobs, desk, archive, tmp_path, monkeypatch):
    chatbot = desk()
    file = upload(tmp_path, "news.txt", "".join(STORY.format(n=n) for n in range(30)))
    read = work.read_articles

    def slowly(path):
        for number, record in enumerate(read(path)):
            if number == 10:
                jobs.cancel(jobs.all()[-1].number)
            yield record

    monkeypatch.setattr(work, "read_articles", slowly)
    folder = work.take_uploads([file])
    add(jobs, chatbot, folder, "Adding 1 file")
    assert jobs.wait(PATIENCE)
    (job,) = jobs.all()
    assert job.state == "cancelled"
    assert "|10| added" in plain(job.report)
    assert archive.count() == 10
    assert found_by_words(chatbot, "mill burnt") == 10
    assert not folder.exists()


def test_a_cancelled_rebuild_leaves_both_indexes_whole(jobs, desk, tmp_path, monkeypatch):
    monkeypatch.setattr(indexing, "PASSAGES_A_COMMIT", 4)
    cancelling = threading.Event()

    def before():
        if cancelling.is_set():
            jobs.cancel(jobs.all()[-1].number)

    chatbot = desk(before)
    folder = work.take_uploads([upload(tmp_path, "news.txt", "".join(STORY.format(n=n) for n in range(5)))])
    add(jobs, chatbot, folder, "Adding")
    assert jobs.wait(PATIENCE)
    chatbot.archive.drop_vectors(chatbot.indexes.encoder)
    cancelling.set()
    jobs.start("Rebuilding the index", work.rebuild(chatbot))
    assert jobs.wait(PATIENCE)
    (job,) = jobs.all()
    assert job.state == "cancelled"
    assert "Cancelled while embedding passages, 4 of 5" in job.report
    assert work.pending(chatbot) == 1
    assert found_by_words(chatbot, "mill burnt") == 5
    assert len(chatbot.indexes.vectors) == 4


def test_a_job_that_is_cancelled_at_its_very_end_is_done(jobs, desk, tmp_path):
    chatbot = desk(lambda: jobs.cancel(jobs.all()[-1].number))
    folder = work.take_uploads([upload(tmp_path, "news.txt", "".join(STORY.format(n=n) for n in range(5)))])
    add(jobs, chatbot, folder, "Adding")
    assert jobs.wait(PATIENCE)
    assert states(jobs) == [("Adding", "done")]
    assert work.pending(chatbot) == 0


def test_an_error_while_reading_lets_go_of_the_indexes(jobs, desk, archive, tmp_path, monkeypatch):
    chatbot = desk()
    file = upload(tmp_path, "news.txt", "".join(STORY.format(n=n) for n in range(3)))
    read = work.read_articles

    def breaking(path):
        yield from read(path)
        raise RuntimeError("a bug")

    monkeypatch.setattr(indexing, "ARTICLES_A_COMMIT", 2)
    with monkeypatch.context() as patch:
        patch.setattr(work, "read_articles", breaking)
        add(jobs, chatbot, work.take_uploads([file]))
        assert jobs.wait(PATIENCE)
    assert jobs.all()[0].state == "failed"
    other = Indexes(archive, chatbot.indexes.encoder)  # as another process has it
    with archive.writer(wait=False):
        indexing.index_articles(archive, [], lambda: chatbot.encoder, other)
    assert found_by_words(chatbot, "mill burnt") == 2


def test_two_uploads_of_the_same_file_do_not_take_it_from_each_other(jobs, desk, tmp_path):
    chatbot, text = desk(), STORY.format(n=1)
    first = work.take_uploads([upload(tmp_path, "news.txt", text)])
    second = work.take_uploads([upload(tmp_path, "news.txt", text)])
    for folder in (first, second):
        add(jobs, chatbot, folder)
    assert jobs.wait(PATIENCE)
    one, other = (plain(job.report) for job in jobs.all())
    assert "|1| added" in one
    assert "|1| there already" in other
    assert not first.exists()
    assert not second.exists()


def feed_of(server, *paths):
    items = "".join(f"<item><title>Story</title><link>{server.url(path)}</link></item>" for path in paths)
    return 200, {"Content-Type": "application/rss+xml"}, f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


def test_a_failing_address_is_a_line_and_stops_no_other(jobs, desk, archive, server, other_server, page):
    server.pages |= {"/feed": feed_of(server, "/a"), "/a": page()}
    chatbot = desk()
    addresses = [server.url("/gone"), other_server.url("/secret"), server.url("/feed")]
    jobs.start("Adding", work.add_addresses(chatbot, addresses, ["127.0.0.1"]))
    assert jobs.wait(PATIENCE)
    said = plain(jobs.all()[0].report)
    assert "|1| added" in said
    assert f"{server.url('/gone')}||the server has no such page (404)" in said
    assert f"{other_server.url('/secret')}||127.0.0.2 is not on the public internet" in said
    assert other_server.asked == []
    assert archive.holds(server.url("/a"))
    assert found_by_words(chatbot, "harbour master") == 1
    assert work.pending(chatbot) == 0


def test_cancelled_while_fetching_what_was_found_is_kept_and_the_rest_comes_later(jobs, desk, archive, server, page):
    asked, let = threading.Event(), threading.Event()

    def hang(handler):
        asked.set()
        let.wait(PATIENCE)

    server.pages |= {"/feed": feed_of(server, "/a", "/b"), "/a": page("A"), "/b": hang}
    chatbot = desk()
    jobs.start("Adding", work.add_addresses(chatbot, [server.url("/feed")], ["127.0.0.1"]))
    assert asked.wait(PATIENCE)
    jobs.cancel(jobs.all()[0].number)
    assert jobs.wait(PATIENCE)  # it does not wait for the server that hangs
    (job,) = jobs.all()
    assert job.state == "cancelled"
    assert "Cancelled while" in job.report
    assert (archive.holds(server.url("/a")), archive.holds(server.url("/b"))) == (True, False)
    let.set()
    server.pages["/b"] = page("B")
    jobs.start("Adding", work.add_addresses(chatbot, [server.url("/feed")], ["127.0.0.1"]))
    assert jobs.wait(PATIENCE)
    assert archive.holds(server.url("/b"))
    assert work.pending(chatbot) == 0
