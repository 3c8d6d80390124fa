"""Scoring: how likely each sentence of the passages found answers the question, by reader and search together.

A logistic model over features that can be read and checked, one for a trained reader and one without.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.reader.features import FEATURES, expected_words, features_of, understand
from bot.reader.reading import PassageRead, Reader, Reading, SentenceRead
from bot.search import Found
from embeddings.keywords import KeywordIndex

__all__ = ["BY_COSINE", "BY_READER", "Weights", "plain_answer", "read_sentences"]

CLEAREST = 15.0  # log odds beyond which a difference says nothing
_WORD = re.compile(r"\w+")
_EMPTY_WORDS = frozenset("a an the of in on at about around some nearly almost".split())


@dataclass(frozen=True, slots=True)
class Weights:
    """Hold the weights of the features and the bias: their sum is the logit that the best sentence answers."""

    of: Mapping[str, float]
    bias: float

    def probability(self, features: Sequence[float]) -> float:
        """Return the probability for features in the order of FEATURES."""
        logit = self.bias + sum(self.of.get(name, 0.0) * value for name, value in zip(FEATURES, features, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


BY_READER = Weights({"read": 5.0, "passage": 1.0, "agreement": 0.5, "search": 3.0}, -1.0)
# Fitted on RealTimeQA 2022 and SQuAD on 22 November 2026, for the time when no trained reader is used.
BY_COSINE = Weights(
    {
        "read": 3.637,
        "words": 2.645,
        "pairs": 0.879,
        "title": 0.738,
        "place": -0.245,
        "expected": 0.727,
        "lead": 0.833,
        "age": -0.366,
    },
    -5.911,
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Hold where a sentence was found: its passage's place, and what the reader says of both."""

    place: int
    sentence: SentenceRead
    passage: PassageRead


def read_sentences(
    question: str, found: Sequence[Found], reader: Reader, keywords: KeywordIndex, today: date | None = None
) -> list[Reading]:
    """Return the sentences of the passages found, each once, best first; `today` is the day of the question."""
    asked = understand(question, found, keywords, today or date.today())
    weights = BY_READER if reader.trained else BY_COSINE
    places = list(_sentences(found, reader.read(question, [hit.passage for hit in found])))
    agreed = _agreement(found, places) if reader.trained else {}
    readings = []
    for one in places:
        hit, span = found[one.place], (one.sentence.start, one.sentence.end)
        plain = features_of(asked, hit, one.place, span, keywords)
        plain["read"], plain["passage"] = _clear(one.sentence.odds, reader), _clear(_best(one.passage), reader)
        plain["agreement"] = agreed.get((hit.passage.article.key, span), 0.0)
        features = tuple(plain[name] for name in FEATURES)
        answer = one.sentence.answer if reader.trained else expected_words(asked, hit.passage.article, span)
        readings.append(Reading(hit.passage.article, *span, answer, weights.probability(features), features))
    return sorted(readings, key=lambda reading: -reading.score)


def plain_answer(words: str) -> str:
    """Return an answer so that the same one written a little otherwise is the same: "the 40 people" is "40 people"."""
    return " ".join(word for word in _WORD.findall(words.lower()) if word not in _EMPTY_WORDS)


def _sentences(found: Sequence[Found], read: Sequence[PassageRead]) -> Iterator[_Place]:
    """Yield each sentence once, in its best passage, with the most that any passage says for it."""
    best: dict[tuple[str, int], _Place] = {}
    for place, (hit, passage) in enumerate(zip(found, read, strict=True)):
        for sentence in passage.sentences:
            key = (hit.passage.article.key, sentence.start)
            earlier = best.get(key)
            if earlier is None:
                best[key] = _Place(place, sentence, passage)
            elif sentence.odds > earlier.sentence.odds:
                best[key] = _Place(earlier.place, sentence, passage)
    yield from best.values()


def _agreement(found: Sequence[Found], places: Sequence[_Place]) -> dict[tuple[str, tuple[int, int]], float]:
    """Return for each sentence the log of the other articles with the same answer, each as far as it is likely."""
    by_answer: dict[str, dict[str, float]] = {}
    answers = []
    for one in places:
        article = found[one.place].passage.article
        answer = plain_answer(article.text[slice(*one.sentence.answer)]) if one.sentence.answer else ""
        answers.append((article.key, answer))
        likely = by_answer.setdefault(answer, {})
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, one.sentence.odds))))
        likely[article.key] = max(likely.get(article.key, 0.0), chance)
    return {
        (key, (one.sentence.start, one.sentence.end)): math.log1p(
            sum(chance for other, chance in by_answer[answer].items() if other != key) if answer else 0.0
        )
        for one, (key, answer) in zip(places, answers, strict=True)
    }


def _best(passage: PassageRead) -> float:
    return max(sentence.odds for sentence in passage.sentences)


def _clear(odds: float, reader: Reader) -> float:
    return max(-CLEAREST, min(CLEAREST, odds)) / 10 if reader.trained else odds
