"""Turns: what changes the conversation of one opened page is done one after another, each with what was left before."""

from __future__ import annotations

import asyncio
from typing import Any
from weakref import WeakKeyDictionary

__all__ = ["Turns"]

LONGEST_WAIT = 60.0  # seconds: whoever has lost the connection while it was their turn holds nobody up for longer


class Turns:
    """Let events take turns; a page is whatever stands for it, an event is known by its id.

    gradio reads what a page keeps on the server when an event begins and writes it when the event ends: two at once
    would each go on from the same conversation, and the later one to end would undo the other.
    """

    def __init__(self) -> None:
        self._pages: WeakKeyDictionary[Any, asyncio.Lock] = WeakKeyDictionary()
        self._held: dict[str, asyncio.Lock] = {}

    async def begin(self, page: Any, event: str) -> None:
        """Wait until it is an event's turn."""
        turn = self._pages.setdefault(page, asyncio.Lock())
        try:
            await asyncio.wait_for(turn.acquire(), LONGEST_WAIT)
        except TimeoutError:
            self.forget(page)
            return await self.begin(page, event)
        self._held[event] = turn

    def end(self, event: str) -> None:
        """Let the next one begin."""
        if turn := self._held.pop(event, None):
            turn.release()

    def forget(self, page: Any) -> None:
        """Let nobody wait for what was begun before: it was cancelled."""
        self._pages.pop(page, None)
