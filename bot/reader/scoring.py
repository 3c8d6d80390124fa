"""Scoring: how likely each sentence of the passages found answers the question, by reader and search together.

A logistic model over features that can be read and checked, one for a trained reader and one without.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answer import Span
from bot.period import Period
from bot.reader.expected import is_dateline
from bot.reader.features import FEATURES, expected_words, features_of, understand
from bot.reader.reading import PassageRead, Reader, Reading, SentenceRead, logistic
from bot.reader.taken_back import without_mistake
from bot.search import Found
from corpus.article import Article
from corpus.dates import day_number
from embeddings.keywords import KeywordIndex

__all__ = ["BY_COSINE", "BY_READER", "Weights", "plain_answer", "plain_span", "read_sentences"]

RIVAL = 3.0  # log odds by which a sentence may be less likely than the best, and still is a rival
CLEAREST = 15.0  # log odds beyond which a difference says nothing
_WORD = re.compile(r"\w+")
_NUMBERS = {
    word: str(number)
    for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
_EMPTY_WORDS = frozenset("a an the of in on at about around some nearly almost".split())


@dataclass(frozen=True, slots=True)
class Weights:
    """Hold the weights of the features and the bias: their sum is the logit that the best sentence answers.

    `of` tell the sentences of a question apart; `sure`, taken of the best of them and added for all, only tell how
    likely it is that anything found answers.
    """

    of: Mapping[str, float]
    sure: Mapping[str, float]
    bias: float

    def probabilities(self, sentences: Sequence[Sequence[float]]) -> list[float]:
        """Return a probability for each sentence of a question, by its features in the order of FEATURES."""
        ranks = [_weighed(self.of, features) for features in sentences]
        if not ranks:
            return []
        best = sentences[max(range(len(ranks)), key=ranks.__getitem__)]
        shift = self.bias + _weighed(self.sure, best)
        return [logistic(rank + shift) for rank in ranks]


# Fitted by `benchmarks/fit_scores.py` on RealTimeQA 2023 and the sixty conversations
# (benchmarks/results/weights-newsdesk.json); the other features were tried and did not pay beside the reader.
BY_READER = Weights(
    {"read": 1.166, "agreement": 0.411, "search": 0.97, "title": 0.936, "lead": 0.261, "age": -0.237},
    {"search": 3.201, "agreement": 0.672},
    -5.521,
)
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
    {},
    -5.911,
)


Placed = tuple[int, SentenceRead]  # the place of a sentence's best passage among those found, and what was read


def read_sentences(
    question: str,
    found: Sequence[Found],
    reader: Reader,
    keywords: KeywordIndex,
    today: date | None = None,
    about: Collection[Period] = (),
) -> list[Reading]:
    """Return the sentences of the passages found, each once, best first.

    `today` is the day of the question, from which ages count; or else they count from the days that it is `about`.
    """
    asked = understand(question, found, keywords, today or date.today(), about)
    weights = BY_READER if reader.trained else BY_COSINE
    read = _sentences(found, reader.read(question, [hit.passage for hit in found]))
    places = [(place, without_mistake(one, found[place].passage.article, question)) for place, one in read]
    agreed = _agreement(found, places) if reader.trained else {}
    newest = _newest(asked.ages, found, places, RIVAL if reader.trained else math.inf)
    if about and _told_then(asked.ages, found, places):
        newest = 0.0
    sentences, readings = [], []
    for place, sentence in places:
        hit, span = found[place], (sentence.start, sentence.end)
        plain = features_of(asked, hit, place, span, keywords)
        plain["read"] = _clear(sentence.odds, reader)
        plain["age"] = max(0.0, asked.ages[hit.passage.article.key] - newest)
        plain["agreement"] = agreed.get((hit.passage.article.key, span), 0.0)
        sentences.append(tuple(plain[name] for name in FEATURES))
        answer = sentence.answer if reader.trained else expected_words(asked, hit.passage.article, span, question)
        readings.append(Reading(hit.passage.article, *span, answer, mistaken=sentence.mistaken))
    scored = zip(readings, weights.probabilities(sentences), sentences, strict=True)
    return sorted((replace(one, score=score, features=row) for one, score, row in scored), key=lambda one: -one.score)


def plain_answer(words: str) -> str:
    """Return an answer so that the same one written a little otherwise is the same.

    >>> plain_answer("about six people") == plain_answer("the 6 people")
    True
    """
    return " ".join(_NUMBERS.get(word, word) for word in _WORD.findall(words.lower()) if word not in _EMPTY_WORDS)


def plain_span(article: Article, span: Span | None) -> str:
    """Return the words of an article at a span as `plain_answer` has them, "" for none."""
    return plain_answer(article.text[slice(*span)]) if span else ""


def _sentences(found: Sequence[Found], read: Sequence[PassageRead]) -> Iterator[Placed]:
    """Yield each sentence once, in its best passage, with the most that any passage says for it; no datelines."""
    best: dict[tuple[str, int], Placed] = {}
    placed = enumerate(zip(found, read, strict=True))
    said = ((place, hit.passage.article.key, one) for place, (hit, passage) in placed for one in passage.sentences)
    for place, article, sentence in said:
        first, known = best.get((article, sentence.start), (place, sentence))
        best[article, sentence.start] = (first, max(known, sentence, key=lambda one: one.odds))
    for place, sentence in best.values():
        if not is_dateline(found[place].passage.article.text[sentence.start : sentence.end]):
            yield place, sentence


def _newest(ages: Mapping[str, float], found: Sequence[Found], places: Sequence[Placed], rival: float) -> float:
    """Return the age of the newest article with a sentence that answers nearly as likely as the best.

    Only such an article makes older evidence doubtful: what else is new is about something else.
    """
    floor = max((sentence.odds for _, sentence in places), default=0.0) - rival
    near = [ages[found[place].passage.article.key] for place, sentence in places if sentence.odds >= floor]
    return min(near, default=0.0)


def _told_then(ages: Mapping[str, float], found: Sequence[Found], places: Sequence[Placed]) -> bool:
    """Say whether an article of the very days that a question names is read as answering rather than not."""
    return any(sentence.odds >= 0 and ages[found[place].passage.article.key] == 0 for place, sentence in places)


def _agreement(found: Sequence[Found], places: Sequence[Placed]) -> dict[tuple[str, Span], float]:
    """Return for each sentence the log of the other articles with the same answer, each as far as it is likely.

    Those that told before what a correction takes back count for the correction, but it does not count for them.
    """
    by_answer: dict[str, dict[str, float]] = {}
    told: dict[str, int] = {}
    for place, sentence in places:
        article = found[place].passage.article
        told[article.key] = day_number(article.published)
        if plain_span(article, sentence.answer):
            likely = by_answer.setdefault(plain_span(article, sentence.answer), {})
            likely[article.key] = max(likely.get(article.key, 0.0), logistic(sentence.odds))
    agreed: dict[tuple[str, Span], float] = {}
    for place, sentence in places:
        article = found[place].passage.article
        same = by_answer.get(plain_span(article, sentence.answer), {})
        wrong = by_answer.get(plain_span(article, sentence.mistaken), {})
        others = {key: chance for key, chance in wrong.items() if told[key] <= told[article.key]} | same
        chances = (chance for key, chance in others.items() if key != article.key)
        agreed[article.key, (sentence.start, sentence.end)] = math.log1p(sum(chances))
    return agreed


def _weighed(weights: Mapping[str, float], features: Sequence[float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in zip(FEATURES, features, strict=True))


def _clear(odds: float, reader: Reader) -> float:
    return max(-CLEAREST, min(CLEAREST, odds)) / 10 if reader.trained else odds
