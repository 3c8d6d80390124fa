"""Loading: the reader that ships with Newsdesk, or any question-answering model of transformers that is named."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from bot.reader.extractive import ExtractiveReader
from corpus.errors import ReaderError
from embeddings.encoder import DEFAULT_ENCODER, encoder_digest, find_weights
from embeddings.hub import fetch_model, one_line

__all__ = ["DEFAULT_READER", "OFF", "WEIGHTS_FILE", "load_reader", "reader_name"]

DEFAULT_READER = "newsdesk"
OFF = "off"
WEIGHTS_FILE = Path(__file__).parent / "weights" / "reader.safetensors"


def load_reader(name: str = DEFAULT_READER) -> ExtractiveReader | None:
    """Return a reader by the default's name, a folder, or a name of the hub (owner/name, fetched).

    None for "off", and where the default's weights are not installed. Importing torch and transformers takes some
    seconds. Raises ReaderError if there is no such model.
    """
    if name == OFF or (name == DEFAULT_READER and not WEIGHTS_FILE.exists()):
        return None
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    if name == DEFAULT_READER:
        return _own_reader(AutoTokenizer)
    folder = _folder_of(name)
    try:
        network: Any = AutoModelForQuestionAnswering.from_pretrained(folder, local_files_only=True)
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, use_fast=True)
    except Exception as error:  # whatever a foreign model folder makes the library raise
        raise ReaderError(
            f"{name} is not a question-answering model of transformers: {one_line(error)}. "
            f"Name another with --reader, or {OFF} for none."
        ) from error
    return ExtractiveReader(network, tokenizer, name)


def reader_name(name: str = DEFAULT_READER) -> str:
    """Return what `stats` calls a reader: its name, and for our own the start of its weights' SHA-256."""
    if name != DEFAULT_READER:
        return name
    if not WEIGHTS_FILE.exists():
        return OFF
    with WEIGHTS_FILE.open("rb") as stream:
        return f"{DEFAULT_READER}-{hashlib.file_digest(stream, 'sha256').hexdigest()[:12]}"


def _own_reader(tokenizers: Any) -> ExtractiveReader:
    from bot.reader.network import load_weights, new_network

    encoder_digest(DEFAULT_ENCODER)  # the weights were trained on these very embeddings: anything else is an error
    folder = find_weights(DEFAULT_ENCODER)
    network = new_network(folder)
    load_weights(network, WEIGHTS_FILE)
    return ExtractiveReader(network, tokenizers.from_pretrained(folder, local_files_only=True), DEFAULT_READER)


def _folder_of(name: str) -> Path:
    """Return the local folder of a model; one of the hub is fetched if it is not there."""
    if Path(name).is_dir():
        return Path(name)
    if name.count("/") != 1 or name.startswith((".", os.sep)):
        raise ReaderError(
            f"There is no folder {name}. Name a folder with a question-answering model, one of the hub (owner/name), "
            f"or {OFF}."
        )
    return fetch_model(name, ReaderError, f"Name a folder with --reader, or {OFF} for none.")
