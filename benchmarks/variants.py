"""What was tried when the reader was designed: each variant trained alike on a part of SQuAD, and measured.

- null span: whether a text answers is said by the scores of [CLS] (what Newsdesk uses)
- separate head: by a third score of its own, on [CLS]
- adapters: the encoder's weights stay, low-rank adapters of rank 32 beside all its linear layers are trained
  (Hu et al. 2021)

F1 and exact match on SQuAD 1.1 dev, AUROC of has-answer against no-answer on SQuAD 2.0 dev, every tenth question.

    python -m benchmarks.variants [--examples 6400]
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import AutoTokenizer

from benchmarks.options import number
from benchmarks.record import write_record
from benchmarks.squad import measure_answerable, measure_spans
from bot.reader.extractive import ExtractiveReader
from bot.reader.network import new_network
from embeddings.encoder import DEFAULT_ENCODER, find_weights
from training.__main__ import FIRST, SEED, TEXT_TOKENS, question_examples, say
from training.batches import encode
from training.loop import Recipe, train

RANK = 32
SOME = 10  # every tenth question of SQuAD
VARIANTS = {"null span": FIRST.rate, "separate head": FIRST.rate, "adapters": 1e-3}


class SeparateHead(nn.Module):
    """Hold a network and a linear score of [CLS], which takes the place of the span scores there."""

    def __init__(self, network: Any) -> None:
        super().__init__()
        self.network, self.bert = network, network.bert
        self.head = nn.Linear(network.config.hidden_size, 1)

    def forward(self, **inputs: torch.Tensor) -> Any:
        """Return the network's scores with those of [CLS] replaced."""
        scores = self.network(**inputs, output_hidden_states=True)
        nowhere = self.head(scores.hidden_states[-1][:, 0])
        for name in ("start_logits", "end_logits"):
            scores[name] = torch.cat([nowhere, scores[name][:, 1:]], 1)
        return scores


class Adapted(nn.Module):
    """Hold a linear layer that stays as it is, and a low-rank one beside it that is trained."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.layer = layer.requires_grad_(False)
        self.down = nn.Linear(layer.in_features, RANK, bias=False)
        self.up = nn.Linear(RANK, layer.out_features, bias=False)
        nn.init.zeros_(self.up.weight)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """Return the sum of both."""
        out: torch.Tensor = self.layer(values) + self.up(self.down(values))
        return out


def main() -> None:
    """Train and measure each variant; print and record the table."""
    count = number("examples", 6_400)
    tokenizer = AutoTokenizer.from_pretrained(find_weights(DEFAULT_ENCODER))
    examples = random.Random(SEED).sample(question_examples(), count)
    groups = [[one] for one in encode(examples, tokenizer, TEXT_TOKENS, random.Random(SEED))]
    table = {}
    for name, rate in VARIANTS.items():
        torch.manual_seed(SEED)
        network = make(name)
        with tempfile.TemporaryDirectory() as folder:
            train(network, groups, Recipe(rate=rate, seed=SEED), Path(folder) / "variant.pt", say)
        reader = ExtractiveReader(network.cpu(), tokenizer, name)
        trained = sum(weight.numel() for weight in network.parameters() if weight.requires_grad)
        table[name] = {"trained weights": trained, **measure_spans(reader, SOME), **measure_answerable(reader, SOME)}
        print(name, table[name], flush=True)
    print(f"recorded in {write_record('variants', {'examples': count, 'variants': table})}")


def make(name: str) -> Any:
    """Return an untrained network of a variant."""
    network = new_network(find_weights(DEFAULT_ENCODER))
    if name == "separate head":
        return SeparateHead(network)
    if name == "adapters":
        network.bert.requires_grad_(False)
        for module in list(network.bert.encoder.modules()):
            for child, layer in list(module.named_children()):
                if isinstance(layer, nn.Linear):
                    setattr(module, child, Adapted(layer))
    return network


if __name__ == "__main__":
    main()
