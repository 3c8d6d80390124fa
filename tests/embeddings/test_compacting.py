import sqlite3

import pytest
import tantivy

from corpus.article import Article
from corpus.errors import ArchiveError
from embeddings.checking import check_indexes
from embeddings.compacting import compact_archive
from embeddings.erasing import erase_articles
from embeddings.indexes import Indexes
from embeddings.indexing import index_articles

SECRET = "The Qorvathine accord names Xylbrunde Pomfrazzle of Wexmoorly as its keeper."
STEM = "pomfrazzl"


def files_with(folder, text):
    """Return the names of the files in a folder that hold a text, in any letters' bytes."""
    return sorted(file.name for file in folder.rglob("*") if file.is_file() and text.encode() in file.read_bytes())


def stored_words(folder, stem):
    """Return in how many passages tantivy has a word, removed ones among them until their segment is written anew."""
    return tantivy.Index.open(str(folder / "keywords")).searcher().doc_freq("words", stem)


@pytest.fixture
def secretive(archive, stories, word_encoder):
    """An archive with the six stories and 20 that hold a secret, all in one segment."""
    secrets = [
        Article(f"https://secret.example/{number}", f"Accord {number}", f"{SECRET} Page {number}.", source="s.txt")
        for number in range(20)
    ]
    indexes = Indexes(archive, word_encoder.digest)
    index_articles(archive, [*stories, *secrets], lambda: word_encoder, indexes)
    return archive, indexes, [article.key for article in secrets]


def test_no_byte_of_a_removed_text_is_left_after_compacting(secretive, word_encoder):
    archive, indexes, keys = secretive
    folder = archive.folder
    assert files_with(folder, SECRET)
    assert stored_words(folder, STEM) == 20
    reader = sqlite3.connect(archive.path)  # someone who reads on keeps the log, and with it the text, alive
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM articles").fetchone()
    archive.connection().execute("PRAGMA busy_timeout = 0")
    assert erase_articles(archive, keys, indexes).is_clean
    assert files_with(folder, SECRET)
    assert stored_words(folder, STEM) == 20  # no search finds them, but the words are still there
    reader.close()
    compact_archive(archive, indexes)
    assert files_with(folder, SECRET) == []
    assert files_with(folder, "Pomfrazzle") == []
    assert stored_words(folder, STEM) == 0
    assert [found.state for found in check_indexes(archive, word_encoder.digest)] == ["good"] * 4


def test_compacting_says_so_where_a_reader_keeps_the_log(secretive):
    archive, indexes, _ = secretive
    archive.connection().execute("PRAGMA busy_timeout = 0")
    reader = sqlite3.connect(archive.path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM articles").fetchone()
    with pytest.raises(ArchiveError, match="Try again: newsdesk compact"):
        compact_archive(archive, indexes)
    reader.close()
    compact_archive(archive, indexes)


def test_compacting_takes_away_what_was_left_behind_and_makes_the_files_smaller(secretive, word_encoder):
    archive, indexes, keys = secretive
    erase_articles(archive, keys, indexes)
    left = [
        archive.folder / name
        for name in ("vectors-0123456789ab.faiss", "vectors-words-encode.faiss.99.partial", "keywords/.tmpAbCdEf")
    ]
    for file in left:
        file.write_bytes(SECRET.encode() * 1000)
    done = compact_archive(archive, indexes)
    assert done.files == 3
    assert done.after < done.before
    assert not any(file.exists() for file in left)
    assert files_with(archive.folder, SECRET) == []


def test_what_is_kept_is_found_as_before_and_nothing_is_embedded(secretive, word_encoder):
    archive, indexes, keys = secretive
    before, embedded = indexes.keywords.search("lighthouse clockwork", 3), word_encoder.embedded
    erase_articles(archive, keys, indexes)
    compact_archive(archive, indexes)
    found = Indexes(archive, word_encoder.digest)
    found.refresh()
    assert [hit.passage_id for hit in found.keywords.search("lighthouse clockwork", 3)] == [
        h.passage_id for h in before
    ]
    assert (
        found.nearest(word_encoder.encode_query(["lighthouse clockwork"])[0], 1)[0].passage_id == before[0].passage_id
    )
    assert word_encoder.embedded == embedded


def test_an_archive_of_which_all_was_removed_holds_no_vector_file(secretive, stories, word_encoder):
    archive, indexes, keys = secretive
    erase_articles(archive, [*keys, *(story.key for story in stories)], indexes)
    compact_archive(archive, indexes)
    assert not list(archive.folder.glob("vectors-*"))
    assert Indexes(archive, word_encoder.digest).vectors is None
