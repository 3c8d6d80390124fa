"""Chatbot: the steps from a question to an answer, in order."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.answer import Answer
from bot.crediting import credit_originals
from bot.period import Period
from bot.quoting import choose_quotes
from bot.reader import DEFAULT_READER, CosineReader, Reader, Reading, load_reader, read_sentences
from bot.reader.calibration import Calibration, load_calibration
from bot.search import Found, find_passages
from bot.smalltalk import reply_to
from bot.writing import write_answer, write_reply
from corpus.archive import Archive
from corpus.errors import QuestionError
from embeddings.encoder import Encoder, load_encoder
from embeddings.indexes import Indexes
from embeddings.indexing import encoder_of, heal_keywords

__all__ = ["Chatbot", "open_chatbot"]

PASSAGES_READ = 12  # about 75 sentences: 0.31 s on two cores without bf16 (benchmarks/results/speed-newsdesk.json)
QUESTION_CHARACTERS = 2_000  # longer than any question; the encoder reads 256 word pieces


class Chatbot:
    """Hold an archive, its indexes, an encoder and a reader, and answer questions. Safe to share between threads."""

    def __init__(
        self,
        archive: Archive,
        indexes: Indexes,
        encoder: Callable[[], Encoder],
        reader: Callable[[Encoder], Reader] = CosineReader,
    ) -> None:
        self.archive = archive
        self.indexes = indexes
        self._load_encoder, self._load_reader = encoder, reader
        self._loading = threading.RLock()
        self._encoder: Encoder | None = None
        self._reader: Reader | None = None
        self._calibration = Calibration()

    @property
    def encoder(self) -> Encoder:
        """Return the encoder, loaded when first asked for."""
        with self._loading:
            if self._encoder is None:
                self._encoder = self._load_encoder()
            return self._encoder

    @property
    def reader(self) -> Reader:
        """Return the reader, loaded when first asked for."""
        with self._loading:
            if self._reader is None:
                self._reader = self._load_reader(self.encoder)
                self._calibration = load_calibration(self.archive.folder, self._reader.name)
            return self._reader

    def ask(
        self,
        question: str,
        *,
        period: Period | None = None,
        outlets: Collection[str] = (),
        today: date | None = None,
        previous: Answer | None = None,
    ) -> Answer:
        """Return the quotes that answer a question, or a refusal with the nearest passages.

        `today` is the day on which it is asked, from which the age of an article counts; `previous` is the answer
        before, to whose sources "summarise [1]" points. Small talk gets a reply of its own.
        Raises QuestionError if there is no question in it.
        """
        begun = time.monotonic()
        question = _checked(question)
        reply = reply_to(question, self.archive, previous)
        if reply:
            return write_reply(question, reply.text, reply.quotes, self.archive.newest())
        self.indexes.refresh()
        found = self.find(question, PASSAGES_READ, period=period, outlets=outlets, today=today)
        searched = time.monotonic()
        quotes = choose_quotes(self.read(question, found, today))
        quotes = credit_originals(self.archive, quotes, period, outlets)
        answer = write_answer(question, period, quotes, self.archive.newest(), empty=self.archive.is_empty())
        done = time.monotonic()
        seconds = {"search": searched - begun, "read": done - searched, "total": done - begun}
        return replace(answer, seconds=seconds)

    def find(
        self,
        question: str,
        count: int,
        *,
        period: Period | None = None,
        outlets: Collection[str] = (),
        today: date | None = None,
    ) -> list[Found]:
        """Return the best `count` passages for a question, best first."""
        vector = self.encoder.encode_query([question])[0]
        return find_passages(self.indexes, question, vector, count, period, outlets, today)

    def read(self, question: str, found: Sequence[Found], today: date | None = None) -> list[Reading]:
        """Return the sentences of the passages found, best first; scores are as this archive's calibration has them."""
        readings = read_sentences(question, found, self.reader, self.indexes.keywords, today)
        return [replace(reading, score=self._calibration.probability(reading.score)) for reading in readings]


def _checked(question: str) -> str:
    question = " ".join(question.split())
    if not any(character.isalnum() for character in question):
        raise QuestionError("There is no question. Ask something that an article could answer.")
    if len(question) > QUESTION_CHARACTERS:
        raise QuestionError(f"The question is longer than {QUESTION_CHARACTERS} characters. Shorten it.")
    return question


def open_chatbot(folder: Path, reader: str = DEFAULT_READER) -> Chatbot:
    """Return a chatbot over an archive folder; encoder and reader are loaded with the first question."""
    archive = Archive(folder)
    name, digest = encoder_of(archive)
    indexes = Indexes(archive, digest)
    heal_keywords(archive, indexes)
    return Chatbot(
        archive, indexes, lambda: load_encoder(name), lambda encoder: load_reader(reader) or CosineReader(encoder)
    )
