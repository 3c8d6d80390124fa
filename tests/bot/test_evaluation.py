from datetime import date

import pytest

from bot.chatbot import Chatbot
from bot.evaluation import evaluate, holds, rank, rank_without, scorable, to_read

TODAY = date(2024, 6, 1)
QUESTION = "Who was killed in the fire at the mill?"


@pytest.fixture
def chatbot(archive, indexed, word_encoder):
    return Chatbot(archive, indexed, lambda: word_encoder)


def titles(chatbot, rankings):
    return [found.passage.article.title for found in to_read(chatbot, rankings.best)]


def test_without_the_articles_that_answer_none_of_their_passages_is_found(chatbot):
    rankings = rank(chatbot, QUESTION, TODAY)
    assert any("two people" in found.passage.article.text for found in to_read(chatbot, rankings.best))
    others = rank_without(chatbot, rankings, "two people", TODAY)
    assert all("two people" not in found.passage.article.text for found in to_read(chatbot, others.best))


def test_articles_named_by_address_are_left_out_too(chatbot):
    rankings = rank(chatbot, QUESTION, TODAY)
    best = to_read(chatbot, rankings.best)[0].passage.article
    assert best.title not in titles(chatbot, rank_without(chatbot, rankings, "no such words", TODAY, [best.url]))


def test_what_is_nearest_without_them_scores_as_the_nearest(chatbot):
    rankings = rank(chatbot, QUESTION, TODAY)
    best = to_read(chatbot, rankings.best)[0].passage.article
    others = rank_without(chatbot, rankings, "no such words", TODAY, [best.url])
    runner_up = others.words[0].passage_id
    before, after = (next(hit.score for hit in one.hybrid if hit.passage_id == runner_up) for one in (rankings, others))
    assert after > before


def test_an_evaluation_counts_what_quotes_and_passages_hold(chatbot):
    rows = [
        {"question": "Who winds the clockwork of the lighthouse?", "answer": "keeper"},
        {"question": "What will the bridge over the Lune cost?", "answer": "99 billion"},
    ]
    scores = evaluate(chatbot, rows)
    assert (scores["questions"], scores["first_quote"], scores["three_quotes"]) == (2, 0.5, 0.5)
    assert scores["passages"]["hybrid"] == {1: 0.5, 5: 0.5, 10: 0.5, 50: 0.5}


def test_an_answer_is_held_by_whole_words_only():
    assert holds("It opened in October, 2003.", "october 2003")
    assert not holds("It opened in October 20031.", "October 2003")


@pytest.mark.parametrize(
    ("answer", "counts"), [("Amazon", True), ("2", False), ("Yes", False), (None, False), ("May", True)]
)
def test_answers_that_say_nothing_are_left_out(answer, counts):
    assert scorable({"question": "What?", "answer": answer}) is counts
