"""A page served for the tests: by the command with the real models, or with the encoder of the tests."""

import contextlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from embeddings.indexing import index_folder

ROOT = Path(__file__).parents[3]
STORIES = """ date 2024-03-04 https://courier.example.org/2024/mill-fire.html

Fire at the grain mill

A fire at the grain mill in Oststrand killed two people on Sunday. The mill had stood since 1911.

 date 2024-05-02 https://ledger.example.com/bridge.html

Bridge to cost 40 million

The new bridge over the Lune will cost 40 million crowns, Mayor Hilda Moen said on Thursday.
"""


@contextlib.contextmanager
def running(*arguments):
    """Run a server; yield the address that it prints, without a slash at its end."""
    with subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        line = server.stdout.readline()
        found = re.search(r"http://[^\s/]+", line)
        assert found, f"the server said {line!r}"
        try:
            yield found[0]
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    """An archive of two articles, embedded with the real encoder."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "stories.txt").write_text(STORIES, "utf-8")
    index_folder(folder / "archive", folder / "stories.txt")
    return folder / "archive"


@pytest.fixture(scope="session")
def serve_archive():
    """The way to serve an archive with the command: `with serve_archive(folder, "--port", "7999") as address`."""
    return lambda folder, *options: running("-m", "bot", "--archive", str(folder), "serve", *options)


@pytest.fixture(scope="session")
def serve_here():
    """The way to serve articles without torch: `with serve_here(folder=…, articles=FILE) as address`."""
    script = str(Path(__file__).with_name("word_server.py"))
    return lambda **options: running(script, json.dumps(options, default=str))


@pytest.fixture(scope="session")
def tales(tmp_path_factory):
    """A file of the two articles of `desk`."""
    file = tmp_path_factory.mktemp("tales") / "stories.txt"
    file.write_text(STORIES, "utf-8")
    return file
