"""A follow-up is likelier to be answered by the articles that the conversation has just shown."""

from dataclasses import replace
from datetime import date

import pytest

from bot.answer import Answer
from bot.chatbot import open_chatbot
from bot.conversation import Conversation, add_answer
from bot.reader import Reading
from bot.staying import RETURNS, STAYS, may_be_of_story, names_story, of_story, stay_with, surer
from bot.understanding import Meaning
from corpus import SAMPLE
from corpus.article import Article
from embeddings.indexing import index_folder

TODAY = date(2025, 10, 1)


@pytest.fixture(scope="module")
def chatbot(tmp_path_factory):
    """The sample newspaper with the real encoder and the trained reader."""
    folder = tmp_path_factory.mktemp("newspaper")
    index_folder(folder, SAMPLE)
    return open_chatbot(folder)


@pytest.fixture(scope="module")
def eels(chatbot):
    asked = "What was in the suitcases at the Northquay terminal?"
    return add_answer(Conversation(), asked, chatbot.ask(asked, today=TODAY))


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


def test_what_corrects_an_article_that_was_shown_is_lifted_as_it_is():
    text = "Correction: our story “Ferry with 61 aboard” (17 November) gave a wrong number. There were 64."
    wrong = reading("Ferry with 61 aboard sinks", 0.41)
    right = reading("Numbers aboard", 0.4)
    right = replace(right, article=replace(right.article, text=text), start=0, end=len(text))
    other = replace(
        right, article=replace(right.article, url="https://courier.example.org/other.html", text="64 " * 30)
    )
    lifted = stay_with([wrong, BRIDGE, right, other], near=[wrong.article.key])
    scores = {one.article.key: one.score for one in lifted}
    assert scores[right.article.key] / (1 - scores[right.article.key]) == pytest.approx(STAYS * 0.4 / 0.6)
    assert scores[other.article.key] == right.score
    assert stay_with([BRIDGE, right], near=[BRIDGE.article.key])[0].article is BRIDGE.article


def test_a_probability_stays_one():
    sure, none = reading("sure", 1.0), reading("none", 0.0)
    scores = [one.score for one in stay_with([sure, none], near=[sure.article.key, none.article.key])]
    assert scores == [1.0, 0.0]


def test_without_a_conversation_nothing_changes():
    assert stay_with([FERRY, BRIDGE], ()) == [FERRY, BRIDGE]


def test_what_somebody_said_is_no_name_of_a_story():
    assert names_story("Sollander will not stand again")
    assert not names_story("“I asked for the keys to the cellar first”")


def test_a_question_of_a_story_has_its_title_in_brackets():
    meaning = of_story(Meaning("why were the crowds?", TODAY), "and why?", "Two jailed\nover eels ")
    assert meaning.question == "and why? (Two jailed over eels)"


def test_a_follow_up_that_nothing_answers_is_asked_of_the_story_just_shown(chatbot, eels):
    asked = "Why did customs get suspicious?"
    assert not chatbot.ask(asked, today=TODAY).found
    answer = chatbot.ask(asked, conversation=eels, today=TODAY)
    assert answer.found
    assert "dripping" in answer.quotes[0].text
    assert answer.understood == f"{asked} (Two jailed over glass eels in suitcases)"


def test_a_follow_up_that_its_story_does_not_answer_either_is_refused_as_it_was_understood(chatbot, eels):
    asked = "Who composed the opera about it?"
    answer = chatbot.ask(asked, conversation=eels, today=TODAY)
    assert not answer.found
    assert "Two jailed" not in answer.understood


def answered(confidence):
    return Answer("Why?", "Why?", None, confidence > 0, confidence=confidence)


def test_of_two_answers_to_a_doubtful_follow_up_that_of_the_story_counts_where_it_is_much_surer():
    doubtful, likely, sure, none = (answered(one) for one in (0.2, 0.4, 0.6, 0))
    assert surer(doubtful, sure) is sure
    assert surer(doubtful, likely) is doubtful
    assert surer(doubtful, none) is doubtful
    assert surer(none, doubtful) is doubtful


def test_only_a_doubtful_or_refused_question_that_leans_is_asked_of_the_story():
    leans = Meaning("Why?", TODAY, story="https://courier.example.org/ferry.html", leans=True)
    assert may_be_of_story(answered(0.2), leans)
    assert not may_be_of_story(answered(0.6), leans)
    assert not may_be_of_story(answered(0.2), replace(leans, leans=False))
    assert may_be_of_story(answered(0), replace(leans, leans=False))
    assert not may_be_of_story(answered(0), replace(leans, story=""))
    assert not may_be_of_story(answered(0), replace(leans, cited=("https://courier.example.org/tram.html",)))


def test_a_follow_up_taken_as_typed_is_not_asked_of_a_story(chatbot, eels):
    answer = chatbot.ask("Why did customs get suspicious?", conversation=eels, today=TODAY, literal=True)
    assert answer.understood == "Why did customs get suspicious?"
