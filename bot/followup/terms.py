"""Terms: the words of a conversation that a question lacks, as the trained network tells them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.followup.lacking import Lacking
from bot.followup.words import tokens_of
from embeddings.encoder import DEFAULT_ENCODER, encoder_digest, find_weights

__all__ = ["PIECES", "WEIGHTS_FILE", "NetworkTermReader", "Pieces", "load_terms", "pieces_of"]

WEIGHTS_FILE = Path(__file__).parent / "weights" / "terms.safetensors"
PIECES = 80  # of question and conversation together: what was said earlier is left out
QUESTION_PIECES = 40

Pieces = tuple[list[int], list[tuple[int, str]]]


class NetworkTermReader:
    """Hold the network and its tokenizer."""

    def __init__(self, network: Any, tokenizer: Any) -> None:
        self._network = network.eval()
        self._tokenizer = tokenizer

    def read(self, question: str, earlier: Sequence[str]) -> Lacking:
        """Return what a question lacks of the earlier ones, which come oldest first."""
        import torch

        pieces, words = pieces_of(question, earlier, self._tokenizer)
        with torch.inference_mode():
            odds = self._network(input_ids=torch.tensor([pieces])).logits[0].sigmoid().tolist()
        likely: dict[str, float] = {}
        for place, stem in words:
            likely[stem] = max(likely.get(stem, 0.0), odds[place][0])
        return Lacking(odds[0][1], likely)


def load_terms(file: Path = WEIGHTS_FILE) -> NetworkTermReader | None:
    """Return the trained network; None where its weights are not installed. Importing torch takes some seconds."""
    if not file.exists():
        return None
    from transformers import AutoTokenizer

    from bot.followup.network import load_weights, new_network

    encoder_digest(DEFAULT_ENCODER)  # the weights were trained on these very layers: anything else is an error
    folder = find_weights(DEFAULT_ENCODER)
    network = new_network(folder)
    load_weights(network, file)
    return NetworkTermReader(network, AutoTokenizer.from_pretrained(folder, local_files_only=True))  # type: ignore[no-untyped-call]


def pieces_of(question: str, earlier: Sequence[str], tokenizer: Any) -> Pieces:
    """Return the word pieces that the network reads, and where each word of topic that may be lacking begins.

    The question comes first, then the earlier ones, newest first: how far away a word stands tells how old it is.
    """
    own = {token.stem for token in tokens_of(question)}
    asked = tokenizer(question, add_special_tokens=False)["input_ids"][:QUESTION_PIECES]
    pieces, words = [tokenizer.cls_token_id, *asked, tokenizer.sep_token_id], []
    for text in reversed(earlier):
        if len(pieces) >= PIECES:
            break
        read = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
        begins = {start: place for place, (start, _) in reversed(list(enumerate(read["offset_mapping"], len(pieces))))}
        for token in tokens_of(text):
            if token.stem and token.stem not in own and begins.get(token.start, PIECES) < PIECES - 1:
                words.append((begins[token.start], token.stem))
        pieces = [*pieces, *read["input_ids"], tokenizer.sep_token_id][:PIECES]
    return pieces, words
