"""Hub: models that are not installed. Nothing is fetched unless the user names a model of the Hugging Face hub."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import NewsdeskError

__all__ = ["fetch_model", "one_line"]

# Other formats of the same weights, several times their size.
NOT_NEEDED = ("*.onnx", "*.h5", "*.msgpack", "*.ot", "openvino/*", "onnx/*", "*.tflite")
REASON_CHARACTERS = 160


def fetch_model(name: str, error: type[NewsdeskError], otherwise: str) -> Path:
    """Return the local copy of a hub model (owner/name), fetched if it is not there and the network allows.

    Raises `error` if it is not to be had; `otherwise` says what to do then.
    """
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, ignore_patterns=list(NOT_NEEDED)))
    except Exception as reason:  # offline, unknown, private: the library has a class for each
        raise error(
            f"{name} is not on this machine and could not be fetched ({one_line(reason)}). {otherwise}"
        ) from reason


def one_line(error: Exception) -> str:
    """Return the first line of an error's message, or its class where it has none."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:REASON_CHARACTERS]
