"""Pictures of every state of the page on the sample newspaper, into screenshots/: python -m benchmarks.screenshots.

The sample is indexed into a temporary folder, so an archive of your own is never in a picture. A new state is a line
in STATES, with what a visitor does to get there from the state before; tests/bot/page/test_states.py goes the same way.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.chatbot import Chatbot, open_chatbot
from bot.page import build_page
from bot.users import Users
from corpus import SAMPLE
from embeddings.indexing import index_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["DAY", "NAME", "PASSWORD", "SIGNED_IN", "SIZES", "STATES"]

PICTURES = Path("screenshots")
SIZES: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "has_touch": True, "is_mobile": True},
}
DAY = "2025-10-01T10:00:00"  # of the visitor: soon after the newest article
NAME, PASSWORD = "ada", "only for a picture"
ANSWERED = "When did Edvard Luik resign as director of the Marrevik Port Authority?"
FOLLOW_UP = "Why did he resign?"
DATED = "What did the Courier report about the storm gates in September 2025?"
DIFFERING = "When will Line 4 open?"
REFUSED = "Which violinist played at the coronation of the emperor of Brazil?"
FILES: list[Any] = [
    {
        "name": "yesterday.txt",
        "mimeType": "text/plain",
        "buffer": b" date 2025-09-30 https://courier.marrevik.example.org/2025/otters-return.html\n\n"
        b"Otters return to the Lorva\n\nEleven otters were counted on the upper Lorva by a ranger on Monday.\n",
    },
    {"name": "broken.json", "mimeType": "application/json", "buffer": b'[{"title": "Half an arti'},
]
# Keeps how a turn looked while its answer was awaited: that is over before a picture could be taken.
KEEP_WAITING = """() => new MutationObserver(() => {
  const turn = document.querySelector('.nd-turn:has(.nd-pending)');
  if (!turn || window.ndWaiting) return;
  window.ndWaiting = [turn.innerHTML, document.querySelector('#nd-sources .nd-paper').outerHTML];
}).observe(document.body, { childList: true, subtree: true })"""
SWAP_WAITING = """() => {
  const turn = document.querySelector('.nd-turn:last-child');
  const paper = document.querySelector('#nd-sources .nd-paper');
  const [turnThen, paperThen] = window.ndWaiting;
  window.ndWaiting = [turn.innerHTML, paper.outerHTML];
  turn.innerHTML = turnThen;
  paper.outerHTML = paperThen;
}"""
PATIENCE = 120_000  # milliseconds; a slow machine may take its time
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

Doing = Callable[["Page"], Any]  # what a visitor does to get from one state to the next


def main() -> None:
    """Index the sample, serve it without and with users, and take every picture."""
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="newsdesk-") as folder, sync_playwright() as playwright:
        index_folder(Path(folder), SAMPLE)
        chatbot = open_chatbot(Path(folder))
        chromium = next(filter(None, map(shutil.which, COMMANDS)), None)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        take_all(browser, chatbot, STATES)
        Users(Path(folder)).add(NAME, "reader", PASSWORD)
        take_all(browser, chatbot, SIGNED_IN)
        browser.close()


def take_all(browser: Browser, chatbot: Chatbot, states: dict[str, Doing]) -> None:
    """Serve the page, and take the pictures of some states in all sizes."""
    page = build_page(chatbot)
    from bot.page.serving import start

    address = start(page, "127.0.0.1", None)
    for size, looks in SIZES.items():
        context = browser.new_context(**looks)
        context.set_default_timeout(PATIENCE)
        visit = context.new_page()
        visit.clock.set_fixed_time(DAY)
        visit.goto(address)
        for state, reach in states.items():
            reach(visit)
            path = PICTURES / f"{size}-{state}.png"
            visit.screenshot(path=path, animations="disabled")
            sys.stdout.write(f"{path}\n")
        context.close()
    page.close(verbose=False)


def ask(page: Page, question: str) -> None:
    """Ask, and wait for the answer."""
    turns = page.locator(".nd-turn")
    before = turns.count()
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    turns.nth(before).locator(".nd-answer, .nd-notice").wait_for()


def await_answer(page: Page) -> None:
    """Ask, and show how it looked before the answer came."""
    page.evaluate(KEEP_WAITING)
    ask(page, ANSWERED)
    page.evaluate(SWAP_WAITING)


def open_source(page: Page) -> None:
    """Open the newest answer's first source."""
    page.locator(".nd-turn").last.locator(".nd-cite").first.click()
    page.locator("#nd-sources mark.nd-target").first.wait_for()


def show_picture(page: Page) -> None:
    """Close the source, where it is a drawer, and show when the archive speaks about what was asked."""
    page.keyboard.press("Escape")
    page.locator("#nd-when canvas, #nd-when svg").first.wait_for()
    page.locator("#nd-picture").evaluate("picture => picture.scrollIntoView({ block: 'end' })")


def look_for(page: Page, question: str) -> None:
    """Close the source, where it is a drawer, and ask."""
    page.keyboard.press("Escape")
    ask(page, question)


def go_to(page: Page, tab: str, until: str) -> None:
    """Open a tab, and wait until there is something in it."""
    page.keyboard.press("Escape")
    page.get_by_role("tab", name=tab).click()
    page.locator(until).first.wait_for()


def add_files(page: Page) -> None:
    """Add an article, and a file that is broken."""
    page.locator("#nd-files input[type=file]").set_input_files(FILES)
    page.locator("#nd-files").get_by_text("broken").first.wait_for()
    page.get_by_role("button", name="Add to the archive").click()
    page.locator("#nd-report .nd-report").wait_for()
    page.locator("#nd-table").get_by_text("Otters return").first.wait_for()


def choose_to_remove(page: Page) -> None:
    """Choose the article that was added, and press Remove."""
    page.get_by_label("Choose Otters return to the Lorva").check()
    page.get_by_role("button", name="Remove 1").click()
    page.locator("#nd-confirm").wait_for()


def remove(page: Page) -> None:
    """Remove it, so that the next size finds the archive as this one did."""
    page.locator("#nd-yes").click()
    page.locator("#nd-report").get_by_text("removed").wait_for()
    page.locator("#nd-table").get_by_text("Otters return").wait_for(state="detached")


def sign_in(page: Page, password: str, until: str) -> None:
    """Fill the form in, and send it."""
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.locator(until).first.wait_for()


STATES: dict[str, Doing] = {
    "empty": lambda page: page.locator(".nd-example").first.wait_for(),
    "answering": await_answer,
    "answered": lambda page: page.evaluate(SWAP_WAITING),
    "source": open_source,
    "told": show_picture,
    "follow-up": lambda page: look_for(page, FOLLOW_UP),
    "save-as": lambda page: page.locator(".nd-formats summary").last.click(),
    "judged": lambda page: page.get_by_role("button", name="This answer is good").last.click(),
    "dated": lambda page: look_for(page, DATED),
    "differing": lambda page: look_for(page, DIFFERING),
    "refused": lambda page: look_for(page, REFUSED),
    "notice": lambda page: look_for(page, "?!"),
    "filters": lambda page: page.get_by_role("button", name="Filters").click(),
    "conversations": lambda page: go_to(page, "Conversations", ".nd-talk-open"),
    "library": lambda page: go_to(page, "Library", ".nd-shelf tbody tr"),
    "added": add_files,
    "confirm": choose_to_remove,
    "removed": remove,
}
SIGNED_IN: dict[str, Doing] = {
    "sign-in": lambda page: page.get_by_label("Name").wait_for(),
    "sign-in-wrong": lambda page: sign_in(page, "guessed", ".notice"),
    "signed-in": lambda page: sign_in(page, PASSWORD, ".nd-example"),
    "reader-library": lambda page: go_to(page, "Library", ".nd-shelf tbody tr"),
}

if __name__ == "__main__":
    main()
