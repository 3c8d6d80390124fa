"""Small talk where it is asked: in the chat, between questions for the articles."""

import pytest

from bot.chatbot import Chatbot
from bot.conversation import Conversation, Turn
from bot.rendering import answer_as_html, answer_as_json, answer_as_markdown, answer_as_text


@pytest.fixture
def chatbot(indexed, word_encoder):
    return Chatbot(indexed.archive, indexed, lambda: word_encoder)


def test_a_greeting_is_answered_without_a_search(chatbot):
    answer = chatbot.ask("Hello")
    assert answer.reply
    assert (answer.found, answer.quotes, answer.seconds) == (False, (), {})
    for shown in (answer_as_text(answer), answer_as_markdown(answer), answer_as_html(answer)):
        assert "do not seem to answer" not in shown
    assert answer_as_text(answer).startswith(answer.reply[:20])
    assert 'data-found="reply"' in answer_as_html(answer)
    assert answer_as_json(answer)["notes"] == [answer.reply]


def test_a_question_about_the_archive_gets_its_figures(chatbot):
    assert "6" in chatbot.ask("How many articles do you have?").reply


def test_a_source_is_summed_up_in_its_own_first_sentences(chatbot):
    before = chatbot.ask("How much will the bridge over the Lune cost?")
    talk = Conversation((Turn(before.question, before.understood, before),))
    answer = chatbot.ask("Summarise [1]", conversation=talk)
    assert answer.quotes[0].article == before.citations[0].article
    assert answer.quotes[0].start == 0


def test_a_question_for_the_articles_is_never_taken_for_small_talk(chatbot):
    assert chatbot.ask("Thank-you letters: who wrote them?").reply is None
