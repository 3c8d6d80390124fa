from dataclasses import replace
from datetime import date

import pytest

from bot.answer import Answer, Citation, Quote
from bot.smalltalk import reply_to
from bot.smalltalk.leading import leading_quotes
from corpus.article import Article


def answer_from(*articles):
    quotes = [Quote(article, 0, 10) for article in articles]
    citations = tuple(Citation(number, quote.article, (quote,)) for number, quote in enumerate(quotes, start=1))
    return Answer("Who died?", "Who died?", None, True, tuple(quotes), citations)


@pytest.fixture
def asked(archive, stories):
    archive.put(stories)
    return answer_from(stories[0], stories[3])


@pytest.mark.parametrize(
    "question",
    ["summarise [2]", "Summarize the second source", "give me the gist of [2]", "tl;dr [2]", "What does [2] say?",
     "sum up the last one", "summarise article 2", "Summarise no. 2, please"],
)  # fmt: skip
def test_the_beginning_of_the_source_that_is_meant_is_quoted(archive, stories, asked, question):
    reply = reply_to(question, archive, asked)
    assert reply.text == "[2] begins like this: “Bridge to cost 40 million” (courier.example.org, 2 May 2024)."
    assert [quote.text for quote in reply.quotes] == [stories[3].text]
    assert reply.quotes[0].stands_in(archive.article(stories[3].key))


def test_a_lead_that_the_text_repeats_is_quoted_once():
    lead = "The first 36 metres of rail were lowered into the roadway at Tollgate on Wednesday."
    article = Article(
        None, "Rails", f"{lead}\n\n{lead}\n\nLine 4 will run from Tollgate to the hospital. It has 14 stops."
    )
    assert [quote.text for quote in leading_quotes(article)] == [lead, "Line 4 will run from Tollgate to the hospital."]


def test_place_lines_and_scores_are_passed_over():
    article = Article(
        None, "Up", "Anchor 2, Rail 1\n\nMARREVIK. Ilmar Desta scored with nine minutes left on Saturday."
    )
    assert [quote.text for quote in leading_quotes(article)] == [
        "Ilmar Desta scored with nine minutes left on Saturday."
    ]


def test_sentences_that_follow_each_other_are_one_quote_and_three_at_most():
    text = "The board met on Tuesday evening. It voted for the plan. The work will start in May. Nobody objected to it."
    (quote,) = leading_quotes(Article(None, "Board", text))
    assert quote.text == "The board met on Tuesday evening. It voted for the plan. The work will start in May."


def test_a_text_of_one_short_line_is_quoted_whole_and_one_without_text_not_at_all():
    assert [quote.text for quote in leading_quotes(Article(None, "Tides", "High at noon."))] == ["High at noon."]
    assert leading_quotes(Article(None, "Nothing", "")) == ()


def test_it_means_the_only_source_and_of_several_the_user_is_asked_which(archive, stories, asked):
    assert reply_to("summarise it", archive, answer_from(stories[5])).quotes[0].article == stories[5]
    reply = reply_to("summarise it", archive, asked)
    assert reply.quotes == ()
    assert "Say which of them: [1], [2]." in reply.text


def test_a_source_that_is_not_there_is_said_plainly(archive, asked):
    assert reply_to("summarise [4]", archive, asked).text == "The last answer has only the sources [1] to [2]."
    assert "no answer yet" in reply_to("summarise [1]", archive).text


def test_an_article_of_a_treaty_is_no_source(archive, asked):
    assert reply_to("Summarise Article 5", archive, asked) is None
    assert reply_to("Summarise Article 1", archive, None) is None


def test_a_source_that_was_removed_or_changed_is_not_quoted_from_memory(archive, stories, asked):
    archive.put([replace(stories[0], text="Another text.", published=date(2024, 3, 5))])
    assert reply_to("summarise [1]", archive, asked).quotes[0].version == 1
    archive.remove([stories[0].key])
    reply = reply_to("summarise [1]", archive, asked)
    assert (reply.text, reply.quotes) == ("That article is no longer in the archive.", ())


def test_two_counts_in_the_answer_before_the_one_that_told_more_about_a_source(archive, asked, stories):
    more = answer_from(stories[5])
    second = reply_to("summarise [2]", archive, more, asked)
    assert second.quotes[0].article == asked.citations[1].article
    assert reply_to("summarise it", archive, more, asked).quotes[0].article == stories[5]
