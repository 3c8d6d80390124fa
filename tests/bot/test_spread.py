from dataclasses import replace
from datetime import date

import pytest

from bot.chatbot import Chatbot
from bot.period import Period
from bot.spread import Bin, Telling, is_told, spread_out, when_told
from bot.writing import write_reply
from corpus.article import Article
from embeddings.indexing import index_articles

COURIER, LEDGER = "courier.example.org", "ledger.example.com"
FIRE = "What did the fire at the grain mill in Oststrand do?"


@pytest.fixture
def chatbot(indexed, word_encoder):
    return Chatbot(indexed.archive, indexed, lambda: word_encoder)


def days(tellings):
    return [one.day.isoformat() if one.day else None for one in tellings]


def test_the_articles_on_a_question_are_told_oldest_first_and_no_others(chatbot):
    told = when_told(chatbot, chatbot.ask(FIRE), None)
    assert [one.key.rsplit("/", 1)[-1] for one in told] == ["fire.html", "fire-copy.html", "fire-update.html"]
    assert days(told) == ["2024-03-04", "2024-03-04", "2024-03-06"]


def test_only_articles_of_the_period_and_of_the_outlets_are_told(chatbot):
    answer = chatbot.ask(FIRE)
    later = when_told(chatbot, replace(answer, citations=()), Period(date(2024, 3, 5), None))
    assert days(later) == ["2024-03-06"]
    of_ledger = when_told(chatbot, replace(answer, outlets=(LEDGER,), citations=()), None)
    assert [one.key for one in of_ledger] == [f"https://{LEDGER}/fire-copy.html"]


def test_what_is_cited_is_told_even_where_search_finds_others_nearer(chatbot, stories):
    answer = chatbot.ask(FIRE)
    bridge = chatbot.ask("How much will the new bridge over the Lune cost?")
    told = when_told(chatbot, replace(answer, citations=bridge.citations), None)
    assert bridge.cited_keys <= {one.key for one in told}
    assert len(told) == 3 + len(bridge.citations)


def test_an_undated_article_is_counted_but_stands_at_no_time(chatbot, archive, word_encoder):
    old = "A fire at the grain mill in Oststrand burnt for a day."
    more = [
        Article(f"https://{COURIER}/old.html", "Fire at the grain mill", old, None, COURIER),
        Article(f"https://{COURIER}/older.html", "Fire at the grain mill", old, date(2019, 1, 31), COURIER),
    ]
    index_articles(archive, more, lambda: word_encoder, chatbot.indexes)
    told = when_told(chatbot, chatbot.ask(FIRE), None)
    assert days(told)[-1] is None
    spread = spread_out(told)
    assert (spread.unit, spread.undated, spread.articles) == ("month", 1, 5)
    assert spread.bins[0] == Bin(Period(date(2019, 1, 1), date(2019, 1, 31)), 1, 0)
    assert [one.articles for one in spread.bins if one.articles] == [1, 3]
    assert len(spread.bins) == 63  # January 2019 to March 2024, the empty months too


def test_a_few_days_are_counted_by_day_and_the_cited_apart():
    tellings = [Telling(f"{number}", date(2024, 3, day)) for number, day in enumerate((4, 4, 6))]
    spread = spread_out(tellings, {"1", "2"})
    assert spread.unit == "day"
    assert [(one.articles, one.cited) for one in spread.bins] == [(2, 1), (0, 0), (1, 1)]


def test_articles_of_one_day_or_of_none_are_no_spread():
    assert spread_out([Telling("a", date(2024, 3, 4)), Telling("b", date(2024, 3, 4)), Telling("c", None)]) is None
    assert spread_out([]) is None


def test_what_is_refused_or_only_talk_is_told_by_no_article(chatbot):
    refused = chatbot.ask("Which violinist played for the emperor of Brazil?")
    assert not refused.found
    assert not is_told(refused)
    assert not is_told(chatbot.ask("hello"))
    found = chatbot.ask(FIRE)
    assert is_told(replace(found, found=True))
    digest = write_reply("What was reported about the fire?", "One article bears on this.", found.quotes, None)
    assert is_told(digest)
    assert not is_told(replace(digest, understood="summarise [1]"))
