"""Lacking: what a trained network says of a question and the words before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

__all__ = ["Lacking", "TermReader"]


@dataclass(frozen=True, slots=True)
class Lacking:
    """Hold how likely a question lacks any word, and how likely each word of the earlier questions, by stem."""

    any: float
    words: Mapping[str, float]


class TermReader(Protocol):
    """Say which words of a conversation a question lacks."""

    def read(self, question: str, earlier: Sequence[str]) -> Lacking:
        """Return what a question lacks of the earlier ones, which come oldest first."""
