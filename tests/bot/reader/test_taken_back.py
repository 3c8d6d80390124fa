"""Words that a correction takes back are not the answer."""

import pytest

from bot.reader import CosineReader, SentenceRead, read_sentences
from bot.reader.taken_back import without_mistake
from bot.search import Found
from corpus.article import Article
from corpus.passage import Passage

NOTICE = (
    "Correction: an earlier version of our story said the Aurora sank on 16 November with 61 people aboard; "
    "there were 64."
)


def read(words, *others, text=NOTICE):
    spans = [(text.index(one), text.index(one) + len(one)) for one in (words, *others)]
    return SentenceRead(0, len(text), 5.0, spans[0], tuple(spans[1:]))


def told(question, sentence, text=NOTICE):
    after = without_mistake(sentence, Article(None, "", text), question)
    return [span and text[slice(*span)] for span in (after.answer, after.mistaken)]


@pytest.mark.parametrize(
    ("question", "sentence", "answer", "mistaken"),
    [
        ("How many people were aboard the Aurora?", read("61", "16 November", "64"), "64", "61"),
        ("How many people were aboard the Aurora?", read("61", "16 November"), None, "61"),
        ("When did the Aurora sink?", read("16 November", "64"), "16 November", None),  # no other day is told
        ("What sank?", read("the Aurora"), "the Aurora", None),
        ("How many people were first said to be aboard?", read("61", "64"), "61", None),
        ("How many people were aboard the Aurora?", read("64", "61"), "64", None),
    ],
)
def test_only_what_something_right_is_told_instead_of_is_taken_back(question, sentence, answer, mistaken):
    assert told(question, sentence) == [answer, mistaken]


def test_what_is_right_may_stand_before_it():
    text = "Correction: 64 people were aboard. An earlier version of this story said 61 people were aboard."
    assert told("How many were aboard?", read("61", text=text), text) == [None, "61"]


def test_a_mistake_of_few_words_is_wrong_though_nothing_right_is_told():
    text = "Correction: An earlier version of this story gave the number of people aboard as 61."
    assert told("How many were aboard?", read("61", text=text), text) == [None, "61"]


def test_an_article_without_a_notice_takes_nothing_back():
    text = "The Aurora had 61 people aboard, not 64."
    assert told("How many were aboard?", read("64", "61", text=text), text) == ["64", None]


def test_without_a_trained_reader_the_right_figure_is_marked_too(indexed, word_encoder):
    found = [Found(Passage(0, Article("https://example.org/notice", "", NOTICE), 0, len(NOTICE)), 0.5)]
    question = "How many people were aboard the Aurora?"
    (one,) = read_sentences(question, found, CosineReader(word_encoder), indexed.keywords)
    assert NOTICE[slice(*one.answer_span)] == "64"
