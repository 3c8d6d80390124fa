"""Chatbot: the steps from a question to an answer, in order."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.answer import Answer
from bot.conversation import Conversation
from bot.crediting import credit_originals
from bot.differing import differing_quotes
from bot.digest import digest_line, digest_quotes, wants_digest
from bot.freshness import freshness_line, newest_first
from bot.period import Period
from bot.quoting import choose_quotes
from bot.reader import DEFAULT_READER, CosineReader, Reader, Reading, load_reader, read_sentences
from bot.reader.calibration import Calibration, load_calibration
from bot.search import Found, find_passages
from bot.smalltalk import reply_to
from bot.understanding import Meaning, understand_question
from bot.writing import write_answer, write_reply
from corpus.archive import Archive
from corpus.errors import QuestionError
from corpus.holdings import outlet_counts
from embeddings.encoder import Encoder, load_encoder
from embeddings.indexes import Indexes
from embeddings.indexing import encoder_of, heal_keywords

__all__ = ["Chatbot", "open_chatbot"]

PASSAGES_READ = 12  # about 75 sentences: 0.31 s on two cores without bf16 (benchmarks/results/speed-newsdesk.json)
NEW = Conversation()
_log = logging.getLogger("newsdesk.chatbot")
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
        conversation: Conversation = NEW,
        period: Period | None = None,
        outlets: Collection[str] | None = None,
        today: date | None = None,
        literal: bool = False,
    ) -> Answer:
        """Return the quotes that answer a question, or a refusal with the nearest passages.

        What the question leaves to the conversation before it is put in, unless it is to be taken as `literal`.
        `period` and `outlets` are the visitor's own limits; without them, those that the question or the conversation
        names hold, and are let go, saying so, where nothing within them answers. `today` is the day on which it is
        asked, from which "last week" and the age of an article count. Small talk gets a reply of its own.
        Raises QuestionError if there is no question in it.
        """
        begun = time.monotonic()
        question, today = _checked(question), today or date.today()
        reply = reply_to(question, self.archive, conversation.last_answer)
        if reply:
            return write_reply(question, reply.text, reply.quotes, self.archive.newest())
        self.indexes.refresh()
        known = [name for name, _ in outlet_counts(self.archive) if name]
        meaning = understand_question(
            question, conversation, today, known, period=period, outlets=outlets, literal=literal
        )
        answer = self._answer(question, meaning, today)
        if _may_widen(answer, meaning):
            wider = self._answer(question, _widened(meaning), today)
            if wider.found or wider.reply or not answer.quotes:
                caveat = _beyond(meaning, "answers" if wider.found else "bears on")
                answer = replace(wider, caveats=(caveat, *wider.caveats), seconds=_sum(answer, wider))
        answer = replace(answer, seconds={**answer.seconds, "total": time.monotonic() - begun})
        _note(answer)
        return answer

    def _answer(self, question: str, meaning: Meaning, today: date) -> Answer:
        """Return the answer to a question within the limits of its meaning."""
        begun = time.monotonic()
        asked, about = meaning.question, meaning.content
        vector = self.encoder.encode_query([asked])[0]
        found = find_passages(
            self.indexes, asked, vector, PASSAGES_READ, meaning.period, meaning.outlets, today, about,
            meaning.cited, meaning.near,
        )  # fmt: skip
        searched = time.monotonic()
        readings = self.read(asked, found, today, about)
        quotes = choose_quotes(newest_first(readings) if meaning.current else readings)
        quotes = credit_originals(self.archive, quotes, meaning.period, meaning.outlets)
        stale = freshness_line(readings, today) if meaning.fresh else None
        answer = write_answer(question, meaning.period, quotes, self.archive.newest(), empty=self.archive.is_empty())
        if not answer.found and wants_digest(asked):
            answer = self._digest(answer, meaning, found)
        return replace(
            answer,
            understood=asked,
            outlets=meaning.outlets,
            caveats=(stale,) if stale else (),
            timeline=differing_quotes(asked, answer.quotes),
            seconds={"search": searched - begun, "read": time.monotonic() - searched},
        )

    def _digest(self, refusal: Answer, meaning: Meaning, found: Sequence[Found]) -> Answer:
        """Return how the articles begin that bear on what was asked; the refusal, if none does."""
        quotes = digest_quotes(meaning.question, meaning.phrase, found, self.indexes.keywords)
        if not quotes:
            return refusal
        reply = write_reply(refusal.question, digest_line(quotes), quotes, refusal.newest)
        return replace(reply, period=meaning.period)

    def find(
        self,
        question: str,
        count: int,
        *,
        period: Period | None = None,
        outlets: Collection[str] = (),
        today: date | None = None,
    ) -> list[Found]:
        """Return the best `count` passages for a question as it is, best first."""
        vector = self.encoder.encode_query([question])[0]
        return find_passages(self.indexes, question, vector, count, period, outlets, today)

    def read(
        self, question: str, found: Sequence[Found], today: date | None = None, about: Collection[Period] = ()
    ) -> list[Reading]:
        """Return the sentences of the passages found, best first; scores are as this archive's calibration has them."""
        readings = read_sentences(question, found, self.reader, self.indexes.keywords, today, about)
        return [replace(reading, score=self._calibration.probability(reading.score)) for reading in readings]


def _note(answer: Answer) -> None:
    """Note in the journal, if there is one, that a question was answered."""
    fields = {"question": answer.question, "found": answer.found, "quotes": len(answer.quotes)}
    seconds = round(answer.seconds["total"], 3)
    _log.info("answered", extra={"fields": {**fields, "confidence": round(answer.confidence, 3), "seconds": seconds}})


def _may_widen(answer: Answer, meaning: Meaning) -> bool:
    """Say whether limits that the question named may be let go: what is "as of" a day never knows of later ones."""
    open_start = "period" in meaning.said and meaning.period is not None and meaning.period.since is None
    return not answer.found and answer.reply is None and bool(meaning.said) and not open_start


def _widened(meaning: Meaning) -> Meaning:
    """Return a meaning without the limits that the question named; its days are still preferred."""
    near = (meaning.period,) if "period" in meaning.said and meaning.period else ()
    return replace(
        meaning,
        period=None if "period" in meaning.said else meaning.period,
        outlets=() if "outlets" in meaning.said else meaning.outlets,
        content=near + meaning.content,
    )


def _beyond(meaning: Meaning, falls_short: str) -> str:
    """Return what is said where the limits that a question named were let go."""
    days = f" published {meaning.period}" if "period" in meaning.said else ""
    where = f" by {', '.join(meaning.outlets)}" if "outlets" in meaning.said else ""
    return f"Nothing{days}{where} {falls_short} this question. What follows is from outside."


def _sum(one: Answer, other: Answer) -> dict[str, float]:
    return {stage: one.seconds[stage] + other.seconds[stage] for stage in one.seconds}


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
