"""Conversations over invented stories of Marrevik, in the manner of the sample newspaper."""

import re
from datetime import date

import pytest

from bot.answer import Answer, Citation, Quote
from bot.conversation import Conversation, Turn, add_turn
from bot.followup import standalone_question
from corpus.article import Article

STORIES = {
    "luik": (
        "Port director resigns over channel contracts",
        "Edvard Luik resigned as director of the Marrevik Port Authority on Tuesday. He had approved 37 million crowns "
        "of extra work without asking for other bids.",
    ),
    "kallavere": (
        "Kallavere named director of port authority",
        "Ines Kallavere, 47, has been named director of the Marrevik Port Authority. She succeeds Edvard Luik.",
    ),
    "laureate": (
        "Person of the year",
        "The magazine chose climate activist Greta Falk on Friday. She had marched alone.",
    ),
    "ferry": ("Ferry sinks off Ferrow", "The ferry Pelsa Star sank off Ferrow on Friday. Eight people died."),
    "court": ("Two jailed over glass eels", "Judge Benita Orlo sent two men to prison for two years on Friday."),
    "ledger": ("Eight dead in ferry disaster", "Eight people died when the Pelsa Star struck the breakwater."),
}


def answer_with(question, names, marked):
    """Return an answer that quotes the named stories' first sentences, with the words that answer marked."""
    citations = []
    for number, name in enumerate(names.split(), 1):
        title, text = STORIES[name]
        article = Article(f"https://courier.example.org/{name}.html", title, text, date(2025, 2, 18), "Courier")
        place = text.find(marked) if marked else -1
        span = (place, place + len(marked)) if place >= 0 else None
        end = max(re.search(r"\.", text).end(), span[1] if span else 0)
        citations.append(Citation(number, article, (Quote(article, 0, end, span, 0.8),)))
    quotes = tuple(quote for citation in citations for quote in citation.quotes)
    return Answer(question, question, None, True, quotes, tuple(citations))


@pytest.fixture
def talk():
    """Return a function that holds a conversation: texts, or triples of text, stories quoted, and words that answer."""

    def ask(*asked):
        conversation = Conversation()
        for one in asked:
            question, names, marked = (one, "", "") if isinstance(one, str) else one
            understood = standalone_question(question, conversation).question
            answer = answer_with(question, names, marked) if names else None
            conversation = add_turn(conversation, Turn(question, understood, answer))
        return conversation

    return ask


@pytest.fixture
def heard(talk):
    """Return a function that holds a conversation and returns how its last question is understood."""

    def understand(*asked):
        *before, last = asked
        return standalone_question(last, talk(*before))

    return understand
