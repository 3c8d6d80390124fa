"""What is shown where articles are asked for, and no sentence is the answer."""

from datetime import date

import pytest

from bot.chatbot import Chatbot
from bot.conversation import Conversation, add_answer
from bot.digest import digest_quotes, is_of_all, wants_digest
from bot.timing import find_period


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
        "What else does the Courier report in “Line 4 is open”?",
        "What more does “Line 4 is open” say?",
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
        "What else did the mayor say about the bridge?",
    ],
)
def test_a_question_for_a_fact_does_not(question):
    assert not wants_digest(question)


@pytest.mark.parametrize(
    ("question", "is_so"),
    [
        ("What happened last month?", True),
        ("What was in the news in May 2024?", True),
        ("What has been reported since Monday?", True),
        ("What happened in Bishkek last month?", False),
        ("What happened to her last month?", False),
        ("What did the Courier write last month?", False),
        ("What happened?", False),
        ("Who won last month?", False),
    ],
)
def test_any_news_of_some_time_are_asked_for_where_nothing_else_is_named(question, is_so):
    assert is_of_all(question, find_period(question, date(2024, 6, 1)).phrase) is is_so


def test_any_news_of_some_time_are_told_by_article_even_where_a_sentence_might_answer(chatbot):
    first = chatbot.ask("What happened in May 2024?", today=date(2024, 6, 1))
    talk = add_answer(Conversation(), "What happened in May 2024?", first)
    for answer in (first, chatbot.ask("And in March?", conversation=talk, today=date(2024, 6, 1))):
        assert answer.reply.endswith("like this.")
        assert answer.quotes
        assert all(answer.period.since <= quote.article.published <= answer.period.until for quote in answer.quotes)


def test_the_articles_that_bear_on_it_are_told_with_their_beginnings_newest_first(chatbot):
    answer = chatbot.ask("What was reported about the bridge?", today=date(2024, 6, 1))
    assert answer.reply.startswith("These 2 articles bear on this, newest first.")
    days = [quote.article.published for quote in answer.quotes]
    assert days == sorted(days, reverse=True)
    assert all("bridge" in quote.article.title.lower() + quote.text.lower() for quote in answer.quotes)
    assert all(quote.start == 0 for quote in answer.quotes)


def test_more_of_an_article_named_by_its_title_is_how_that_one_begins(chatbot):
    title = next(article.title for article in chatbot.archive.articles() if "bridge" in article.title.lower())
    asked = f"What else does the paper report in “{title}”?"
    found = chatbot.find(asked, 12, today=date(2024, 6, 1))
    assert len({hit.passage.article.title for hit in found}) > 1
    quotes = digest_quotes(asked, None, found, chatbot.indexes.keywords)
    assert [quote.article.title for quote in quotes] == [title]


def test_what_no_article_bears_on_is_refused(chatbot):
    answer = chatbot.ask("What was reported about the volcano of Etna?", today=date(2024, 6, 1))
    assert answer.reply is None
    assert not answer.found
