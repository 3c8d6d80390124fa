"""Fifty changed articles: what is embedded again, and what becomes of the quotes taken before."""

import pytest

from bot.answer import Quote
from bot.revising import bring_up_to_date, revision_of
from bot.writing import write_answer
from corpus.article import Article
from corpus.passage import split_article
from embeddings.indexes import Indexes
from embeddings.indexing import index_articles

CHANGED, ALL, PARAGRAPHS = 50, 60, 8


def article(number, changed=False):
    """Return a story of some eight passages; the changed one has another figure in one sentence of the fourth."""
    paragraphs = [
        " ".join(f"In ward {number} street {p}, house {s} was repaired by {number + p + s} people." for s in range(12))
        for p in range(PARAGRAPHS)
    ]
    if changed:
        paragraphs[4] = paragraphs[4].replace("house 6 was repaired by", "house 6 was pulled down by")
    return Article(f"https://courier.example.org/{number}", f"Ward {number}", "\n\n".join(paragraphs))


def passages_of(text):
    return {text[start:end] for start, end in split_article(text)}


class CountingEncoder:
    """The encoder of the tests, with what it was given."""

    def __init__(self, encoder):
        self.encoder, self.given = encoder, []
        self.name, self.digest = encoder.name, encoder.digest

    def encode_document(self, texts):
        self.given += texts
        return self.encoder.encode_document(texts)


@pytest.fixture
def changed(archive, word_encoder):
    """Index sixty articles, take two quotes from each, change fifty; return archive, answers, encoder, indexes."""
    encoder, indexes = CountingEncoder(word_encoder), Indexes(archive, word_encoder.digest)
    index_articles(archive, [article(number) for number in range(ALL)], lambda: encoder, indexes)
    answers = []
    for number in range(ALL):
        stored = archive.article(article(number).key)
        quotes = [_quote(stored, 4, 6), _quote(stored, 1, 3)]
        answers.append(write_answer("Which houses?", None, quotes, None))
    encoder.given.clear()
    report = index_articles(archive, [article(n, changed=n < CHANGED) for n in range(ALL)], lambda: encoder, indexes)
    assert (report.replaced, report.unchanged) == (CHANGED, ALL - CHANGED)
    return archive, answers, encoder, indexes


def _quote(stored, paragraph, house):
    start = stored.text.index(f"street {paragraph}, house {house} was")
    start = stored.text.rindex("In ward", 0, start)
    return Quote(stored, start, stored.text.index(".", start) + 1, confidence=0.8)


def test_only_passages_that_read_differently_are_embedded_again(changed):
    archive, _, encoder, indexes = changed
    new = [
        len(passages_of(now.text) - passages_of(old.text))
        for old, now in ((article(number), article(number, changed=True)) for number in range(CHANGED))
    ]
    assert len(encoder.given) == sum(new)  # the changed sentence's, and a neighbour where the cut between them moved
    assert sum(new) < 0.5 * archive.stats()["passages"]
    assert sum("pulled down" in text for text in encoder.given) >= CHANGED
    assert archive.without_vector(indexes.encoder) == []
    assert len(indexes.vectors) == archive.stats()["passages"]


def test_every_old_quote_resolves_and_only_the_changed_sentences_are_called_changed(changed):
    archive, answers, _, _ = changed
    for number, answer in enumerate(answers):
        now = bring_up_to_date(answer, archive)
        for quote in now.quotes:
            assert quote.stands_in(archive.article(quote.article.key, quote.version))
        first, second = (quote.revision for quote in now.quotes)
        if number >= CHANGED:
            assert first is second is None
            continue
        (change,) = first.changes
        assert change.before == now.quotes[0].text
        assert change.after == now.quotes[0].text.replace("repaired", "pulled down")
        assert (second.article.version, second.changes) == (2, ())


def test_quotes_of_the_new_version_have_no_badge(changed):
    archive, *_ = changed
    assert revision_of(_quote(archive.article(article(0).key), 1, 3), archive) is None
