"""Network: the encoder's transformer with two scores a word piece: an answer starts here, an answer ends here.

The architecture is BERT's for questions (Devlin et al. 2018, section 4.2), with the weights of the encoder under it;
[CLS] is where the answer of a text that does not answer starts and ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

__all__ = ["load_weights", "mean_weights", "new_network", "save_weights"]


def new_network(folder: Path) -> Any:
    """Return a BertForQuestionAnswering on the encoder of a folder: its layers as they are, the head untrained.

    Nothing is dropped out: on a CPU dropout costs more than it brings here.
    """
    from transformers import BertConfig, BertForQuestionAnswering
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # it warns that the head is new, and that the pooler is not used
    config = BertConfig.from_pretrained(folder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
    return BertForQuestionAnswering.from_pretrained(
        folder, config=config, dtype=torch.float32, local_files_only=True, attn_implementation="sdpa"
    )


def save_weights(network: Any, file: Path) -> None:
    """Write what training changed, in half precision: all but the embeddings, which are the encoder's."""
    changed = {name: value.half().contiguous() for name, value in network.state_dict().items() if _changed(name)}
    save_file(changed, file)


def load_weights(network: Any, file: Path) -> None:
    """Put weights written by `save_weights` into a network on the same encoder."""
    network.load_state_dict({name: value.float() for name, value in load_file(file).items()}, strict=False)


def mean_weights(files: Sequence[Path], file: Path) -> None:
    """Write the mean of weights written by `save_weights`, from passes of one training (Wortsman et al. 2022)."""
    loaded = [load_file(one) for one in files]
    mean = {name: torch.stack([one[name].float() for one in loaded]).mean(0).half() for name in loaded[0]}
    save_file(mean, file)


def _changed(name: str) -> bool:
    return not name.startswith("bert.embeddings.")
