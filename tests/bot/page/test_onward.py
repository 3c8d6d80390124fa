"""Questions to ask next on the page: each is tried first, behind whoever waits, and a visitor sees nothing move."""

from __future__ import annotations

import json
import threading

import anyio
import pytest

from bot.answer import Answer, Quote
from bot.chatbot import Chatbot
from bot.conversation import Exchange
from bot.page.answering import Wish
from bot.page.examples import Examples
from bot.page.onward import OFFERED, Onward, show_onward
from bot.writing import cite
from corpus.article import Article
from embeddings.indexing import index_articles

PEOPLE = ("Ada", "Bea", "Cia", "Dea", "Eva")
TEXT = " ".join(["It was dark.", *(f"{name} Brandt was born on 4 June 1936." for name in PEOPLE)])
FAMILY = Article("https://example.org/brandt", "A family", TEXT)
ASKED = "Was it dark?"


def answer_at(start: int, end: int, confidence: float = 0.9) -> Answer:
    quote = Quote(FAMILY, start, end, confidence=confidence)
    return Answer(ASKED, ASKED, None, True, (quote,), cite([quote]), confidence=confidence)


class Pretender(Chatbot):
    """A chatbot that answers each trial with the sentence that has the name in the question, as sure as it is told."""

    confidence = 0.9
    tried: list[str]

    def ask(self, question, *, trial=False, **how):
        assert trial
        self.tried.append(question)
        name = next(name for name in PEOPLE if name in question)
        start = TEXT.index(name)
        return answer_at(start, TEXT.index(".", start) + 1, self.confidence)


@pytest.fixture
def pretender(archive, indexed, word_encoder):
    index_articles(archive, [FAMILY], lambda: word_encoder, indexed)
    indexed.refresh()
    chatbot = Pretender(archive, indexed, lambda: word_encoder)
    chatbot.tried = []
    return chatbot


def lead_on(pretender, examples=None, onward=None):
    """Return the questions, found in a thread of its own: playwright may have an event loop in this one."""
    onward, done = onward or Onward(pretender, examples or Examples(pretender)), []
    exchanges = (Exchange(ASKED, answer_at(0, 12)),)
    thread = threading.Thread(target=lambda: done.append(anyio.run(onward.questions, "page", exchanges, Wish(ASKED))))
    thread.start()
    thread.join()
    return done[0]


def test_no_more_are_tried_than_are_offered_where_each_leads_somewhere(pretender):
    assert lead_on(pretender) == [f"When was {name} Brandt born?" for name in PEOPLE[:OFFERED]] == pretender.tried


def test_a_question_with_a_doubtful_answer_is_not_offered(pretender):
    pretender.confidence = 0.3
    assert lead_on(pretender) == []
    assert len(pretender.tried) == len(PEOPLE)


def test_an_error_costs_the_offer_only(pretender, caplog):
    pretender.tried = None
    assert lead_on(pretender) == []
    assert "No questions to ask next" in caplog.text


def test_nothing_is_tried_while_somebody_waits_for_an_answer(pretender):
    examples, found = Examples(pretender), []
    with examples.held():
        thread = threading.Thread(target=lambda: found.append(lead_on(pretender, examples)))
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
        assert pretender.tried == []
    thread.join()
    assert len(found[0]) == OFFERED


def test_a_new_question_ends_the_search_of_its_page_and_of_no_other(pretender):
    examples, found = Examples(pretender), []
    onward = Onward(pretender, examples)
    with examples.held():
        thread = threading.Thread(target=lambda: found.append(lead_on(pretender, onward=onward)))
        thread.start()
        onward.stop("another page")
        thread.join(0.5)
        assert thread.is_alive()
        onward.stop("page")
        thread.join()
    assert found == [[]]
    assert pretender.tried == []
    assert len(lead_on(pretender, onward=onward)) == OFFERED


def test_what_is_offered_is_escaped_and_names_its_answer():
    html = show_onward(2, 'Who "is" <b>?', ["Why <i>?"])
    assert 'data-turn="2" data-asked="Who &quot;is&quot; &lt;b&gt;?"' in html
    assert "Why &lt;i&gt;?" in html
    assert show_onward(0, "Who?", []) == '<div data-turn="0" data-asked="Who?"></div>'


STORIES = """ date 2024-03-04 https://courier.example.org/2024/mill-fire.html

Fire at the grain mill in Oststrand

A fire at the grain mill in Oststrand killed two people on Sunday.

Ada Brandt was born on 4 June 1936 in a mill near Oststrand.

Hilda Moen resigned as mayor of Oststrand on Tuesday.
"""


@pytest.mark.browser
def test_a_click_asks_it_and_nothing_that_is_read_moves_when_they_come(browser, tmp_path, serve_here):
    from playwright.sync_api import expect

    file, log = tmp_path / "stories.txt", tmp_path / "log.jsonl"
    file.write_text(STORIES, "utf-8")
    with serve_here(folder=tmp_path / "archive", articles=file, log=log) as address:
        context = browser.new_context(viewport={"width": 390, "height": 844})
        context.set_default_timeout(120_000)
        page = context.new_page()
        page.add_init_script(SHIFTS)
        page.goto(address)
        page.locator(".nd-welcome").wait_for()
        page.get_by_label("Your question").fill("How many people did the fire at the grain mill kill?")
        page.get_by_role("button", name="Ask", exact=True).click()
        last = page.locator(".nd-turn:last-child")
        last.locator(".nd-answer").wait_for()
        before = last.locator(".nd-evidence").first.bounding_box()
        page.evaluate("window.shifts = []")
        offered = last.get_by_role("group", name="Questions to ask next").get_by_role("button")
        expect(offered).to_have_text(["When was Ada Brandt born?", "When did Hilda Moen resign as mayor of Oststrand?"])
        assert last.locator(".nd-evidence").first.bounding_box() == before
        assert page.evaluate("window.shifts") == []
        last.get_by_role("button", name="This answer is good").click()
        page.keyboard.press("Enter")
        expect(last.locator(".nd-rate[data-verdict=up]")).to_have_attribute("aria-pressed", "true")
        expect(offered).to_have_count(2)
        offered.first.click()
        expect(page.locator(".nd-turn")).to_have_count(2)
        expect(page.locator(".nd-turn").nth(1).locator(".nd-question")).to_have_text("When was Ada Brandt born?")
        expect(last.locator(".nd-quote").first).to_contain_text("Ada Brandt was born on 4 June 1936")
        expect(page.locator(".nd-turn").first.locator(".nd-next").first).to_be_hidden()
        expect(offered).to_have_text(["When did Hilda Moen resign as mayor of Oststrand?"])
        context.close()
    noted = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [one["event"] for one in noted].count("answered") == 2  # no trial is taken for a visitor's question


SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().filter((one) => !one.hadRecentInput)
  .map((one) => one.value))).observe({ type: 'layout-shift' });"""
