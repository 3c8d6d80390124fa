"""Conversations are kept for whoever had them, without a word of any article, and come back whole."""

from dataclasses import replace
from datetime import date

import pytest

from bot.answer import Quote
from bot.conversation import Exchange
from bot.keeping import (
    delete_talk,
    find_talks,
    keep,
    load_shared,
    load_talk,
    rate,
    rename_talk,
    share_talk,
    verdicts,
)
from bot.period import Period
from bot.revising import GONE
from bot.writing import write_answer
from corpus.archive import Archive

ADA, BERT = "browser ada", "browser bert"


@pytest.fixture
def kept(archive, stories):
    archive.put(stories)
    return archive


def exchange_of(story, question, end=40, **changes):
    quote = Quote(story, 0, end, (2, 6), 0.8)
    answer = write_answer(question, Period(date(2024, 1, 1), None), [quote], date(2024, 5, 2))
    return Exchange(question, replace(answer, understood=question, caveats=("Old.",), timeline=(quote,), **changes))


@pytest.fixture
def talk(stories):
    return (exchange_of(stories[0], "Who died?"), Exchange("?", notice="There is no question."))


def test_a_conversation_comes_back_as_it_was(kept, talk, tmp_path):
    number = keep(kept, ADA, None, talk)
    kept.close()
    again = load_talk(Archive(tmp_path / "archive"), ADA, number)
    assert again == tuple(replace(one, answer=replace(one.answer, seconds={})) if one.answer else one for one in talk)


def test_copies_come_back_with_their_quote(kept, stories):
    first, copy = stories[0], stories[2]
    quote = Quote(first, 0, 40, copies=(Quote(copy, 0, 40),))
    number = keep(kept, ADA, None, (Exchange("Who?", write_answer("Who?", None, [quote], None)),))
    assert load_talk(kept, ADA, number)[0].answer.quotes[0].copies == quote.copies


def test_going_on_changes_the_same_conversation(kept, talk, stories):
    number = keep(kept, ADA, None, talk)
    assert keep(kept, ADA, number, (*talk, exchange_of(stories[3], "What does the bridge cost?"))) == number
    (listed,) = find_talks(kept, ADA)
    assert (listed.name, listed.exchanges) == ("Who died?", 3)


def test_nobody_reads_or_changes_what_another_asked(kept, talk):
    number = keep(kept, ADA, None, talk)
    assert find_talks(kept, BERT) == []
    assert load_talk(kept, BERT, number) == ()
    rename_talk(kept, BERT, number, "Mine")
    delete_talk(kept, BERT, number)
    assert share_talk(kept, BERT, number, shared=True) == ""
    assert keep(kept, BERT, number, talk[:1]) != number
    assert [(one.name, one.exchanges) for one in find_talks(kept, ADA)] == [("Who died?", 2)]


def test_conversations_are_found_by_name_and_question_renamed_and_deleted(kept, talk, stories):
    first = keep(kept, ADA, None, talk)
    keep(kept, ADA, None, (exchange_of(stories[3], "What does the BRÜCKE cost?"),))
    assert [one.name for one in find_talks(kept, ADA, "brücke")] == ["What does the BRÜCKE cost?"]
    rename_talk(kept, ADA, first, "  The \n mill  ")
    assert [one.name for one in find_talks(kept, ADA, "mill")] == ["The mill"]
    assert [one.name for one in find_talks(kept, ADA, "who died")] == ["The mill"]
    delete_talk(kept, ADA, first)
    assert len(find_talks(kept, ADA)) == 1
    assert load_talk(kept, ADA, first) == ()


def test_a_link_leads_to_a_conversation_until_it_is_taken_back(kept, talk):
    number = keep(kept, ADA, None, talk)
    share = share_talk(kept, ADA, number, shared=True)
    assert share_talk(kept, ADA, number, shared=True) == share
    assert load_shared(kept, share)[0] == "Who died?"
    share_talk(kept, ADA, number, shared=False)
    assert load_shared(kept, share) is None
    assert load_shared(kept, "") is None


def test_a_removed_article_leaves_the_conversations_too_and_this_is_said(kept, talk, stories):
    number = keep(kept, ADA, None, talk)
    rate(kept, ADA, replace(talk[0], verdict="up"))
    kept.remove([stories[0].key])
    again = load_talk(kept, ADA, number)[0].answer
    assert (again.quotes, again.citations, again.timeline) == ((), (), ())
    assert GONE in again.notes
    assert (verdicts(kept)[0].url, verdicts(kept)[0].quote) == (None, None)
    for table in ("exchange_quotes", "exchanges", "feedback"):
        rows = kept.connection().execute(f"SELECT * FROM {table}").fetchall()
        assert stories[0].url not in str(rows)
        assert stories[0].text[:40] not in str(rows)


def test_a_newer_version_does_not_change_what_was_quoted(kept, talk, stories):
    number = keep(kept, ADA, None, talk)
    kept.put([replace(stories[0], text="Nothing burned.")])
    quote = load_talk(kept, ADA, number)[0].answer.quotes[0]
    assert (quote.text, quote.version) == (stories[0].text[:40], 1)


def test_keeping_leaves_the_indexes_alone(kept, talk):
    before = kept.generation
    keep(kept, ADA, None, talk)
    rate(kept, ADA, replace(talk[0], verdict="down"), "Too old.")
    assert kept.generation == before


def test_verdicts_are_listed_newest_first_with_their_quote_and_the_last_one_counts(kept, talk, stories):
    rate(kept, ADA, replace(talk[0], verdict="up"))
    rate(kept, BERT, replace(talk[0], verdict="up"), "Just so.")
    rate(kept, ADA, replace(talk[0], verdict="down"), "Too old.")
    rate(kept, ADA, replace(talk[0], verdict="maybe"))
    found = verdicts(kept)
    assert [(one.verdict, one.reason) for one in found] == [("down", "Too old."), ("up", "Just so.")]
    assert (found[0].question, found[0].url, found[0].quote) == ("Who died?", stories[0].url, stories[0].text[:40])


def test_an_archive_made_before_there_was_keeping_keeps_from_now_on(kept, talk, tmp_path):
    for table in ("exchange_quotes", "exchanges", "talks", "feedback"):
        kept.connection().execute(f"DROP TABLE {table}")
    kept.close()
    older = Archive(tmp_path / "archive")
    assert keep(older, ADA, None, talk) == 1
