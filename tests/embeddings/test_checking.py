import os

import faiss
import pytest

from embeddings.checking import check_indexes
from embeddings.indexes import Indexes
from embeddings.indexing import heal_keywords, rebuild_indexes, remove_articles


def states(archive, encoder):
    return {found.name: found.state for found in check_indexes(archive, encoder.digest)}


GOOD = dict.fromkeys(("words", "meaning", "encoder", "files"), "good")


def test_indexes_that_hold_just_the_archive_are_good(indexed, archive, stories, word_encoder):
    assert states(archive, word_encoder) == GOOD
    remove_articles(archive, [stories[5].key], indexed)
    assert states(archive, word_encoder) == GOOD


def test_what_a_crash_left_undone_heals_and_is_not_bad(indexed, archive, stories, word_encoder):
    archive.remove([stories[5].key])  # … and the process dies before it comes to the indexes
    (archive.folder / "vectors-words-encode.faiss.77.partial").write_bytes(b"half")
    assert states(archive, word_encoder) == {
        **dict.fromkeys(GOOD, "heals"),
        "encoder": "good",
    }
    again = Indexes(archive, word_encoder.digest)
    heal_keywords(archive, again)
    again.save_vectors()
    assert states(archive, word_encoder) == {**GOOD, "files": "heals"}


def test_looking_does_not_heal(indexed, archive, stories, word_encoder):
    archive.remove([stories[5].key])
    before = {file: file.stat().st_mtime_ns for file in archive.folder.rglob("*") if file.is_file()}
    states(archive, word_encoder)
    assert {file: file.stat().st_mtime_ns for file in archive.folder.rglob("*") if file.is_file()} == before


def test_an_index_that_lost_a_passage_is_bad_and_a_rebuild_heals_it(indexed, archive, word_encoder):
    indexed.keywords.update([], [1], archive.text_generation)
    indexed.keywords.release()
    file = next(archive.folder.glob("vectors-*.faiss"))
    stored = faiss.read_index(str(file))
    stored.remove_ids(faiss.IDSelectorRange(1, 2))
    faiss.write_index(stored, str(file))
    stamp = file.with_suffix(".stamp")
    stamp.write_text(f"{stamp.read_text().split()[0]} {stored.ntotal}")
    assert states(archive, word_encoder) == {**GOOD, "words": "bad", "meaning": "bad"}
    rebuild_indexes(archive, lambda: pytest.fail("nothing to embed"), Indexes(archive, word_encoder.digest))
    assert states(archive, word_encoder) == GOOD


def test_bytes_changed_inside_the_files_are_found(indexed, archive, word_encoder):
    for file in (next(archive.folder.glob("vectors-*.faiss")), next(archive.folder.glob("keywords/*.idx"))):
        raw = bytearray(file.read_bytes())
        middle = len(raw) // 2
        raw[middle : middle + 30] = os.urandom(30)
        file.unlink()  # whoever has it mapped keeps the old one
        file.write_bytes(raw)
    assert states(archive, word_encoder) == {**GOOD, "words": "bad", "meaning": "bad"}
    rebuild_indexes(archive, lambda: pytest.fail("nothing to embed"), Indexes(archive, word_encoder.digest))
    assert states(archive, word_encoder) == GOOD


def test_indexes_of_a_later_state_than_the_archive_are_made_again(indexed, archive, stories, word_encoder):
    archive.empty_log()
    older = archive.path.read_bytes()
    remove_articles(archive, [stories[0].key, stories[5].key], indexed)
    archive.close()
    archive.path.write_bytes(older)  # a backup of the database alone, put back
    again = Indexes(archive, word_encoder.digest)
    heal_keywords(archive, again)
    again.save_vectors()
    assert states(archive, word_encoder) == GOOD
