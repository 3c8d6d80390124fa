from datetime import date

import pytest

from bot.chatbot import Chatbot, open_chatbot
from bot.period import Period
from corpus.article import Article
from corpus.errors import ArchiveNotFound, QuestionError
from embeddings.encoder import load_encoder
from embeddings.indexes import Indexes
from embeddings.indexing import encoder_of, index_articles, remove_articles


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


@pytest.fixture
def chatbot(archive, stories, encoder):
    """The six stories behind the real encoder."""
    indexes = Indexes(archive, encoder_of(archive)[1])
    index_articles(archive, stories, lambda: encoder, indexes)
    return Chatbot(archive, indexes, lambda: encoder)


def test_the_sentence_that_answers_is_quoted_first(chatbot):
    answer = chatbot.ask("Who winds the clockwork of the lighthouse?")
    assert answer.found
    assert answer.quotes[0].text == "The lighthouse keeper winds the clockwork every evening."


def test_every_quote_stands_in_the_archive(chatbot):
    for question in ("What will the bridge cost?", "How many died in the fire?", "Where is the mill?"):
        for quote in chatbot.ask(question).quotes:
            assert quote.stands_in(chatbot.archive.article(quote.article.key, quote.version))


def test_a_wire_copy_is_not_quoted_twice(chatbot):
    texts = [
        quote.text for quote in chatbot.ask("How many people did the mill fire in Oststrand kill on Sunday?").quotes
    ]
    assert texts.count("A fire at the grain mill in Oststrand killed two people on Sunday.") == 1


def test_contradicting_figures_are_both_quoted(chatbot):
    answer = chatbot.ask("How much will the new bridge over the Lune cost?")
    assert {quote.answer for quote in answer.quotes if quote.answer} >= {"40 million", "55 million"}


def test_what_no_article_says_is_refused(chatbot):
    answer = chatbot.ask("Which team won the football championship in Brazil?")
    assert not answer.found
    assert answer.confidence == 0.0
    assert answer.notes[0] == "The articles do not seem to answer this."


def test_a_period_and_an_outlet_restrict_what_is_quoted(chatbot):
    early = chatbot.ask("How many people died in the mill fire?", period=Period(until=date(2024, 3, 5)))
    assert all(quote.article.published <= date(2024, 3, 5) for quote in early.quotes)
    ledger = chatbot.ask("What will the bridge cost?", outlets=["ledger.example.com"])
    assert {quote.article.outlet for quote in ledger.quotes} == {"ledger.example.com"}


def test_an_article_added_meanwhile_is_quoted_and_a_removed_one_is_not(chatbot, encoder):
    question = "Who opened the new library in Vestby?"
    assert not chatbot.ask(question).found
    story = Article(
        "https://courier.example.org/library.html",
        "Library opens",
        "The writer Solveig Aas opened the new library in Vestby on Friday.",
        date(2024, 6, 7),
    )
    other = Indexes(chatbot.archive, chatbot.indexes.encoder)  # as another process would
    index_articles(chatbot.archive, [story], lambda: encoder, other)
    answer = chatbot.ask(question)
    assert (answer.quotes[0].answer, answer.citations[0].article.url) == ("Solveig Aas", story.url)
    remove_articles(chatbot.archive, [story.key], other)
    assert not chatbot.ask(question).found


@pytest.mark.parametrize("question", ["", "   ", "?!", "x" * 3000])
def test_what_is_no_question_is_refused_with_a_reason(chatbot, question):
    with pytest.raises(QuestionError):
        chatbot.ask(question)


@pytest.mark.parametrize(
    "question", ["'; DROP TABLE articles; --", "a AND (b OR", "\x00\x01 mill", "как 火 mill?", "🔥 mill"]
)
def test_odd_questions_are_only_questions(chatbot, question):
    assert chatbot.ask(question).question
    assert chatbot.archive.stats()["articles"] == 6


def test_an_empty_archive_says_so(archive, encoder):
    chatbot = Chatbot(archive, Indexes(archive, encoder.digest), lambda: encoder)
    answer = chatbot.ask("Who?")
    assert not answer.found
    assert "empty" in answer.notes[0]


def test_a_missing_archive_is_named(tmp_path):
    with pytest.raises(ArchiveNotFound):
        open_chatbot(tmp_path / "nothing")


@pytest.mark.parametrize(
    "question",
    [
        "As of 5 March 2024, how many people died in the mill fire?",
        "As of 5 March 2024, how many people died in the mill fire this week?",
        "As of 5 March 2024, how many people died in the mill fire on Saturday?",
        "As of 5 March 2024, how many died in the mill fire, according to the Ledger?",
        "How many people died in the mill fire in May 2023, as things stood on 5 March 2024?",
        "As of 5 March 2024, which team won the football championship in Brazil this week?",
        "As of 5 March 2024, when will the bridge over the Lune open?",
        "As of 5 March 2024, Sunday's fire in Oststrand killed how many people?",
        "Using articles up to 5 March 2024, how many people died in the mill fire in June?",
        "What had been reported until 5 March 2024 about the bridge last week?",
        "As of 5 March 2024, what was reported about the bridge?",
    ],
)
def test_nothing_is_quoted_from_after_the_day_as_of_which_is_asked(chatbot, question):
    answer = chatbot.ask(question, today=date(2024, 6, 30))
    assert all(quote.article.published <= date(2024, 3, 5) for quote in answer.quotes)
    assert answer.period.until <= date(2024, 3, 5)


def test_a_narrower_time_is_let_go_but_not_the_day_as_of_which_is_asked(chatbot):
    answer = chatbot.ask("As of 5 March 2024, what did fire chief Ada Brandt say of the cause in May 2023?")
    assert answer.found
    assert answer.period == Period(until=date(2024, 3, 5))
    assert answer.caveats[0].startswith("Nothing published 1 May 2023 to 31 May 2023 answers this question.")
