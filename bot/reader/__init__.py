"""The reader: which sentences of the passages found answer a question, and with which words."""

from bot.reader.cosine import CosineReader
from bot.reader.loading import DEFAULT_READER, OFF, load_reader, reader_name
from bot.reader.reading import PassageRead, Reader, Reading, SentenceRead
from bot.reader.scoring import plain_answer, plain_span, read_sentences

__all__ = [
    "DEFAULT_READER",
    "OFF",
    "CosineReader",
    "PassageRead",
    "Reader",
    "Reading",
    "SentenceRead",
    "load_reader",
    "plain_answer",
    "plain_span",
    "read_sentences",
    "reader_name",
]
