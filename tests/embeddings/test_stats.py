from embeddings.stats import archive_stats, size_on_disk


def test_stats_count_what_is_there(indexed, archive):
    stats = archive_stats(archive, "a reader")
    days = ("2024-03-04", "2024-05-02")
    assert (stats["articles"], stats["outlets"], stats["oldest"], stats["newest"]) == (6, 2, *days)
    assert (stats["passages"], stats["embedded"]) == (6, 0)  # the vectors are those of another encoder
    assert stats["reader"] == "a reader"


def test_the_size_is_that_of_all_files_in_all_folders(tmp_path):
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "words").write_bytes(b"12345")
    (tmp_path / "archive").write_bytes(b"123")
    assert size_on_disk(tmp_path) == 8
