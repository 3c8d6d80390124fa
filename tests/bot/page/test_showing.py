"""What the page shows, without a browser: sources, progress, the library's words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from bot.answer import Answer, Quote
from bot.page.answering import Wish, ask
from bot.page.chat import Exchange, apologize, show_exchanges, still_standing
from bot.page.progress import Step
from bot.page.shelf import show_counts, show_report, show_table
from bot.page.sources import show_source
from bot.writing import cite
from corpus.archive import Archive
from corpus.article import Article
from corpus.errors import ArchiveError
from corpus.reading import Skipped
from embeddings.indexing import IndexReport

TEXT = "A fire broke out.\n\nTwo people died on Sunday, the chief said. The mill is gone.\n\nNobody knows why."


def story(text: str = TEXT) -> Article:
    return Article("https://courier.example.org/fire.html", "Fire at the mill", text, date(2024, 3, 4), "Courier")


def answer(*quotes: Quote) -> Answer:
    return Answer("Who died?", "Who died?", None, True, quotes, cite(quotes), confidence=0.9)


def quote_of(article: Article, words: str, mark: str = "") -> Quote:
    start = article.text.index(words)
    inner = article.text.index(mark) if mark else 0
    return Quote(article, start, start + len(words), (inner, inner + len(mark)) if mark else None, 0.9)


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


@pytest.fixture
def held(tmp_path) -> Archive:
    archive = Archive(tmp_path, create=True)
    archive.put([story()])
    return archive


def test_a_source_holds_all_of_the_article_with_the_quote_marked(held):
    found = answer(
        quote_of(story(), "Two people died on Sunday, the chief said.", "Two people"),
        quote_of(story(), "Nobody knows why."),
    )
    html = show_source(held, found, 0)
    assert [plain(text) for text in re.findall(r"<p>(.*?)</p>", html.split("nd-text")[1])] == TEXT.split("\n\n")
    assert '<mark class="nd-target nd-words">Two people</mark><mark class="nd-target"> died' in html
    assert '<mark class="nd-also">Nobody knows why.</mark>' in html


def test_a_quote_over_two_paragraphs_is_marked_in_both(held):
    html = show_source(held, answer(quote_of(story(), "The mill is gone.\n\nNobody")), 0)
    assert '<mark class="nd-target">The mill is gone.</mark></p><p><mark class="nd-target">Nobody</mark>' in html


def test_an_old_version_is_still_shown_and_says_that_there_is_a_newer_one(held):
    found = answer(quote_of(story(), "A fire broke out."))
    held.put([story("All is well.")])
    html = show_source(held, found, 0)
    assert "A fire broke out." in html
    assert "the archive also has version 2" in html


def test_a_removed_article_is_not_shown_but_said_to_be_gone(held):
    found = answer(quote_of(story(), "A fire broke out."))
    held.remove([story().key])
    html = show_source(held, found, 0)
    assert "no longer in the archive" in html
    assert "broke out" not in html
    (checked,) = still_standing([Exchange("Who?", answer=found)], held)
    assert "broke out" not in show_exchanges([checked])
    assert "has been removed from the archive" in show_exchanges([checked])


def test_words_that_the_archive_does_not_hold_are_never_shown(held):
    forged = Quote(story("A fire was invented."), 0, 20, confidence=0.9)
    html = show_source(held, answer(forged), 0)
    assert "could not be verified" in html
    assert "invented" not in html


def test_what_differed_is_no_longer_told_once_a_source_is_gone_or_changed(held):
    found = answer(quote_of(story(), "Two people died on Sunday, the chief said.", "Two people"))
    found = replace(found, timeline=found.quotes)
    held.put([story("Three people died on Monday.")])
    (changed,) = still_standing([Exchange("Who?", answer=found)], held)
    assert changed.answer.timeline == changed.answer.quotes
    assert changed.answer.quotes[0].revision.article.version == 2
    assert "nd-revision" in show_exchanges([changed])
    held.remove([story().key])
    (gone,) = still_standing([changed], held)
    assert gone.answer.timeline == ()
    assert "nd-timeline" not in show_exchanges([gone])


def test_the_way_leads_from_quote_to_quote_and_ends_at_both_ends(held):
    found = answer(quote_of(story(), "A fire broke out."), quote_of(story(), "Nobody knows why."))
    first, last = show_source(held, found, 0, turn=3), show_source(held, found, 1, turn=3)
    assert "Quote 1 of 2" in first
    assert 'data-turn="3"' in first
    assert re.search(r'aria-label="Previous quote"[^>]* disabled', first)
    assert re.search(r'data-quote="1" aria-label="Next quote" title="Next quote">', first)
    assert re.search(r'data-quote="0" aria-label="Previous quote" title="Previous quote">', last)
    assert re.search(r'aria-label="Next quote"[^>]* disabled', last)
    assert "nd-walk" not in show_source(held, answer(quote_of(story(), "A fire broke out.")), 0)


def test_the_way_goes_on_past_a_quote_whose_article_was_removed(held):
    found = answer(quote_of(story(), "A fire broke out."), quote_of(story(), "Nobody knows why."))
    held.remove([story().key])
    assert "Quote 1 of 2" in show_source(held, found, 0)


def test_two_versions_are_compared_sentence_beside_sentence(held):
    newer = TEXT.replace("Two people", "Three people").replace("Nobody knows why.", "A lamp fell over.")
    quoted = answer(quote_of(story(), "A fire broke out."))
    assert "nd-compare" not in show_source(held, quoted, 0)
    held.put([replace(story(newer), title="Fire at the old mill")])
    html = show_source(held, quoted, 0).split('class="nd-compare"')[1]
    assert "Compare version 1 with version 2: 4 changes" in html
    assert "Fire at the <ins>old</ins> mill" in html
    assert "<del>Two</del> people died on Sunday" in html
    assert "<ins>Three</ins> people died on Sunday" in html
    assert "<del>Nobody knows why.</del>" in html
    assert "<ins>A lamp fell over.</ins>" in html
    newest = answer(quote_of(held.article(story().key), "A lamp fell over."))
    assert "Compare version 1 with version 2" in show_source(held, newest, 0)


@pytest.mark.parametrize("place", [-1, 1, 99])
def test_a_quote_that_is_not_there_is_a_notice(held, place):
    assert "no such quote" in show_source(held, answer(quote_of(story(), "A fire broke out.")), place)


def test_a_foreign_error_is_apologized_for_and_logged(caplog):
    assert "sqlite" not in apologize(RuntimeError("sqlite exploded"))
    assert "sqlite exploded" in caplog.text
    assert apologize(ArchiveError("Nothing was changed.")) == "Nothing was changed."


class Broken:
    def __init__(self, archive):
        self.archive = archive

    def ask(self, question, **how):
        raise RuntimeError("bug")


def test_asking_shows_the_question_first_and_never_a_traceback(held):
    waiting, done = ask(Broken(held), Wish(" Who   died? "), ())
    assert waiting == (Exchange("Who died?"),)
    assert done[0].notice.startswith("Something went wrong")


def test_a_day_that_is_none_is_a_friendly_notice(held):
    *_, done = ask(Broken(held), Wish("Who died?", days=("tomorrow", "")), ())
    assert "“tomorrow” is not a date" in done[0].notice


def test_a_bar_says_how_many_how_fast_and_how_long_still():
    html = Step("passages", 500, 2000, 100.0).as_html()
    assert "500 of 2,000 · 100 per second · 15 s left" in html
    assert 'aria-valuenow="25"' in html


def test_a_title_of_the_library_leads_to_the_stored_copy_and_the_address_to_the_original(archive):
    archive.put([Article("https://port.example.net/otter?a=1&b=2", "Otter & Co", "An otter was seen.", None)])
    table = show_table(archive)
    assert '<a href="/article?key=https%3A%2F%2Fport.example.net%2Fotter%3Fa%3D1%26b%3D2&amp;version=1"' in table
    assert ">Otter &amp; Co</a>" in table
    assert '<small><a href="https://port.example.net/otter?a=1&amp;b=2"' in table


def test_the_library_counts_and_lists_what_is_there(held):
    held.put([replace(story(), url="https://ledger.example.com/x", title="<b>Undated</b>", published=None, outlet="")])
    counts, table = plain(show_counts(held, "")), show_table(held)
    assert "2" in counts
    assert "1 undated" in counts
    assert "1 outlet" in counts
    assert "&lt;b&gt;Undated&lt;/b&gt;" in table
    assert table.index("4 March 2024") < table.index("Date unknown")


def test_a_page_beyond_the_last_is_the_last(held):
    assert 'data-page="0"' in show_table(held, "", 7)


def test_a_report_says_what_was_skipped_and_why():
    report = IndexReport(read=2, added=1, unchanged=1, skipped=[Skipped("<news>.jsonl", 7, "it has no text")])
    html = show_report(report)
    assert "<b>1</b> added" in html
    assert "<td>&lt;news&gt;.jsonl</td><td>7</td><td>it has no text</td>" in html
