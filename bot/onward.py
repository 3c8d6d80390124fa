"""Onward: what could be asked next, made from the articles that an answer cites and those near it.

Only candidates are made here, by the rules of `questioning.py`, of sentences that nobody has been shown yet. Whether
one leads anywhere is known when it has been asked: whoever offers one tries it first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice, zip_longest

from bot.answer import Answer, Citation
from bot.chatbot import Chatbot
from bot.conversation import Exchange
from bot.forms import names_in
from bot.questioning import questions_of
from bot.suggesting import Candidate
from corpus.article import Article
from embeddings.stems import stem_words

__all__ = ["next_candidates"]

TRIED_AT_MOST = 6  # each costs about as much as a visitor's question
LOOKED_AT_MOST = 30  # of which those are tried that differ most in kind
SAYS_LITTLE = "how many much long people year day"  # words of the rules themselves
NEAR_PASSAGES = 12  # as many as an answer is read from


def next_candidates(chatbot: Chatbot, exchanges: Sequence[Exchange]) -> list[Candidate]:
    """Return what could be asked after the newest answer, the likeliest to be wanted first.

    Questions on what is only near, and all after a refusal, share a name or two words with what was asked.
    """
    answers = [exchange.answer for exchange in exchanges if exchange.answer]
    newest = exchanges[-1].answer if exchanges else None
    if newest is None or not newest.quotes:
        return []
    cited = [article for one in newest.citations if (article := chatbot.archive.article(one.article.key))]
    near = _near(chatbot, newest, {article.key for article in cited})
    asked = f"{newest.question} {newest.understood}"
    ours = [_unseen(article, answers) for article in cited]
    theirs = [_unseen(article, answers) for article in near]
    on_topic = (one for one in _in_turn(theirs) if _is_on_topic(one.question, asked))
    found = (
        _in_turn(ours)
        if newest.found or newest.reply
        else (one for one in _in_turn(ours) if _is_on_topic(one.question, asked))
    )
    return list(islice(_varied(_new(chain(found, on_topic), exchanges)), TRIED_AT_MOST))


def _near(chatbot: Chatbot, answer: Answer, cited: set[str]) -> list[Article]:
    """Return the articles nearest to a question that its answer does not cite, nearest first."""
    found = chatbot.find(answer.understood, NEAR_PASSAGES, period=answer.period, outlets=answer.outlets)
    articles: dict[str, Article] = {}
    for hit in found:
        articles.setdefault(hit.passage.article.key, hit.passage.article)
    return [article for key, article in articles.items() if key not in cited]


def _unseen(article: Article, answers: Sequence[Answer]) -> Iterator[Candidate]:
    """Yield the questions that an article gives by sentences that no answer has quoted; none if it was retracted."""
    if Citation(1, article, ()).is_retracted:
        return
    shown = [quote for answer in answers for quote in answer.quotes if quote.article.key == article.key]
    for candidate in questions_of(article):
        start, end = candidate.span
        if not any(quote.start < end and start < quote.end for quote in shown):
            yield candidate


def _in_turn(each: Sequence[Iterator[Candidate]]) -> Iterator[Candidate]:
    """Yield the first question of each article, then the second of each."""
    return (one for turn in zip_longest(*each) for one in turn if one)


def _is_on_topic(question: str, asked: str) -> bool:
    """Say whether two questions share a name, or as much as two other words."""
    shared = (_words(question) & _words(asked)) - _words(SAYS_LITTLE)
    return bool(names_in(question) & names_in(asked)) or len(shared) > 1


def _new(candidates: Iterator[Candidate], exchanges: Sequence[Exchange]) -> Iterator[Candidate]:
    """Yield the questions that were not asked yet, one a sentence, none twice in other words."""
    told = {_words(exchange.question) for exchange in exchanges}
    told |= {_words(exchange.answer.understood) for exchange in exchanges if exchange.answer}
    spans: set[tuple[str, int]] = set()
    for candidate in candidates:
        words, place = _words(candidate.question), (candidate.article.key, candidate.span[0])
        if words not in told and place not in spans:
            told.add(words)
            spans.add(place)
            yield candidate


def _varied(candidates: Iterator[Candidate]) -> Iterator[Candidate]:
    """Yield questions so that who, what and when take turns, each in its own order."""
    kinds: dict[str, list[Candidate]] = {}
    for candidate in islice(candidates, LOOKED_AT_MOST):
        kinds.setdefault(candidate.question.partition(" ")[0], []).append(candidate)
    yield from _in_turn([iter(kind) for kind in kinds.values()])


def _words(question: str) -> frozenset[str]:
    return frozenset(stem_words(question))
