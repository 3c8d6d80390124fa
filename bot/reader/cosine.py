"""CosineReader: sentences compared with the question by meaning alone, for when no trained reader is wanted."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reader.reading import PassageRead, SentenceRead
from corpus.passage import Passage
from corpus.sentences import sentence_spans
from embeddings.encoder import Encoder

__all__ = ["CosineReader"]


class CosineReader:
    """Hold an encoder; a sentence's odds are its cosine with the question, and no words are marked."""

    name = "off"
    trained = False

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def read(self, question: str, passages: Sequence[Passage]) -> list[PassageRead]:
        """Return the cosine of each sentence, in the order of the passages."""
        spans = [
            [(passage.start + a, passage.start + b) for a, b in sentence_spans(passage.text)] for passage in passages
        ]
        texts = {
            (p.article.key, span): p.article.text[slice(*span)]
            for p, of_one in zip(passages, spans, strict=True)
            for span in of_one
        }
        if not texts:
            return [PassageRead(()) for _ in passages]
        vectors = self._encoder.encode_document(list(texts.values()))
        cosines = dict(zip(texts, (vectors @ self._encoder.encode_query([question])[0]).tolist(), strict=True))
        return [
            PassageRead(tuple(SentenceRead(*span, cosines[p.article.key, span], None) for span in of_one))
            for p, of_one in zip(passages, spans, strict=True)
        ]
