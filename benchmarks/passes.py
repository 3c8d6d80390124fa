"""What each pass of the training brings, and the mean of their weights: with and without news.

F1 and exact match on SQuAD 1.1 dev and AUROC on SQuAD 2.0 dev, every tenth question; on every third question of
RealTimeQA 2023, how often the first sentence holds the answer where the reader alone decides, and where reader and
search do together, by the weights of `bot/reader/scoring.py`. WORK is the folder that `python -m training` kept.

    python -m benchmarks.passes [--work WORK]
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich.progress import track
from transformers import AutoTokenizer

from benchmarks.options import option
from benchmarks.realtimeqa import ARCHIVES, answerable, chatbot_of
from benchmarks.record import write_record
from benchmarks.squad import measure_answerable, measure_spans
from bot.chatbot import PASSAGES_READ, Chatbot
from bot.evaluation import holds
from bot.reader import OFF, Reader, read_sentences
from bot.reader.extractive import ExtractiveReader
from bot.reader.network import load_weights, mean_weights, new_network
from bot.search import Found
from embeddings.encoder import DEFAULT_ENCODER, find_weights

YEAR, EVERY = 2023, 3  # every third question of it
SOME = 10  # every tenth question of SQuAD
PASSES = {
    "questions": ("questions",),
    "then whole paragraphs": ("paragraphs",),
    "then news": ("news",),
    "mean of the first two, no news": ("questions", "paragraphs"),
    "mean of all three (ships)": ("questions", "paragraphs", "news"),
}


def main() -> None:
    """Print and record the table."""
    work = Path(option("work", str(ARCHIVES / "reader")))
    chatbot = chatbot_of(YEAR, OFF)
    chatbot.indexes.refresh()
    rows = answerable(YEAR)[::EVERY]
    found = [chatbot.find(row["question"], PASSAGES_READ, today=_today(row)) for row in track(rows, "Searching")]
    table = {}
    for name, files in PASSES.items():
        reader = _reader([work / f"{file}.safetensors" for file in files], name)
        table[name] = {
            **measure_spans(reader, SOME),
            **measure_answerable(reader, SOME),
            **_measure_news(reader, chatbot, rows, found),
        }
        print(name, table[name], flush=True)
    print(f"recorded in {write_record('passes', table)}")


def _reader(files: Sequence[Path], name: str) -> ExtractiveReader:
    """Return a reader with the mean of some weights."""
    folder = find_weights(DEFAULT_ENCODER)
    network = new_network(folder)
    with tempfile.TemporaryDirectory() as kept:
        mean_weights(files, Path(kept) / "mean.safetensors")
        load_weights(network, Path(kept) / "mean.safetensors")
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)  # type: ignore[no-untyped-call]
    return ExtractiveReader(network, tokenizer, name)


def _measure_news(
    reader: Reader, chatbot: Chatbot, rows: Sequence[dict[str, Any]], found: Sequence[Sequence[Found]]
) -> dict[str, float]:
    """Return the shares of news questions whose first sentence holds the answer."""
    alone, together = [], []
    for row, some in zip(rows, found, strict=True):
        readings = read_sentences(row["question"], some, reader, chatbot.indexes.keywords, _today(row))
        by_reader = max(readings, key=lambda reading: reading.features[0], default=None)
        alone.append(by_reader is not None and holds(by_reader.text, row["answer"]))
        together.append(bool(readings) and holds(readings[0].text, row["answer"]))
    return {
        "news questions": len(rows),
        "first sentence, reader alone": round(sum(alone) / len(rows), 4),
        "first sentence, reader and search": round(sum(together) / len(rows), 4),
    }


def _today(row: dict[str, Any]) -> date:
    return date.fromisoformat(row["now"])


if __name__ == "__main__":
    main()
