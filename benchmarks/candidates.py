"""The sentences that Newsdesk considers for a question, with their features and whether they answer.

Of RealTimeQA, twice for each question: as it is, and with every passage left out that holds the answer or comes
from an article that does, as if those articles were not in the archive. Kept beside the archives, made once a
year. Of SQuAD 1.1 (train), the sentences of a question's paragraph and of its siblings: short natural questions,
and labels that are sure, which weak labels on quiz questions cannot give.
"""

from __future__ import annotations

import json
import lzma
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.progress import track

from benchmarks.realtimeqa import ARCHIVES, DATA, answerable, chatbot_of
from bot.chatbot import PASSAGES_READ, Chatbot
from bot.evaluation import holds
from bot.reader import Reading, read_sentences
from bot.reader.features import features_of, understand
from bot.search import Found, find_passages
from corpus.article import Article
from corpus.passage import Passage
from corpus.sentences import sentence_spans

__all__ = ["Candidates", "candidates_of", "squad_candidates"]

SQUAD = DATA.parent / "squad" / "train-v1.1.json.xz"
SIBLINGS = 5
QUESTIONS_A_PARAGRAPH = 2
DEEP = 80  # passages from which those that answer are left out; enough to leave PASSAGES_READ


@dataclass(frozen=True, slots=True)
class Candidates:
    """Hold for one question the readings with the answer in the archive, and those without."""

    question: str
    answer: str
    readings: list[Reading]
    right: list[bool]  # for each reading, whether its sentence answers
    without: list[Reading]


def candidates_of(year: int, every: int = 1) -> list[Candidates]:
    """Return the candidates for the questions of a year, or for every n-th of them."""
    kept = ARCHIVES / f"candidates-{year}-{every}.pickle"
    if kept.exists():
        with kept.open("rb") as stream:
            return list(pickle.load(stream))
    chatbot = chatbot_of(year)
    chatbot.indexes.refresh()
    found = [_candidates(chatbot, row) for row in track(answerable(year)[::every], f"Reading {year}")]
    with kept.open("wb") as stream:
        pickle.dump(found, stream)
    return found


def _candidates(chatbot: Chatbot, row: dict[str, Any]) -> Candidates:
    question, answer = row["question"], row["answer"]
    today = date.fromisoformat(row["now"])
    vector = chatbot.encoder.encode_query([question])[0]
    deep = find_passages(chatbot.indexes, question, vector, DEEP, today=today)
    gold = set(row["docs_containing_answer"])
    others = [
        hit for hit in deep if hit.passage.article.url not in gold and not holds(hit.passage.article.text, answer)
    ]

    def read(hits: list[Found]) -> list[Reading]:
        return read_sentences(question, vector, hits[:PASSAGES_READ], chatbot.encoder, chatbot.indexes.keywords, today)

    readings = read(deep)
    return Candidates(question, answer, readings, [holds(one.text, answer) for one in readings], read(others))


def squad_candidates(chatbot: Chatbot, first: int, step: int = 4) -> list[Candidates]:
    """Return candidates from every `step`-th article of SQuAD, from the `first` on.

    How rare a word is, is taken from the chatbot's archive.
    """
    with lzma.open(SQUAD, "rt", encoding="utf-8") as stream:
        articles = json.load(stream)["data"][first::step]
    found = (_squad_article(chatbot, article) for article in track(articles, "Reading SQuAD"))
    return [candidates for of_one in found for candidates in of_one]


def _squad_article(chatbot: Chatbot, article: dict[str, Any]) -> Iterator[Candidates]:
    """Yield candidates for the questions on the first paragraphs of an article, each paragraph a passage."""
    title = article["title"].replace("_", " ")
    paragraphs = [Article(None, title, paragraph["context"]) for paragraph in article["paragraphs"][:SIBLINGS]]
    hits = [Found(Passage(n, text, 0, len(text.text)), 0.0) for n, text in enumerate(paragraphs)]
    sentences = [(n, *span) for n, text in enumerate(paragraphs) for span in sentence_spans(text.text)]
    vectors = chatbot.encoder.encode_document([paragraphs[n].text[start:end] for n, start, end in sentences])
    for number, paragraph in enumerate(article["paragraphs"][:SIBLINGS]):
        for asked in paragraph["qas"][:QUESTIONS_A_PARAGRAPH]:
            span = asked["answers"][0]["answer_start"]
            understood = understand(asked["question"], hits, chatbot.indexes.keywords, date(2024, 1, 1))
            cosines = (vectors @ chatbot.encoder.encode_query([asked["question"]])[0]).tolist()
            readings, right = [], []
            for (n, start, end), cosine in zip(sentences, cosines, strict=True):
                hit = hits[n]
                features, _ = features_of(understood, hit, 0, (start, end), cosine, chatbot.indexes.keywords)
                readings.append(Reading(hit.passage.article, start, end, features=features))
                right.append(n == number and start <= span < end)
            without = [one for one, (n, _, _) in zip(readings, sentences, strict=True) if n != number]
            yield Candidates(asked["question"], asked["answers"][0]["text"], readings, right, without)
