"""Articles as text: read, cleaned, cut into passages and kept; no model is ever loaded here."""

from pathlib import Path

__all__ = ["SAMPLE"]

SAMPLE = Path(__file__).parent / "sample"  # the sample newspaper, in the text format
