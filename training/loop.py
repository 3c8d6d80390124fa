"""Loop: one pass over the examples, with checkpoints from which a broken run goes on."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.batches import Batch, Encoded, batches

__all__ = ["Recipe", "span_loss", "train"]

CHECKPOINT_STEPS = 250
LOG_STEPS = 50
NEVER = -1e4  # log odds of what cannot be


@dataclass(frozen=True, slots=True)
class Recipe:
    """Hold how a network is trained: one epoch, the rate rising over `warmup` of the steps, then falling to 0."""

    rate: float
    batch: int = 32
    warmup: float = 0.06
    decay: float = 0.01
    clip: float = 1.0
    seed: int = 1


def train(
    network: Any, groups: Sequence[Sequence[Encoded]], recipe: Recipe, checkpoint: Path, say: Callable[[str], None]
) -> None:
    """Train a network in place on every group of examples once; a checkpoint of the same run is taken up."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    network.to(device).train()
    network.bert.embeddings.requires_grad_(False)
    learned = [weight for weight in network.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=recipe.rate, weight_decay=recipe.decay, fused=True)
    stream = list(batches(groups, recipe.batch, random.Random(recipe.seed)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _rate(len(stream), recipe.warmup))
    begun = _take_up(checkpoint, network, optimizer, schedule)
    losses: list[float] = []
    clock = time.monotonic()
    for step, batch in itertools.islice(enumerate(stream, start=1), begun, None):
        loss = _loss(network, batch, device)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learned, recipe.clip)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(loss.item())
        if step % LOG_STEPS == 0:
            rate = LOG_STEPS * recipe.batch / (time.monotonic() - clock)
            say(f"step {step:,} of {len(stream):,}: loss {sum(losses[-LOG_STEPS:]) / LOG_STEPS:.3f}, {rate:.1f}/s")
            clock = time.monotonic()
        if step % CHECKPOINT_STEPS == 0 or step == len(stream):
            _keep(checkpoint, network, optimizer, schedule, step)


def span_loss(starts: Tensor, ends: Tensor, batch: Batch) -> Tensor:
    """Return the mean negative log probability that start and end are right, over the questions of a batch.

    `starts` and `ends` are (b, n) scores. The choice is among all positions of all texts of a question, each
    scored against its own "no answer here" ([CLS]), and "nowhere" (shared normalisation, Clark & Gardner 2018);
    several right positions are summed. For a question with one text this is the loss of Devlin et al. 2018.
    """
    outside = batch.inputs["attention_mask"].to(starts.device) == 0
    outside[:, 0] = True  # [CLS] is "nowhere", which is counted once a question
    parts = [
        _choice_loss(scores - scores[:, :1], right.to(scores.device), outside, batch.groups.to(scores.device))
        for scores, right in ((starts, batch.starts), (ends, batch.ends))
    ]
    return (parts[0] + parts[1]) / 2


def _choice_loss(odds: Tensor, right: Tensor, outside: Tensor, groups: Tensor) -> Tensor:
    everything = _sum_by_group(odds.masked_fill(outside, NEVER), groups)
    answers = _sum_by_group(odds.masked_fill(~right, NEVER), groups)
    answered = torch.zeros_like(everything).index_add(0, groups, right.any(1).to(odds.dtype)) > 0
    return (torch.nn.functional.softplus(everything) - torch.where(answered, answers, 0.0)).mean()


def _sum_by_group(odds: Tensor, groups: Tensor) -> Tensor:
    """Return the (g,) logs of the summed odds of each group."""
    rows = odds.logsumexp(1)
    table = rows.new_full((int(groups.max()) + 1, len(groups)), NEVER)
    table[groups, torch.arange(len(groups))] = rows
    return table.logsumexp(1)


def _loss(network: Any, batch: Batch, device: str) -> Tensor:
    inputs = {name: value.to(device) for name, value in batch.inputs.items()}
    with torch.autocast(device, dtype=torch.bfloat16, enabled=_bf16(device)):
        scores = network(**inputs)
    return span_loss(scores.start_logits.float(), scores.end_logits.float(), batch)


def _bf16(device: str) -> bool:
    return device == "cuda" or torch.cpu._is_amx_tile_supported()


def _rate(steps: int, warmup: float) -> Callable[[int], float]:
    rising = max(1, round(steps * warmup))
    return lambda step: (step + 1) / rising if step < rising else max(0.0, (steps - step) / max(1, steps - rising))


def _keep(file: Path, network: Any, optimizer: Any, schedule: Any, step: int) -> None:
    whole = {
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "step": step,
    }
    part = file.with_suffix(".part")
    torch.save(whole, part)
    part.replace(file)


def _take_up(file: Path, network: Any, optimizer: Any, schedule: Any) -> int:
    if not file.exists():
        return 0
    whole = torch.load(file, weights_only=True)
    network.load_state_dict(whole["network"])
    optimizer.load_state_dict(whole["optimizer"])
    schedule.load_state_dict(whole["schedule"])
    return int(whole["step"])
