"""The questions to try, found in the background and found again when the articles have changed. No gradio here."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bot.chatbot import Chatbot
from bot.suggesting import suggest_questions

__all__ = ["Examples"]

LEISURE = 2.0  # seconds after an answer in which visitors read it, or ask on at once: a trial would hold them up

_log = logging.getLogger("newsdesk.page")


class Examples:
    """Hold the questions to try for the articles as they are now. Safe to share between threads."""

    def __init__(self, chatbot: Chatbot) -> None:
        self._chatbot = chatbot
        self._finding = threading.Lock()
        self._visitors = threading.Condition()
        self._asking = 0
        self._leisure = 0.0  # until when it is left in peace
        self._generation = -1
        self._questions: tuple[str, ...] = ()

    def ready(self) -> tuple[str, ...] | None:
        """Return the questions if they are found already, else None."""
        known = self._generation == self._chatbot.archive.text_generation
        return self._questions if known else None

    def wait(self) -> tuple[str, ...]:
        """Return the questions, found now if need be; none if that fails, for they are only an offer."""
        with self._finding:
            generation = self._chatbot.archive.text_generation
            if generation != self._generation:
                try:
                    self._questions = tuple(suggest_questions(self._chatbot, pause=self._let_visitors_pass))
                except Exception:
                    _log.exception("No example questions could be made.")
                    self._questions = ()
                self._generation = generation
            return self._questions

    @property
    def is_held(self) -> bool:
        """Return whether a visitor waits for an answer, or may be about to ask on."""
        return self._asking > 0 or time.monotonic() < self._leisure

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the search for examples up while a visitor waits for an answer, and a little longer."""
        with self._visitors:
            self._asking += 1
        try:
            yield
        finally:
            with self._visitors:
                self._asking -= 1
                self._leisure = time.monotonic() + LEISURE
                self._visitors.notify_all()

    def _let_visitors_pass(self) -> None:
        with self._visitors:
            while self.is_held:
                self._visitors.wait(LEISURE)
