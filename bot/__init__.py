"""From a conversation to an answer with sources."""

__all__ = ["READER"]

READER = "sentences-1"  # what `stats` calls the way in which sentences are scored
