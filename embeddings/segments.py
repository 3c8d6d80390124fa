"""Segments: whether the files of a tantivy index are whole. tantivy itself reads them without looking.

A segment's file ends with JSON that has the CRC-32 of all before it, that JSON's length, and a mark.
"""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import Any

__all__ = ["damaged_files"]

FOOTER_MARK = 1337  # tantivy's own
SUFFIXES = (".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term")  # the files of a segment


def damaged_files(folder: Path) -> list[str]:
    """Return the names of the files in use that are missing, or that lack the checksum that they end with."""
    try:
        segments = json.loads((folder / "meta.json").read_bytes())["segments"]
        names = [name for segment in segments for name in _files_of(segment)]
    except (OSError, ValueError, KeyError, TypeError):
        return ["meta.json"]
    return [name for name in names if _is_damaged(folder / name)]


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
