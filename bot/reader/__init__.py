"""The reader: which sentences of the passages found answer a question, and with which words."""

from bot.reader.scoring import Reading, read_sentences

__all__ = ["READER", "Reading", "read_sentences"]

READER = "sentences-1"  # what `stats` calls this reader
