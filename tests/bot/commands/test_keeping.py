"""`newsdesk remove`, `check`, `compact`, `export` and `import`, in this process: nothing here needs the encoder."""

import json
import threading

import pytest
from typer.testing import CliRunner

from bot.__main__ import app, main
from bot.commands import console
from corpus.article import Article
from corpus.errors import NewsdeskError, QuestionError
from embeddings.indexes import Indexes
from embeddings.indexing import index_articles


@pytest.fixture
def desk(archive, stories, word_encoder):
    """Run a verb over an archive of the six stories and twelve of another outlet; return code, output, errors."""
    archive.set_fact("encoder", f"{word_encoder.digest} words")
    many = [
        Article(f"https://wire.example.net/{n}", f"Tide {n}", f"High water was at {n}.", None, "wire.example.net")
        for n in range(12)
    ]
    index_articles(archive, [*stories, *many], lambda: word_encoder, Indexes(archive, word_encoder.digest))

    def run(*arguments, stdin=None):
        done = CliRunner().invoke(app, ["--archive", str(archive.folder), *map(str, arguments)], input=stdin)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    return run


def test_an_archive_that_holds_is_good_and_each_thing_has_its_line(desk):
    code, out, _ = desk("check")
    assert code == 0
    assert [line.split()[:2] for line in out.splitlines()] == [
        ["good", name]
        for name in (
            *("file", "references", "articles", "versions", "passages", "vectors", "generation"),
            *("words", "meaning", "encoder", "files"),
        )
    ]
    assert "18, none lost, none doubled" in out


def test_something_bad_is_exit_code_1_and_a_rebuild_heals_it(desk, archive):
    for file in archive.folder.glob("keywords/*.idx"):
        raw = file.read_bytes()
        file.unlink()  # whoever has it mapped keeps the old one
        file.write_bytes(bytes([raw[0] ^ 1]) + raw[1:])
    code, out, _ = desk("check", "--json")
    found = json.loads(out)
    assert (code, found["good"]) == (1, False)
    assert [c["name"] for c in found["checks"] if c["state"] == "bad"] == ["words"]
    assert "newsdesk rebuild" in next(c["words"] for c in found["checks"] if c["state"] == "bad")
    assert desk("rebuild")[0] == 0
    assert desk("check")[0] == 0


def test_removing_prints_what_was_found_before_and_after(desk, stories):
    code, out, _ = desk("remove", stories[5].key)
    assert code == 0
    assert out.startswith("Removed 1 of 1 articles.")
    rows = [line.split() for line in out.splitlines()[2:8]]
    names = ("articles", "versions", "passages", "vectors", "words", "meaning")
    assert rows == [[name, "1", "0"] for name in names]


def test_an_outlet_and_a_period_choose_what_is_removed(desk, archive):
    assert desk("remove", "--outlet", "courier.example.org", "--until", "2024-03-31")[0] == 0
    assert {article.title for article in archive.articles(matching="courier")} == {"Bridge to cost 40 million"}
    assert archive.count() == 16


def test_a_file_of_addresses_is_removed_and_a_missing_one_is_named(desk, archive, stories, tmp_path):
    file = tmp_path / "gone.txt"
    file.write_text(f"{stories[0].key}\n\n{stories[1].key}\nhttps://nowhere.example/\n", "utf-8")
    code, out, err = desk("remove", "--file", file, "--json")
    receipt = json.loads(out)
    assert (code, receipt["removed"]) == (2, [stories[0].key, stories[1].key])
    assert "Not in the archive: https://nowhere.example/" in err
    assert archive.count() == 16


def test_many_are_not_removed_without_being_asked(desk, archive):
    with pytest.raises(NewsdeskError, match=r"erase 12 articles for good.*--yes"):
        desk("remove", "--outlet", "wire.example.net")
    assert archive.count() == 18
    assert desk("remove", "--outlet", "wire.example.net", "--yes")[0] == 0
    assert archive.count() == 6


@pytest.mark.parametrize("answer", ["n", "y"])
def test_in_a_terminal_many_are_asked_back(desk, archive, monkeypatch, answer):
    monkeypatch.setattr("bot.commands.keeping._is_terminal", lambda: True)
    code, _, err = desk("remove", "--outlet", "wire.example.net", stdin=f"{answer}\n")
    assert "Erase 12 articles for good?" in err
    assert (code, archive.count()) == ((0, 6) if answer == "y" else (1, 18))


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        (["remove"], NewsdeskError, "Say what to remove"),
        (["remove", "https://a.example/", "--since", "2024-01-01"], NewsdeskError, "Say what to remove"),
        (["remove", "--since", "yesterday"], QuestionError, "--since"),
        (["remove", "--outlet", "nobody.example"], NewsdeskError, "nothing was removed"),
        (["remove", "--file", "/nowhere.txt"], NewsdeskError, "Cannot read"),
    ],
)
def test_what_cannot_be_removed_is_said_and_nothing_is(desk, archive, arguments, error, said):
    with pytest.raises(error, match=said):
        desk(*arguments)
    assert archive.count() == 18


def test_a_verb_that_has_to_wait_for_another_writer_says_so_and_goes_on(desk, archive, stories, monkeypatch):
    from bot.commands import keeping

    held, said = threading.Event(), threading.Event()

    def hold():
        with archive.writer():
            held.set()
            assert said.wait(60)

    def say():
        console.say_waiting()
        said.set()

    monkeypatch.setattr(keeping, "say_waiting", say)
    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(60)
    code, _, err = desk("remove", stories[0].key)
    other.join()
    assert err == "Another process is writing to this archive; waiting for it to finish …\n"
    assert (code, archive.count()) == (0, 17)


def test_compacting_says_how_many_bytes_there_were_and_are(desk):
    desk("remove", "--outlet", "wire.example.net", "--yes")
    code, out, _ = desk("compact", "--json")
    done = json.loads(out)
    assert code == 0
    assert 0 < done["after"] < done["before"]
    assert desk("check")[0] == 0


def test_a_damaged_database_is_one_line_and_exit_code_2(desk, archive, monkeypatch, capsys):
    archive.empty_log()
    archive.close()
    raw = bytearray(archive.path.read_bytes())
    for at in range(2 * 4096, len(raw), 4096):
        raw[at : at + 40] = b"\xff" * 40
    archive.path.write_bytes(raw)
    monkeypatch.setattr("sys.argv", ["newsdesk", "--archive", str(archive.folder), "stats"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("newsdesk: The archive is damaged: ")
    assert said.count("\n") == 1


def test_an_archive_is_moved_without_embedding_anything(desk, archive, tmp_path):
    code, out, _ = desk("export", tmp_path / "desk.zip")
    assert code == 0
    assert out.startswith("Exported 18 articles with 18 vectors: ")
    moved = ["--archive", str(tmp_path / "moved")]
    done = CliRunner().invoke(app, [*moved, "import", str(tmp_path / "desk.zip"), "--json"])
    assert json.loads(done.stdout) == {"articles": 18, "embedded": 0}
    assert CliRunner().invoke(app, [*moved, "check"]).exit_code == 0
