"""Fixtures for all tests: six tiny stories, an encoder whose winners can be told by hand, a real browser, a
real web server.

Mark a test that uses it with `@pytest.mark.browser` (`pytest -m "not browser"` leaves those out). Open a
fresh page in it and close that page again:

    @pytest.mark.browser
    def test_the_page_greets(browser):
        page = browser.new_page()
        page.goto("http://127.0.0.1:7860")
        ...
        page.close()

Playwright keeps an event loop running in the main thread for as long as the browser is open, so from then
on `asyncio.run` fails there. Code under test that needs it runs in a thread or a process of its own; a
Gradio server, launched with `prevent_thread_lock=True`, does so by itself.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import threading
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Never

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.archive import Archive
from corpus.article import Article
from embeddings.indexes import Indexes
from embeddings.indexing import index_articles

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

COURIER, LEDGER = "courier.example.org", "ledger.example.com"
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
# No sandbox: as root, in a container, there is none. No shared memory: containers have only 64 MB of it.
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield one headless Chromium for all tests, with an empty profile; skip without one, fail in CI."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        do_without("Playwright is not installed: pip install playwright")
    with sync_playwright() as playwright:
        path = find_chromium(playwright)
        if path is None:
            do_without(f"None of {', '.join(COMMANDS)} was found: apt install chromium")
        launched = playwright.chromium.launch(executable_path=path, headless=True, args=SWITCHES)
        yield launched
        launched.close()


def find_chromium(playwright: Playwright) -> str | None:
    """Return the path of the system's Chromium or Chrome, else of Playwright's own, else None."""
    installed = next(filter(None, map(shutil.which, COMMANDS)), None)
    if installed:
        return installed
    others = (MAC_CHROME, Path(playwright.chromium.executable_path))
    return next((str(path) for path in others if path.is_file()), None)


def do_without(reason: str) -> Never:
    """Skip the test on a machine without a browser; fail it in CI, where a skipped test proves nothing."""
    if os.environ.get("CI", "").lower() not in ("", "0", "false", "no"):
        pytest.fail(f"CI is set, so the browser tests have to run. {reason}", pytrace=False)
    pytest.skip(reason)


class WordEncoder:
    """A hashed bag of words: two texts are near just where they share words."""

    name = "words"
    digest = "words-encoder-of-the-tests"
    dimension = 512

    def __init__(self) -> None:
        self.embedded = 0

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self._vector(text) for text in texts])

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += len(texts)
        return self.encode_query(texts)

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros(self.dimension, np.float32)
        for word in re.findall(r"\w{3,}", text.lower()):
            vector[zlib.crc32(word.encode()) % self.dimension] += 1.0
        return vector / max(float(np.linalg.norm(vector)), 1e-9)


@pytest.fixture
def word_encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def stories() -> list[Article]:
    """Six stories that update, copy and contradict each other."""

    def story(name: str, outlet: str, day: date | None, title: str, text: str) -> Article:
        return Article(f"https://{outlet}/{name}.html", title, text, day, outlet, source=f"{name}.txt")

    return [
        story(
            "fire",
            COURIER,
            date(2024, 3, 4),
            "Fire at the grain mill",
            "A fire at the grain mill in Oststrand killed two people on Sunday. "
            "The mill had stood since 1911. Fire chief Ada Brandt said the cause was not known.",
        ),
        story(
            "fire-update",
            COURIER,
            date(2024, 3, 6),
            "Grain mill fire: third victim",
            "A third person has died after the fire at the grain mill in Oststrand. "
            "He was a driver of 44, the hospital said.",
        ),
        story(
            "fire-copy",
            LEDGER,
            date(2024, 3, 4),
            "Two dead in mill blaze",
            "A fire at the grain mill in Oststrand killed two people on Sunday. "
            "The mill had stood since 1911. Insurance will pay, the owner said.",
        ),
        story(
            "bridge-courier",
            COURIER,
            date(2024, 5, 2),
            "Bridge to cost 40 million",
            "The new bridge over the Lune will cost 40 million crowns, Mayor Hilda Moen said on Thursday.",
        ),
        story(
            "bridge-ledger",
            LEDGER,
            date(2024, 5, 2),
            "Bridge to cost 55 million",
            "The new bridge over the Lune will cost 55 million crowns, the treasurer told the Ledger.",
        ),
        story(
            "undated",
            LEDGER,
            None,
            "How the lighthouse works",
            "The lighthouse keeper winds the clockwork every evening. Nobody lives on the rock in winter.",
        ),
    ]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive", create=True)


@pytest.fixture
def indexed(archive: Archive, stories: list[Article], word_encoder: WordEncoder) -> Indexes:
    """The six stories, indexed with the word encoder."""
    indexes = Indexes(archive, word_encoder.digest)
    index_articles(archive, stories, lambda: word_encoder, indexes)
    indexes.refresh()
    return indexes


PARAGRAPHS = """
<p>The harbour of Eastquay opened again on Thursday, three days after the storm, the town hall said.</p>
<p>“We are glad,” said the harbour master, who had slept in his office &amp; counted the <b>waves</b>.</p>
<p>The council will decide on a new sea wall in spring; nobody knows yet who is going to pay for it.</p>
"""


def page_of(title="Harbour opens", head="", body=PARAGRAPHS):
    text = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
    return f"{text}<body><main><h1>{title}</h1><article>{body}</article></main></body></html>".encode()


class Server:
    """Answer by `pages`: a path to bytes (HTML), to (status, headers, body), or to a function of the request."""

    def __init__(self, address="127.0.0.1"):
        self.pages = {}
        self.asked = []  # the paths, in the order in which they were asked
        self.headers = []  # the headers of each request, in the same order
        self._server = ThreadingHTTPServer((address, 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.host = address
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def url(self, path="/", host=None):
        return f"http://{host or self.host}:{self.port}{path}"

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def _handler(self):
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                server.asked.append(self.path)
                server.headers.append(dict(self.headers))
                page = server.pages.get(self.path, (404, {}, b"nothing here"))
                self.close_connection = True
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # clients hang up in many tests
                    page(self) if callable(page) else self.answer(page)

            def answer(self, page):
                status, headers, body = page if isinstance(page, tuple) else (200, {}, page)
                self.send_response(status)
                for name, value in {"Content-Type": "text/html", "Content-Length": len(body), **headers}.items():
                    if value is not None:
                        self.send_header(name, str(value))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        return Handler


@pytest.fixture
def server():
    server = Server()
    yield server
    server.close()


@pytest.fixture
def other_server():
    """Another server at another address of this machine, which nobody has allowed."""
    server = Server("127.0.0.2")
    yield server
    server.close()


@pytest.fixture
def page():
    return page_of
