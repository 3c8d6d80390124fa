import numpy as np
import pytest

from embeddings.vectors import VectorIndex


@pytest.fixture
def index():
    index = VectorIndex(8)
    index.add(np.array([10, 20, 30]), np.eye(3, 8, dtype=np.float32))
    return index


def query(*values):
    return np.pad(np.array(values, np.float32), (0, 8 - len(values)))


def test_the_nearest_passage_comes_first_with_its_cosine(index):
    hits = index.search(query(0.6, 0.8), 3)
    assert [hit.passage_id for hit in hits] == [20, 10, 30]
    assert hits[0].score == pytest.approx(0.8, abs=1e-3)


def test_a_number_added_twice_is_replaced_not_doubled(index):
    index.add(np.array([10]), np.eye(8, dtype=np.float32)[5:6])
    assert len(index) == 3
    assert index.search(query(0, 0, 0, 0, 0, 1), 1)[0].passage_id == 10
    assert sorted(index.ids.tolist()) == [10, 20, 30]


def test_a_short_list_is_not_padded(index):
    assert len(index.search(query(1), 50)) == 3
    assert VectorIndex(8).search(query(1), 5) == []


def test_the_filter_works_inside_the_search_so_that_the_list_is_filled(index):
    allowed = np.zeros(31, bool)
    allowed[30] = True
    assert [hit.passage_id for hit in index.search(query(1), 1, allowed)] == [30]


def test_numbers_beyond_the_filter_are_not_returned(index):
    assert [hit.passage_id for hit in index.search(query(1), 3, np.ones(25, bool))] == [10, 20]


def test_a_removed_passage_is_not_found_again(index):
    index.remove(np.array([10, 99]))
    assert [hit.passage_id for hit in index.search(query(1, 0.8, 0.6), 3)] == [20, 30]


def test_a_saved_index_answers_alike(index, tmp_path):
    index.save(tmp_path / "vectors.faiss")
    assert VectorIndex.load(tmp_path / "vectors.faiss").search(query(1), 3) == index.search(query(1), 3)
    assert [file.name for file in tmp_path.iterdir()] == ["vectors.faiss"]


def test_a_missing_or_broken_file_is_no_index(tmp_path):
    (tmp_path / "broken").write_bytes(b"no index")
    assert VectorIndex.load(tmp_path / "broken") is None
    assert VectorIndex.load(tmp_path / "missing") is None
