"""Network: the encoder's transformer, which says of each word of the conversation how likely the question lacks it.

In the manner of QuReTeC (Voskarides et al. 2020). It reads "[CLS] question [SEP] last question [SEP] … [SEP] first
question [SEP]". The two layers on top and the head are trained; all below is the encoder's own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

__all__ = ["TRAINED_LAYERS", "load_weights", "new_network", "save_weights"]

TRAINED_LAYERS = 2
WORD, NEED = 0, 1  # scores a word piece: the question lacks its word; at [CLS], it lacks any


def new_network(folder: Path) -> Any:
    """Return a network on the encoder of a folder: its layers as they are, the head untrained."""
    from transformers import BertConfig, BertForTokenClassification
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # it warns that the head is new
    config = BertConfig.from_pretrained(folder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, num_labels=2)
    return BertForTokenClassification.from_pretrained(
        folder, config=config, dtype=torch.float32, local_files_only=True, attn_implementation="sdpa"
    )


def save_weights(network: Any, file: Path) -> None:
    """Write what training changed, in half precision."""
    changed = {name: value.half().contiguous() for name, value in network.state_dict().items() if is_trained(name)}
    save_file(changed, file)


def load_weights(network: Any, file: Path) -> None:
    """Put weights written by `save_weights` into a network on the same encoder."""
    network.load_state_dict({name: value.float() for name, value in load_file(file).items()}, strict=False)


def is_trained(name: str) -> bool:
    """Say whether a weight is changed by training."""
    return name.startswith(("classifier.", *(f"bert.encoder.layer.{6 - 1 - i}." for i in range(TRAINED_LAYERS))))
