"""Batches: examples to padded token tensors, examples of one length together so that little is padded."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.examples import Example

__all__ = ["Batch", "Encoded", "batches", "encode"]

QUESTION_TOKENS = 40
POOL = 50  # batches whose examples are sorted by length together


@dataclass(frozen=True, slots=True)
class Encoded:
    """Hold the word pieces of one example, where its text begins, and its answers as pairs of positions."""

    tokens: tuple[int, ...]
    text_at: int
    answers: tuple[tuple[int, int], ...]  # first and last position; none if the text does not answer


@dataclass(frozen=True, slots=True)
class Batch:
    """Hold b examples of at most n word pieces: (b, n) tensors; `starts` and `ends` are true where an answer is.

    `groups` (b,) numbers the questions from 0: texts of one question are to be told apart.
    """

    inputs: dict[str, Tensor]
    starts: Tensor
    ends: Tensor
    groups: Tensor


def encode(examples: Sequence[Example], tokenizer: Any, most: int, rng: random.Random) -> list[Encoded]:
    """Return examples as word pieces, at most `most` of text: a longer text is cut around its answer, by chance."""
    questions = tokenizer([example.question for example in examples], add_special_tokens=False)["input_ids"]
    texts = tokenizer([example.text for example in examples], add_special_tokens=False, return_offsets_mapping=True)
    made = []
    for example, question, pieces, offsets in zip(
        examples, questions, texts["input_ids"], texts["offset_mapping"], strict=True
    ):
        answers = [found for span in example.spans if (found := _positions(np.array(offsets), span))]
        if pieces and (answers or not example.spans):
            begin = _window(len(pieces), answers, most, rng)
            made.append(_encoded(question[:QUESTION_TOKENS], pieces[begin : begin + most], begin, answers, tokenizer))
    return made


def _encoded(
    question: list[int], pieces: list[int], begin: int, answers: list[tuple[int, int]], tokenizer: Any
) -> Encoded:
    head = [tokenizer.cls_token_id, *question, tokenizer.sep_token_id]
    shift = len(head) - begin
    inside = [(first + shift, last + shift) for first, last in answers if begin <= first and last < begin + len(pieces)]
    return Encoded((*head, *pieces, tokenizer.sep_token_id), len(head), tuple(inside))


def _positions(offsets: Any, span: tuple[int, int]) -> tuple[int, int] | None:
    """Return the first and the last word piece that a span of characters touches."""
    if not len(offsets):
        return None
    touched = np.flatnonzero((offsets[:, 0] < span[1]) & (offsets[:, 1] > span[0]))
    return (int(touched[0]), int(touched[-1])) if len(touched) else None


def _window(length: int, answers: list[tuple[int, int]], most: int, rng: random.Random) -> int:
    """Return where a window of `most` begins, so that an answer (one by chance) stands in it."""
    if length <= most:
        return 0
    if not answers:
        return rng.randint(0, length - most)
    first, last = rng.choice(answers)
    return rng.randint(max(0, min(last + 1 - most, first)), min(first, length - most))


def batches(groups: Sequence[Sequence[Encoded]], size: int, rng: random.Random) -> Iterator[Batch]:
    """Yield all groups once in a random order, about `size` examples a batch, those of like length together."""
    order = list(range(len(groups)))
    rng.shuffle(order)
    mean = sum(map(len, groups)) / max(1, len(groups))
    together = max(1, round(size / mean))
    for pool in range(0, len(order), together * POOL):
        near = sorted(order[pool : pool + together * POOL], key=lambda place: max(map(_length, groups[place])))
        chosen = [near[at : at + together] for at in range(0, len(near), together)]
        rng.shuffle(chosen)
        for places in chosen:
            yield _collate([groups[place] for place in places])


def _length(one: Encoded) -> int:
    return len(one.tokens)


def _collate(groups: Sequence[Sequence[Encoded]]) -> Batch:
    rows = [(number, one) for number, group in enumerate(groups) for one in group]
    longest = max(len(one.tokens) for _, one in rows)
    tokens, mask, types = (torch.zeros(len(rows), longest, dtype=torch.long) for _ in range(3))
    starts, ends = (torch.zeros(len(rows), longest, dtype=torch.bool) for _ in range(2))
    for row, (_, one) in enumerate(rows):
        tokens[row, : len(one.tokens)] = torch.tensor(one.tokens)
        mask[row, : len(one.tokens)] = 1
        types[row, one.text_at : len(one.tokens)] = 1
        for first, last in one.answers:
            starts[row, first] = ends[row, last] = True
    inputs = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": types}
    return Batch(inputs, starts, ends, torch.tensor([number for number, _ in rows]))
