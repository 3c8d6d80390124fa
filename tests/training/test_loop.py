import random

import pytest
import torch
from transformers import AutoTokenizer, BertConfig, BertForQuestionAnswering

from embeddings.encoder import DEFAULT_ENCODER, find_weights
from training import loop
from training.batches import Batch, batches, encode
from training.examples import Example
from training.loop import Recipe, span_loss, train

WORDS = ["red", "blue", "green", "grey", "black", "white"]


@pytest.fixture(scope="module")
def tokenizer():
    return AutoTokenizer.from_pretrained(find_weights(DEFAULT_ENCODER))


def colours(count):
    """Return questions of one word whose answer is the word after it; every third text does not answer."""
    rng = random.Random(1)
    examples = []
    for number in range(count):
        asked, said = rng.sample(WORDS, 2)
        before = f"The {asked} house stood beside the {said} barn."
        if number % 3 == 0:
            examples.append(Example(f"Where is the {asked} one?", "Nothing of the kind was seen.", ()))
        else:
            at = before.index(said)
            examples.append(Example(f"Where is the {asked} one?", before, ((at, at + len(said)),)))
    return examples


def network(tokenizer):
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    return BertForQuestionAnswering(config)


def groups(tokenizer, count=1_600):
    return [[one] for one in encode(colours(count), tokenizer, 64, random.Random(1))]


def test_the_loss_of_single_texts_is_that_of_bert():
    torch.manual_seed(1)
    starts, ends = torch.randn(3, 6), torch.randn(3, 6)
    mask = torch.ones(3, 6, dtype=torch.long)
    mask[1, 4:] = 0
    right_starts, right_ends = torch.zeros(3, 6, dtype=torch.bool), torch.zeros(3, 6, dtype=torch.bool)
    right_starts[0, 2] = right_ends[0, 3] = right_starts[1, 1] = right_ends[1, 1] = True
    batch = Batch({"attention_mask": mask}, right_starts, right_ends, torch.tensor([0, 1, 2]))
    targets = torch.tensor([[2, 3], [1, 1], [0, 0]])  # the third does not answer: [CLS]
    expected = sum(
        torch.nn.functional.cross_entropy(scores.masked_fill(mask == 0, -1e9), targets[:, side])
        for side, scores in enumerate((starts, ends))
    )
    assert span_loss(starts, ends, batch).item() == pytest.approx(expected.item() / 2, abs=1e-5)


def test_texts_of_one_question_compete_with_each_other():
    scores = torch.zeros(2, 4)
    right = torch.zeros(2, 4, dtype=torch.bool)
    right[0, 2] = True
    mask = torch.ones(2, 4, dtype=torch.long)

    def loss(odds_of_the_other_text):
        other = scores.clone()
        other[1, 2] = odds_of_the_other_text
        return span_loss(other, other, Batch({"attention_mask": mask}, right, right, torch.tensor([0, 0]))).item()

    assert loss(3.0) > loss(0.0) > loss(-3.0)


def test_a_long_text_is_cut_around_its_answer(tokenizer):
    text = "Nothing happened here. " * 60 + "The Aurora sank in 1911. " + "Nothing happened here. " * 60
    at = text.index("1911")
    for seed in range(10):
        (one,) = encode([Example("When did it sink?", text, ((at, at + 4),))], tokenizer, 50, random.Random(seed))
        first, last = one.answers[0]
        assert tokenizer.decode(one.tokens[first : last + 1]) == "1911"
        assert len(one.tokens) - one.text_at == 51


def test_every_group_is_in_one_batch_once(tokenizer):
    made = [[one, one] for (one,) in groups(tokenizer, 50)]
    seen = list(batches(made, 8, random.Random(1)))
    assert sum(int(batch.groups.max()) + 1 for batch in seen) == 50
    assert all(len(batch.groups) == 2 * (int(batch.groups.max()) + 1) for batch in seen)


def test_training_learns_and_a_broken_run_goes_on_to_the_same_weights(tokenizer, tmp_path, monkeypatch):
    monkeypatch.setattr(loop, "CHECKPOINT_STEPS", 30)
    monkeypatch.setattr(loop, "LOG_STEPS", 10)
    recipe = Recipe(rate=5e-3, batch=16)
    whole, said = network(tokenizer), []
    train(whole, groups(tokenizer), recipe, tmp_path / "whole.pt", said.append)
    losses = [float(line.split("loss ")[1].split(",")[0]) for line in said]
    assert losses[-1] < losses[0] / 2

    class Broken(Exception):
        pass

    def fall(line):
        raise Broken

    monkeypatch.setattr(loop, "LOG_STEPS", 45)
    broken = network(tokenizer)
    with pytest.raises(Broken):
        train(broken, groups(tokenizer), recipe, tmp_path / "broken.pt", fall)
    again = network(tokenizer)
    train(again, groups(tokenizer), recipe, tmp_path / "broken.pt", lambda line: None)
    for one, other in zip(whole.parameters(), again.parameters(), strict=True):
        assert torch.allclose(one, other, atol=1e-5)
