import re
from dataclasses import replace
from datetime import date

import pytest

from bot.answer import Quote
from bot.crediting import credit_originals
from bot.period import Period
from corpus.article import Article
from corpus.families import group_copies

STATEMENT = "The ferry had 214 passengers on board, the coast guard said."
BODY = "\n\n".join(
    f"Paragraph {word} tells how the {word} boat came out through the fog, and what its crew saw of the {word} light."
    for word in ("first", "second", "third", "fourth", "fifth", "sixth")
)
STORY = f"Two ferries collided on Friday. {STATEMENT}\n\n{BODY}"
MONDAY, TUESDAY = date(2024, 3, 4), date(2024, 3, 5)


def printed(outlet, day=MONDAY, text=STORY, title="Ferries collide"):
    return Article(f"https://{outlet}/ferries", title, text, day, outlet)


def quote_of(article, words=STATEMENT, answering="214"):
    start = article.text.index(words)
    at = article.text.index(answering, start)
    return Quote(article, start, start + len(words), (at, at + len(answering)), 0.8)


def credited(archive, articles, quoted, words=STATEMENT, **limits):
    archive.put(articles)
    group_copies(archive)
    (quote,) = credit_originals(archive, [quote_of(quoted, words, re.search(r"\d+", words)[0])], **limits)
    return quote


def outlets(quote):
    return quote.article.outlet, [copy.article.outlet for copy in quote.copies]


def test_the_oldest_is_cited_and_the_others_follow_oldest_first(archive):
    late, early, undated = printed("late.example", TUESDAY), printed("early.example"), printed("undated.example", None)
    quote = credited(archive, [late, undated, early], late)
    assert outlets(quote) == ("early.example", ["late.example", "undated.example"])


def test_of_one_day_the_agency_that_the_others_name_is_the_original(archive):
    paper = printed("aaa.example", text=f"EASTQUAY (Reuters) — {STORY}")
    assert outlets(credited(archive, [paper, printed("reuters.com")], paper)) == ("reuters.com", ["aaa.example"])


def test_every_copy_is_a_quote_with_its_own_offsets(archive):
    other = printed("b.example", TUESDAY, text=f"Our own lead.\n\n{STORY}".replace(", the", " – the"))
    quote = credited(archive, [printed("a.example"), other], other, STATEMENT.replace(", the", " – the"))
    (copy,) = quote.copies
    assert quote.article.outlet == "a.example"
    assert (quote.text, quote.answer) == (STATEMENT, "214")
    assert copy.text == STATEMENT.replace(", the", " – the")
    assert copy.stands_in(archive.article(copy.article.key))


def test_an_answer_is_marked_anew_in_the_original(archive):
    other = printed("a.example", text=f"By our staff\n\n{STORY}".replace("board, the", "board — the"))
    late = printed("b.example", TUESDAY)
    quote = credited(archive, [other, late], late)
    assert quote.article.outlet == "a.example"
    assert (quote.answer, quote.confidence) == ("214", 0.8)


def test_a_copy_that_has_cut_the_sentence_is_not_counted(archive):
    cut = printed("b.example", text=BODY)
    assert outlets(credited(archive, [printed("a.example"), cut], printed("a.example"))) == ("a.example", [])


def test_a_later_story_with_another_figure_is_not_counted(archive):
    later = printed("b.example", TUESDAY, text=STORY.replace("214", "219"))
    quote = credited(archive, [printed("a.example"), later], later, STATEMENT.replace("214", "219"))
    assert outlets(quote) == ("b.example", [])


def test_within_limits_the_oldest_within_them_is_cited(archive):
    articles = [printed("a.example"), printed("b.example", TUESDAY), printed("c.example", TUESDAY)]
    quote = credited(archive, articles, articles[2], outlets=["b.example", "c.example"])
    assert outlets(quote) == ("b.example", ["a.example", "c.example"])
    (quote,) = credit_originals(archive, [quote_of(articles[2])], Period(since=TUESDAY))
    assert quote.article.published == TUESDAY


def test_a_story_without_copies_is_left_as_it_is(indexed, archive, stories):
    quote = Quote(stories[3], 0, 30, confidence=0.5)
    assert credit_originals(archive, [quote]) == [quote]


def test_a_removed_copy_is_not_counted(archive):
    articles = [printed("a.example"), printed("b.example", TUESDAY)]
    credited(archive, articles, articles[0])
    archive.remove([articles[1].key])
    assert credit_originals(archive, [quote_of(articles[0])])[0].copies == ()


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_in_which_copies_came_in_does_not_matter(archive, order):
    articles = [printed("a.example"), printed("b.example"), printed("c.example")]
    assert outlets(credited(archive, articles[::order], articles[1])) == ("a.example", ["b.example", "c.example"])


def test_an_answer_that_is_no_whole_word_is_not_marked_in_another_text(archive):
    early, late = printed("a.example"), printed("b.example", TUESDAY)
    archive.put([early, late])
    group_copies(archive)
    quote = quote_of(late)
    inside = replace(quote, answer_span=(quote.start + 1, quote.start + 2))
    assert credit_originals(archive, [inside])[0].answer_span is None
