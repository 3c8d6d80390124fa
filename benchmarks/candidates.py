"""The sentences that Newsdesk considers for each question of RealTimeQA, with features and whether they answer.

Twice for each question: as it is, and with every passage left out that holds the answer or comes from an
article that does, as if those articles were not in the archive. Kept beside the archives, made once a year.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.progress import track

from benchmarks.realtimeqa import ARCHIVES, answerable, chatbot_of
from bot.chatbot import PASSAGES_READ, Chatbot
from bot.evaluation import holds
from bot.reader import Reading, read_sentences
from bot.search import Found, find_passages

__all__ = ["Candidates", "candidates_of"]

DEEP = 80  # passages from which those that answer are left out; enough to leave PASSAGES_READ


@dataclass(frozen=True, slots=True)
class Candidates:
    """Hold for one question the readings with the answer in the archive, and those without."""

    question: str
    answer: str
    readings: list[Reading]
    without: list[Reading]

    def labels(self) -> list[bool]:
        """Return for each reading whether its sentence holds the answer."""
        return [holds(reading.text, self.answer) for reading in self.readings]


def candidates_of(year: int) -> list[Candidates]:
    """Return the candidates for each question of a year."""
    kept = ARCHIVES / f"candidates-{year}.pickle"
    if kept.exists():
        with kept.open("rb") as stream:
            return list(pickle.load(stream))
    chatbot = chatbot_of(year)
    chatbot.indexes.refresh()
    found = [_candidates(chatbot, row) for row in track(answerable(year), f"Reading {year}")]
    with kept.open("wb") as stream:
        pickle.dump(found, stream)
    return found


def _candidates(chatbot: Chatbot, row: dict[str, Any]) -> Candidates:
    question, answer = row["question"], row["answer"]
    today = date.fromisoformat(row["now"])
    vector = chatbot.encoder.encode_query([question])[0]
    deep = find_passages(chatbot.indexes, question, vector, DEEP, today=today)
    gold = set(row["docs_containing_answer"])
    others = [
        hit for hit in deep if hit.passage.article.url not in gold and not holds(hit.passage.article.text, answer)
    ]

    def read(hits: list[Found]) -> list[Reading]:
        return read_sentences(question, vector, hits[:PASSAGES_READ], chatbot.encoder, chatbot.indexes.keywords, today)

    return Candidates(question, answer, read(deep), read(others))
