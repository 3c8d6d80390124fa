"""How well the reader finds answers in SQuAD 1.1 dev, and tells whether there is one in SQuAD 2.0 dev.

F1 and exact match follow the official script (Rajpurkar et al. 2016): lower-case, without punctuation and
articles, the best of the annotators' answers. Each paragraph is read as Newsdesk reads passages, so an answer
never leaves its sentence. AUROC is that of the passage's log odds, has-answer against no-answer.

    python -m benchmarks.squad [--reader NAME] [--every N]
"""

from __future__ import annotations

import json
import lzma
import re
import string
from collections import Counter
from collections.abc import Iterator
from typing import Any

from rich.progress import track
from sklearn.metrics import roc_auc_score

from benchmarks.options import number, option
from benchmarks.realtimeqa import DATA
from benchmarks.record import write_record
from bot.reader import DEFAULT_READER, Reader, load_reader, reader_name
from corpus.article import Article
from corpus.passage import Passage

SQUAD = DATA.parent / "squad"
_ARTICLES = re.compile(r"\b(a|an|the)\b")
_MARKS = str.maketrans("", "", string.punctuation)


def main() -> None:
    """Print and record F1, exact match and AUROC."""
    name = option("reader", DEFAULT_READER)
    reader = load_reader(name)
    if reader is None:
        raise SystemExit("There is no trained reader to measure.")
    every = number("every", 1)
    figures = {"reader": reader_name(name), **measure_spans(reader, every), **measure_answerable(reader, every)}
    for key, value in figures.items():
        print(f"{key}: {value}")
    print(f"recorded in {write_record('squad', figures)}")


def measure_spans(reader: Reader, every: int = 1) -> dict[str, float]:
    """Return F1 and exact match, in percent, on every n-th question of SQuAD 1.1 dev."""
    f1, exact = [], []
    for question, _, text in track(list(_questions("dev-v1.1", every)), "SQuAD 1.1"):
        best = max(_read(reader, question["question"], text).sentences, key=lambda sentence: sentence.odds)
        said = text[slice(*best.answer)] if best.answer else ""
        answers = [answer["text"] for answer in question["answers"]]
        f1.append(max(_f1(said, answer) for answer in answers))
        exact.append(max(_plain(said) == _plain(answer) for answer in answers))
    return {"questions 1.1": len(f1), "F1": 100 * sum(f1) / len(f1), "exact match": 100 * sum(exact) / len(exact)}


def measure_answerable(reader: Reader, every: int = 1) -> dict[str, float]:
    """Return how well the log odds of a paragraph tell whether it answers, on every n-th question of SQuAD 2.0 dev."""
    odds, answerable = [], []
    for question, _, text in track(list(_questions("dev-v2.0", every)), "SQuAD 2.0"):
        odds.append(_read(reader, question["question"], text).odds)
        answerable.append(not question["is_impossible"])
    return {"questions 2.0": len(odds), "AUROC": float(roc_auc_score(answerable, odds))}


def _read(reader: Reader, question: str, text: str) -> Any:
    article = Article(None, "", text)
    return reader.read(question, [Passage(0, article, 0, len(text))])[0]


def _questions(name: str, every: int) -> Iterator[tuple[dict[str, Any], str, str]]:
    with lzma.open(SQUAD / f"{name}.json.xz", "rt", encoding="utf-8") as stream:
        articles = json.load(stream)["data"]
    rows = [
        (question, article["title"], paragraph["context"])
        for article in articles
        for paragraph in article["paragraphs"]
        for question in paragraph["qas"]
    ]
    yield from rows[::every]


def _f1(said: str, answer: str) -> float:
    one, two = _plain(said).split(), _plain(answer).split()
    shared = sum((Counter(one) & Counter(two)).values())
    return 2 * shared / (len(one) + len(two)) if shared else float(one == two)


def _plain(text: str) -> str:
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_MARKS)).split())


if __name__ == "__main__":
    main()
