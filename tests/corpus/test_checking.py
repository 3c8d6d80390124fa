import sqlite3

import numpy as np
import pytest

from corpus.checking import check_archive


def states(archive, encoder="e"):
    return {found.name: found.state for found in check_archive(archive, encoder)}


@pytest.fixture
def filled(archive, stories):
    archive.put(stories)
    ids = archive.without_vector("e")
    archive.put_vectors("e", ids, np.eye(len(ids), 64, dtype=np.float32))
    return archive


def test_all_is_good_after_adding_changing_and_removing(filled, stories):
    from dataclasses import replace

    filled.put([replace(stories[0], text="The fire killed three people. Nobody knows why.")])
    filled.remove([stories[1].key])
    assert states(filled) == {
        **dict.fromkeys(["file", "references", "articles", "versions", "passages", "generation"], "good"),
        "vectors": "heals",  # the changed text is still to be embedded
    }


@pytest.mark.parametrize(
    ("damage", "name"),
    [
        ("UPDATE versions SET text = 'x' || text WHERE id = 1", "versions"),
        ("UPDATE versions SET text = substr(text, 1, 20) WHERE id = 1", "passages"),
        ('UPDATE passages SET "end" = "end" - 9 WHERE id = 1', "passages"),
        ("DELETE FROM passages WHERE id = 1", "passages"),
        ("DELETE FROM passages WHERE id = 1", "references"),
        ("DELETE FROM passages WHERE id = 1", "vectors"),
        ("INSERT INTO removals VALUES (1, 1)", "passages"),
        ("DELETE FROM versions WHERE id = 2", "references"),
        ("UPDATE articles SET key = 'https://elsewhere.example/' WHERE id = 1", "articles"),
        ("UPDATE articles SET version = NULL WHERE id = 3", "articles"),
        ("UPDATE articles SET version = 2 WHERE id = 1", "articles"),
        ("UPDATE versions SET number = 2 WHERE id = 1", "versions"),
        ("UPDATE vectors SET vector = zeroblob(128) WHERE passage = 1", "vectors"),
        ("UPDATE vectors SET vector = substr(vector, 1, 64) WHERE passage = 2", "vectors"),
        ("UPDATE meta SET value = '1' WHERE key = 'generation'", "generation"),
    ],
)
def test_each_damage_is_found_by_its_own_check(filled, damage, name):
    assert states(filled)[name] == "good"
    with sqlite3.connect(filled.path) as connection:
        connection.execute(damage)
    connection.close()
    assert states(filled)[name] == "bad"


def test_a_damaged_page_of_the_file_is_said_and_ends_nothing(filled):
    filled.empty_log()
    filled.close()
    raw = bytearray(filled.path.read_bytes())
    for at in range(2 * 4096, len(raw), 4096):
        raw[at : at + 40] = b"\xff" * 40
    filled.path.write_bytes(raw)
    found = {check.name: check for check in check_archive(filled, "e")}
    assert found["file"].state == "bad"
    assert "backup" in found["file"].words
    assert len(found) == 7
