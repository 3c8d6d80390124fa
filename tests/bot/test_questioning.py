"""Further questions that a sentence answers: their grammar, and what gives none."""

from __future__ import annotations

import pytest

from bot.questioning import questions_of
from corpus.article import Article


def questions(text: str, title: str = "News") -> list[str]:
    return [one.question for one in questions_of(Article("https://example.org/one", title, text))]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("“It is done,” said the mate, Ove Rask, who drowned later.", "Who is Ove Rask?"),
        ("The chair went to Ana Brisko, the museum’s head of archaeology.", "Who is Ana Brisko?"),
        ("The bridge over the Lune will open to cars on 4 June.", "When will the bridge over the Lune open to cars?"),
        ("The bridge over the Lune will cost 40 million crowns.", "How much will the bridge over the Lune cost?"),
        ("Nord Line was fined 2 million crowns.", "How much was Nord Line fined?"),
        (
            "Ove Rask, who ran the line, was sent to prison on Friday for two years.",
            "How long was Ove Rask sent to prison for?",
        ),
        (
            "The race round Great Hesk was called off because nobody came.",
            "Why was the race round Great Hesk called off?",
        ),
        ("Ada Brandt was arrested in Oststrand.", "Where was Ada Brandt arrested?"),
        ("The ferry left Great Hesk, the Rescue Service said.", "What did the Rescue Service say about Great Hesk?"),
        ("“They want the Outer Channel,” said Edvard Luik.", "What did Edvard Luik say about the Outer Channel?"),
    ],
)
def test_a_sentence_becomes_a_question(text, question):
    assert question in questions(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tickets cost 9 crowns.",  # of what?
        "The flood of the Lune has cost 57 million crowns.",
        "He is wanted by Castle Union, who are rich.",
        "The others will come on Monday.",
        "“We won,” said Pelle Munk.",  # about what?
        "It was closed because of rain on Monday.",
        "",
    ],
)
def test_what_would_be_bad_grammar_or_needs_its_neighbours_becomes_none(text):
    assert questions(text) == []


def test_a_topic_is_a_name_as_a_whole_and_no_day_or_title():
    text = "“It was too deep,” said Edvard Luik. The board of the Marrevik Port met on Tuesday with Dr. Noor Haverkate."
    assert questions(text, "Port on Tuesday") == []
    assert questions(text, "Marrevik Port waits") == ["What did Edvard Luik say about the Marrevik Port?"]


def test_the_span_is_the_sentence_that_it_was_made_from():
    text = "It rained. Ada Brandt was arrested in Oststrand. It rained again."
    (found,) = questions_of(Article("https://example.org/one", "News", text))
    assert text[slice(*found.span)] == "Ada Brandt was arrested in Oststrand."
