"""How long the page takes: from `python app.py` to a page that can be asked, and from asking to the first quote.

Driven in headless Chromium on the sample newspaper; a second start is measured, with the archive there.

    python -m benchmarks.page
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.record import write_record

ROOT = Path(__file__).parents[1]
QUESTIONS = (
    "What was the top speed of the Pelsa Star when it struck the breakwater?",
    "How many passengers does Line 4 carry on a weekday?",
    "Who was appointed director of the port authority?",
    "Why did Luik resign?",
    "What is the capital of France?",
)


def main() -> None:
    """Print and record the seconds of two starts and of each question."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        first = start_and_ask(page, Path(folder) / "archive")
        warm = start_and_ask(page, Path(folder) / "archive")
        browser.close()
    figures = {"first start, with indexing": first, "second start": warm}
    for name, seconds in figures.items():
        print(f"{name}: {seconds}")
    print(f"recorded in {write_record('page', figures)}")


def start_and_ask(page: Page, archive: Path) -> dict[str, float]:
    """Return the seconds until the page could be asked, and until each question's first quote was shown."""
    begun = time.monotonic()
    server = subprocess.Popen([sys.executable, "app.py", str(archive)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        address = next(line for line in server.stdout or () if "http://" in line).split()[3]
        page.goto(address)
        box = page.locator("#nd-question textarea")
        box.wait_for(timeout=300_000)
        seconds = {"page up": round(time.monotonic() - begun, 2)}
        for number, question in enumerate(QUESTIONS, start=1):
            asked = time.monotonic()
            box.fill(question)
            box.press("Enter")
            page.locator(f".nd-turn:nth-of-type({number}) .nd-quote").first.wait_for(timeout=300_000)
            seconds[f"answer {number}"] = round(time.monotonic() - asked, 2)
        return seconds
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
