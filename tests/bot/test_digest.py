"""What is shown where articles are asked for, and no sentence is the answer."""

from datetime import date

import pytest

from bot.chatbot import Chatbot
from bot.digest import wants_digest


@pytest.fixture
def chatbot(indexed, word_encoder):
    return Chatbot(indexed.archive, indexed, lambda: word_encoder)


@pytest.mark.parametrize(
    "question",
    [
        "What was reported about the harbour last week?",
        "What happened in Marrevik in May 2024?",
        "What’s new about the bridge?",
        "Show me the latest articles about Line 4",
        "Any news on the strike?",
        "What did the Courier report on the flood?",
        "List all stories about the ferry",
    ],
)
def test_a_question_for_articles_wants_a_digest(question):
    assert wants_digest(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who reported the fire?",
        "When was the report published?",
        "How many articles of the treaty were changed?",
        "What did the mayor say about the bridge?",
        "Which newspaper reported it first?",
        "Why did it happen?",
    ],
)
def test_a_question_for_a_fact_does_not(question):
    assert not wants_digest(question)


def test_the_articles_that_bear_on_it_are_told_with_their_beginnings_newest_first(chatbot):
    answer = chatbot.ask("What was reported about the bridge?", today=date(2024, 6, 1))
    assert answer.reply.startswith("These 2 articles bear on this, newest first.")
    days = [quote.article.published for quote in answer.quotes]
    assert days == sorted(days, reverse=True)
    assert all("bridge" in quote.article.title.lower() + quote.text.lower() for quote in answer.quotes)
    assert all(quote.start == 0 for quote in answer.quotes)


def test_what_no_article_bears_on_is_refused(chatbot):
    answer = chatbot.ask("What was reported about the volcano of Etna?", today=date(2024, 6, 1))
    assert answer.reply is None
    assert not answer.found
