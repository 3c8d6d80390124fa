"""What each piece brings to an answer: RealTimeQA against all articles of the year, all pieces in one run.

Rows: search by words, by meaning, by both, with newer passages preferred, each read without a trained reader (the
state before there was one); then with the reader alone deciding, with reader and search together, and as the chatbot
answers, times in the question understood. Figures: the first quote and any of three hold the answer, with 95 %
bootstrap intervals; sentences a quote; and, with the articles of half the questions left out, how well confidence
tells right from wrong (AUROC), and how far it is off (expected calibration error). The risk-coverage curve is drawn
beside the record.

    python -m benchmarks.answers [YEAR] [--every N]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
from rich.progress import track
from sklearn.metrics import roc_auc_score

from benchmarks import options
from benchmarks.realtimeqa import answerable, chatbot_of
from benchmarks.record import RESULTS, write_record
from bot.answer import Quote
from bot.chatbot import Chatbot
from bot.evaluation import holds, rank, rank_without, to_read
from bot.quoting import choose_quotes
from bot.reader import CosineReader, Reading, read_sentences, reader_name
from bot.reader.calibration import calibration_error
from bot.search import Found
from corpus.sentences import sentence_spans
from embeddings.encoder import Encoder

SEED = 1
DRAWS = 2_000  # bootstrap samples
RANKINGS = {"words only": "words", "vectors only": "meaning", "both": "hybrid", "both, newer first": "best"}
READ_ALONE, TOGETHER, AS_ASKED = "reader alone", "reader and search", "as asked"

Choose = Callable[[str, Sequence[Found], date], list[Quote]]


class Remembering:
    """Hold an encoder and what it made of sentences: the rankings of one question share most of them."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.digest, self.encode_query = encoder.name, encoder.digest, encoder.encode_query
        self._encoder = encoder
        self._known: dict[str, np.ndarray] = {}

    def encode_document(self, texts: Sequence[str]) -> np.ndarray:
        """Return (n, d) float32 unit rows."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        if fresh:
            self._known.update(zip(fresh, self._encoder.encode_document(fresh), strict=True))
        return np.stack([self._known[text] for text in texts])


@dataclass(slots=True)
class Scores:
    """Hold for one piece, question by question, what its quotes held and how sure it was."""

    first: list[bool] = field(default_factory=list)
    three: list[bool] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    confidence: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)

    def add(self, quotes: list[Quote], answer: str) -> None:
        """Take in the quotes for a question whose articles are all there."""
        held = [holds(quote.text, answer) for quote in quotes]
        self.first.append(any(held[:1]))
        self.three.append(any(held))
        self.sentences += [len(sentence_spans(quote.text)) for quote in quotes]

    def add_confidence(self, quotes: list[Quote], answer: str) -> None:
        """Take in how sure the first quote is, and whether it is right; the articles may be missing."""
        self.confidence.append(quotes[0].confidence if quotes else 0.0)
        self.right.append(bool(quotes) and holds(quotes[0].text, answer))

    def summary(self) -> dict[str, Any]:
        """Return shares, 0 to 1, with their 95 % intervals."""
        quoted = {
            "first quote": _interval(self.first),
            "any of three": _interval(self.three),
            "sentences a quote": round(float(np.mean(self.sentences)), 2),
        }
        if not self.confidence:
            return quoted
        return {
            **quoted,
            "AUROC": round(float(roc_auc_score(self.right, self.confidence)), 4),
            "calibration error": round(calibration_error(self.confidence, self.right), 4),
        }


def main() -> None:
    """Print and record the table for a year."""
    year, every = options.year(2024), options.number("every", 1)
    chatbot = chatbot_of(year)
    chatbot.indexes.refresh()
    rows = answerable(year)[::every]
    removed = np.random.default_rng(SEED).permutation(len(rows)) < len(rows) // 2
    scores: dict[str, Scores] = {}
    pieces = _pieces(chatbot)
    for row, gone in track(list(zip(rows, removed, strict=True)), f"Answering {year}"):
        today = date.fromisoformat(row["now"])
        rankings = rank(chatbot, row["question"], today)
        others = rank_without(chatbot, rankings, row["answer"], today, row["docs_containing_answer"]) if gone else None
        for name, (attribute, choose) in pieces.items():
            of_one = scores.setdefault(name, Scores())
            quotes = choose(row["question"], to_read(chatbot, getattr(rankings, attribute)), today)
            of_one.add(quotes, row["answer"])
            if others:
                quotes = choose(row["question"], to_read(chatbot, getattr(others, attribute)), today)
            of_one.add_confidence(quotes, row["answer"])
        asked = chatbot.ask(row["question"], today=today)
        scores.setdefault(AS_ASKED, Scores()).add(list(asked.quotes), row["answer"])
    table = {name: of_one.summary() for name, of_one in scores.items()}
    for name, figures in table.items():
        print(f"{name:20}", figures)
    _draw({name: scores[name] for name in ("both, newer first", TOGETHER)}, year)
    figures = {"questions": len(rows), "passages": chatbot.archive.stats()["passages"], "pieces": table}
    print(f"recorded in {write_record(f'answers-{year}', {**figures, 'reader': reader_name()})}")


def _pieces(chatbot: Chatbot) -> dict[str, tuple[str, Choose]]:
    """Return for each piece the ranking that it reads from, and how it chooses quotes."""
    cosine, keywords = CosineReader(Remembering(chatbot.encoder)), chatbot.indexes.keywords

    def without_reader(question: str, found: Sequence[Found], day: date) -> list[Quote]:
        return choose_quotes(read_sentences(question, found, cosine, keywords, day))

    return {
        **{name: (attribute, without_reader) for name, attribute in RANKINGS.items()},
        READ_ALONE: (
            "best",
            lambda question, found, day: choose_quotes(_by_reader(chatbot.read(question, found, day))),
        ),
        TOGETHER: ("best", lambda question, found, day: choose_quotes(chatbot.read(question, found, day))),
    }


def _by_reader(readings: list[Reading]) -> list[Reading]:
    """Return readings with the reader's own probability for a score (the first feature is its log odds, over 10)."""
    scored = [replace(one, score=1 / (1 + float(np.exp(-10 * one.features[0])))) for one in readings]
    return sorted(scored, key=lambda one: -one.score)


def _interval(values: list[bool]) -> dict[str, Any]:
    drawn = np.random.default_rng(SEED).choice(np.array(values, float), (DRAWS, len(values))).mean(1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return {"share": round(float(np.mean(values)), 4), "95 %": [round(float(low), 3), round(float(high), 3)]}


def _draw(scores: dict[str, Scores], year: int) -> None:
    """Draw how many answers are wrong among those given, for every share of questions answered."""
    from matplotlib.figure import Figure

    axes = (figure := Figure(figsize=(6.4, 4.2), layout="constrained")).subplots()
    for name, of_one in scores.items():
        order = np.argsort(-np.array(of_one.confidence), kind="stable")
        wrong = ~np.array(of_one.right)[order]
        given = np.arange(1, len(wrong) + 1)
        axes.plot(given / len(wrong), wrong.cumsum() / given, label=name)
    axes.set(xlabel="share of questions answered", ylabel="share of answers that are wrong", xlim=(0, 1), ylim=(0, 1))
    axes.set_title(f"RealTimeQA {year}, the articles of half the questions left out", fontsize=10)
    axes.legend()
    figure.savefig(RESULTS / f"risk-coverage-{year}.svg")


if __name__ == "__main__":
    main()
