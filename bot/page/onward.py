"""Onward: questions to ask next, found after an answer is shown, while nobody waits for one. No gradio here.

Each is asked as the visitor would ask it, in the same conversation and within the same limits, and is offered only if
the answer is likely and quotes the sentence that it was made from.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from typing import TypeVar

import anyio

from bot.chatbot import Chatbot
from bot.onward import next_candidates
from bot.page.answering import Exchanges, Wish, try_question
from bot.page.examples import Examples

__all__ = ["Onward", "show_onward"]

OFFERED = 3
PATIENCE = 20.0  # seconds; later the visitor is reading something else
LOOK_AGAIN = 0.1  # seconds until it is asked again whether anybody waits for an answer

_log = logging.getLogger("newsdesk.page")
T = TypeVar("T")


class Onward:
    """Find questions to ask next, for one visitor at a time, behind everybody who waits for an answer."""

    def __init__(self, chatbot: Chatbot, examples: Examples) -> None:
        self._chatbot, self._examples = chatbot, examples
        self._turn = anyio.CapacityLimiter(1)
        self._searches: dict[str, object] = {}  # one an opened page, for as long as it goes on

    def stop(self, page: str) -> None:
        """End the search for an opened page: something new is asked there."""
        self._searches.pop(page, None)

    async def questions(self, page: str, exchanges: Exchanges, wish: Wish) -> list[str]:
        """Return up to OFFERED questions that lead on from the newest answer; a wish has the visitor's limits.

        A newer search for the same page, or `stop`, ends this one.
        """
        chosen: list[str] = []
        search = self._searches[page] = object()
        try:
            with anyio.move_on_after(PATIENCE):
                async for question in self._leading(exchanges, wish, lambda: self._searches.get(page) is search):
                    chosen.append(question)
                    if len(chosen) == OFFERED:
                        break
        except Exception:  # they are only an offer
            _log.exception("No questions to ask next could be found.")
        if self._searches.get(page) is search:
            del self._searches[page]
        return chosen

    async def _leading(self, exchanges: Exchanges, wish: Wish, is_wanted: Callable[[], bool]) -> AsyncIterator[str]:
        """Yield the questions that are answered well, while they are wanted."""
        for candidate in await self._aside(partial(next_candidates, self._chatbot, exchanges), is_wanted) or ():
            trial = partial(try_question, self._chatbot, replace(wish, question=candidate.question), exchanges)
            answer = await self._aside(trial, is_wanted)
            if answer is None:
                return
            if candidate.leads_to(answer):
                yield candidate.question

    async def _aside(self, work: Callable[[], T], is_wanted: Callable[[], bool]) -> T | None:
        """Do some work in a thread once nobody waits for an answer, one piece at a time; None once it is not wanted."""
        async with self._turn:
            while self._examples.is_held and is_wanted():
                await anyio.sleep(LOOK_AGAIN)
            return await anyio.to_thread.run_sync(work) if is_wanted() else None


def show_onward(turn: int, asked: str, questions: Sequence[str]) -> str:
    """Return the questions to ask next, and under which answer they belong."""
    buttons = "".join(f'<button type="button" class="nd-next" dir="auto">{escape(one)}</button>' for one in questions)
    offer = f"<p>Ask next</p>{buttons}" if questions else ""
    return f'<div data-turn="{turn}" data-asked="{escape(asked)}">{offer}</div>'
