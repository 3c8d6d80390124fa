"""Train the reader that ships with Newsdesk, in five passes; run again, it goes on where it stopped.

First questions on short windows of paragraphs (SQuAD 1.1 train, QAMR), then some of them on whole paragraphs, then on
news (RealTimeQA 2022, by distant supervision, with some of the first again so that nothing is forgotten). From the mean
of the weights after each, most questions once more on whole paragraphs, with others that their text no longer answers,
and news once more. The mean of what the last passes leave ships: it forgets less than the last. Data in
../shared/data, or $NEWSDESK_DATA; checkpoints in WORK. The weights are put where the reader looks for them. About three
hours on two cores, minutes on a GPU.

    python -m training [WORK]
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import torch
from transformers import AutoTokenizer

from benchmarks.realtimeqa import ARCHIVES, DATA, questions_of
from bot.reader.loading import WEIGHTS_FILE
from bot.reader.network import load_weights, mean_weights, new_network, save_weights
from corpus.archive import Archive
from corpus.article import Article
from corpus.reading import read_articles
from embeddings.encoder import DEFAULT_DIGEST, DEFAULT_ENCODER, encoder_digest, find_weights
from embeddings.indexes import Indexes
from training.batches import Encoded, encode
from training.examples import Example, qamr_examples, squad_examples
from training.loop import Recipe, train
from training.news import evidence_examples, news_groups
from training.unanswerable import unanswerable_examples

SQUAD, QAMR = DATA.parent / "squad" / "train-v1.1.json.xz", DATA.parent / "qamr" / "wiki.jsonl.xz"
SEED, SECOND_SEED = 1, 2
NEWS_YEAR = 2022  # 2023 calibrates, 2024 validates: neither is trained on
SENTENCES = 12_000  # questions of QAMR; more of them at once would drown the paragraphs
TEXT_TOKENS, WHOLE_TOKENS = 128, 224  # word pieces of text a window; a shorter one trains faster
PARAGRAPHS = 20_000  # examples of the first pass in the second
ONCE_MORE = 68_000  # questions on paragraphs in the fourth
UNANSWERED = 0.14  # of all questions on paragraphs are asked there of a text that does not answer, in two ways
AGAIN = 4_000  # examples of the first pass with news
FIRST, SECOND, THIRD = Recipe(rate=2e-4, seed=SEED), Recipe(rate=6e-5, seed=SEED), Recipe(rate=4e-5, seed=SEED)
FOURTH = Recipe(rate=1e-4, warmup=0.03, seed=SECOND_SEED)
FIFTH = Recipe(rate=4e-5, seed=SECOND_SEED)

Groups = Sequence[Sequence[Encoded]]


def main() -> None:
    """Train all passes and write the weights."""
    work = Path(sys.argv[1]) if len(sys.argv) > 1 else ARCHIVES / "reader"
    work.mkdir(parents=True, exist_ok=True)
    encoder_digest(DEFAULT_ENCODER)
    tokenizer = AutoTokenizer.from_pretrained(find_weights(DEFAULT_ENCODER))  # type: ignore[no-untyped-call]
    indexes = news_indexes(work / "news")
    questions = _pass(work / "questions", partial(question_groups, tokenizer), FIRST)
    paragraphs = _pass(work / "paragraphs", partial(paragraph_groups, tokenizer), SECOND, questions)
    news = _pass(work / "news", partial(news_groups_of, tokenizer, indexes, SEED), THIRD, paragraphs)
    half = work / "half.safetensors"
    if not half.exists():
        mean_weights([questions, paragraphs, news], half)
    more = _pass(work / "more", partial(more_groups, tokenizer), FOURTH, half)
    last = _pass(work / "last", partial(news_groups_of, tokenizer, indexes, SECOND_SEED), FIFTH, more)
    mean_weights([half, more, last], WEIGHTS_FILE)
    say(f"wrote {WEIGHTS_FILE}")


def question_examples() -> list[Example]:
    """Return the examples of the first pass."""
    rng = random.Random(SEED)
    examples = squad_examples(SQUAD, rng)
    return examples + qamr_examples(QAMR, SENTENCES, rng)


def question_groups(tokenizer: Any) -> Groups:
    """Return the examples of the first pass, on short windows."""
    return _alone(encode(question_examples(), tokenizer, TEXT_TOKENS, random.Random(SEED)))


def paragraph_groups(tokenizer: Any) -> Groups:
    """Return some examples of the first pass on whole paragraphs."""
    some = random.Random(SEED).sample(question_examples(), PARAGRAPHS)
    return _alone(encode(some, tokenizer, WHOLE_TOKENS, random.Random(SEED)))


def more_groups(tokenizer: Any) -> Groups:
    """Return most questions on whole paragraphs, some that these no longer answer, and other questions of QAMR."""
    rng = random.Random(SECOND_SEED)
    examples = squad_examples(SQUAD, rng)
    unanswerable = unanswerable_examples(SQUAD, UNANSWERED, rng)
    sentences = qamr_examples(QAMR, 2 * SENTENCES, random.Random(SEED))[SENTENCES:]
    chosen = rng.sample(examples, ONCE_MORE) + unanswerable + sentences
    return _alone(encode(chosen, tokenizer, WHOLE_TOKENS, rng))


def news_groups_of(tokenizer: Any, indexes: Indexes, seed: int) -> Groups:
    """Return the groups of a pass on news: passages found for its questions, their evidence, and some SQuAD."""
    rng = random.Random(seed)
    again = random.Random(seed).sample(question_examples(), AGAIN)
    rows = questions_of(NEWS_YEAR)
    found = list(news_groups(indexes, rows))
    groups = [encode(group, tokenizer, WHOLE_TOKENS, rng) for group in found]
    singles = encode([*evidence_examples(rows), *again], tokenizer, WHOLE_TOKENS, rng)
    return [*(group for group in groups if group), *_alone(singles)]


def news_indexes(folder: Path) -> Indexes:
    """Return the articles of the year that is trained on, indexed by words."""
    archive = Archive(folder, create=True)
    indexes = Indexes(archive, DEFAULT_DIGEST)
    with archive.writer():
        archive.put([one for one in read_articles(DATA / f"articles-{NEWS_YEAR}.jsonl.xz") if isinstance(one, Article)])
        indexes.write_keywords()
        indexes.keywords.release()
    indexes.refresh()
    return indexes


def _pass(name: Path, groups: Callable[[], Groups], recipe: Recipe, start: Path | None = None) -> Path:
    """Return the file of the weights after a pass, trained if it is not there yet."""
    file = name.with_suffix(".safetensors")
    if not file.exists():
        save_weights(train_on(groups(), recipe, name.with_suffix(".pt"), start), file)
    return file


def train_on(groups: Groups, recipe: Recipe, checkpoint: Path, start: Path | None = None) -> Any:
    """Return a network trained on groups of examples, from the encoder or from weights kept before."""
    pieces = sum(len(one.tokens) for group in groups for one in group)
    say(f"{checkpoint.stem}: {len(groups):,} groups, {pieces:,} word pieces")
    torch.manual_seed(recipe.seed)
    network = new_network(find_weights(DEFAULT_ENCODER))
    if start:
        load_weights(network, start)
    train(network, groups, recipe, checkpoint, say)
    return network.cpu()


def say(line: str) -> None:
    """Print a line with the time of day."""
    print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)


def _alone(examples: Sequence[Encoded]) -> Groups:
    return [[one] for one in examples]


if __name__ == "__main__":
    main()
