"""How long the page takes: from `python app.py` to a page that can be asked, and from asking to the first quote.

Driven in headless Chromium on the sample newspaper; a second start is measured, with the archive there. The browser
itself keeps the time from the key that sends a question to the frame that shows its first quote.

    python -m benchmarks.page
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.record import write_record

__all__ = ["MARK_SENT", "SWITCHES", "UNTIL_SHOWN", "served"]

ROOT = Path(__file__).parents[1]
SWITCHES = ["--no-sandbox", "--disable-gpu"]
QUESTIONS = (
    "What was the top speed of the Pelsa Star when it struck the breakwater?",
    "How many passengers does Line 4 carry on a weekday?",
    "Who was appointed director of the port authority?",
    "Why did Luik resign?",
    "What is the capital of France?",
    "How many households had to boil their water?",
    "When did the Meridian cinema reopen?",
    "How many porpoises were counted from the lighthouse?",
    "Who will build the new Hesk ferry?",
    "What did the Courier report about the storm gates in September 2025?",
    "By how many votes was Mirela Dusek elected mayor?",
    "How long did the dock strike last?",
)
# Notes when the next question is sent, and promises the milliseconds until a frame shows its answer.
MARK_SENT = """() => { window.ndShown = new Promise((done) => {
  let sent = 0;
  const before = document.querySelectorAll('.nd-turn').length;
  const note = (event) => { if (event.key === 'Enter') sent = performance.now(); };
  addEventListener('keydown', note, { capture: true, once: true });
  const look = () => {
    const turn = document.querySelectorAll('.nd-turn')[before];
    if (!turn || !turn.querySelector('.nd-quote, .nd-answer, .nd-notice')) return;
    watcher.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - sent)));
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document.querySelector('#nd-conversation'), { childList: true, subtree: true });
}); }"""
UNTIL_SHOWN = "window.ndShown"


def main() -> None:
    """Print and record the seconds of two starts and of each question."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
        figures = {
            name: start_and_ask(browser.new_page(), Path(folder) / "archive")
            for name in ("first start, with indexing", "second start")
        }
        browser.close()
    for name, seconds in figures.items():
        print(f"{name}: {json.dumps(seconds)}")
    print(f"recorded in {write_record('page', figures)}")


def start_and_ask(page: Page, archive: Path) -> dict[str, Any]:
    """Return the seconds until the page could be asked, and until each question's first quote was shown."""
    begun = time.monotonic()
    with served(archive) as address:
        page.goto(address)
        box = page.locator("#nd-question textarea")
        box.wait_for(timeout=300_000)
        up = round(time.monotonic() - begun, 2)
        waited = []
        for question in QUESTIONS:
            box.fill(question)
            page.evaluate(MARK_SENT)
            box.press("Enter")
            waited.append(round(page.evaluate(UNTIL_SHOWN) / 1000, 2))
            assert page.locator(".nd-turn").last.locator(".nd-quote").first.is_visible(), question
    first_quote = {"median": round(statistics.median(waited), 2), "longest": max(waited), "each": waited}
    return {"page up": up, "first quote": first_quote}


@contextmanager
def served(archive: Path) -> Iterator[str]:
    """Run `app.py` on an archive folder in a process of its own; yield the page's address."""
    command = [sys.executable, "app.py", str(archive)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield next(line for line in server.stdout or () if "http://" in line).split()[3]
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
