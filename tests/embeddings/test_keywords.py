from datetime import date

import pytest

from embeddings.keywords import KeywordIndex, KeywordRow

ROWS = [
    KeywordRow(1, "Fire", "A fire at the mill killed two.", date(2024, 3, 4), "courier.example.org"),
    KeywordRow(2, "Bridge", "The bridge will cost forty million.", date(2024, 5, 2), "ledger.example.com"),
    KeywordRow(3, "Mill", "How the mill at Zürich works.", None, "ledger.example.com"),
]


@pytest.fixture
def index(tmp_path):
    index = KeywordIndex(tmp_path / "keywords")
    index.update(ROWS, [], 7)
    return index


def ids(hits):
    return [hit.passage_id for hit in hits]


def test_the_passage_with_the_rare_words_comes_first(index):
    assert ids(index.search("How much will the bridge cost?", 5)) == [2]
    assert ids(index.search("mill fire", 5)) == [1, 3]


def test_stems_and_accents_do_not_matter(index):
    assert ids(index.search("mills in zurich", 1)) == [3]
    assert ids(index.search("kill", 1)) == [1]


def test_a_question_of_stop_words_only_finds_nothing(index):
    assert index.search("What is it?", 5) == []


def test_punctuation_and_query_syntax_are_only_text(index):
    assert ids(index.search('mill AND ( "fire: -[*]~', 5)) == [1, 3]


def test_a_period_leaves_out_what_is_older_newer_or_undated(index):
    assert ids(index.search("mill bridge", 5, since=date(2024, 4, 1))) == [2]
    assert ids(index.search("mill bridge", 5, until=date(2024, 4, 1))) == [1]
    assert ids(index.search("mill bridge", 5, since=date(2024, 3, 4), until=date(2024, 3, 4))) == [1]


def test_an_outlet_filter_keeps_the_scores(index):
    free = {hit.passage_id: hit.score for hit in index.search("mill bridge", 5)}
    kept = index.search("mill bridge", 5, outlets=["ledger.example.com"])
    assert sorted(ids(kept)) == [2, 3]
    assert all(hit.score == pytest.approx(free[hit.passage_id]) for hit in kept)


def test_updating_twice_does_no_harm(index):
    index.update(ROWS, [1, 2, 3], 8)
    assert len(index) == 3
    assert index.generation == 8


def test_a_removed_passage_is_gone_at_once(index):
    index.update([], [1], 8)
    assert ids(index.search("fire", 5)) == []
    assert len(index) == 2


def test_another_process_sees_what_was_committed(index, tmp_path):
    index.release()
    other = KeywordIndex(tmp_path / "keywords")
    assert other.generation == 7
    other.update([], [1], 8)
    other.release()
    index.reload()
    assert ids(index.search("fire", 5)) == []


def test_a_broken_index_begins_again_from_nothing(index, tmp_path):
    index.release()
    (tmp_path / "keywords" / "meta.json").write_text("{")
    fresh = KeywordIndex(tmp_path / "keywords")
    assert (len(fresh), fresh.generation) == (0, 0)


def test_rare_words_weigh_more_and_sum_to_one(index):
    rarity = index.rarity("the mill fire")
    assert rarity["fire"] > rarity["mill"]
    assert sum(rarity.values()) == pytest.approx(1.0)


def test_a_removal_that_was_killed_before_its_commit_can_be_done_again(index, tmp_path):
    index.release()
    meta = tmp_path / "keywords" / "meta.json"
    before = meta.read_bytes()
    index.update([], [1], 8)
    index.release()
    assert list((tmp_path / "keywords").glob("*.del"))
    meta.write_bytes(before)  # what had been written stays, and nothing knows of it
    again = KeywordIndex(tmp_path / "keywords")
    assert len(again) == 3
    again.update([], [1], 8)
    again.release()
    assert len(again) == 2
