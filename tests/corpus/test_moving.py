import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from corpus.archive import Archive
from corpus.checking import check_archive
from corpus.errors import ArchiveError
from corpus.moving import export_archive, import_archive

ENCODER = ("words", "digest-of-the-words")


@pytest.fixture
def filled(archive, stories):
    archive.put([*stories, replace(stories[0], url=None, title="Fire", source="paper/page-4.txt")])
    archive.put([replace(stories[5], text="A computer has turned the lamp since Tuesday.", authors=("A. Brandt",))])
    ids = archive.without_vector(ENCODER[1])
    rows = np.random.default_rng(0).standard_normal((len(ids), 16)).astype(np.float32)
    archive.put_vectors(ENCODER[1], ids[:-1], rows[:-1] / np.linalg.norm(rows[:-1], axis=1, keepdims=True))
    (archive.folder / "fetched.json").write_text('{"format": 1, "visits": {}}', "utf-8")
    return archive


@pytest.fixture
def file(filled, tmp_path):
    export_archive(filled, ENCODER, tmp_path / "desk.zip")
    return tmp_path / "desk.zip"


def vectors_by_text(archive):
    ids, rows = archive.vectors_since(ENCODER[1], 0)
    return {(p.article.key, p.text): row.tolist() for p, row in zip(archive.passages(ids), rows, strict=True)}


def test_an_archive_comes_back_with_all_versions_and_vectors(filled, file, tmp_path, stories):
    back = import_archive(file, tmp_path / "elsewhere" / "archive")
    assert back.articles() == filled.articles()
    assert back.article(stories[5].key, version=1).text == stories[5].text
    assert vectors_by_text(back) == vectors_by_text(filled)
    assert len(back.without_vector(ENCODER[1])) == len(filled.without_vector(ENCODER[1])) == 1
    assert back.fact("encoder") == "digest-of-the-words words"
    assert (back.folder / "fetched.json").read_text("utf-8") == '{"format": 1, "visits": {}}'
    added = "SELECT added FROM versions ORDER BY id"
    assert back.connection().execute(added).fetchall() == filled.connection().execute(added).fetchall()
    assert "bad" not in {found.state for found in check_archive(back, ENCODER[1])}


def test_exporting_changes_nothing_and_leaves_one_file(filled, file, tmp_path):
    generation = filled.generation
    export_archive(filled, ENCODER, tmp_path / "again.zip")
    assert filled.generation == generation
    assert sorted(p.name for p in tmp_path.glob("*.*")) == ["again.zip", "desk.zip"]
    filled.set_fact("still", "writable")


@pytest.mark.parametrize("part", ["articles.jsonl", "vectors.npy", "digests.npy", "fetched.json"])
def test_a_part_that_is_not_what_was_packed_is_refused(file, tmp_path, part):
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            raw = old.read(name)
            new.writestr(name, raw[:-2] + b"?" + raw[-1:] if name == part else raw)
    with pytest.raises(ArchiveError, match=f"{part} is not what was packed"):
        import_archive(changed, tmp_path / "new")
    assert sorted(p.name for p in tmp_path.glob("new*")) == []


@pytest.mark.parametrize("size", [0, 100, 2000])
def test_a_file_that_is_cut_off_is_refused_and_nothing_is_made(file, tmp_path, size):
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(ArchiveError, match="Nothing was changed"):
        import_archive(file, tmp_path / "new")
    assert sorted(p.name for p in tmp_path.glob("new*")) == []


def test_a_file_of_a_newer_format_is_refused(file, tmp_path):
    newer = tmp_path / "newer.zip"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(newer, "w") as new:
        manifest = json.loads(old.read("manifest.json")) | {"format": 99}
        new.writestr("manifest.json", json.dumps(manifest))
    with pytest.raises(ArchiveError, match="format 99"):
        import_archive(newer, tmp_path / "new")


def test_nothing_that_is_there_is_written_over(filled, file):
    with pytest.raises(ArchiveError, match="is there already"):
        export_archive(filled, ENCODER, file)
    with pytest.raises(ArchiveError, match="is not empty"):
        import_archive(file, filled.folder)
    assert filled.count() == 7


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ArchiveError, match=r"nowhere\.zip"):
        import_archive(tmp_path / "nowhere.zip", tmp_path / "new")


def test_an_empty_archive_can_be_moved_too(tmp_path):
    export_archive(Archive(tmp_path / "empty", create=True), ENCODER, tmp_path / "empty.zip")
    assert import_archive(tmp_path / "empty.zip", tmp_path / "new").is_empty()
