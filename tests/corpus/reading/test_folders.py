import bz2
import gzip
import itertools
import json
import lzma
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from corpus.reading import Skipped, folders, read_articles

STORY = "date 2023-10-12 https://quaypost.example/{}\n\nHarbour opens\n\nFerries run again."


def story(number):
    return STORY.format(number)


def records(count, words=9):
    text = "".join(f" wave{number * 7919 % 1009}" for number in range(words))
    rows = ({"title": f"Storm {number}", "text": f"The wind fell.{text}"} for number in range(count))
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def zipped(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def sources(path):
    return [one.file if isinstance(one, Skipped) else one.source for one in read_articles(path)]


def test_a_folder_is_read_with_everything_below_it_in_the_order_of_names(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "c.jsonl"):
        write(tmp_path / name, records(1) if name.endswith("l") else story(name))
    assert sources(tmp_path) == ["a/b/c.txt", "a/z.txt", "b.txt", "c.jsonl"]


def test_a_file_has_the_same_key_wherever_its_folder_lies(tmp_path):
    keys = []
    for place in ("here", "there/and/there"):
        write(tmp_path / place / "news" / "a.txt", "Harbour opens\n\nFerries run.")
        (article,) = read_articles(tmp_path / place)
        keys.append(article.key)
    assert keys[0] == keys[1] == "file:a.txt#Harbour opens"


def test_hidden_files_and_readmes_are_passed_over_without_a_word(tmp_path):
    for name in (".git/a.txt", ".DS_Store", "README.md", "README", "LICENSE.txt", "__MACOSX/a.txt"):
        write(tmp_path / name, story(1))
    write(tmp_path / "license-to-fish.txt", story(2))
    assert sources(tmp_path) == ["license-to-fish.txt"]


def test_unknown_kinds_of_files_are_reported(tmp_path):
    for name in ("photo.jpg", "report.pdf", "news.tar.gz", "noend"):
        write(tmp_path / name, gzip.compress(b"\x00\x01binary") if name.endswith("gz") else b"\x00\x01binary")
    outcomes = list(read_articles(tmp_path))
    assert [one.file for one in outcomes] == ["news.tar.gz", "noend", "photo.jpg", "report.pdf"]
    assert "tar archive" in outcomes[0].reason
    assert "(.jpg) is unknown; newsdesk reads .txt" in outcomes[2].reason


@pytest.mark.parametrize("content", [story(1), records(1), "<!DOCTYPE html><html><body><p>Ferries run.</p></body>"])
def test_a_file_of_unknown_name_is_read_if_its_content_leaves_no_doubt(tmp_path, content):
    assert len(sources(write(tmp_path / "download.tmp", content))) == 1
    assert not isinstance(next(iter(read_articles(tmp_path))), Skipped)


def test_pictures_and_scripts_that_a_browser_saved_beside_a_page_are_passed_over(tmp_path):
    write(tmp_path / "Harbour.html", "<html><body><p>Ferries run again.</p></body></html>")
    write(tmp_path / "Harbour_files" / "track.js", "track()")
    assert sources(tmp_path) == ["Harbour.html"]


def test_an_empty_folder_holds_nothing(tmp_path):
    assert sources(tmp_path) == []


def test_a_path_that_does_not_exist_is_an_error_at_once(tmp_path):
    with pytest.raises(UnreadableFile, match="check the name"):
        read_articles(tmp_path / "nowhere.txt")


def test_links_that_lead_nowhere_or_to_folders_are_reported(tmp_path):
    write(tmp_path / "a" / "a.txt", story(1))
    (tmp_path / "a" / "circle").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "gone.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "a" / "linked.txt").symlink_to(tmp_path / "a" / "a.txt")
    article, circle, gone, linked = read_articles(tmp_path)
    assert (article.source, linked.source) == ("a/a.txt", "a/linked.txt")
    assert "link to a folder" in circle.reason
    assert "link to nothing" in gone.reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are for Unix")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert list(read_articles(tmp_path)) == [Skipped("pipe.txt", None, "it is not a file")]


def test_a_zip_file_of_any_mix_is_read_without_unpacking(tmp_path):
    path = tmp_path / "news.zip"
    zipped(
        path,
        **{
            "b/inner.txt": story(1),
            "a.jsonl": records(2),
            "c.jsonl.xz": lzma.compress(records(1)),
            "d.csv": "title,text\nStorm,The wind fell.\n",
            "__MACOSX/a.txt": "x",
            "README.md": "x",
            ".hidden.txt": "x",
        },
    )
    expected = ["a.jsonl", "a.jsonl", "b/inner.txt", "c.jsonl.xz", "d.csv"]
    assert sources(path) == sources(tmp_path) == [f"news.zip/{name}" for name in expected]
    assert sorted(tmp_path.rglob("*")) == [path]


def test_names_in_a_zip_file_lead_nowhere_outside_it(tmp_path):
    path = zipped(tmp_path / "news.zip", **{"../../a.txt": story(1), "/etc/b.txt": story(2), "..\\c.txt": story(3)})
    assert sources(path) == ["news.zip/a.txt", "news.zip/c.txt", "news.zip/etc/b.txt"]


def test_a_zip_in_a_zip_is_reported_and_not_followed(tmp_path):
    inner = zipped(tmp_path / "inner.zip", **{"a.txt": story(1)}).read_bytes()
    skipped, article = read_articles(zipped(tmp_path / "news.zip", **{"inner.zip": inner, "z.txt": story(2)}))
    assert (skipped.file, "unpack it first" in skipped.reason) == ("news.zip/inner.zip", True)
    assert article.source == "news.zip/z.txt"


def test_a_member_that_swells_beyond_all_measure_is_reported(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "LARGEST_MEMBER", 1 << 20)
    path = zipped(tmp_path / "news.zip", **{"bomb.txt": b" " * ((1 << 20) + 1), "z.txt": story(2)})
    skipped, article = read_articles(path)
    assert skipped == Skipped("news.zip/bomb.txt", None, "it is larger than 1 MB when unpacked; unpack it first")
    assert article.source == "news.zip/z.txt"


def test_an_encrypted_member_is_reported(tmp_path):
    path = zipped(tmp_path / "news.zip", **{"a.txt": story(1)})
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flags in the member's own header
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and in the list at the end
    path.write_bytes(data)
    assert list(read_articles(path)) == [
        Skipped("news.zip/a.txt", None, "it is encrypted; unpack it with its password first")
    ]


def test_a_damaged_member_costs_no_other(tmp_path):
    path = zipped(tmp_path / "news.zip", **{"a.txt": story(1) * 50, "b.txt": story(2)})
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    outcomes = list(read_articles(path))
    assert "damaged" in next(one.reason for one in outcomes if isinstance(one, Skipped))
    assert outcomes[-1].source == "news.zip/b.txt"


def test_a_zip_file_of_a_later_kind_is_reported(tmp_path):
    data = bytearray(zipped(tmp_path / "news.zip", **{"a.txt": story(1)}).read_bytes())
    data[data.index(b"PK\x01\x02") + 6] = 250  # the version that is needed to unpack it
    (skipped,) = read_articles(write(tmp_path / "news.zip", bytes(data)))
    assert "zip file version 25.0" in skipped.reason


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut off"])
def test_a_broken_zip_file_is_reported(tmp_path, content):
    (skipped,) = read_articles(write(tmp_path / "news.zip", content))
    assert (skipped.file, "damaged" in skipped.reason) == ("news.zip", True)


@pytest.mark.parametrize(("end", "compress"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_packed_files_are_read_as_they_stand(tmp_path, end, compress):
    for name, content in (
        ("a.jsonl", records(3)),
        ("b.txt", story(1).encode()),
        ("c.CSV", b"text\nThe wind fell.\n"),
    ):
        write(tmp_path / f"{name}.{end}", compress(content))
    names = ["a.jsonl", "a.jsonl", "a.jsonl", "b.txt", "c.CSV"]
    assert sources(tmp_path) == [f"{name}.{end}" for name in names]


@pytest.mark.parametrize(("end", "compress"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_what_stands_before_the_cut_of_a_packed_file_is_kept(tmp_path, end, compress):
    packed = compress(records(3_000, words=60))
    *kept, skipped = read_articles(write(tmp_path / f"a.jsonl.{end}", packed[: len(packed) * 2 // 3]))
    assert (skipped.file, "ends too early" in skipped.reason) == (f"a.jsonl.{end}", True)
    assert [article.title for article in kept] == [f"Storm {number}" for number in range(len(kept))]
    if end != "bz2":  # which packs the whole of so small a file into one block
        assert len(kept) > 500


@pytest.mark.parametrize("end", ["gz", "bz2", "xz"])
@pytest.mark.parametrize("content", [b"", b"not packed at all"])
def test_a_file_that_is_not_packed_as_its_name_says_is_reported(tmp_path, end, content):
    outcomes = list(read_articles(write(tmp_path / f"a.jsonl.{end}", content)))
    assert [type(one) for one in outcomes] == [Skipped]


def test_a_damaged_file_costs_no_other_in_its_folder(tmp_path):
    write(tmp_path / "a.jsonl.gz", gzip.compress(records(9))[:-20])
    write(tmp_path / "b.txt", story(1))
    assert sources(tmp_path)[-1] == "b.txt"


def test_reading_can_stop_after_the_first_article_of_an_endless_file(tmp_path):
    path = write(tmp_path / "a.jsonl.gz", gzip.compress(records(20_000)))
    assert len(list(itertools.islice(read_articles(path), 5))) == 5


def test_a_name_that_cannot_be_spelled_is_mended(tmp_path):
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (tmp_path / name).write_text(story(1))
    except OSError:
        pytest.skip("this file system takes no such names")
    (source,) = sources(tmp_path)
    source.encode()


SLOW = ["trafilatura", "dateparser", "charset_normalizer", "feedparser", "pyarrow", "warcio", "urllib3"]


@pytest.mark.parametrize("library", SLOW)
def test_slow_libraries_are_not_loaded_before_they_are_needed(library):
    program = f"import sys, corpus.reading; sys.exit({library!r} in sys.modules)"
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0
