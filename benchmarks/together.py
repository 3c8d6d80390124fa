"""Asking while articles are being indexed: a served page, eight clients, and `newsdesk index` in another process.

python -m benchmarks.together [--articles 1000] [--seconds 120]

The archive is a copy of RealTimeQA 2022 with its questions; the articles indexed are openings of allsides. The page is
asked as programs ask it, in the same queue as people. Eight clients ask one question after another, first without the
indexing, then until it ends. Every quote that is given is looked up in its article.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.pool import row_of, short_articles
from benchmarks.realtimeqa import ARCHIVES, index_year, questions_of
from benchmarks.record import write_record
from corpus.archive import Archive

CLIENTS = 8
YEAR = 2022
ROOT = Path(__file__).parents[1]
SERVER = """
import sys
from pathlib import Path
from bot.chatbot import open_chatbot
from bot.page import build_page, launch_page
launch_page(build_page(open_chatbot(Path(sys.argv[1]))))
"""


@dataclass(slots=True)
class Tally:
    """Hold what the clients saw: the seconds of each answer, the quotes, and what was wrong."""

    seconds: list[float] = field(default_factory=list)
    quotes: int = 0
    failed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """Return the counts, and the seconds that answers took."""
        times = sorted(self.seconds)
        spread = {"median": round(statistics.median(times), 2), "95th in 100": round(times[int(len(times) * 0.95)], 2)}
        return {
            "answers": len(times),
            "seconds": spread if times else {},
            "quotes checked": self.quotes,
            "failed": self.failed,
            "quotes that do not match": self.wrong,
        }


def main() -> None:
    """Ask without and with the indexing; print and record both; exit with 1 if anything failed or did not match."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=120, help="how long the clients ask without the indexing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsdesk-together-") as name:
        figures = measure(Path(name), options.articles, options.seconds)
    for title, value in figures.items():
        print(f"{title}: {json.dumps(value, ensure_ascii=False)}")
    print(f"recorded in {write_record('together', figures)}")
    both = (figures["without indexing"], figures["while indexing"])
    sys.exit(any(one["failed"] or one["quotes that do not match"] for one in both))


def measure(folder: Path, articles: int, seconds: float) -> dict[str, Any]:
    """Return the figures of both phases of one run."""
    if not (ARCHIVES / f"realtimeqa-{YEAR}" / "archive.sqlite").exists():
        index_year(YEAR)
    shutil.copytree(ARCHIVES / f"realtimeqa-{YEAR}", folder / "archive")
    news = folder / "news.jsonl"
    news.write_text("".join(json.dumps(row_of(one)) + "\n" for one in short_articles(articles)), "utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", SERVER, folder / "archive"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            address = next(line for line in server.stdout or () if "http://" in line).split()[3]
            desk = Desk(address, Archive(folder / "archive"))
            desk.ask_all(Tally(), lambda: True)  # a question a client, so that both models are loaded
            alone = Tally()
            until = time.monotonic() + seconds
            desk.ask_all(alone, lambda: time.monotonic() > until)
            print("without indexing", alone.figures(), flush=True)
            beside = Tally()
            report = index_beside(folder, news, lambda ended: desk.ask_all(beside, ended.is_set))
        finally:
            server.terminate()
    ratio = statistics.median(beside.seconds) / statistics.median(alone.seconds)
    return {
        "clients": CLIENTS,
        "without indexing": alone.figures(),
        "while indexing": beside.figures(),
        "times as slow": round(ratio, 2),
        "indexed meanwhile": {key: report[key] for key in ("added", "passages", "embedded", "seconds")},
    }


def index_beside(folder: Path, news: Path, meanwhile: Callable[[threading.Event], None]) -> dict[str, Any]:
    """Run `newsdesk index` and do something meanwhile, which is told when it has ended; return its report."""
    command = [sys.executable, "-m", "bot", "--archive", str(folder / "archive"), "index", str(news), "--json"]
    ended = threading.Event()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        threading.Thread(target=lambda: (process.wait(), ended.set()), daemon=True).start()
        meanwhile(ended)
        assert process.stdout
        report: dict[str, Any] = json.loads(process.stdout.read())
    return report


class Desk:
    """Eight visitors of one page, and the archive in which their quotes are looked up."""

    def __init__(self, address: str, archive: Archive) -> None:
        from gradio_client import Client

        self._archive = archive
        self._answers: list[dict[str, Any]] = []
        self._lock = threading.Lock()
        self._questions = [row["question"] for row in questions_of(YEAR)]
        self._next = 0
        self._clients = [Client(address, verbose=False) for _ in range(CLIENTS)]

    def ask_all(self, tally: Tally, is_over: Callable[[], bool]) -> None:
        """Let every client ask one question after another, at least one."""
        threads = [threading.Thread(target=self._ask_on, args=(one, tally, is_over)) for one in self._clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self._check_later(tally)

    def _ask_on(self, client: Any, tally: Tally, is_over: Callable[[], bool]) -> None:
        while True:
            with self._lock:
                question = self._questions[self._next % len(self._questions)]
                self._next += 1
            begun = time.monotonic()
            try:
                answer = client.predict(question, api_name="/ask")
            except Exception as error:
                tally.failed.append(f"{question}: {type(error).__name__}: {error}"[:300])
            else:
                with self._lock:
                    tally.seconds.append(time.monotonic() - begun)
                    self._answers.append(answer)
            if is_over():
                return

    def _check_later(self, tally: Tally) -> None:
        """Look the quotes up in their articles, when the clock has stopped."""
        for answer in self._answers:
            keys = {citation["number"]: citation["key"] for citation in answer["citations"]}
            for quote in answer["quotes"]:
                stored = self._archive.article(keys[quote["citation"]])
                tally.quotes += 1
                if stored is None or stored.text[quote["start"] : quote["end"]] != quote["text"]:
                    tally.wrong.append(f"{keys[quote['citation']]}: {quote['text']}")
        self._answers.clear()


if __name__ == "__main__":
    main()
