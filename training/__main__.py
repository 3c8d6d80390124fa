"""Train the reader that ships with Newsdesk, in three passes; run again, it goes on where it stopped.

First questions on short windows of paragraphs (SQuAD 1.1 train, QAMR), then some of them on whole paragraphs, then on
news (RealTimeQA 2022, by distant supervision, with some of the first again so that nothing is forgotten). The mean of
the weights after each pass is what ships: it forgets less than the last. Data in ../shared/data, or $NEWSDESK_DATA;
checkpoints in WORK. The weights are put where the reader looks for them. Two hours on two cores, minutes on a GPU.

    python -m training [WORK]
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import AutoTokenizer

from benchmarks.realtimeqa import ARCHIVES, DATA, chatbot_of, questions_of
from bot.reader import OFF
from bot.reader.loading import WEIGHTS_FILE
from bot.reader.network import load_weights, mean_weights, new_network, save_weights
from embeddings.encoder import DEFAULT_ENCODER, encoder_digest, find_weights
from training.batches import Encoded, encode
from training.examples import Example, qamr_examples, squad_examples
from training.loop import Recipe, train
from training.news import evidence_examples, news_groups

SEED = 1
NEWS_YEAR = 2022  # 2023 calibrates, 2024 validates: neither is trained on
QAMR = 12_000  # questions; more of them would drown the paragraphs
TEXT_TOKENS, WHOLE_TOKENS = 128, 224  # word pieces of text a window; a shorter one trains faster
PARAGRAPHS = 20_000  # examples of the first pass in the second
AGAIN = 4_000  # examples of the first pass in the third
FIRST, SECOND, THIRD = Recipe(rate=2e-4, seed=SEED), Recipe(rate=6e-5, seed=SEED), Recipe(rate=4e-5, seed=SEED)


def main() -> None:
    """Train all passes and write the weights."""
    work = Path(sys.argv[1]) if len(sys.argv) > 1 else ARCHIVES / "reader"
    work.mkdir(parents=True, exist_ok=True)
    encoder_digest(DEFAULT_ENCODER)
    tokenizer = AutoTokenizer.from_pretrained(find_weights(DEFAULT_ENCODER))
    examples = question_examples()
    questions, paragraphs = work / "questions.safetensors", work / "paragraphs.safetensors"
    if not questions.exists():
        encoded = encode(examples, tokenizer, TEXT_TOKENS, random.Random(SEED))
        save_weights(train_on([[one] for one in encoded], FIRST, work / "questions.pt"), questions)
    if not paragraphs.exists():
        some = random.Random(SEED).sample(examples, PARAGRAPHS)
        encoded = encode(some, tokenizer, WHOLE_TOKENS, random.Random(SEED))
        save_weights(train_on([[one] for one in encoded], SECOND, work / "paragraphs.pt", questions), paragraphs)
    groups = news_examples(tokenizer, random.Random(SEED).sample(examples, AGAIN))
    news = work / "news.safetensors"
    save_weights(train_on(groups, THIRD, work / "news.pt", paragraphs), news)
    mean_weights([questions, paragraphs, news], WEIGHTS_FILE)
    say(f"wrote {WEIGHTS_FILE}")


def question_examples() -> list[Example]:
    """Return the examples of the first pass."""
    rng = random.Random(SEED)
    examples = squad_examples(DATA.parent / "squad" / "train-v1.1.json.xz", rng)
    return examples + qamr_examples(DATA.parent / "qamr" / "wiki.jsonl.xz", QAMR, rng)


def news_examples(tokenizer: Any, again: Sequence[Example]) -> list[list[Encoded]]:
    """Return the groups of the third pass: passages found for news questions, their evidence, and some SQuAD."""
    rng = random.Random(SEED)
    rows = questions_of(NEWS_YEAR)
    found = list(news_groups(chatbot_of(NEWS_YEAR, OFF), rows))
    groups = [encode(group, tokenizer, WHOLE_TOKENS, rng) for group in found]
    singles = encode([*evidence_examples(rows), *again], tokenizer, WHOLE_TOKENS, rng)
    return [group for group in groups if group] + [[one] for one in singles]


def train_on(groups: Sequence[Sequence[Encoded]], recipe: Recipe, checkpoint: Path, start: Path | None = None) -> Any:
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


if __name__ == "__main__":
    main()
