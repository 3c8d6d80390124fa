"""The sample newspaper, as `make run` indexes it."""

from urllib.parse import urlsplit

import pytest

from corpus import SAMPLE
from corpus.article import Article
from corpus.reading import read_articles


@pytest.fixture(scope="module")
def sample():
    return list(read_articles(SAMPLE))


def test_every_record_of_it_is_read(sample):
    assert all(isinstance(record, Article) for record in sample)
    assert len(sample) >= 48
    assert len({article.key for article in sample}) == len(sample)


def test_articles_have_the_length_of_real_ones(sample):
    words = [len(f"{article.title} {article.text}".split()) for article in sample]
    assert min(words) >= 120
    assert max(words) <= 600


def test_it_spans_years_and_outlets_and_holds_an_undated_piece(sample):
    days = [article.published for article in sample if article.published]
    assert (max(days) - min(days)).days > 700
    assert len(sample) - len(days) == 1
    assert len({article.outlet for article in sample if article.outlet}) >= 4


def test_its_addresses_exist_nowhere(sample):
    hosts = {urlsplit(article.url).hostname for article in sample if article.url}
    assert all(host.endswith((".example.org", ".example.com", ".example.net", "example.com")) for host in hosts)
