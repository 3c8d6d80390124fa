"""Segments: whether the files of a tantivy index are whole, and all in use. tantivy itself does not look.

A segment's file ends with JSON that has the CRC-32 of all before it, that JSON's length, and a mark.
"""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import Any

__all__ = ["damaged_files", "loose_deletions"]

FOOTER_MARK = 1337  # tantivy's own
SUFFIXES = (".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term")  # the files of a segment


def damaged_files(folder: Path) -> list[str]:
    """Return the names of the files in use that are missing, or that lack the checksum that they end with."""
    names = _files_in_use(folder)
    return ["meta.json"] if names is None else [name for name in names if _is_damaged(folder / name)]


def loose_deletions(folder: Path) -> list[Path]:
    """Return the lists of deleted passages that a killed process wrote and never put in use.

    tantivy numbers them by what it was doing, comes to the same number when it does it again, and then refuses to
    write over the file.
    """
    names = _files_in_use(folder)
    return [] if names is None else [file for file in folder.glob("*.del") if file.name not in names]


def _files_in_use(folder: Path) -> list[str] | None:
    """Return the names of the files that the index consists of; None if it does not say so."""
    try:
        segments = json.loads((folder / "meta.json").read_bytes())["segments"]
        return [name for segment in segments for name in _files_of(segment)]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _files_of(segment: dict[str, Any]) -> list[str]:
    """Return the names of the files of a segment, as `meta.json` describes it."""
    stem = segment["segment_id"].replace("-", "")
    deletes = segment.get("deletes")
    return [f"{stem}{suffix}" for suffix in SUFFIXES] + ([f"{stem}.{deletes['opstamp']}.del"] if deletes else [])


def _is_damaged(file: Path) -> bool:
    try:
        whole = file.read_bytes()
        length, mark = struct.unpack("<II", whole[-8:])
        crc = json.loads(whole[-8 - length : -8])["crc"]
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return True
    return bool(mark != FOOTER_MARK or crc != zlib.crc32(whole[: -8 - length]))
