"""Timing: what time a question means, as a period that restricts, or dates that only prefer."""

from bot.timing.asked import TimeAsked
from bot.timing.beside import period_beside
from bot.timing.cutoff import without_cutoff
from bot.timing.finding import find_period

__all__ = ["TimeAsked", "find_period", "period_beside", "without_cutoff"]
