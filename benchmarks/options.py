"""Options: what is said after a benchmark's name: `--reader NAME`, `--every N`, a year."""

from __future__ import annotations

import sys

__all__ = ["number", "option", "year"]


def option(name: str, default: str) -> str:
    """Return the word after `--name`, or the default."""
    words = sys.argv[1:]
    return words[words.index(f"--{name}") + 1] if f"--{name}" in words else default


def number(name: str, default: int) -> int:
    """Return the number after `--name`, or the default."""
    return int(option(name, str(default)))


def year(default: int) -> int:
    """Return the year that stands first, or the default."""
    first = next(iter(sys.argv[1:]), "")
    return int(first) if first.isdigit() else default
