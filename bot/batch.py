"""Batch: a file of questions, answered in order with the models loaded once."""

from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

from bot.answer import Answer
from bot.chatbot import Chatbot
from bot.period import Period, read_day
from corpus.errors import NewsdeskError, QuestionError

__all__ = ["answer_rows", "read_rows"]


def answer_rows(chatbot: Chatbot, file: Path) -> Iterator[tuple[dict[str, Any], Answer | None]]:
    """Yield `{"id"}` and the answer of each row, or `{"id", "error"}` and None for one that cannot be asked.

    A row is `{"id", "question", "now"?, "since"?, "until"?}`; a bad one never stops the others.
    """
    for line, row in read_rows(file):
        try:
            if "error" in row:
                raise QuestionError(row["error"])
            yield {"id": row.get("id", line)}, _ask(chatbot, row, f"{file.name}:{line}")
        except NewsdeskError as error:
            yield {"id": row.get("id", line), "error": str(error)}, None


def read_rows(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the line number and the object of each line of a JSON Lines file (.xz and .gz too).

    A line of a .txt file is a question.
    """
    with _open(file) as stream:
        for line, text in enumerate(stream, start=1):
            if not text.strip():
                continue
            try:
                row = {"question": text.strip()} if file.suffix == ".txt" else json.loads(text)
            except ValueError as error:
                row = {"error": f"{file.name}:{line} is not JSON ({error}). Mend that line."}
            if not isinstance(row, dict):
                row = {"error": f'{file.name}:{line} is not an object. Write {{"id": …, "question": "…"}}.'}
            yield line, row


def _open(file: Path) -> TextIO:
    openers: dict[str, Callable[..., Any]] = {".xz": lzma.open, ".gz": gzip.open}
    try:
        stream: TextIO = openers.get(file.suffix, open)(file, "rt", encoding="utf-8-sig")
    except OSError as error:
        raise QuestionError(f"Cannot read the questions in {file}: {error.strerror}. Check the name.") from None
    return stream


def _ask(chatbot: Chatbot, row: dict[str, Any], place: str) -> Answer:
    question = row.get("question")
    if not isinstance(question, str):
        raise QuestionError(f'{place}: the field "question" is missing or not text.')
    days = {name: read_day(row.get(name), f"{place}: {name}") for name in ("since", "until", "now")}
    period = Period(days["since"], days["until"]) if days["since"] or days["until"] else None
    return chatbot.ask(question, period=period, today=days["now"])
