"""The reader: which sentences of the passages found answer a question, and with which words."""

from bot.reader.scoring import Reading, read_sentences

__all__ = ["Reading", "read_sentences"]
