"""Chatbot: the steps from a question to an answer, in order."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.answer import Answer
from bot.conversation import Conversation
from bot.crediting import credit_originals
from bot.differing import differing_quotes, mark_one_thing
from bot.digest import digest_line, digest_quotes, is_of_all, wants_digest
from bot.freshness import freshness_line, newest_first
from bot.period import Period
from bot.quoting import choose_quotes
from bot.reader import DEFAULT_READER, CosineReader, Reader, Reading, load_reader, read_sentences
from bot.reader.calibration import Calibration, load_calibration
from bot.search import Found, find_passages
from bot.smalltalk import reply_to
from bot.staying import may_be_of_story, names_story, of_story, stay_with, surer
from bot.titles import named_by_title, without_titles_behind
from bot.understanding import Meaning, check_question, understand_question
from bot.widening import beyond, may_widen, widened
from bot.writing import write_answer, write_reply
from corpus.archive import Archive
from corpus.holdings import outlet_names
from embeddings.encoder import Encoder, load_encoder
from embeddings.indexes import Indexes
from embeddings.indexing import encoder_of, heal_keywords

__all__ = ["Chatbot", "open_chatbot", "passages_to_read"]

PASSAGES_READ = 12  # about 75 sentences: 0.31 s on two cores without bf16 (benchmarks/results/speed-newsdesk.json)
NEW = Conversation()
_log = logging.getLogger("newsdesk.chatbot")


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
        self._chosen = encoder_of(archive)
        self._loading = threading.RLock()
        self._changing = threading.Lock()
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

    def keep_up(self) -> None:
        """Take the encoder that another process has put in use, and its index; until both are here, the old ones go on.

        Raises EncoderError if it cannot be had.
        """
        chosen = encoder_of(self.archive)
        if chosen[1] == self._chosen[1] or not self._changing.acquire(blocking=False):
            return
        try:
            encoder, indexes = load_encoder(chosen[0]), Indexes(self.archive, chosen[1])
            indexes.refresh()
            with self._loading:
                self._encoder, self.indexes, self._chosen = encoder, indexes, chosen
                self._reader = None if isinstance(self._reader, CosineReader) else self._reader
        finally:
            self._changing.release()

    def ask(
        self,
        question: str,
        *,
        conversation: Conversation = NEW,
        period: Period | None = None,
        outlets: Collection[str] | None = None,
        today: date | None = None,
        literal: bool = False,
        trial: bool = False,
    ) -> Answer:
        """Return the quotes that answer a question, or a refusal with the nearest passages.

        What the question leaves to the conversation before it is put in, unless it is to be taken as `literal`.
        `period` and `outlets` are the visitor's own limits; without them, those that the question or the conversation
        names hold, and are let go, saying so, where nothing within them answers. `today` is the day on which it is
        asked, from which "last week" and the age of an article count. Small talk gets a reply of its own.
        A `trial` is not noted in the journal.
        Raises QuestionError if there is no question in it.
        """
        begun = time.monotonic()
        question, today = check_question(question), today or date.today()
        reply = reply_to(question, self.archive, conversation.last_answer, conversation.numbered_answer)
        if reply:
            return write_reply(question, reply.text, reply.quotes, self.archive.newest())
        self.keep_up()
        self.indexes.refresh()
        known = outlet_names(self.archive)
        meaning = understand_question(
            question, conversation, today, known, period=period, outlets=outlets, literal=literal
        )
        answer = self._answer(question, meaning)
        if may_widen(answer, meaning):
            wider = self._answer(question, widened(meaning))
            if wider.found or wider.reply or not answer.quotes:
                caveat = beyond(meaning, "answers" if wider.found else "bears on")
                answer = replace(wider, caveats=(caveat, *wider.caveats), seconds=_sum(answer, wider))
        if may_be_of_story(answer, meaning):
            answer = self._answer_of_story(question, meaning, answer)
        answer = replace(answer, seconds={**answer.seconds, "total": time.monotonic() - begun})
        if not trial:
            _note(answer)
        return answer

    def _answer(self, question: str, meaning: Meaning) -> Answer:
        """Return the answer to a question within the limits of its meaning."""
        begun = time.monotonic()
        asked, about, today = meaning.question, meaning.content, meaning.today
        vector, indexes = self.embed(asked)
        found = passages_to_read(indexes, meaning, vector)
        named = () if meaning.cited else named_by_title(asked, (hit.passage.article for hit in found))
        if named:
            meaning = replace(meaning, cited=named)
            found = passages_to_read(indexes, meaning, vector)
        asked = without_titles_behind(asked)  # a figure in a title would not be read as the answer
        searched = time.monotonic()
        readings = stay_with(self.read(asked, found, today, about), meaning.near, meaning.earlier)
        quotes = choose_quotes(newest_first(readings) if meaning.current else readings)
        quotes = mark_one_thing(asked, quotes)
        if not meaning.cited:  # what a source says is wanted from that source
            quotes = credit_originals(self.archive, quotes, meaning.period, meaning.outlets)
        answer = write_answer(question, meaning.period, quotes, self.archive.newest(), empty=self.archive.is_empty())
        if (wants_digest(asked) and not answer.found) or is_of_all(asked, meaning.phrase):
            answer = self._digest(answer, meaning, found)
        stale = None
        if meaning.fresh or (answer.found and not meaning.period and not about):
            stale = freshness_line(asked, readings, today, indexes.keywords, meaning.period, fresh=meaning.fresh)
        return replace(
            answer,
            understood=meaning.question,
            outlets=meaning.outlets,
            cutoff=meaning.cutoff,
            caveats=(stale,) if stale else (),
            timeline=differing_quotes(asked, answer.quotes),
            seconds={"search": searched - begun, "read": time.monotonic() - searched},
        )

    def _answer_of_story(self, question: str, meaning: Meaning, answer: Answer) -> Answer:
        """Return the answer to a follow-up asked of the story that it is likeliest of, where that is the surer one."""
        shown = self.archive.article(meaning.story)
        if shown is None or not names_story(shown.title):
            return answer
        other = self._answer(question, of_story(meaning, question, shown.title))
        return surer(answer, other)

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
        vector, indexes = self.embed(question)
        return find_passages(indexes, question, vector, count, period, outlets, today)

    def embed(self, question: str) -> tuple[NDArray[np.float32], Indexes]:
        """Return the (d,) vector of a question, and the indexes of the very encoder that made it."""
        with self._loading:
            encoder, indexes = self.encoder, self.indexes
        return encoder.encode_query([question])[0], indexes

    def read(
        self, question: str, found: Sequence[Found], today: date | None = None, about: Collection[Period] = ()
    ) -> list[Reading]:
        """Return the sentences of the passages found, best first; scores are as this archive's calibration has them."""
        readings = read_sentences(question, found, self.reader, self.indexes.keywords, today, about)
        return [replace(reading, score=self._calibration.probability(reading.score)) for reading in readings]


def passages_to_read(indexes: Indexes, meaning: Meaning, vector: NDArray[np.float32]) -> list[Found]:
    """Return the passages to read for a question within the limits of its meaning, best first."""
    return find_passages(
        indexes, meaning.question, vector, PASSAGES_READ, meaning.period, meaning.outlets, meaning.today,
        meaning.content, meaning.cited, meaning.near,
    )  # fmt: skip


def _note(answer: Answer) -> None:
    """Note in the journal, if there is one, that a question was answered."""
    fields = {"question": answer.question, "found": answer.found, "quotes": len(answer.quotes)}
    seconds = round(answer.seconds["total"], 3)
    _log.info("answered", extra={"fields": {**fields, "confidence": round(answer.confidence, 3), "seconds": seconds}})


def _sum(one: Answer, other: Answer) -> dict[str, float]:
    return {stage: one.seconds[stage] + other.seconds[stage] for stage in one.seconds}


def open_chatbot(folder: Path, reader: str = DEFAULT_READER) -> Chatbot:
    """Return a chatbot over an archive folder; encoder and reader are loaded with the first question."""
    archive = Archive(folder)
    name, digest = encoder_of(archive)
    indexes = Indexes(archive, digest)
    heal_keywords(archive, indexes)
    chatbot = Chatbot(
        archive, indexes, lambda: load_encoder(name), lambda encoder: load_reader(reader) or CosineReader(encoder)
    )
    chatbot._chosen = name, digest  # as it was when the indexes were opened; it may have changed since
    return chatbot
