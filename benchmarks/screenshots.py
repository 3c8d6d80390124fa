"""Pictures of the page on the sample newspaper, into screenshots/: python -m benchmarks.screenshots.

The sample is indexed into a temporary folder, so an archive of your own is never in a picture.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from bot.chatbot import open_chatbot
from bot.page import build_page
from corpus import SAMPLE
from embeddings.indexing import index_folder

PICTURES = Path("screenshots")
SIZES = {"wide": (1440, 900, "light"), "dark": (1440, 900, "dark"), "phone": (390, 844, "light")}
ANSWERED = "When did Edvard Luik resign as director of the Marrevik Port Authority?"
FOLLOW_UP = "Why did he resign?"
DATED = "What did the Courier report about the storm gates in September 2025?"
REFUSED = "Who won the chess championship in Tokyo?"
PATIENCE = 120_000  # milliseconds; a slow machine may take its time
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    """Index the sample, serve it, and take every picture."""
    with tempfile.TemporaryDirectory(prefix="newsdesk-") as folder:
        index_folder(Path(folder), SAMPLE)
        page = build_page(open_chatbot(Path(folder)))
        from bot.page.serving import start

        address = start(page, "127.0.0.1", None)
        take_all(address)
        page.close(verbose=False)


def take_all(address: str) -> None:
    """Take the pictures of all sizes."""
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = next(filter(None, map(shutil.which, COMMANDS)), None)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, (width, height, scheme) in SIZES.items():
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            page.goto(address)
            take_states(page, name)
            context.close()
        browser.close()


def take_states(page: Any, name: str) -> None:
    """Take the page empty, answered, with a source, a follow-up, a period, refusing, and its library."""

    def take(state: str) -> None:
        path = PICTURES / f"{name}-{state}.png"
        page.screenshot(path=path, animations="disabled")
        sys.stdout.write(f"{path}\n")

    page.locator(".nd-example").first.wait_for()
    take("empty")
    ask(page, ANSWERED)
    take("answered")
    page.locator(".nd-cite").first.click()
    page.locator("#nd-sources mark.nd-target").first.wait_for()
    take("source")
    page.keyboard.press("Escape")
    ask(page, FOLLOW_UP)
    take("follow-up")
    ask(page, DATED)
    take("dated")
    ask(page, REFUSED)
    take("refused")
    page.get_by_role("tab", name="Library").click()
    page.locator(".nd-shelf tbody tr").first.wait_for()
    take("library")


def ask(page: Any, question: str) -> None:
    """Ask, and wait for the answer."""
    turns = page.locator(".nd-turn")
    before = turns.count()
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    turns.nth(before).locator(".nd-answer").wait_for()


if __name__ == "__main__":
    main()
