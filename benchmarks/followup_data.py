"""The conversations of `../shared/data/followups` (or $NEWSDESK_DATA), used in place."""

from __future__ import annotations

import json
import lzma
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["rows_of"]

DATA = Path(os.environ.get("NEWSDESK_DATA", Path(__file__).parents[2] / "shared/data")) / "followups"


def rows_of(name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of one file."""
    with lzma.open(DATA / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
