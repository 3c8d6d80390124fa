"""A follow-up is likelier to be answered by the articles that the conversation has just shown."""

import pytest

from bot.reader import Reading
from bot.staying import RETURNS, STAYS, stay_with
from corpus.article import Article


def reading(name, score):
    text = f"The {name} is old."
    article = Article(f"https://courier.example.org/{name}.html", name, text, None, "Courier", source="courier")
    return Reading(article, 0, len(text), None, score)


FERRY, BRIDGE, TRAM = reading("ferry", 0.4), reading("bridge", 0.3), reading("tram", 0.2)


def test_of_two_nearly_as_likely_sentences_the_one_of_the_article_just_shown_is_first():
    assert stay_with([FERRY, BRIDGE], near=[BRIDGE.article.key])[0].article is BRIDGE.article


def test_a_much_likelier_sentence_stays_first():
    assert stay_with([reading("ferry", 0.9), BRIDGE], near=[BRIDGE.article.key])[0].text == "The ferry is old."


def test_an_article_shown_last_is_lifted_more_than_one_shown_before_and_once_only():
    ferry, bridge, tram = (0.4, 0.3, 0.2)
    both = [BRIDGE.article.key, TRAM.article.key]
    lifted = {one.article.title: one.score for one in stay_with([FERRY, BRIDGE, TRAM], both[:1], both)}
    assert lifted["ferry"] == ferry
    assert lifted["bridge"] / (1 - lifted["bridge"]) == pytest.approx(STAYS * bridge / (1 - bridge))
    assert lifted["tram"] / (1 - lifted["tram"]) == pytest.approx(RETURNS * tram / (1 - tram))


def test_a_probability_stays_one():
    sure, none = reading("sure", 1.0), reading("none", 0.0)
    scores = [one.score for one in stay_with([sure, none], near=[sure.article.key, none.article.key])]
    assert scores == [1.0, 0.0]


def test_without_a_conversation_nothing_changes():
    assert stay_with([FERRY, BRIDGE], ()) == [FERRY, BRIDGE]
