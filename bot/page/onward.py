"""Onward: questions to ask next, found after an answer is shown, while nobody waits for one. No gradio here.

Each is asked as the visitor would ask it, in the same conversation and within the same limits, and is offered only if
the answer is likely and quotes the sentence that it was made from.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
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

    async def questions(self, exchanges: Exchanges, wish: Wish) -> list[str]:
        """Return up to OFFERED questions that lead on from the newest answer; a wish has the visitor's limits."""
        chosen: list[str] = []
        try:
            with anyio.move_on_after(PATIENCE):
                for candidate in await self._aside(partial(next_candidates, self._chatbot, exchanges)):
                    trial = replace(wish, question=candidate.question)
                    answer = await self._aside(partial(try_question, self._chatbot, trial, exchanges))
                    if candidate.leads_to(answer):
                        chosen.append(candidate.question)
                    if len(chosen) == OFFERED:
                        break
        except Exception:  # they are only an offer
            _log.exception("No questions to ask next could be found.")
        return chosen

    async def _aside(self, work: Callable[[], T]) -> T:
        """Do some work in a thread once nobody waits for an answer, one piece at a time."""
        async with self._turn:
            while self._examples.is_somebody_waiting:
                await anyio.sleep(LOOK_AGAIN)
            return await anyio.to_thread.run_sync(work)


def show_onward(turn: int, asked: str, questions: Sequence[str]) -> str:
    """Return the questions to ask next, and under which answer they belong."""
    buttons = "".join(f'<button type="button" class="nd-next" dir="auto">{escape(one)}</button>' for one in questions)
    offer = f"<p>Ask next</p>{buttons}" if questions else ""
    return f'<div data-turn="{turn}" data-asked="{escape(asked)}">{offer}</div>'
