"""The network's weights in and out of files."""

import torch
from safetensors.torch import load_file, save_file

from bot.reader.network import load_weights, mean_weights, new_network, save_weights
from embeddings.encoder import DEFAULT_ENCODER, find_weights


def test_weights_written_and_read_give_the_same_network_and_leave_the_embeddings_alone(tmp_path):
    first, second = new_network(find_weights(DEFAULT_ENCODER)), new_network(find_weights(DEFAULT_ENCODER))
    with torch.no_grad():
        first.qa_outputs.weight.fill_(0.25)
    save_weights(first, tmp_path / "weights.safetensors")
    load_weights(second, tmp_path / "weights.safetensors")
    assert torch.equal(second.qa_outputs.weight, first.qa_outputs.weight)
    assert not [name for name in load_file(tmp_path / "weights.safetensors") if "embeddings" in name]


def test_the_mean_of_weights_lies_between_them(tmp_path):
    for name, value in (("a", 0.0), ("b", 1.0), ("c", 5.0)):
        save_file({"head": torch.full((2,), value).half()}, tmp_path / name)
    mean_weights([tmp_path / name for name in "abc"], tmp_path / "mean")
    assert load_file(tmp_path / "mean")["head"].tolist() == [2.0, 2.0]
