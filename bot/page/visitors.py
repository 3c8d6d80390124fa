"""Visitors: for whom something is kept: a user, where there are users, else one browser."""

from __future__ import annotations

import logging

from bot.conversation import Exchange
from bot.keeping import keep
from bot.page.front import request_now
from bot.page.gate import user_of
from corpus.archive import Archive
from corpus.errors import NewsdeskError

__all__ = ["keep_for", "owner"]

_log = logging.getLogger("newsdesk.page")


def owner(browser: str) -> str:
    """Return for whom what happens now is kept; "" for a browser that keeps no number of its own."""
    user = user_of(request_now())
    return f"user {user.name}" if user else browser and f"browser {browser}"


def keep_for(archive: Archive, browser: str, talk: int | None, exchanges: tuple[Exchange, ...]) -> int | None:
    """Keep a conversation and return its number; an answer that cannot be kept is an answer all the same."""
    whose = owner(browser)
    if not whose or not exchanges:
        return None
    try:
        return keep(archive, whose, talk, exchanges)
    except NewsdeskError:
        _log.warning("A conversation could not be kept.", exc_info=True)
        return talk
