"""Train the network that tells which words of a conversation a follow-up lacks (`bot/followup/terms.py`).

Half of the questions are weak-rewrites, half conversations made from them (`benchmarks/followup_talks.py`). Only the
layers on top are trained, so what goes into them is computed once. 75 seconds of one core for 5,400 questions.

    python -m training.terms
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from sklearn.metrics import average_precision_score, roc_auc_score
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits
from transformers import AutoTokenizer

from benchmarks.followup_data import rows_of
from benchmarks.followup_talks import Asked, made_talks, rewritten_talks, split_topics
from bot.followup.network import NEED, TRAINED_LAYERS, WORD, is_trained, new_network, save_weights
from bot.followup.terms import WEIGHTS_FILE, pieces_of
from embeddings.encoder import DEFAULT_ENCODER, encoder_digest, find_weights

SEED = 1
REWRITTEN, MADE = 2_600, 2_800  # questions
HELD_OUT = 300  # of each kind
UNDERSTOOD = 0.6  # share of earlier questions read as understood, the others as typed
BATCH, PASSES, RATE, WARMUP, DECAY, CLIP = 24, 1, 3e-4, 0.06, 0.01, 1.0
POOL = 50  # batches whose questions are sorted by length together
LOG_STEPS = 25


@dataclass(frozen=True, slots=True)
class Encoded:
    """Hold n word pieces, where words that may be lacking begin, which of them are, and whether any is."""

    pieces: list[int]
    places: list[int]
    lacking: list[float]
    any: float


def main() -> None:
    """Train, write the weights, and print how well they do on questions held out."""
    encoder_digest(DEFAULT_ENCODER)
    folder = find_weights(DEFAULT_ENCODER)
    rng = random.Random(SEED)
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)  # type: ignore[no-untyped-call]
    rows, held = split_topics(list(rows_of("weak-rewrites")), SEED)
    train = [*drawn(list(rewritten_talks(rows)), REWRITTEN, rng), *made_talks(rows, MADE, rng)]
    tests = {"rewritten": drawn(list(rewritten_talks(held)), HELD_OUT, rng), "made": made_talks(held, HELD_OUT, rng)}
    torch.manual_seed(SEED)
    network = new_network(folder)
    train_on(network, [encode(asked, tokenizer, rng) for asked in train], rng)
    for name, asked in tests.items():
        say(f"{name}, held out: {figures(network, [encode(one, tokenizer, rng) for one in asked])}")
    WEIGHTS_FILE.parent.mkdir(exist_ok=True)
    save_weights(network, WEIGHTS_FILE)
    say(f"wrote {WEIGHTS_FILE}")


def drawn(talks: Sequence[Asked], most: int, rng: random.Random) -> list[Asked]:
    """Return at most so many questions, by chance."""
    return rng.sample(talks, min(most, len(talks)))


def encode(asked: Asked, tokenizer: Any, rng: random.Random) -> Encoded:
    """Return a question as the network reads it."""
    earlier = [understood if rng.random() < UNDERSTOOD else typed for typed, understood in asked.earlier]
    pieces, words = pieces_of(asked.question, earlier, tokenizer)
    lacking = [float(stem in asked.lacks) for _, stem in words]
    return Encoded(pieces, [place for place, _ in words], lacking, float(bool(asked.lacks)))


def train_on(network: Any, examples: Sequence[Encoded], rng: random.Random) -> None:
    """Train the upper layers in place."""
    below = lower(network, examples)
    learned = [weight for name, weight in network.named_parameters() if is_trained(name)]
    for name, weight in network.named_parameters():
        weight.requires_grad_(is_trained(name))
    optimizer = torch.optim.AdamW(learned, lr=RATE, weight_decay=DECAY)
    steps = [batch for _ in range(PASSES) for batch in batches(examples, rng)]
    rising = WARMUP * len(steps)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / rising, (len(steps) - step) / (len(steps) - rising))
    )
    for step, batch in enumerate(steps, 1):
        loss = loss_of(upper(network, [below[i] for i in batch]), [examples[i] for i in batch])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned, CLIP)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        if step % LOG_STEPS == 0:
            say(f"step {step:,} of {len(steps):,}: loss {loss.item():.3f}")


def batches(examples: Sequence[Encoded], rng: random.Random) -> Iterator[list[int]]:
    """Yield the numbers of all examples once, those of one length together."""
    order = rng.sample(range(len(examples)), len(examples))
    pools = [order[i : i + BATCH * POOL] for i in range(0, len(order), BATCH * POOL)]
    found = []
    for pool in pools:
        pool.sort(key=lambda i: len(examples[i].pieces))
        found += [pool[i : i + BATCH] for i in range(0, len(pool), BATCH)]
    yield from rng.sample(found, len(found))


@torch.no_grad()
def lower(network: Any, examples: Sequence[Encoded]) -> list[Tensor]:
    """Return what the layers that are not trained make of each example: (n, d) in half precision."""
    layers = network.bert.encoder.layer[:-TRAINED_LAYERS]
    made: list[Tensor] = [torch.empty(0)] * len(examples)
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].pieces))
    for first in range(0, len(order), BATCH):
        batch = order[first : first + BATCH]
        pieces = [torch.tensor(examples[i].pieces) for i in batch]
        padded = torch.nn.utils.rnn.pad_sequence(pieces, batch_first=True)
        states = through(layers, network.bert.embeddings(input_ids=padded), pieces)
        for row, i in enumerate(batch):
            made[i] = states[row, : len(pieces[row])].half()
    return made


def upper(network: Any, below: Sequence[Tensor]) -> Tensor:
    """Return the (b, n, 2) scores of b examples of which `lower` has done its part."""
    states = torch.nn.utils.rnn.pad_sequence([one.float() for one in below], batch_first=True)
    scores: Tensor = network.classifier(through(network.bert.encoder.layer[-TRAINED_LAYERS:], states, below))
    return scores


def through(layers: Any, states: Tensor, rows: Sequence[Tensor]) -> Tensor:
    """Return padded states after some layers; `rows` tell how long each is."""
    inside = torch.arange(states.shape[1])[None] < torch.tensor([len(row) for row in rows])[:, None]
    mask = torch.where(inside, 0.0, torch.finfo(torch.float32).min)[:, None, None, :]
    for layer in layers:
        after = layer(states, mask)
        states = after[0] if isinstance(after, tuple) else after
    return states


def loss_of(scores: Tensor, examples: Sequence[Encoded]) -> Tensor:
    """Return the loss: of whether anything is lacking, and of each word, so that long talks do not drown short ones."""
    loss = binary_cross_entropy_with_logits(scores[:, 0, NEED], torch.tensor([one.any for one in examples]))
    rows = [row for row, one in enumerate(examples) for _ in one.places]
    if not rows:
        return loss
    words = scores[rows, [place for one in examples for place in one.places], WORD]
    lacking = torch.tensor([value for one in examples for value in one.lacking])
    weight = torch.tensor([len(one.places) ** -0.5 for one in examples for _ in one.places])
    return loss + binary_cross_entropy_with_logits(words, lacking, weight, reduction="sum") / len(examples)


@torch.no_grad()
def figures(network: Any, examples: Sequence[Encoded]) -> str:
    """Return how well the scores tell questions that lack words, and the words."""
    scores = [upper(network, [below])[0] for below in lower(network, examples)]
    need = [float(one[0, NEED]) for one in scores]
    words = [float(one[place, WORD]) for one, example in zip(scores, examples, strict=True) for place in example.places]
    lacking = [value for one in examples for value in one.lacking]
    return (
        f"needs any, AUROC {roc_auc_score([one.any for one in examples], need):.3f}; "
        f"words, average precision {average_precision_score(lacking, words):.3f}"
    )


def say(line: str) -> None:
    """Print a line with the time of day."""
    print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)


if __name__ == "__main__":
    main()
