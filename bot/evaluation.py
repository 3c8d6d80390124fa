"""Evaluation: how often search and quotes hold the expected answer, over a file of questions.

An answer counts as held where its words stand in the text, case and punctuation aside: a weak measure, but
one that needs no judge. Answers of under three letters, "yes" and "no" say nothing and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from bot.batch import read_rows
from bot.chatbot import PASSAGES_READ, Chatbot
from bot.period import read_day
from bot.reader import read_sentences
from bot.reader.calibration import calibration_error, fit_calibration
from bot.search import Found, Rankings, fetch_passages, join_rankings, rank_passages
from corpus.errors import QuestionError
from embeddings.indexing import Progress
from embeddings.vectors import Hit

__all__ = [
    "RANKS",
    "calibrate_file",
    "evaluate",
    "evaluate_file",
    "holds",
    "rank",
    "rank_without",
    "scorable",
    "to_read",
]

RANKS = (1, 5, 10, 50)
FEWEST = 20  # questions from which on a calibration says more than chance
RANKINGS = {"BM25": "words", "vectors": "meaning", "hybrid": "hybrid", "hybrid, newer first": "best"}
SHORTEST = 3  # letters of an answer that is scored
_WORDS = re.compile(r"\w+")


def evaluate_file(chatbot: Chatbot, file: Path, progress: Progress = lambda stage, done, total: None) -> dict[str, Any]:
    """Return the scores over the rows of a JSON Lines file that have a question and an answer."""
    rows = [row for _, row in read_rows(file) if scorable(row)]
    if not rows:
        raise QuestionError(f'{file} has no row with "question" and "answer". Write one JSON object a line.')
    return evaluate(chatbot, rows, progress)


def calibrate_file(
    chatbot: Chatbot, file: Path, progress: Progress = lambda stage, done, total: None
) -> dict[str, Any]:
    """Fit the confidence of an archive's answers on the questions of a file, and keep it in the archive's folder.

    Each question is asked twice: as it is, and as if the articles that hold its answer were not in the archive.
    A row whose answer is null has none: it is asked once. Returns the line fitted, and the error before and after.
    """
    rows = [row for _, row in read_rows(file) if scorable(row) or ("answer" in row and row["answer"] is None)]
    if len(rows) < FEWEST:
        raise QuestionError(f'{file} has {len(rows)} rows with "question" and "answer"; at least {FEWEST} are needed.')
    cases: list[tuple[float, bool]] = []
    chatbot.indexes.refresh()
    for done, row in enumerate(rows, start=1):
        cases += _cases(chatbot, row)
        progress("questions", done, len(rows))
    scores, right = [score for score, _ in cases], [was for _, was in cases]
    fitted = fit_calibration(scores, right, chatbot.reader.name)
    fitted.save(chatbot.archive.folder)
    after = [fitted.probability(score) for score in scores]
    errors = {"error_before": calibration_error(scores, right), "error_after": calibration_error(after, right)}
    return {**asdict(fitted), **{name: round(error, 4) for name, error in errors.items()}}


def _cases(chatbot: Chatbot, row: dict[str, Any]) -> list[tuple[float, bool]]:
    """Return the first sentence's score and whether it answers, with and without the articles that do."""
    question, answer = row["question"], row["answer"]
    today = read_day(row.get("now") or row.get("date"), "now")
    rankings = rank(chatbot, question, today)
    sets = [rankings] if answer is None else [rankings, rank_without(chatbot, rankings, answer, today)]
    reads = (
        read_sentences(question, to_read(chatbot, one.best), chatbot.reader, chatbot.indexes.keywords, today)
        for one in sets
    )  # not `chatbot.read`, whose scores follow the calibration that is there already
    tops = [next(iter(readings), None) for readings in reads]
    return [(top.score, answer is not None and holds(top.text, answer)) for top in tops if top]


def rank(chatbot: Chatbot, question: str, today: date | None) -> Rankings:
    """Return the rankings of the passages for a question as it is."""
    return rank_passages(chatbot.indexes, question, chatbot.encoder.encode_query([question])[0], today=today)


def rank_without(
    chatbot: Chatbot, rankings: Rankings, answer: str, today: date | None, urls: Collection[str] = ()
) -> Rankings:
    """Return rankings as if the articles that hold an answer's words, and those named, were not in the archive.

    They leave before words and meaning are brought to one scale: in an archive without them, what is nearest has the
    scores of the nearest.
    """
    passages = chatbot.archive.passages([hit.passage_id for hit in rankings.hybrid])
    gone = {one.id for one in passages if one.article.url in urls or holds(one.article.text, answer)}
    words, meaning = (
        [hit for hit in hits if hit.passage_id not in gone] for hits in (rankings.words, rankings.meaning)
    )
    return join_rankings(chatbot.indexes, words, meaning, today)


def to_read(chatbot: Chatbot, hits: Sequence[Hit]) -> list[Found]:
    """Return the best passages of a ranking, as many as an answer reads."""
    return fetch_passages(chatbot.archive, hits, PASSAGES_READ)


def scorable(row: dict[str, Any]) -> bool:
    """Say whether a row has a question, and an answer that can be looked for in a text."""
    answer = row.get("answer")
    if not isinstance(row.get("question"), str) or not isinstance(answer, str):
        return False
    plain = _plain(answer)
    return len(plain.replace(" ", "")) >= SHORTEST and plain not in ("yes", "no", "true", "false")


def evaluate(
    chatbot: Chatbot, rows: Sequence[dict[str, Any]], progress: Progress = lambda stage, done, total: None
) -> dict[str, Any]:
    """Return shares, 0 to 1, of the questions whose answer the first quote, three quotes, … hold."""
    passages: dict[str, list[int | None]] = {name: [] for name in RANKINGS}
    first, three, found, seconds = [], [], [], []
    chatbot.indexes.refresh()
    for done, row in enumerate(rows, start=1):
        question, expected = row["question"], row["answer"]
        today = read_day(row.get("now") or row.get("date"), "now")
        rankings = rank(chatbot, question, today)
        for name, attribute in RANKINGS.items():
            ids = [hit.passage_id for hit in getattr(rankings, attribute)[: RANKS[-1]]]
            texts = [passage.text for passage in chatbot.archive.passages(ids)]
            passages[name].append(next((i for i, text in enumerate(texts) if holds(text, expected)), None))
        answer = chatbot.ask(question, today=today)
        right = [holds(quote.text, expected) for quote in answer.quotes]
        first.append(bool(right and right[0]))
        three.append(any(right))
        found.append(answer.found)
        seconds.append(answer.seconds.get("total", 0.0))  # small talk takes no time
        progress("questions", done, len(rows))
    answered = [right for right, was in zip(first, found, strict=True) if was]
    return {
        "questions": len(rows),
        "passages": {
            name: {rank: _share(place is not None and place < rank for place in places) for rank in RANKS}
            for name, places in passages.items()
        },
        "first_quote": _share(first),
        "three_quotes": _share(three),
        "found": _share(found),
        "right_when_found": _share(answered),
        "median_seconds": sorted(seconds)[len(seconds) // 2],
    }


def holds(text: str, answer: str) -> bool:
    """Say whether the words of an answer stand in a text, side by side, case and punctuation aside.

    >>> holds("It opened in October, 2003.", "october 2003")
    True
    """
    return f" {_plain(answer)} " in f" {_plain(text)} "


def _plain(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower()))


def _share(values: Iterable[bool]) -> float:
    listed = list(values)
    return round(sum(listed) / len(listed), 4) if listed else 0.0
