"""Whether a question about now, asked of an archive that ends earlier, is told how old the newest article on it is.

Fifty questions (`tests/bot/freshness/latest.jsonl`) over the sample newspaper and Wikinews in one archive. Each is
asked a month after its cut, with nothing published after the cut to be found: the line has to name the day of the
article expected.

    python -m benchmarks.freshness
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rich.progress import track

from benchmarks.conversations import SOURCES, open_sources
from benchmarks.record import write_record
from bot.answer import Answer
from bot.chatbot import Chatbot
from bot.period import Period
from corpus.dates import say_day

FILE = Path(__file__).parents[1] / "tests/bot/freshness/latest.jsonl"
LATER = timedelta(days=30)


def main() -> None:
    """Print and record how many lines are right, and those that are not."""
    chatbot, _ = open_sources()
    here = {file.stem for file, folder in SOURCES.items() if folder.is_dir()}
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["source"] in here]
    misses = [miss for row in track(rows, "Asking") if (miss := judge(row, ask(chatbot, row)))]
    print(f"{len(rows) - len(misses)} of {len(rows)} lines are right", *misses, sep="\n")
    print(f"recorded in {write_record('freshness', {'questions': len(rows), 'misses': misses})}")


def ask(chatbot: Chatbot, row: dict[str, Any]) -> Answer:
    """Return the answer to a question a month after its cut, from what was published up to then."""
    cut = date.fromisoformat(row["cut"])
    return chatbot.ask(row["question"], period=Period(until=cut), today=cut + LATER)


def judge(row: dict[str, Any], answer: Answer) -> str | None:
    """Return what is wrong with the line, None if it names the day expected."""
    wanted = f"newer than {say_day(date.fromisoformat(row['date']))} on this"
    if any(wanted in line for line in answer.caveats):
        return None
    return f"{row['question']} | expected {row['date']} | {'; '.join(answer.caveats) or 'no line'}"


if __name__ == "__main__":
    main()
