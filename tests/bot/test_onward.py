"""What could be asked next: from which articles and sentences, in which order, and what is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer import Answer, Quote
from bot.chatbot import Chatbot
from bot.conversation import Exchange
from bot.onward import TRIED_AT_MOST, next_candidates
from bot.writing import cite
from corpus.article import Article
from embeddings.indexing import index_articles

BIRTH = "Ada Brandt was born on 4 June 1936 in a mill."
SHIP = "The Nordic Star was carrying 61 people at noon."
MARCH = "Some 4,000 people marched through Oststrand on Saturday."


def story(name: str, text: str) -> Article:
    return Article(f"https://example.org/{name}", name.title(), text)


CITED = story("brandt", f"Ada Brandt, the head of the fire service, spoke early. It was dark. {BIRTH}")
NEAR = story("mills", "Ada Brandt resigned as mayor of Oststrand on Tuesday. The mill of Ada Brandt is old.")
FAR = story("sea", SHIP)


@pytest.fixture
def chatbot(archive, indexed, word_encoder):
    index_articles(archive, [CITED, NEAR, FAR], lambda: word_encoder, indexed)
    indexed.refresh()
    return Chatbot(archive, indexed, lambda: word_encoder)


def asked(question: str, *quotes: Quote, found: bool = True) -> Exchange:
    return Exchange(question, Answer(question, question, None, found, quotes, cite(quotes), confidence=0.9))


def quote_of(article: Article, words: str) -> Quote:
    start = article.text.index(words)
    return Quote(article, start, start + len(words))


def questions(chatbot, *exchanges):
    return [candidate.question for candidate in next_candidates(chatbot, exchanges)]


WHO, BORN, RESIGNED = (
    "Who is Ada Brandt?",
    "When was Ada Brandt born?",
    "When did Ada Brandt resign as mayor of Oststrand?",
)


def test_the_cited_article_comes_first_then_what_is_near_and_on_the_topic(chatbot):
    newest = asked("Did Ada Brandt speak in the dark?", quote_of(CITED, "It was dark."))
    assert questions(chatbot, newest) == [BORN, WHO, RESIGNED]


def test_a_sentence_that_was_quoted_in_any_answer_gives_no_question(chatbot):
    first = asked("Which year saw a birth in the mill?", quote_of(CITED, BIRTH))
    newest = asked("Did Ada Brandt speak in the dark?", quote_of(CITED, "It was dark."))
    assert questions(chatbot, first, newest) == [WHO, RESIGNED]


def test_what_was_asked_is_not_asked_again_however_it_is_written(chatbot):
    first = asked("who is  ada brandt", quote_of(NEAR, "The mill of Ada Brandt is old."))
    newest = asked("Did Ada Brandt speak in the dark?", quote_of(CITED, "It was dark."))
    assert WHO not in questions(chatbot, first, newest)


def test_after_a_refusal_only_what_shares_a_name_or_two_words_with_the_question_is_left(chatbot):
    quotes = (quote_of(CITED, "It was dark."), quote_of(FAR, SHIP.split(" at ")[0]))
    assert questions(chatbot, asked("Where does Ada Brandt live?", *quotes, found=False)) == [BORN, WHO, RESIGNED]
    assert questions(chatbot, asked("How many people sail?", *quotes, found=False)) == []
    assert questions(chatbot, asked("Which violinist played in Rio?", *quotes, found=False)) == []


def test_without_a_quote_there_is_nothing_to_lead_on_from(chatbot):
    assert questions(chatbot) == []
    assert questions(chatbot, asked("Who?", found=False)) == []
    assert questions(chatbot, Exchange("Who?", notice="Something went wrong.")) == []


def test_no_question_leads_to_a_retracted_or_a_removed_article(chatbot, archive):
    newest = asked("Did Ada Brandt speak in the dark?", quote_of(CITED, "It was dark."))
    archive.put([replace(NEAR, text=f"{NEAR.text}\n\nRetraction: This article has been retracted.")])
    archive.remove([CITED.key])
    assert not {WHO, BORN} & set(questions(chatbot, newest))


def test_only_a_handful_is_ever_tried(chatbot, archive):
    many = " ".join(
        f"Cia Lund{letter} was born on 4 June 19{number}." for number, letter in enumerate("abcdefghij", 30)
    )
    archive.put([replace(CITED, text=f"{CITED.text} {many}")])
    newest = asked("Did Ada Brandt speak in the dark?", quote_of(CITED, "It was dark."))
    assert len(questions(chatbot, newest)) == TRIED_AT_MOST
