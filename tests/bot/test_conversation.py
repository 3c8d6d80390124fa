"""A conversation grows by turns, and nothing in it changes."""

import dataclasses
from dataclasses import replace
from datetime import date

import pytest

from bot.answer import Answer, Quote
from bot.conversation import Conversation, Turn, add_answer, add_turn
from bot.period import Period
from corpus.article import Article


def answer(question, found=True):
    return Answer(question, question, None, found)


def test_a_new_conversation_is_empty_and_false():
    assert not Conversation()
    assert len(Conversation()) == 0
    assert Conversation().last_answer is None


def test_a_turn_is_added_at_the_end_and_the_old_conversation_stays_as_it_was():
    first = add_turn(Conversation(), Turn("Who resigned?", "Who resigned?"))
    second = add_turn(first, Turn("Why?", "Why? (resigned)"))
    assert [turn.question for turn in second.turns] == ["Who resigned?", "Why?"]
    assert len(first) == 1


def test_period_and_outlets_are_carried_on():
    period = Period(date(2025, 1, 1), date(2025, 12, 31))
    first = replace(answer("Who resigned?"), period=period, outlets=("courier.example.org",))
    talk = add_turn(Conversation(), Turn("Who resigned?", "Who resigned?", first))
    talk = add_turn(talk, Turn("Why?", "Why?"))  # not answered
    assert talk.period == period
    assert talk.outlets == ("courier.example.org",)
    assert Conversation().period is None


def test_the_last_answer_is_the_newest_one_there_is():
    turns = (Turn("a?", "a?", answer("a?")), Turn("b?", "b?", answer("b?", found=False)), Turn("thanks", "thanks"))
    assert Conversation(turns).last_answer == turns[1].answer


def test_before_last_takes_the_newest_turn_away():
    turns = (Turn("a?", "a?"), Turn("b?", "b?"))
    assert Conversation(turns).before_last().turns == turns[:1]


def test_turns_and_conversations_cannot_be_changed():
    turn = Turn("a?", "a?")
    with pytest.raises(dataclasses.FrozenInstanceError):
        turn.question = "b?"
    with pytest.raises(dataclasses.FrozenInstanceError):
        Conversation().turns = (turn,)


def test_small_talk_is_no_turn_but_a_source_that_is_summed_up_is():
    thanks = replace(answer("thanks", found=False), reply="You are welcome.")
    talk = add_answer(Conversation(), "Who resigned?", answer("Who resigned?"))
    assert add_answer(talk, "thanks", thanks) == talk
    article = Article("https://example.org/a", "Title", "Ada Lund resigned.")
    summed = replace(thanks, quotes=(Quote(article, 0, len(article.text)),))
    assert len(add_answer(talk, "summarise [1]", summed)) == 2
