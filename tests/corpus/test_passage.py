"""Passages: whole sentences, like lengths, nothing lost, nothing the encoder would drop."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest

from corpus.article import Article
from corpus.passage import _LIMIT, _PIECE, Passage, split_article
from corpus.sentences import sentence_spans

SENTENCE = "The harbour of Orlin reopened on day {} after the storm had passed over the old town."


def story(sentences):
    return " ".join(SENTENCE.format(number) for number in range(sentences))


def words(text, span):
    return len(text[slice(*span)].split())


def pieces(text, span):
    return len(_PIECE.findall(text[slice(*span)]))


def test_a_passage_is_an_exact_slice_of_its_article():
    article = Article("https://example.org/a", "Harbour", story(3), outlet="example.org")
    passage = Passage(7, article, 4, 11)
    assert passage.text == "harbour"
    with pytest.raises(dataclasses.FrozenInstanceError):
        passage.start = 0


def test_a_short_article_is_one_passage():
    assert split_article(story(1)) == ((0, len(story(1))),)
    assert split_article("  Boats left. ") == ((2, 13),)


@pytest.mark.parametrize("text", ["", " \n\n "])
def test_no_text_has_no_passages(text):
    assert split_article(text) == ()


@pytest.mark.parametrize("sentences", range(1, 60))
def test_passages_are_about_120_words_and_the_last_is_no_scrap(sentences):
    text = story(sentences)
    lengths = [words(text, span) for span in split_article(text)]
    assert all(75 <= length <= 205 for length in lengths) or sentences < 10


def test_each_passage_begins_with_the_last_sentence_of_the_one_before():
    text = story(60)
    sentences = sentence_spans(text)
    spans = split_article(text)
    for before, after in pairwise(spans):
        last = next(sentence for sentence in sentences if sentence[1] == before[1])
        assert after[0] == last[0]


def test_passages_hold_whole_sentences_and_every_sentence():
    text = story(20) + "\n\n" + "Dr. Lund left.Nobody asked. " * 40
    sentences, spans = sentence_spans(text), split_article(text)
    assert {start for start, _ in spans} <= {start for start, _ in sentences}
    assert {end for _, end in spans} <= {end for _, end in sentences}
    assert all(any(a <= start and end <= b for a, b in spans) for start, end in sentences)


def test_a_long_sentence_is_not_repeated():
    long = "and the boats came in " * 20
    text = f"{story(5)} It rained {long.strip()}. {story(5)}"
    spans = split_article(text)
    assert sum(text[start:end].count("It rained") for start, end in spans) == 1


@pytest.mark.parametrize("word", ["harbour ", "порт ", "x", "漢", "3.5 ", "zürich\n"])
def test_a_sentence_too_long_for_the_encoder_is_cut_and_no_word_is_lost(word):
    text = (word * 3000).strip()
    spans = split_article(text)
    assert all(0 < pieces(text, span) <= _LIMIT for span in spans)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())


def test_a_long_sentence_is_cut_between_words():
    text = "harbour " * 999 + "harbour."
    assert {word.strip(".") for span in split_article(text) for word in text[slice(*span)].split()} == {"harbour"}


def test_no_passage_is_longer_than_the_encoder_reads():
    text = " ".join(story(n % 7) + " So it went" + ", on and on" * (n * 5 % 90) + "." for n in range(40))
    assert all(pieces(text, span) <= _LIMIT for span in split_article(text))


def test_the_same_text_is_always_split_alike():
    assert split_article(story(50)) == split_article(story(50))
