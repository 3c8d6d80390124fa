"""What is wrong with an archive, its disk or its encoder is one line and exit code 2, whatever the verb."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from embeddings.indexes import Indexes
from embeddings.indexing import index_articles

ROOT = Path(__file__).parents[3]
STORY = " date 2024-03-04 https://courier.example.org/{}.html\n\nMill {}\n\nThe mill burnt down.\n\n"


@pytest.fixture
def folder(archive, stories, word_encoder):
    """The folder of an archive of the six stories, closed."""
    archive.set_fact("encoder", f"{word_encoder.digest} /no/such/model")
    index_articles(archive, stories, lambda: word_encoder, Indexes(archive, word_encoder.digest))
    archive.empty_log()
    archive.close()
    return archive.folder


@pytest.fixture
def refused(monkeypatch, capsys):
    """Run a verb that cannot do what it should; return the line that it says."""

    def run(folder, *arguments):
        monkeypatch.setattr("sys.argv", ["newsdesk", "--archive", str(folder), *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert (ended.value.code, said.out) == (2, "")
        return one_line(said.err)

    return run


def one_line(said):
    line, rest = said.split("\n", 1)
    assert rest == ""
    assert line.startswith("newsdesk: ")
    return line


def news(folder, count=1):
    file = folder / "news.txt"
    file.write_text("".join(STORY.format(number, number) for number in range(count)), "utf-8")
    return file


VERBS = [["stats"], ["ask", "Why?"], ["check"], ["compact"], ["rebuild"], ["rebuild", "--rollback"], ["remove", "x"]]


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_an_archive_of_a_newer_format(folder, refused, verb):
    with sqlite3.connect(folder / "archive.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert "made by a newer Newsdesk (format 99; this one knows 1). Update it." in refused(folder, *verb)


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_a_file_that_is_no_archive(tmp_path, refused, verb):
    (tmp_path / "archive.sqlite").write_bytes(b"this is not a database, it is a poem" * 200)
    assert "file is not a database" in refused(tmp_path, *verb)


def test_a_file_where_the_folder_should_be(tmp_path, refused):
    place = tmp_path / "archive"
    place.write_text("")
    assert "Check the folder's rights and space." in refused(place, "index", news(tmp_path))


def test_an_encoder_whose_folder_is_gone(folder, refused):
    assert "There is no folder /no/such/model. Name a folder" in refused(folder, "ask", "Why did the mill burn?")


def test_nothing_to_go_back_to(folder, refused):
    assert "There is no encoder to go back to" in refused(folder, "rebuild", "--rollback")


def test_both_directions_at_once(folder, refused):
    assert "not both" in refused(folder, "rebuild", "--rollback", "--encoder", "x")


def test_a_full_disk(folder, tmp_path):
    """The system refuses to let any file grow beyond a size that the archive has nearly reached."""
    most = (folder / "archive.sqlite").stat().st_size + 16_000
    command = [sys.executable, "-m", "bot", "--archive", str(folder), "index", str(news(tmp_path, 3000))]
    done = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )
    assert done.returncode == 2
    assert "Nothing was changed." in one_line(done.stderr)
    with sqlite3.connect(folder / "archive.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone()[0] == 6
    connection.close()


@pytest.mark.parametrize("verb", [["index", "news.txt"], ["check"], ["compact"], ["rebuild"], ["remove", "x"]])
def test_a_folder_that_cannot_be_written_to(folder, tmp_path, refused, monkeypatch, verb):
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting needs root")
    news(tmp_path)
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "place"
    place.mkdir()
    mounted = subprocess.run(["mount", "--bind", str(folder), str(place)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(place)], check=True)
        assert "Check the folder's rights and space." in refused(place, *verb)
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
