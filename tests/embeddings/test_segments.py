import pytest

from embeddings.keywords import KeywordIndex, KeywordRow
from embeddings.segments import damaged_files


@pytest.fixture
def folder(tmp_path):
    index = KeywordIndex(tmp_path / "keywords")
    index.update([KeywordRow(number, "Harbour", "boats left at dawn", None, "") for number in range(9)], [], 1)
    index.update([], [3], 2)
    index.release()
    return tmp_path / "keywords"


def test_whole_files_are_not_damaged(folder):
    assert damaged_files(folder) == []


@pytest.mark.parametrize("suffix", [".idx", ".term", ".fast", ".fieldnorm", ".store", ".pos", ".del"])
@pytest.mark.parametrize("damage", ["changed", "cut", "gone"])
def test_a_damaged_file_is_named(folder, suffix, damage):
    file = next(folder.glob(f"*{suffix}"))
    raw = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(bytes([raw[0] ^ 1]) + raw[1:] if damage == "changed" else raw[:-5])
    assert damaged_files(folder) == [file.name]


def test_a_file_that_no_segment_uses_any_more_does_not_matter(folder):
    (folder / "0123456789abcdef0123456789abcdef.idx").write_bytes(b"half")
    assert damaged_files(folder) == []
