import pytest

from bot.chatbot import Chatbot
from bot.conversation import Conversation, add_answer
from bot.reader import CosineReader
from bot.titles import named_by_title


@pytest.fixture
def chatbot(archive, indexed, word_encoder):
    return Chatbot(archive, indexed, lambda: word_encoder)


def test_a_whole_title_in_quotation_marks_names_its_article(stories):
    named = named_by_title('What does "bridge to cost 40 million" say?', stories)
    assert [story.title for story in stories if story.key in named] == ["Bridge to cost 40 million"]


@pytest.mark.parametrize("question", ["What of the bridge to cost 40 million?", "Who said “bridge”?", "What of “”?"])
def test_words_without_quotation_marks_or_not_the_whole_title_name_none(question, stories):
    assert named_by_title(question, stories) == ()


def test_a_question_that_names_a_title_is_answered_from_that_article_alone(chatbot):
    answer = chatbot.ask("How many people were killed, in “Two dead in mill blaze”?")
    assert {quote.article.title for quote in answer.quotes} == {"Two dead in mill blaze"}


def test_the_title_of_a_source_asked_in_turn_is_not_read_with_the_question(archive, indexed, word_encoder):
    """Else a figure in the title ("Board approves 184 million crown plan") is taken for one that was asked about."""
    asked = []

    class Listening(CosineReader):
        def read(self, question, passages):
            asked.append(question)
            return super().read(question, passages)

    chatbot = Chatbot(archive, indexed, lambda: word_encoder, Listening)
    first = chatbot.ask("How much will the bridge over the Lune cost?")
    number = next(one.number for one in first.citations if one.article.title == "Bridge to cost 40 million")
    answer = chatbot.ask(f"and in [{number}]?", conversation=add_answer(Conversation(), first.question, first))
    assert answer.understood == f"{first.question} (“Bridge to cost 40 million”)"
    assert set(asked) == {first.question}
    assert {quote.article.title for quote in answer.quotes} == {"Bridge to cost 40 million"}


def test_a_title_that_was_cited_needs_nothing_of_the_conversation(chatbot):
    first = chatbot.ask("How many people did the fire at the mill kill?")
    talk = add_answer(Conversation(), first.question, first)
    question = f"What else stands in “{first.citations[0].article.title}”?"
    assert chatbot.ask(question, conversation=talk).understood == question
