"""Stats: what an archive holds, and what it takes of the disk."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from corpus.archive import Archive
from embeddings.indexing import encoder_of

__all__ = ["archive_stats", "size_on_disk"]


def archive_stats(archive: Archive, reader: str) -> dict[str, Any]:
    """Return the contract's `stats --json`: counts, days, encoder, reader, size on disk."""
    name, digest = encoder_of(archive)
    found = archive.stats(digest)
    order = ("articles", "versions", "passages", "embedded", "outlets", "oldest", "newest")
    return {
        **{key: found[key] for key in order},
        "generation": archive.generation,
        "encoder": f"{name} {digest[:12]}",
        "reader": reader,
        "bytes": size_on_disk(archive.folder),
    }


def size_on_disk(folder: Path) -> int:
    """Return the bytes of all files of a folder; one that another process takes away meanwhile has none."""
    total = 0
    for file in folder.rglob("*"):
        with contextlib.suppress(OSError):
            total += file.stat().st_size if file.is_file() else 0
    return total
