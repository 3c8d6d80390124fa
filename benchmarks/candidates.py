"""The sentences that Newsdesk reads for a question of RealTimeQA, with their features and whether they answer.

Twice for each question: as it is, and with every passage left out that comes from an article that holds the
answer, as if those articles were not in the archive. Kept beside the archives, made once a year and reader.

And those for the questions of the sixty conversations as a person rewrote them, where the article that answers is
known: `candidates_of_talks`.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from rich.progress import track

from benchmarks.conversations import TODAY, Step, open_sources
from benchmarks.realtimeqa import ARCHIVES, answerable, chatbot_of
from bot.chatbot import Chatbot, passages_to_read
from bot.conversation import Conversation
from bot.evaluation import holds, rank, rank_without, to_read
from bot.reader import Reading, reader_name
from bot.reader.features import FEATURES
from bot.understanding import understand_question
from corpus.holdings import outlet_names

__all__ = ["Candidates", "candidates_of", "candidates_of_talks"]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Hold for one question the sentences read, and those read without the articles that answer.

    Features are (n, f), best sentence first; `right` is (n,): whether the sentence answers.
    """

    question: str
    answer: str
    features: np.ndarray
    right: np.ndarray
    without: np.ndarray


def candidates_of(year: int, reader: str, every: int = 1) -> list[Candidates]:
    """Return the candidates for the questions of a year, or for every n-th of them."""
    chatbot = chatbot_of(year, reader)
    name = f"candidates-{year}-{reader_name(reader)}-{every}.pickle".replace("/", "-")
    kept = ARCHIVES / name
    if kept.exists():
        with kept.open("rb") as stream:
            return list(pickle.load(stream))
    chatbot.indexes.refresh()
    found = [_candidates(chatbot, row) for row in track(answerable(year)[::every], f"Reading {year}")]
    with kept.open("wb") as stream:
        pickle.dump(found, stream)
    return found


def candidates_of_talks(reader: str) -> list[Candidates]:
    """Return the candidates for the rewritten questions; right is what stands in an article that answers.

    They are never without their articles: `without` is empty.
    """
    chatbot, scripts = open_sources(reader=reader)
    chatbot.indexes.refresh()
    steps = [step for script in scripts for step in script.steps]
    known = outlet_names(chatbot.archive)
    return [_of_step(chatbot, step, known) for step in track(steps, "Reading the conversations")]


def _of_step(chatbot: Chatbot, step: Step, known: Sequence[str]) -> Candidates:
    meaning = understand_question(step.alone, Conversation(), TODAY, known)
    vector, indexes = chatbot.embed(meaning.question)
    found = passages_to_read(indexes, meaning, vector)
    readings = chatbot.read(meaning.question, found, meaning.today, meaning.content)
    right = np.array([one.article.title in step.articles for one in readings], bool)
    return Candidates(step.alone, "", _features(readings), right, _features([]))


def _candidates(chatbot: Chatbot, row: dict[str, Any]) -> Candidates:
    question, answer, today = row["question"], row["answer"], date.fromisoformat(row["now"])
    rankings = rank(chatbot, question, today)
    others = rank_without(chatbot, rankings, answer, today, row["docs_containing_answer"])
    readings, without = (chatbot.read(question, to_read(chatbot, one.best), today) for one in (rankings, others))
    right = np.array([holds(one.text, answer) for one in readings], bool)
    return Candidates(question, answer, _features(readings), right, _features(without))


def _features(readings: list[Reading]) -> np.ndarray:
    return np.array([reading.features for reading in readings], np.float32).reshape(-1, len(FEATURES))
