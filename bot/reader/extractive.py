"""ExtractiveReader: question and passage read together by a trained network: where the answer stands, if it does.

Scores are compared across passages, so nothing is normalised within one: every span is scored against "no answer
here", which the network says of the same passage (the null span of Devlin et al. 2018, section 4.3; across passages
as in Clark & Gardner 2018). Ranking, quoting and probabilities are elsewhere.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.answer import Span
from bot.reader.reading import NOTHING, PassageRead, SentenceRead
from corpus.passage import Passage
from corpus.sentences import sentence_spans

__all__ = ["ExtractiveReader"]

WINDOW, STRIDE = 384, 128  # word pieces; a longer passage is read in windows that overlap by STRIDE
QUESTION_TOKENS = 64
LONGEST_ANSWER = 30  # word pieces
OTHERS = 3  # further answers kept of a sentence
BATCH = 6  # windows of like length a forward pass
REMEMBERED = 2_048  # passages with their questions: the same question again costs nothing


class ExtractiveReader:
    """Hold a question-answering network of transformers, and read passages with it. Safe to share between threads."""

    def __init__(self, network: Any, tokenizer: Any, name: str) -> None:
        self.name = name
        self.trained = True
        self._network = network.eval()
        self._tokenizer = tokenizer
        self._remembered: OrderedDict[tuple[str, str], PassageRead] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, question: str, passages: Sequence[Passage]) -> list[PassageRead]:
        """Return what each passage says to a question, in the order of the passages; offsets are the article's."""
        keys = [(question, passage.text) for passage in passages]
        with self._lock:
            known = {key: self._remembered[key] for key in keys if key in self._remembered}
        fresh = list(dict.fromkeys(key for key in keys if key not in known))
        known.update(zip(fresh, self._read(question, [text for _, text in fresh]), strict=True))
        with self._lock:
            self._remembered.update((key, known[key]) for key in fresh)
            while len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return [_moved(known[key], passage.start) for key, passage in zip(keys, passages, strict=True)]

    def _read(self, question: str, texts: list[str]) -> list[PassageRead]:
        if not texts:
            return []
        windows = self._windows(question, texts)
        sentences = [sentence_spans(text) for text in texts]
        best: list[dict[Span, SentenceRead]] = [{} for _ in texts]
        for place, offsets, starts, ends in self._scores(windows):
            for span in sentences[place]:
                read = _read_sentence(span, offsets, starts, ends)
                if span not in best[place] or read.odds > best[place][span].odds:
                    best[place][span] = read
        return [PassageRead(tuple(of_one.values())) for of_one in best]

    def _windows(self, question: str, texts: list[str]) -> Any:
        """Return the question with each text as word pieces; a long text gives several windows."""
        return self._tokenizer(
            [self._shorten(question)] * len(texts),
            texts,
            truncation="only_second",
            max_length=WINDOW,
            stride=STRIDE,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )

    def _shorten(self, question: str) -> str:
        offsets = self._tokenizer(question, add_special_tokens=False, return_offsets_mapping=True)["offset_mapping"]
        return question if len(offsets) <= QUESTION_TOKENS else question[: offsets[QUESTION_TOKENS - 1][1]]

    def _scores(self, windows: Any) -> Any:
        """Yield for each window its text, the (n, 2) offsets of its word pieces, and their (n,) log odds."""
        import torch

        lengths = [len(pieces) for pieces in windows["input_ids"]]
        order = sorted(range(len(lengths)), key=lengths.__getitem__)
        inputs = [name for name in self._tokenizer.model_input_names if name in windows]
        for at in range(0, len(order), BATCH):
            group = order[at : at + BATCH]
            padded = self._tokenizer.pad(
                {name: [windows[name][i] for i in group] for name in inputs}, return_tensors="pt"
            )
            with torch.inference_mode():
                scores = self._network(**padded)
            starts, ends = scores.start_logits.float().numpy(), scores.end_logits.float().numpy()
            for row, window in enumerate(group):
                inside = [i for i, part in enumerate(windows.sequence_ids(window)) if part == 1]
                offsets = np.array([windows["offset_mapping"][window][i] for i in inside]).reshape(-1, 2)
                null_start, null_end = starts[row, 0], ends[row, 0]  # [CLS] stands first
                place = windows["overflow_to_sample_mapping"][window]
                yield place, offsets, starts[row, inside] - null_start, ends[row, inside] - null_end


def _read_sentence(
    span: Span, offsets: NDArray[Any], starts: NDArray[np.float32], ends: NDArray[np.float32]
) -> SentenceRead:
    """Return the log of the summed odds of all answers in a sentence, the likeliest one, and others beside it."""
    inside = np.flatnonzero((offsets[:, 0] >= span[0]) & (offsets[:, 1] <= span[1]) & (offsets[:, 1] > offsets[:, 0]))
    if not len(inside):
        return SentenceRead(*span, NOTHING, None)
    pairs = starts[inside][:, None] + ends[inside][None, :]
    length = np.arange(len(inside))[None, :] - np.arange(len(inside))[:, None]
    pairs = np.where((length >= 0) & (length < LONGEST_ANSWER), pairs, -np.inf)
    top = float(pairs.max())
    odds = top + float(np.log(np.exp(pairs - top).sum()))
    answer, *others = _answers(pairs, offsets[inside])
    return SentenceRead(*span, odds, answer, tuple(others))


def _answers(pairs: NDArray[np.float32], offsets: NDArray[Any]) -> Iterator[Span]:
    """Yield where the likeliest answer stands, then those beside it that are likelier than none, best first.

    `pairs` are the (n, n) log odds of answers by their first and last word piece, `offsets` those of the (n, 2) pieces.
    """
    pairs = pairs.copy()
    for further in range(OTHERS + 1):
        first, last = np.unravel_index(int(pairs.argmax()), pairs.shape)
        if further and pairs[first, last] < 0:
            return
        yield int(offsets[first, 0]), int(offsets[last, 1])
        pairs[: last + 1, first:] = -np.inf  # all that share a word piece with it


def _moved(read: PassageRead, by: int) -> PassageRead:
    """Return the same with offsets into the article instead of the passage."""
    return PassageRead(
        tuple(
            replace(
                one,
                start=one.start + by,
                end=one.end + by,
                answer=one.answer and _moved_span(one.answer, by),
                others=tuple(_moved_span(other, by) for other in one.others),
            )
            for one in read.sentences
        )
    )


def _moved_span(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
