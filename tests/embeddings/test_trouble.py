"""What goes wrong with disks, files and other processes: each has its clear error, or heals."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from corpus.archive import Archive
from corpus.article import Article
from corpus.errors import ArchiveBusy, ArchiveError, EncoderError
from embeddings.checking import check_indexes
from embeddings.compacting import compact_archive
from embeddings.indexes import Indexes
from embeddings.indexing import heal_keywords, index_articles, rebuild_indexes

WORDS = "Herring and mackerel were landed in quay {} before the gale of day {}, said the harbour master. "


def many(count):
    return [
        Article(f"https://fish.example/{n}", f"Landing {n}", "".join(WORDS.format(n, d) for d in range(60)), None)
        for n in range(count)
    ]


def mount(*arguments):
    """Mount something; skip the test where that is not allowed."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting needs root")
    done = subprocess.run(["mount", *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a file system of 1 MB, which can be made larger."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount("-t", "tmpfs", "-o", "size=1m", "newsdesk-test", folder)
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def is_good(archive, encoder):
    return all(found.state == "good" for found in check_indexes(archive, encoder.digest))


def test_a_full_disk_is_said_and_the_next_run_goes_on(small_disk, stories, word_encoder):
    archive = Archive(small_disk / "archive", create=True)
    index_articles(archive, stories, lambda: word_encoder, Indexes(archive, word_encoder.digest))
    with pytest.raises(ArchiveError, match=r"full|space"):
        index_articles(archive, many(400), lambda: word_encoder, Indexes(archive, word_encoder.digest))
    assert archive.count() in (6, 406)
    assert archive.article(stories[5].key).text == stories[5].text
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    again = Indexes(archive, word_encoder.digest)
    index_articles(archive, [*stories, *many(400)], lambda: word_encoder, again)
    assert archive.count() == 406
    assert word_encoder.embedded == archive.stats()["passages"] == len(again.vectors)
    assert is_good(archive, word_encoder)
    archive.close()


@pytest.mark.parametrize("room", range(0, 800_000, 50_000))
def test_wherever_a_disk_gets_full_nothing_that_was_there_is_lost(small_disk, stories, word_encoder, room):
    """The disk ends at another place of the work each time: in SQLite, the words or the vectors."""
    archive = Archive(small_disk / "archive", create=True)
    index_articles(archive, stories, lambda: word_encoder, Indexes(archive, word_encoder.digest))
    free = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(bytes(max(0, free - room)))
    with contextlib.suppress(ArchiveError):
        index_articles(archive, many(12), lambda: word_encoder, Indexes(archive, word_encoder.digest))
    (small_disk / "filler").unlink()
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    again = Indexes(archive, word_encoder.digest)
    index_articles(archive, many(12), lambda: word_encoder, again)
    assert archive.count() == 18
    assert again.keywords.search("lighthouse clockwork", 1)
    assert is_good(archive, word_encoder)
    archive.close()


def test_compacting_on_a_full_disk_changes_nothing(small_disk, stories, word_encoder):
    archive = Archive(small_disk / "archive", create=True)
    indexes = Indexes(archive, word_encoder.digest)
    index_articles(archive, [*stories, *many(5)], lambda: word_encoder, indexes)
    (small_disk / "filler").write_bytes(bytes(shutil.disk_usage(small_disk).free))
    with pytest.raises(ArchiveError, match="make room"):
        compact_archive(archive, indexes)
    (small_disk / "filler").unlink()
    assert archive.count() == 11
    assert is_good(archive, word_encoder)
    archive.close()


def write_to(folder):
    with Archive(folder).writer():
        raise AssertionError("the folder can be written to")


def test_a_read_only_folder_is_said_in_one_line(indexed, archive, tmp_path):
    archive.empty_log()
    archive.close()
    place = tmp_path / "place"
    place.mkdir()
    mount("--bind", archive.folder, place)
    try:
        mount("-o", "remount,bind,ro", place)
        with pytest.raises(ArchiveError, match="rights and space") as raised:
            write_to(place)
        assert "\n" not in str(raised.value)
    finally:
        subprocess.run(["umount", "-l", place], check=True)
    assert archive.count() == 6


@pytest.mark.parametrize("name", ["meta.json", "stamp", "*.idx", "*.term", "*.fast", "everything"])
@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_damaged_index_of_words_heals_when_the_archive_is_opened(indexed, archive, word_encoder, name, damage):
    folder = archive.folder / "keywords"
    for file in folder.glob("*" if name == "everything" else name):
        raw = file.read_bytes()
        file.unlink()  # never cut in place: whoever has it mapped would die of it
        if damage == "cut":
            file.write_bytes(raw[: len(raw) // 2])
    opened = Indexes(archive, word_encoder.digest)
    heal_keywords(archive, opened)
    assert opened.keywords.search("lighthouse clockwork", 1)
    assert is_good(archive, word_encoder)


def test_an_index_of_words_that_panics_when_searched_is_said_and_a_rebuild_heals_it(indexed, archive, word_encoder):
    file = next(archive.folder.glob("keywords/*.idx"))
    raw = file.read_bytes()
    file.unlink()
    file.write_bytes(b"\xff" * (len(raw) - 200) + raw[-200:])  # the end says that all is well
    opened = Indexes(archive, word_encoder.digest)
    with pytest.raises(ArchiveError, match="newsdesk rebuild"):
        opened.keywords.search("lighthouse clockwork grain mill fire Oststrand bridge million", 5)
    rebuild_indexes(archive, lambda: pytest.fail("nothing to embed"), opened)
    assert opened.keywords.search("lighthouse clockwork", 1)
    assert is_good(archive, word_encoder)


def test_an_index_of_another_encoder_is_not_used(indexed, archive, word_encoder):
    other = Indexes(archive, "another-digest-of-another-encoder")
    other.refresh()
    assert other.vectors is None
    with pytest.raises(EncoderError, match="not the one that this archive was embedded with"):
        rebuild_indexes(archive, lambda: word_encoder, other)


def test_whoever_opens_an_archive_that_is_being_indexed_for_the_first_time_breaks_nothing(
    archive, stories, word_encoder
):
    writing = Indexes(archive, word_encoder.digest)
    archive.put(stories)
    reading = Indexes(archive, word_encoder.digest)
    writing.write_keywords()
    also_reading = Indexes(archive, word_encoder.digest)
    assert not reading.keywords.search("lighthouse", 1)
    reading.refresh()
    assert reading.keywords.search("lighthouse", 1)
    assert also_reading.keywords.search("lighthouse", 1)
    archive.put(many(3))
    writing.write_keywords()
    assert writing.keywords.search("mackerel", 1)


HOLD = """
import sys, time
from corpus.archive import Archive
with Archive(sys.argv[1]).writer():
    print("holding", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def holder(archive):
    """Another process that has the right to write."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(archive.folder)], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout.readline() == "holding\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_lock_of_a_dead_process_is_taken_over_at_once(archive, holder):
    with pytest.raises(ArchiveBusy, match="Another process is writing"), archive.writer(wait=False):
        pass
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    waited = []
    with archive.writer(lambda: waited.append(True), wait=False):
        assert (archive.folder / "writer.lock").exists()
    assert waited == []


def test_a_second_writer_says_that_it_waits_and_goes_on_when_the_first_is_gone(archive, holder, stories):
    said = []

    def waiting():
        said.append(time.monotonic())
        holder.kill()

    with archive.writer(waiting):
        archive.put(stories)
    assert len(said) == 1
    assert archive.count() == 6
