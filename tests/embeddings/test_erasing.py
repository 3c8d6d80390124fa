from dataclasses import replace

import pytest

from embeddings.erasing import Traces, erase_articles
from embeddings.indexing import index_articles

NOTHING = Traces(0, 0, 0, 0, 0, 0)


def test_a_receipt_shows_what_was_found_before_and_that_nothing_is_found_after(indexed, archive, stories, word_encoder):
    index_articles(archive, [replace(stories[5], text="A computer turns the lamp.")], lambda: word_encoder, indexed)
    receipt = erase_articles(archive, [stories[5].key, "https://nowhere.example/", stories[5].key], indexed)
    assert receipt.before == Traces(articles=1, versions=2, passages=1, vectors=1, words=1, meaning=1)
    assert receipt.after == NOTHING
    assert receipt.is_clean
    assert (receipt.removed, receipt.missing) == ((stories[5].key,), ("https://nowhere.example/",))
    assert archive.stats()["articles"] == 5


def test_what_no_store_has_is_a_receipt_of_nothing(indexed, archive):
    receipt = erase_articles(archive, ["https://nowhere.example/"], indexed)
    assert receipt.before == receipt.after == NOTHING
    assert receipt.removed == ()


@pytest.mark.parametrize(("store", "left"), [("words", "words"), ("meaning", "meaning")])
def test_an_index_that_still_has_a_passage_shows_in_the_receipt(indexed, archive, stories, monkeypatch, store, left):
    """The proof asks the files: here the writing of one index is lost on the way."""
    if store == "words":
        monkeypatch.setattr(indexed, "write_keywords", lambda: None)
    else:
        monkeypatch.setattr(indexed, "save_vectors", lambda: None)
    receipt = erase_articles(archive, [stories[5].key], indexed)
    assert getattr(receipt.after, left) == 1
    assert not receipt.is_clean
