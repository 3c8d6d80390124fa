"""Questions to try: their grammar, what is left out, and that each is kept only if its own article answers it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from bot.answer import Answer, Quote
from bot.suggesting import candidates_of, suggest_questions
from bot.writing import cite
from corpus.article import Article


def article(text: str, title: str = "News", name: str = "one") -> Article:
    return Article(f"https://example.org/{name}", title, text)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Some 4,000 people marched through Oststrand on Saturday.", "How many people marched through Oststrand?"),
        ("Kirkholm has 412 inhabitants and one shop.", "How many inhabitants does Kirkholm have?"),
        ("The Nordic Star was carrying 61 people at noon.", "How many people was the Nordic Star carrying?"),
        (
            "Hilda Moen resigned as mayor of Oststrand on Tuesday.",
            "When did Hilda Moen resign as mayor of Oststrand?",
        ),
        ("Ada Brandt was born on 4 June 1936 in a mill.", "When was Ada Brandt born?"),
        ("Ada Brandt, the head of the fire service, was there early.", "Who is Ada Brandt?"),
    ],
)
def test_a_sentence_becomes_a_question(text, question):
    assert [candidate.question for candidate in candidates_of(article(text))] == [question]


def test_what_somebody_said_is_asked_about_the_name_in_the_title():
    text = "“It is a fine bridge to look at,” said Hilda Moen."
    found = [one.question for one in candidates_of(article(text, "Doubts over Lune Bridge"))]
    assert found == ["What did Hilda Moen say about Lune Bridge?"]


@pytest.mark.parametrize(
    "text",
    [
        "Some 4,000 people left their houses in Oststrand on Saturday.",  # whose?
        "Three people were killed on Saturday.",  # where?
        "It has 412 inhabitants.",
        "The council met.",
        "",
    ],
)
def test_a_sentence_that_needs_its_neighbours_becomes_none(text):
    assert list(candidates_of(article(text))) == []


class Pretender:
    """A chatbot over one article a question, which answers each with the sentence that `answer` gives."""

    def __init__(self, articles, answer):
        self.archive = SimpleNamespace(articles=lambda limit: articles[:limit])
        self.ask = lambda question, trial: answer(question)
        self.articles = articles


def answered(source: Article, confidence: float = 0.9) -> Answer:
    quote = Quote(source, 0, len(source.text), confidence=confidence)
    return Answer("", "", None, True, (quote,), cite([quote]), confidence=confidence)


BIRTHS = [article(f"{name} Brandt was born on 4 June 1936.", name=name) for name in ("Ada", "Bea", "Cia", "Dea", "Eva")]


def own(question: str) -> Answer:
    return answered(next(one for one in BIRTHS if one.text.split()[0] in question))


def test_a_question_is_kept_if_its_own_article_answers_it():
    chosen = suggest_questions(Pretender(BIRTHS, own), 4)
    assert len(chosen) == len(set(chosen)) == 4
    assert all(question.startswith("When was") for question in chosen)


def test_a_question_that_another_article_answers_is_dropped():
    assert suggest_questions(Pretender(BIRTHS, lambda question: answered(article("Elsewhere.", name="other")))) == []


def test_a_question_with_a_doubtful_answer_or_none_is_dropped():
    assert suggest_questions(Pretender(BIRTHS, lambda question: replace(own(question), confidence=0.3))) == []
    assert suggest_questions(Pretender(BIRTHS, lambda question: replace(own(question), found=False))) == []


def test_visitors_go_first():
    pauses = []
    suggest_questions(Pretender(BIRTHS, own), 2, pause=lambda: pauses.append(1))
    assert len(pauses) == 2
