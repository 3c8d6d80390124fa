"""A page served for the tests, by the command with the real models or with the encoder of the tests; its visitors."""

import contextlib
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from corpus import SAMPLE
from embeddings.indexing import index_folder

ROOT = Path(__file__).parents[3]
PATIENCE = 120_000  # milliseconds that a slow machine may take; nothing waits for longer than it must
OF_GRADIO = "reading 'offsetWidth'"  # its plot measures itself once more when its tab has just been left
DAY = "2025-10-01T10:00:00"  # of a person who asks: after the newest article of the sample newspaper
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


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory):
    """An archive of the sample newspaper, embedded with the real encoder."""
    folder = tmp_path_factory.mktemp("newspaper") / "archive"
    index_folder(folder, SAMPLE)
    return folder


@pytest.fixture(scope="session")
def reading_room(newspaper, serve_archive):
    """The address of the sample newspaper with the real models, for those who only read."""
    with serve_archive(newspaper) as address:
        yield address


class Person:
    """Somebody at a browser, cut off from every other machine: the page, and all that went wrong in it."""

    def __init__(self, browser, address, **options):
        self.faults = []
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 860}, **options})
        self.context.set_default_timeout(PATIENCE)
        self.context.route(lambda url: not self._is_here(url), self._refuse)
        self.page = self.context.new_page()
        self.page.clock.set_fixed_time(DAY)
        self.page.on("requestfailed", lambda request: self._note_failed(request))
        self.page.on("response", lambda answer: answer.status < 400 or self.faults.append((answer.status, answer.url)))
        self.page.on("console", lambda line: line.type == "error" and self.faults.append(line.text))
        self.page.on("pageerror", lambda error: OF_GRADIO in str(error) or self.faults.append(str(error)))
        self.page.goto(address)
        self.page.locator(".nd-welcome").wait_for()

    def ask(self, question):
        """Ask as people do, and return the newest turn once it is answered."""
        turns = self.page.locator(".nd-turn")
        before = turns.count()
        self.page.get_by_label("Your question").fill(question)
        self.page.get_by_label("Your question").press("Enter")
        turn = turns.nth(before)
        turn.locator(".nd-answer, .nd-notice").wait_for()
        return turn

    def go_to(self, tab):
        self.page.get_by_role("tab", name=tab).click()

    @property
    def source(self):
        return self.page.locator("#nd-sources")

    @staticmethod
    def _is_here(url):
        return urlsplit(url).scheme in ("data", "blob") or urlsplit(url).hostname == "127.0.0.1"

    def _refuse(self, route):
        self.faults.append(f"asks another machine: {route.request.url}")
        route.abort()

    def _note_failed(self, request):
        """Note a request that failed; a stream that the page itself ends, because it is left, has not."""
        if request.failure != "net::ERR_ABORTED":
            self.faults.append((request.failure, request.url))


@pytest.fixture
def person(browser):
    """The way to sit somebody down: `person(address)`; nothing may have gone wrong when the test is over."""
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    seated = []

    def sit_down(address, **options):
        seated.append(Person(browser, address, **options))
        return seated[-1]

    yield sit_down
    faults = [tuple(one.faults) for one in seated if one.faults]  # before the leaving, which cuts streams off
    for one in seated:
        one.context.close()
    assert faults == []
