"""Read articles from files, folders and zip files of any of the formats that news comes in."""

from __future__ import annotations

from corpus.reading.folders import read_articles
from corpus.reading.record import Skipped

__all__ = ["Skipped", "read_articles"]
