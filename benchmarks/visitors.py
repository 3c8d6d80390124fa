"""Twenty visitors of one page at once: whether each question is answered, each quote true, and how long they wait.

    python -m benchmarks.visitors

Each holds one of the written conversations over the sample newspaper, so hardly a question is asked twice. Three sit
at a real browser each; the others send what a browser sends: the page's own events, through its own queue, in a
session of their own. All send their first question at the same moment. They are measured twice, each time on a page
that was just started: reading an answer before they ask on, and asking on at once, which nobody does: then twenty
questions wait at all times, and the wait says how many a second are answered.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import httpx
from lxml import html
from playwright.async_api import async_playwright

from benchmarks.conversations import SCRIPTS, read_scripts
from benchmarks.page import MARK_SENT, SWITCHES, UNTIL_SHOWN, served
from benchmarks.record import write_record
from corpus import SAMPLE
from corpus.archive import Archive
from embeddings.indexing import index_folder

VISITORS, AT_A_BROWSER = 20, 3
READING_SECONDS = 8.0  # three quotes have some 100 words, which take 25 s to read; most are only looked over
PATIENCE = 120  # seconds; what takes longer counts as lost

# Asks one question; returns the conversation as HTML and the seconds until its answer was there.
Asking = Callable[[str], Awaitable[tuple[str, float]]]


@dataclass(slots=True)
class Tally:
    """Hold what the visitors saw: the seconds of each answer, the quotes, and what was wrong."""

    waited: list[float] = field(default_factory=list)
    quotes: int = 0
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def figures(self, seconds: float) -> dict[str, Any]:
        """Return the counts, and the seconds that answers took."""
        waited = sorted(self.waited)
        return {
            "answers": len(waited),
            "a second": round(len(waited) / seconds, 2),
            "seconds": {
                "median": round(statistics.median(waited), 2),
                "95th in 100": round(waited[int(len(waited) * 0.95)], 2),
                "longest": round(waited[-1], 2),
            },
            "quotes checked": self.quotes,
            "lost": self.lost,
            "quotes that do not match": self.wrong,
        }


def main() -> None:
    """Measure both ways; print and record the figures; exit with 1 if anything was lost or did not match."""
    figures: dict[str, Any] = {"visitors": VISITORS, "of them at a browser": AT_A_BROWSER}
    with tempfile.TemporaryDirectory(prefix="newsdesk-visitors-") as name:
        folder = Path(name) / "archive"
        index_folder(folder, SAMPLE)
        for way, pause in ((f"reading {READING_SECONDS:.0f} s", READING_SECONDS), ("without a pause", 0.0)):
            with served(folder) as address:
                tally, seconds = asyncio.run(visit_all(address, pause, texts_of(folder)))
            figures[way] = tally.figures(seconds)
            print(f"{way}: {json.dumps(figures[way], ensure_ascii=False)}", flush=True)
    print(f"recorded in {write_record('visitors', figures)}")
    sys.exit(any(one["lost"] or one["quotes that do not match"] for one in figures.values() if isinstance(one, dict)))


def texts_of(folder: Path) -> dict[str, list[str]]:
    """Return the texts of an archive by title."""
    texts: dict[str, list[str]] = {}
    for article in Archive(folder).articles():
        texts.setdefault(article.title, []).append(article.text)
    return texts


async def visit_all(address: str, pause: float, texts: dict[str, list[str]]) -> tuple[Tally, float]:
    """Let all visitors hold their conversations; return what they saw, and how long it took altogether."""
    talks = [[step.typed for step in script.steps] for script in read_scripts(SCRIPTS / "sample.txt")[:VISITORS]]
    tally = Tally()
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(httpx.AsyncClient(base_url=address, timeout=PATIENCE))
        event = await ask_event(http)
        asking = [await sit_down(stack, address) for _ in range(AT_A_BROWSER)]
        asking += [by_http(http, event) for _ in range(VISITORS - AT_A_BROWSER)]
        begun = time.monotonic()
        await asyncio.gather(
            *(converse(ask, talk, pause, (tally, texts)) for ask, talk in zip(asking, talks, strict=True))
        )
        return tally, time.monotonic() - begun


async def converse(ask: Asking, talk: list[str], pause: float, judging: tuple[Tally, dict[str, list[str]]]) -> None:
    """Ask one question after another; note how long each took, and what is wrong with its answer."""
    tally, texts = judging
    for number, question in enumerate(talk):
        if number:
            await asyncio.sleep(pause)
        try:
            shown, seconds = await ask(question)
        except Exception as error:
            tally.lost.append(f"{question}: {type(error).__name__}: {error}"[:300])
            return
        tally.waited.append(seconds)
        judge(shown, talk[: number + 1], tally, texts)


def judge(shown: str, asked: list[str], tally: Tally, texts: dict[str, list[str]]) -> None:
    """Note what is wrong with a conversation: its questions, the newest answer, the quotes in it."""
    turns = html.fromstring(shown).find_class("nd-turn")
    questions = [turn.find_class("nd-question")[0].text_content() for turn in turns]
    if questions != [" ".join(question.split()) for question in asked] or not turns[-1].find_class("nd-answer"):
        tally.lost.append(f"{asked[-1]}: shown was {questions}")
        return
    for figure in turns[-1].find_class("nd-evidence"):
        quote, title = (figure.find_class(name)[0].text_content() for name in ("nd-quote", "nd-title"))
        tally.quotes += 1
        if not any(quote in text for text in texts.get(title, ())):
            tally.wrong.append(f"{title}: {quote}")


async def ask_event(http: httpx.AsyncClient) -> dict[str, Any]:
    """Return the event that a browser sends when a question is entered."""
    page = (await http.get("/config")).raise_for_status().json()
    box = next(part["id"] for part in page["components"] if part["props"].get("elem_id") == "nd-question")
    return next(event for event in page["dependencies"] if event["targets"][0] == [box, "submit"])


def by_http(http: httpx.AsyncClient, event: dict[str, Any]) -> Asking:
    """Return a visitor who sends what a browser sends, as a session and a person of its own."""
    session, visitor = uuid.uuid4().hex, uuid.uuid4().hex
    days = {"since": "", "until": "", "today": date.today().isoformat()}

    async def ask(question: str) -> tuple[str, float]:
        begun = time.monotonic()
        body = {
            "data": [question, None, None, visitor, days, []],
            "fn_index": event["id"],
            "trigger_id": event["targets"][0][0],
            "session_hash": session,
        }
        (await http.post("/gradio_api/queue/join", json=body)).raise_for_status()
        async with http.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
            async for line in stream.aiter_lines():
                message = json.loads(line.removeprefix("data:")) if line else {}
                if message.get("msg") == "process_completed":
                    return str(message["output"]["data"][3]), time.monotonic() - begun
        raise ConnectionError("the stream ended before the answer")

    return ask


async def sit_down(stack: AsyncExitStack, address: str) -> Asking:
    """Return a visitor at a real browser of its own."""
    playwright = await stack.enter_async_context(async_playwright())
    browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
    stack.push_async_callback(browser.close)
    page = await browser.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    await page.goto(address)
    box = page.locator("#nd-question textarea")
    await page.locator(".nd-example").first.wait_for()

    async def ask(question: str) -> tuple[str, float]:
        await box.fill(question)
        await page.evaluate(MARK_SENT)
        await box.press("Enter")
        seconds = await asyncio.wait_for(page.evaluate(UNTIL_SHOWN), PATIENCE) / 1000
        return await page.locator("#nd-conversation .nd-log").evaluate("log => log.outerHTML"), seconds

    return ask


if __name__ == "__main__":
    main()
