"""The page as a person uses it: a real archive, the real encoder, a real browser."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from corpus.archive import Archive
from corpus.article import Article

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[3]
PATIENCE = 60_000  # milliseconds that a slow machine may take; nothing waits for longer than it must
HOST = "127.0.0.1"

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

FILLER = "\n\n".join(f"Paragraph {n} of the report lists the minor works on the northern quay." for n in range(40))
LIGHTHOUSE = "The lighthouse of Skarholm was painted green by the keeper Edda Falk in 1951."
BRIDGE = "The new bridge over the Lune will cost 40 million crowns, Mayor Hilda Moen said on Thursday."
HOSTILE = (
    "The <script>window.hacked=1</script> orchard of Professor Quibble grows seventeen <img src=x "
    'onerror="window.hacked=1"> purple pears & {{constructor}} ${window.hacked=1} `pears`.'
)
ARTICLES = [
    Article(
        "https://courier.example.org/bridge.html",
        "Bridge to cost 40 million",
        f"{BRIDGE} The treasurer had asked for a cheaper one.",
        date(2024, 5, 2),
        "Lune Courier",
    ),
    Article(
        "https://ledger.example.com/lighthouse.html",
        "The green lighthouse",
        f"{FILLER}\n\n{LIGHTHOUSE} It has been green ever since.\n\n{FILLER}",
        date(2023, 8, 9),
        "Skarholm Ledger",
    ),
    Article(
        'javascript:window.hacked=1//"><script>window.hacked=1</script>',
        "Pears <script>window.hacked=1</script><img src=x onerror='window.hacked=1'>",
        HOSTILE,
        date(2024, 1, 5),
        "<b onmouseover=window.hacked=1>Outlet</b>",
    ),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an archive of three articles in a process of its own; yield the page's address."""
    folder = tmp_path_factory.mktemp("served")
    archive = Archive(folder, create=True)
    archive.put(ARTICLES)
    archive.close()
    command = [sys.executable, "-c", SERVER, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, f"the server said {line!r}"
        yield found[0]
        server.terminate()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Page]:
    """Open the page as a new visitor; fail if it asks another machine for anything, or if a script breaks."""
    context, page, faults = open_page(browser, address)
    yield page
    context.close()
    assert not faults


def open_page(browser: Browser, address: str) -> tuple[BrowserContext, Page, list[str]]:
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    faults: list[str] = []

    def look(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.hostname != HOST:
            faults.append(url)

    page.on("request", lambda request: look(request.url))
    page.on("websocket", lambda socket: look(socket.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
    page.goto(address)
    page.locator(".nd-welcome").wait_for()
    return context, page, faults


def ask(page: Page, question: str):
    """Ask, and return the newest turn once it is answered."""
    turns = page.locator(".nd-turn")
    before = turns.count()
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    turn = turns.nth(before)
    turn.locator(".nd-answer, .nd-notice").wait_for()
    return turn


def test_a_question_is_answered_and_its_source_opened_where_the_quote_stands(visit: Page):
    from playwright.sync_api import expect

    turn = ask(visit, "How much will the new bridge over the Lune cost?")
    expect(turn.locator(".nd-quote").first).to_have_text(BRIDGE)
    expect(turn.locator(".nd-source").first).to_contain_text("Lune Courier")
    sources = visit.locator("#nd-sources")
    expect(sources.locator("h2")).to_have_text("Bridge to cost 40 million")  # opened by itself

    turn = ask(visit, "Who painted the lighthouse of Skarholm green?")
    turn.locator(".nd-cite").first.focus()
    visit.keyboard.press("Enter")
    expect(sources.locator("h2")).to_have_text("The green lighthouse")
    marked = "".join(sources.locator("mark.nd-target").all_text_contents())
    assert marked.startswith(LIGHTHOUSE)
    expect(sources.locator("mark.nd-target").first).to_be_in_viewport()
    expect(sources.locator(".nd-text p")).to_have_count(81)  # all of the article


def test_an_article_full_of_markup_is_shown_letter_by_letter_and_runs_nothing(visit: Page):
    from playwright.sync_api import expect

    asked = "How many purple pears does the orchard of Professor Quibble grow?"
    turn = ask(visit, f"{asked} <img src=x onerror=alert(1)>")
    expect(turn.locator(".nd-question")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(turn.locator(".nd-quote").first).to_have_text(HOSTILE)
    turn.locator(".nd-cite").first.click()
    sources = visit.locator("#nd-sources")
    expect(sources.locator("h2")).to_have_text(ARTICLES[2].title)
    expect(sources.locator(".nd-text")).to_have_text(HOSTILE)
    expect(sources.locator("a")).to_have_text(["Stored copy"])  # its own address is not one to open
    visit.get_by_role("tab", name="Library").click()
    expect(visit.locator("#nd-table")).to_contain_text(ARTICLES[2].title)
    visit.locator("#nd-table tbody tr", has_text="Pears").locator("input").check()
    visit.get_by_role("button", name="Remove 1").click()
    expect(visit.locator("#nd-confirm")).to_contain_text(ARTICLES[2].title)
    visit.locator("#nd-no").click()
    expect(visit.locator("#nd-confirm")).to_be_hidden()
    assert visit.evaluate("window.hacked") is None
    assert visit.locator("#nd-tabs img[src=x], #nd-tabs [onerror], #nd-tabs [onmouseover]").count() == 0


def test_a_refusal_looks_like_one_and_opens_no_source(visit: Page):
    from playwright.sync_api import expect

    turn = ask(visit, "Which violinist played at the coronation of the emperor of Brazil?")
    expect(turn.locator(".nd-answer")).to_have_attribute("data-found", "false")
    expect(turn.locator(".nd-refusal")).to_be_visible()
    expect(visit.locator("#nd-sources .nd-paper-empty")).to_be_visible()


def test_what_cannot_be_asked_gets_a_friendly_notice(visit: Page):
    from playwright.sync_api import expect

    turn = ask(visit, "?!")
    expect(turn.locator(".nd-notice")).to_contain_text("There is no question")


def test_a_follow_up_shows_what_was_understood_which_can_be_edited_and_undone(visit: Page):
    from playwright.sync_api import expect

    ask(visit, "Who painted the green lighthouse?")
    turn = ask(visit, "When was it painted?")
    expect(turn.locator(".nd-understood q")).to_have_text("When was the green lighthouse painted?")
    expect(turn.locator(".nd-quote").first).to_contain_text("in 1951")
    turn.get_by_role("button", name="Edit").click()
    box = turn.get_by_label("The question as it is searched")
    expect(box).to_be_focused()
    box.fill("How much will the new bridge over the Lune cost?")
    box.press("Enter")
    expect(turn.locator(".nd-question")).to_have_text("How much will the new bridge over the Lune cost?")
    expect(turn.locator(".nd-quote").first).to_contain_text("40 million crowns")
    expect(visit.locator(".nd-turn")).to_have_count(2)
    again = ask(visit, "When was it opened?")
    again.get_by_role("button", name="Ask as typed").click()
    expect(again.locator(".nd-understood")).to_have_count(0)
    expect(visit.locator(".nd-turn")).to_have_count(3)


def test_a_period_that_the_question_names_is_shown_and_can_be_removed(visit: Page):
    from playwright.sync_api import expect

    turn = ask(visit, "What did the mayor say about the cost of the bridge in May 2024?")
    limit = turn.get_by_role("button", name="Published 1 May 2024 to 31 May 2024: remove this limit")
    limit.click()
    expect(limit).to_have_count(0)
    expect(turn.locator(".nd-answer")).to_contain_text("Bridge to cost 40 million")


@pytest.mark.parametrize("visitor", range(6))
def test_days_typed_while_the_page_still_loads_both_count(visit: Page, visitor: int):
    visit.get_by_role("button", name="Filters").click()
    first, last = visit.get_by_label("From date"), visit.get_by_label("To date")
    first.fill("2024-05-01")
    last.fill("2024-05-31")
    turn = ask(visit, "How much will the new bridge over the Lune cost?")
    turn.get_by_role("button", name="Published 1 May 2024 to 31 May 2024: remove this limit").wait_for()
    assert [first.input_value(), last.input_value()] == ["2024-05-01", "2024-05-31"]


def test_days_that_were_typed_stay_while_the_filters_are_closed(visit: Page):
    visit.get_by_role("button", name="Filters").click()
    visit.get_by_label("From date").fill("2024-05-01")
    visit.get_by_role("button", name="Filters").click()
    visit.get_by_label("From date").wait_for(state="hidden")
    visit.get_by_role("button", name="Filters").click()
    visit.get_by_label("From date").wait_for()
    assert visit.get_by_label("From date").input_value() == "2024-05-01"


def test_two_visitors_do_not_see_each_other(browser: Browser, address: str):
    from playwright.sync_api import expect

    first_context, first, _ = open_page(browser, address)
    second_context, second, _ = open_page(browser, address)
    ask(first, "How much will the new bridge over the Lune cost?")
    ask(second, "Who painted the lighthouse of Skarholm green?")
    expect(first.locator(".nd-turn")).to_have_count(1)
    expect(second.locator(".nd-turn")).to_have_count(1)
    expect(second.locator("#nd-conversation")).not_to_contain_text("bridge")
    first.get_by_role("button", name="New conversation").click()
    expect(first.locator(".nd-turn")).to_have_count(0)
    expect(first.locator(".nd-welcome")).to_be_visible()
    expect(second.locator(".nd-turn")).to_have_count(1)
    first_context.close()
    second_context.close()


def test_an_empty_archive_says_what_to_do(browser: Browser, tmp_path: Path):
    from playwright.sync_api import expect

    Archive(tmp_path, create=True).close()
    script = SERVER.replace("with chatbot", "if False:\n  with chatbot").replace("\n    index", "\n     index")
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        context, page, _ = open_page(browser, server.stdout.readline().split()[3])
        expect(page.locator(".nd-welcome")).to_contain_text("The archive is empty")
        page.get_by_role("button", name="Add articles").click()
        expect(page.get_by_role("button", name="Add to the archive")).to_be_visible()
        context.close()
        server.terminate()
