"""Widening: what a question named, a period or outlets, is let go where nothing within it answers."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Answer
from bot.period import Period
from bot.understanding import Meaning

__all__ = ["beyond", "may_widen", "widened"]


def may_widen(answer: Answer, meaning: Meaning) -> bool:
    """Say whether nothing answers within limits that the question named and that may be let go."""
    limited = (meaning.period, meaning.outlets) != ((wider := widened(meaning)).period, wider.outlets)
    return not answer.found and answer.reply is None and limited


def widened(meaning: Meaning) -> Meaning:
    """Return a meaning without the limits that the question named, but for the last day; its days are preferred."""
    said = meaning.period if "period" in meaning.said else None
    wider = Period(until=meaning.cutoff or (said.until if said and not said.since else None)) or None
    return replace(
        meaning,
        period=wider if said else meaning.period,
        outlets=() if "outlets" in meaning.said else meaning.outlets,
        content=((said,) if said and said != wider else ()) + meaning.content,
    )


def beyond(meaning: Meaning, falls_short: str) -> str:
    """Return what is said where the limits that a question named were let go."""
    days = f" published {meaning.period}" if meaning.period != widened(meaning).period else ""
    where = f" by {', '.join(meaning.outlets)}" if "outlets" in meaning.said else ""
    return f"Nothing{days}{where} {falls_short} this question. What follows is from outside."
