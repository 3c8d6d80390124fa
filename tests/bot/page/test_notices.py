"""Corrections, retractions, changes and copies as a visitor sees them, and a watch at work: a real browser."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.article import Article

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[3]
PATIENCE = 240_000  # milliseconds; `newsdesk watch` has a model to load on a machine that may be busy
SERVER = """
import sys
from pathlib import Path
from bot.chatbot import open_chatbot
from bot.page import build_page, launch_page
from embeddings.indexing import index_articles

chatbot = open_chatbot(Path(sys.argv[1]))
with chatbot.archive.writer():
    index_articles(chatbot.archive, [], lambda: chatbot.encoder, chatbot.indexes)
launch_page(build_page(chatbot))
"""
CORRECTION = (
    "Correction, 4 May 2024: An earlier version of this article misspelled the name of the architect, Ada Brandt."
)
RETRACTION = "Retraction: The Courier withdraws this article. The orchard of Professor Quibble does not exist."
WIRE = (
    "SUND (CNW) – The trawler Havfruen ran aground off Sund on Tuesday night with nine people aboard, the coast guard "
    "said. All nine were taken off by helicopter before midnight.\n\nThe trawler had left Eastquay at noon with forty "
    "tons of herring. Its engine failed in a gale some six miles off the coast, and two anchors did not hold.\n\n"
    "The coast guard will inquire into why the crew called for help only after an hour. The owner of the trawler, Sund "
    "Fisheries, said that the engine had been overhauled in spring."
)
FERRY = "The ferry to Ostholm will run every 40 minutes from June, the harbour office said."
FERRY_NOW = "The ferry to Ostholm will run every 25 minutes from June, the harbour office said."
REST = " Tickets stay at nine crowns. Bicycles are carried free of charge on weekdays."


def story(outlet, name, title, text, day):
    return Article(f"https://{outlet}/{name}.html", title, text, day, outlet)


COURIER, LEDGER, GAZETTE = "courier.example.org", "ledger.example.com", "gazette.example.net"
BRIDGE = story(
    COURIER,
    "bridge",
    "New bridge over the Lune",
    "The new bridge over the Lune has two lanes for cars and one for bicycles. The mayor opened it on Thursday.\n\n"
    f"Work on it began in 2021 and was held up twice by floods.\n\n{CORRECTION}",
    date(2024, 5, 2),
)
ORCHARD = story(
    COURIER,
    "orchard",
    "Seventeen purple pears",
    f"Professor Quibble grows seventeen purple pears in an orchard at Lund.\n\n{RETRACTION}",
    date(2024, 1, 5),
)
COPIES = [
    story(LEDGER, "trawler", "Trawler aground off Sund", WIRE, date(2024, 2, 7)),
    story(GAZETTE, "havfruen", "Nine saved from trawler", WIRE, date(2024, 2, 8)),
    story("wire.example.net", "cnw-31", "Trawler Havfruen aground", WIRE, date(2024, 2, 6)),
]
OSTHOLM = story(LEDGER, "ostholm", "More ferries to Ostholm", FERRY + REST, date(2024, 3, 1))
QUESTIONS = {
    "bridge": "How many lanes for cars has the new bridge over the Lune?",
    "orchard": "How many purple pears does Professor Quibble grow?",
    "copies": "How many people were aboard the trawler Havfruen?",
    "ferry": "How often will the ferry to Ostholm run from June?",
}


@pytest.fixture(scope="module")
def archive_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("noticed")
    archive = Archive(folder, create=True)
    archive.put([BRIDGE, ORCHARD, *COPIES, OSTHOLM])
    archive.close()
    return folder


@pytest.fixture(scope="module")
def address(archive_folder):
    command = [sys.executable, "-c", SERVER, str(archive_folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found
        yield found[0]
        server.terminate()


@pytest.fixture
def page(browser, address):
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    opened.goto(address)
    opened.locator(".nd-welcome").wait_for()
    yield opened
    context.close()


def ask(page, name):
    """Ask, and return the newest answer and the notices in the panel of its source."""
    turns = page.locator(".nd-turn")
    before = turns.count()
    page.get_by_label("Your question").fill(QUESTIONS[name])
    page.get_by_role("button", name="Ask", exact=True).click()
    turns.nth(before).locator(".nd-answer").wait_for()
    return turns.nth(before), page.locator("#nd-sources .nd-notices")


def words(locator):
    return " ".join(locator.inner_text(timeout=PATIENCE).split())


def test_a_correction_stands_word_for_word_in_the_answer_and_above_the_article(page):
    turn, notices = ask(page, "bridge")
    assert CORRECTION in words(turn)
    assert words(notices) == f"Correction in the article: {CORRECTION}"


def test_a_retracted_article_is_said_to_be_before_its_words(page):
    turn, notices = ask(page, "orchard")
    warning = turn.locator(".nd-retracted")
    assert words(warning) == "Source [1] has been retracted."
    assert warning.bounding_box()["y"] < turn.locator(".nd-quote").first.bounding_box()["y"]
    assert RETRACTION in words(turn.locator(".nd-remark[data-kind=retraction] q"))
    assert words(notices).startswith("This article has been retracted.")
    assert RETRACTION in words(notices)


def test_copies_are_named_in_both_places_and_can_be_opened(page):
    turn, notices = ask(page, "copies")
    for place in (turn.locator(".nd-copies").first, notices.locator(".nd-copies")):
        summary = place.locator("summary")
        assert words(summary) == "Also in two outlets"
        summary.click()
        place.locator("li").nth(1).wait_for(state="visible")
        assert [words(item).split(" ledger")[0].split(" gazette")[0] for item in place.locator("li").all()] == [
            "Trawler aground off Sund",
            "Nine saved from trawler",
        ]


def test_an_article_that_changed_shows_the_sentence_before_and_after(page, archive_folder):
    turn, notices = ask(page, "ferry")
    assert "40 minutes" in words(turn.locator(".nd-quote").first)
    archive = Archive(archive_folder)
    archive.put([replace(OSTHOLM, text=FERRY_NOW + REST)])
    archive.close()
    turn.locator(".nd-cite").first.click()
    notices.locator(".nd-revision").wait_for()
    assert words(notices.locator("del")) == FERRY
    assert words(notices.locator("ins")) == FERRY_NOW
    marked = "".join(page.locator("#nd-sources mark.nd-target").all_text_contents())
    assert FERRY in marked  # what was quoted still stands
    ask(page, "bridge")
    first = page.locator(".nd-turn").first
    first.locator(".nd-revision").first.wait_for()
    assert words(first.locator(".nd-revision del").first) == FERRY


def test_a_narrow_screen_shows_the_notices_without_scrolling_sideways(browser, address):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address)
    page.locator(".nd-welcome").wait_for()
    turn, notices = ask(page, "copies")
    turn.locator(".nd-cite").first.click()
    notices.locator("summary").click()
    notices.locator("li").nth(1).wait_for(state="visible")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = notices.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    context.close()


def test_the_library_shows_what_is_watched_what_came_and_what_failed(page, archive_folder, tmp_path):
    from playwright.sync_api import expect

    news = tmp_path / "news"
    news.mkdir()
    (news / "otters.txt").write_text(" date 2024-06-11 https://courier.example.org/otters.html\n\nOtters\n\nThree.\n")
    os.utime(news / "otters.txt", (1e9, 1e9))
    missing = "http://127.0.0.1:9/feed.xml"
    command = [sys.executable, "-m", "bot", "--archive", str(archive_folder), "watch", str(news), missing]
    watch = subprocess.Popen([*command, "--allow-host", "127.0.0.1"], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        page.get_by_role("tab", name="Library").click()
        shown = page.locator("#nd-watches .nd-watch")
        expect(shown).to_contain_text("Watching 2 sources", timeout=PATIENCE)  # the page looks after it by itself
        expect(shown.locator("li", has_text=str(news))).to_contain_text("1 new", timeout=PATIENCE)
        failing = shown.locator("li[data-state=failing]")
        expect(failing).to_contain_text(missing, timeout=PATIENCE)
        expect(failing).to_contain_text("Asked again in 30 min", timeout=PATIENCE)
        watch.send_signal(signal.SIGKILL)
        watch.wait()
        expect(shown).to_contain_text("No longer watching 2 sources", timeout=PATIENCE)
    finally:
        watch.kill()
        watch.communicate()
