from dataclasses import replace

from bot.answer import Quote
from bot.revising import bring_up_to_date, revision_of
from bot.writing import write_answer
from corpus.changes import Change

FIRST = "A fire at the grain mill in Oststrand killed two people on Sunday."


def answered(archive, article, copies=()):
    stored = archive.article(article.key)
    return write_answer("Why?", None, [Quote(stored, 0, len(FIRST), confidence=0.9, copies=copies)], None)


def test_an_answer_whose_articles_have_not_changed_stays_the_same(archive, stories):
    archive.put(stories)
    answer = answered(archive, stories[0])
    assert bring_up_to_date(answer, archive) is answer


def test_an_old_quote_resolves_and_tells_what_the_new_version_made_of_it(archive, stories):
    archive.put(stories)
    answer = answered(archive, stories[0])
    archive.put([replace(stories[0], text=stories[0].text.replace("killed two", "killed three"))])
    now = bring_up_to_date(answer, archive)
    (quote,) = now.quotes
    assert quote.stands_in(archive.article(stories[0].key, quote.version))
    assert quote.revision.article.version == 2
    assert quote.revision.changes == (Change(FIRST, FIRST.replace("killed two", "killed three")),)
    assert now.citation_of(quote).quotes == (quote,)


def test_a_quote_that_still_stands_in_the_new_version_is_said_to(archive, stories):
    archive.put(stories)
    quote = answered(archive, stories[0]).quotes[0]
    archive.put([replace(stories[0], title="Two dead in mill fire", text=f"{stories[0].text} It rained.")])
    assert revision_of(quote, archive).changes == ()


def test_a_correction_that_came_since_is_shown_with_the_old_quote(archive, stories):
    archive.put(stories)
    answer = answered(archive, stories[0])
    archive.put([replace(stories[0], text=f"{stories[0].text}\n\nThis article has been retracted.")])
    (citation,) = bring_up_to_date(answer, archive).citations
    assert [(remark.kind, remark.quote.text) for remark in citation.remarks] == [
        ("retraction", "This article has been retracted.")
    ]
    assert citation.is_retracted


def test_copies_that_were_removed_or_changed_are_no_longer_counted(archive, stories):
    archive.put(stories)
    copy = Quote(archive.article(stories[2].key), 0, len(FIRST))
    answer = answered(archive, stories[0], (copy,))
    assert bring_up_to_date(answer, archive).quotes[0].copies == (copy,)
    archive.remove([stories[2].key])
    assert bring_up_to_date(answer, archive).quotes[0].copies == ()


def test_a_removed_article_has_no_revision(archive, stories):
    archive.put(stories)
    quote = answered(archive, stories[0]).quotes[0]
    archive.remove([stories[0].key])
    assert revision_of(quote, archive) is None
