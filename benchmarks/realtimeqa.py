"""RealTimeQA for the benchmarks: its questions, and an archive of all articles of one year.

The data stands in `../shared/data` (or $NEWSDESK_DATA) and is used in place; archives are kept in
$NEWSDESK_BENCH, by default a folder of the system's temporary one, so that a second run embeds nothing.
"""

from __future__ import annotations

import json
import lzma
import os
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.chatbot import Chatbot, open_chatbot
from bot.evaluation import scorable
from bot.reader import DEFAULT_READER
from bot.terminal import progress_bars
from corpus.archive import Archive
from corpus.reading import read_articles
from embeddings.encoder import load_encoder
from embeddings.indexes import Indexes
from embeddings.indexing import IndexReport, encoder_of, index_articles

__all__ = ["ARCHIVES", "DATA", "answerable", "chatbot_of", "index_year", "questions_of"]

DATA = Path(os.environ.get("NEWSDESK_DATA", Path(__file__).parents[2] / "shared/data")) / "realtimeqa"
ARCHIVES = Path(os.environ.get("NEWSDESK_BENCH", Path(tempfile.gettempdir()) / "newsdesk-bench"))


def questions_of(year: int) -> list[dict[str, Any]]:
    """Return the questions of a year, with `now` for the day of the quiz."""
    with lzma.open(DATA / f"questions-{year}.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [{**row, "now": row["date"]} for row in rows]


def answerable(year: int) -> list[dict[str, Any]]:
    """Return the questions whose answer stands in an article of the year, and can be looked for in a text.

    The answer is stripped of the quotation marks that some carry.
    """
    rows = [{**row, "answer": row["answer"].strip("“”\"' ")} for row in questions_of(year)]
    return [row for row in rows if row["docs_containing_answer"] and scorable(row)]


def index_year(year: int) -> IndexReport:
    """Index the articles of a year into its archive, made if there is none; return what was done."""
    archive = Archive(ARCHIVES / f"realtimeqa-{year}", create=True)
    name, digest = encoder_of(archive)
    records = read_articles(DATA / f"articles-{year}.jsonl.xz")
    with archive.writer(), progress_bars(Console(stderr=True)) as progress:
        return index_articles(archive, records, lambda: load_encoder(name), Indexes(archive, digest), progress)


def chatbot_of(year: int, reader: str = DEFAULT_READER) -> Chatbot:
    """Return a chatbot over the archive of a year, indexed first if need be."""
    folder = ARCHIVES / f"realtimeqa-{year}"
    if not (folder / "archive.sqlite").exists():
        index_year(year)
    return open_chatbot(folder, reader)
