"""Two real encoders for the benchmarks, which count what they are given: the shipped one, and its first layers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from embeddings import encoder as encoders

__all__ = ["Counted", "make_small"]

LAYERS = 3  # of six: half the time, other vectors
COMPLETE = "model.safetensors"


class Counted:
    """Count in a file what an encoder embeds, whatever process does it."""

    def __init__(self, encoder: encoders.SentenceEncoder, log: Path) -> None:
        self.name, self.digest = encoder.name, encoder.digest
        self.uncounted, self._log = encoder, log

    def encode_query(self, texts: Any) -> Any:
        """Return unit rows for questions."""
        return self.uncounted.encode_query(texts)

    def encode_document(self, texts: Any) -> Any:
        """Return unit rows for passages, counted before they are there: a kill may come first."""
        with self._log.open("a", encoding="ascii") as log:
            log.write(f"{len(texts)}\n")
        return self.uncounted.encode_document(texts)

    def count(self) -> int:
        """Return how many passages were embedded so far, or were about to be when the process was killed."""
        return sum(map(int, self._log.read_text("ascii").split())) if self._log.exists() else 0


def make_small(folder: Path) -> str:
    """Write the first layers of the shipped encoder as a model of their own; return the folder's name."""
    from sentence_transformers import SentenceTransformer

    if not (folder / COMPLETE).exists():
        model = SentenceTransformer(str(encoders.find_weights(encoders.DEFAULT_ENCODER)), local_files_only=True)
        network = model[0].auto_model
        network.encoder.layer = network.encoder.layer[:LAYERS]
        network.config.num_hidden_layers = LAYERS
        model.save(str(folder), create_model_card=False)
    return str(folder.resolve())
