"""Chatbot: the steps from a question to an answer, in order."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.answer import Answer
from bot.period import Period
from bot.quoting import choose_quotes
from bot.reader import read_sentences
from bot.search import find_passages
from bot.writing import write_answer
from corpus.archive import Archive
from corpus.errors import QuestionError
from embeddings.encoder import Encoder, load_encoder
from embeddings.indexes import Indexes
from embeddings.indexing import encoder_of, heal_keywords

__all__ = ["Chatbot", "open_chatbot"]

PASSAGES_READ = 12  # about 75 sentences: 0.32 s on two cores; 8 passages take 0.23 s
QUESTION_CHARACTERS = 2_000  # longer than any question; the encoder reads 256 word pieces


class Chatbot:
    """Hold an archive, its indexes and an encoder, and answer questions. Safe to share between threads."""

    def __init__(self, archive: Archive, indexes: Indexes, encoder: Callable[[], Encoder]) -> None:
        self.archive = archive
        self.indexes = indexes
        self._load_encoder = encoder
        self._loading = threading.Lock()
        self._encoder: Encoder | None = None

    @property
    def encoder(self) -> Encoder:
        """Return the encoder, loaded when first asked for."""
        with self._loading:
            if self._encoder is None:
                self._encoder = self._load_encoder()
            return self._encoder

    def ask(
        self,
        question: str,
        *,
        period: Period | None = None,
        outlets: Collection[str] = (),
        today: date | None = None,
    ) -> Answer:
        """Return the quotes that answer a question, or a refusal with the nearest passages.

        `today` is the day on which it is asked, from which the age of an article counts.
        Raises QuestionError if there is no question in it.
        """
        begun = time.monotonic()
        question = " ".join(question.split())
        if not any(character.isalnum() for character in question):
            raise QuestionError("There is no question. Ask something that an article could answer.")
        if len(question) > QUESTION_CHARACTERS:
            raise QuestionError(f"The question is longer than {QUESTION_CHARACTERS} characters. Shorten it.")
        self.indexes.refresh()
        vector = self.encoder.encode_query([question])[0]
        found = find_passages(self.indexes, question, vector, PASSAGES_READ, period, outlets, today)
        searched = time.monotonic()
        readings = read_sentences(question, vector, found, self.encoder, self.indexes.keywords, today)
        quotes = choose_quotes(readings)
        answer = write_answer(question, period, quotes, self.archive.newest(), empty=self.archive.is_empty())
        done = time.monotonic()
        seconds = {"search": searched - begun, "read": done - searched, "total": done - begun}
        return replace(answer, seconds=seconds)


def open_chatbot(folder: Path) -> Chatbot:
    """Return a chatbot over an archive folder; the encoder is loaded with the first question."""
    archive = Archive(folder)
    name, digest = encoder_of(archive)
    indexes = Indexes(archive, digest)
    heal_keywords(archive, indexes)
    return Chatbot(archive, indexes, lambda: load_encoder(name))
