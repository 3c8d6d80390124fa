from pathlib import Path

import pytest

from corpus.reading import read_articles


@pytest.fixture
def read(tmp_path):
    """Write a file of the given name and content, and return all that is read from it."""

    def read_file(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return list(read_articles(Path(path)))

    return read_file
