"""The reader that ships with Newsdesk, on six invented stories."""

import pytest

from bot.reader import load_reader
from corpus.article import Article
from corpus.passage import Passage

BRIDGE = "How much will the bridge over the Lune cost?"


@pytest.fixture(scope="module")
def reader():
    return load_reader()


def whole(article, number=0):
    return Passage(number, article, 0, len(article.text))


def best(read):
    return max(read.sentences, key=lambda sentence: sentence.odds)


def test_the_words_that_answer_are_found_at_their_place_in_the_article(reader, stories):
    courier = stories[3]
    answer = best(reader.read(BRIDGE, [whole(courier)])[0]).answer
    assert courier.text[slice(*answer)] in ("40 million crowns", "40 million")


def test_a_passage_that_answers_is_told_from_those_that_do_not(reader, stories):
    odds = [read.odds for read in reader.read(BRIDGE, [whole(story) for story in stories])]
    assert sorted(range(6), key=lambda n: -odds[n])[:2] in ([3, 4], [4, 3])
    probabilities = [read.probability for read in reader.read(BRIDGE, [whole(stories[3]), whole(stories[5])])]
    assert probabilities[0] > 0.5 > probabilities[1]


def test_offsets_are_the_articles_where_the_passage_begins_later(reader, stories):
    fire = stories[0]
    start = fire.text.index("The mill")
    read = reader.read("Since when had the mill stood?", [Passage(7, fire, start, len(fire.text))])[0]
    assert fire.text[slice(*best(read).answer)] == "1911"
    assert [fire.text[one.start : one.end] for one in read.sentences] == [
        "The mill had stood since 1911.",
        "Fire chief Ada Brandt said the cause was not known.",
    ]


def test_reading_together_gives_what_reading_alone_gives(reader, stories):
    question = "Who is the fire chief of Oststrand?"
    together = reader.read(question, [whole(story) for story in stories])
    for story, read in zip(stories, together, strict=True):
        alone = load_reader().read(question, [whole(story)])[0]
        assert alone.odds == pytest.approx(read.odds, abs=1e-3)


def test_the_end_of_a_long_passage_is_read_too(reader):
    filler = "The council met again and spoke about the budget of the town for the coming year. " * 120
    text = filler + "The ferry Aurora sank off Cape Lind with 31 people aboard."
    read = reader.read("How many people were aboard the ferry Aurora?", [whole(Article(None, "Ferry", text))])[0]
    assert len(read.sentences) == 121
    assert text[slice(*best(read).answer)] in ("31", "31 people")


def test_the_same_question_again_is_remembered(reader, stories, monkeypatch):
    question = "Who said that the bridge will cost 55 million crowns?"
    first = reader.read(question, [whole(stories[4])])
    monkeypatch.setattr(reader, "_network", None)
    assert reader.read(question, [whole(stories[4])]) == first


def test_an_endless_question_and_an_empty_list_are_read_without_fuss(reader, stories):
    assert reader.read("x", []) == []
    assert reader.read("Why? " * 400, [whole(stories[0])])[0].sentences


def test_answers_never_leave_their_sentence(reader, stories):
    for read in reader.read("What happened at the mill?", [whole(story) for story in stories]):
        assert all(one.start <= one.answer[0] < one.answer[1] <= one.end for one in read.sentences)


def test_further_answers_of_a_sentence_share_no_word_with_a_better_one(reader):
    text = "Correction: an earlier version of our story said that 31 people were aboard the Aurora; the figure is 34."
    read = best(reader.read("How many people were aboard the ferry Aurora?", [whole(Article(None, "Ferry", text))])[0])
    spans = [read.answer, *read.others]
    assert {"31", "34"} <= {text[start:end] for start, end in spans}
    assert all(one[1] <= other[0] or other[1] <= one[0] for one in spans for other in spans if one != other)
