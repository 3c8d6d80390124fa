"""Two hundred hostile strings through every field: nothing runs or is fetched, and links lead to http(s) only."""

import json
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from markdown_it import MarkdownIt

from bot.answer import Quote
from bot.conversation import Exchange
from bot.keeping import Talk
from bot.page.chat import show_exchanges
from bot.page.compared import show_comparison
from bot.page.drawer import show_banner, show_batch, show_talks
from bot.page.onward import show_onward
from bot.page.page import _masthead
from bot.page.shelf import show_report, show_table, show_to_remove
from bot.page.signing import _form
from bot.page.sources import show_source
from bot.page.stored import show_stored
from bot.rendering import make_dossier
from bot.users import _NAME, UserError, Users
from bot.writing import write_answer
from corpus.article import Article
from corpus.cleaning import clean_text
from corpus.reading import Skipped
from embeddings.indexing import IndexReport

STRINGS = json.loads((Path(__file__).parents[2] / "hostile.json").read_text("utf-8"))
TAGS = set(
    """a article aside b blockquote body br button cite code del details div em figcaption figure footer form h1 h2 h3
    head header hr html i input ins label li link main mark meta nav ol p path pre q s section small span strong style
    summary svg table tbody td textarea th thead time title tr ul""".split()
)
ATTRIBUTES = set(
    """action align alt autocapitalize autocomplete autofocus charset class content d datetime dir disabled fill height
    href http-equiv id lang maxlength method name open placeholder readonly rel required role start tabindex target
    title type value viewbox width""".split()
)
BLOCK = 25  # strings a test
BLOCKS = [STRINGS[start : start + BLOCK] for start in range(0, len(STRINGS), BLOCK)]


class Look(HTMLParser):
    """Collect what of some HTML could run, fetch, restyle or lead away."""

    def __init__(self):
        super().__init__()
        self.faults = []

    def handle_starttag(self, tag, attributes):
        if tag not in TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attributes:
            is_ours = name in ATTRIBUTES or name.startswith(("data-", "aria-"))
            is_bar = name == "style" and tag == "i" and value.startswith("width:")
            if not (is_ours or is_bar):
                self.faults.append(f"<{tag} {name}>")
            if name in ("href", "action") and not self.is_allowed(value or ""):
                self.faults.append(f"{name}={value}")

    def is_allowed(self, address):
        parts = urlsplit(address)
        own = address in ("/", "/login", "/logout", "data:,") or address.startswith("/article?key=")
        return own or (
            parts.scheme in ("http", "https") and bool(parts.hostname) and not set(address) & set('"<> \n\t')
        )


def faults_of(html):
    look = Look()
    look.feed(html)
    look.close()
    return look.faults


def article_of(text):
    words = clean_text(text).strip() or "empty"
    line = " ".join(words.split())[:500]
    return Article(text, line, f"Before. {words} After.", date(2024, 1, 5), line, (line,), source=f"{line}.txt")


def answer_of(text):
    article = article_of(text)
    quote = Quote(article, 0, len(article.text), (8, 8 + max(1, len(article.text) - 16)), 0.9)
    return write_answer(text, None, [quote], date(2024, 1, 5))


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_every_field_shows_it_as_it_is_and_nothing_more(block, archive):
    archive.put(map(article_of, block))
    assert {text: found for text in block for found in [faults_in_fields(text, archive)] if found} == {}
    assert faults_of(show_table(archive)) == []


def faults_in_fields(text, archive):
    """Return what is wrong wherever a string is shown."""
    article, answer = article_of(text), answer_of(text)
    place = {"key": article.key, "version": "1", "start": "8", "end": str(len(article.text) - 7)}
    copy, status = show_stored(archive, place)
    shown = [
        show_exchanges([Exchange(text, answer), Exchange(text, notice=text), Exchange(text)]),
        show_source(archive, answer, 0, text),
        copy,
        show_comparison(article, replace(article, text=f"Now. {text} End.", title=text, version=2)),
        show_onward(0, text, [text]),
        *(show_stored(archive, {**place, name: text})[0] for name in place),
        show_table(archive, text),
        show_to_remove([article]),
        show_report(IndexReport(read=1, skipped=[Skipped(text, 1, text)])),
        show_talks([Talk(1, text, "2024-01-05T00:00:00", 1, text)], text),
        show_banner(text),
        show_batch([(text, answer), (text, None)], notice=text),
        _masthead((text, "reader")),
        _form(text, text).body.decode("utf-8", "surrogatepass"),
        make_dossier([answer], "html", text, date(2024, 1, 6)),
        MarkdownIt("gfm-like", {"linkify": False}).render(make_dossier([answer], "md", text, date(2024, 1, 6))),
    ]
    wrong = [] if status == 200 else [f"status {status}"]
    return wrong + [fault for html in shown for fault in faults_of(html)]


def test_a_users_name_is_words_whatever_is_tried(tmp_path):
    users = Users(tmp_path)
    for text in STRINGS:
        with pytest.raises(UserError, match=r"cannot be a name|shorter than"):
            users.add(text, "reader", "short")
    assert not any(_NAME.fullmatch(text) for text in STRINGS if set(text) & set("<>\"'&:/\\\n\t\x00"))


@pytest.mark.browser
def test_in_a_browser_none_of_it_runs_or_breaks_the_layout(browser, tmp_path, serve_here):
    from playwright.sync_api import expect

    rows = [
        {"url": text, "title": f"{number} {text}", "text": f"Story {number} says {text} to everyone.", "outlet": text}
        for number, text in enumerate(STRINGS)
    ]
    file = tmp_path / "<img src=x onerror=window.hacked=1>.jsonl"
    file.write_text("\n".join(json.dumps({**row, "published": "2024-01-05"}) for row in rows), "utf-8")
    with serve_here(folder=tmp_path / "archive", articles=file) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 860})
        context.set_default_timeout(120_000)
        expect.set_options(timeout=120_000)
        page, faults = context.new_page(), []
        watch(page, faults)
        page.goto(f"{address}/?shared=<script>window.hacked=1</script>")
        page.locator(".nd-shared").wait_for()
        page.goto(address)
        for number in (0, 40, 90, 140, 190, len(STRINGS) - 1):
            turns = page.locator(".nd-turn").count()
            page.get_by_label("Your question").fill(f"What does story {number} say {STRINGS[number][:300]}")
            page.get_by_role("button", name="Ask", exact=True).click()
            page.locator(".nd-turn").nth(turns).locator(".nd-answer, .nd-notice").wait_for()
        assert_sound(page)
        page.get_by_role("tab", name="Conversations").click()
        page.locator(".nd-talk-open").first.wait_for()
        assert_sound(page)
        page.get_by_role("tab", name="Library").click()
        page.locator(".nd-shelf tbody tr").first.wait_for()
        while page.get_by_role("button", name="Older").is_enabled():
            assert_sound(page)
            before = page.locator(".nd-pages span").text_content()
            page.get_by_role("button", name="Older").click()
            expect(page.locator(".nd-pages span")).not_to_have_text(before)
        page.set_viewport_size({"width": 390, "height": 844})
        assert_sound(page)
        context.close()
    assert faults == []


def watch(page, faults):
    """Note what a page asks of others, what fails, and what breaks."""

    def look(request):
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            faults.append(request.url)

    def fail(request):
        streams = "/gradio_api/queue/data", "/gradio_api/heartbeat/"  # on which the page hangs up by itself
        if request.failure != "net::ERR_ABORTED" or not urlsplit(request.url).path.startswith(streams):
            faults.append(f"failed: {request.url} {request.failure}")

    page.on("request", look)
    page.on("requestfailed", fail)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))


def assert_sound(page):
    """Check that nothing ran, that the page is no wider than the window, and that links lead to http(s) only."""
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    wide = page.evaluate(
        """() => [...document.querySelectorAll('#nd-conversation *, #nd-sources *, #nd-table *, #nd-talk-list *')]
            .filter(one => one.checkVisibility() && one.getBoundingClientRect().right > window.innerWidth + 1
                && !one.closest('.nd-hidden') && getComputedStyle(one).position !== 'absolute')
            .map(one => one.className || one.tagName).slice(0, 5)"""
    )
    assert wide == []
    schemes = page.evaluate("[...new Set([...document.querySelectorAll('#nd-tabs a[href]')].map(one => one.protocol))]")
    assert set(schemes) <= {"http:", "https:"}
    assert page.locator("#nd-tabs :is(script, iframe, object, embed, img[src=x], base)").count() == 0


@pytest.mark.browser
def test_with_the_network_blocked_nothing_is_missed(browser, tmp_path, tales, serve_here):
    with serve_here(folder=tmp_path / "archive", articles=tales) as address:
        context = browser.new_context()
        context.set_default_timeout(120_000)
        own = f"{address}/"
        context.route("**/*", lambda route: route.continue_() if route.request.url.startswith(own) else route.abort())
        page, faults, told = context.new_page(), [], []
        watch(page, faults)
        page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
        page.goto(address)
        page.locator(".nd-welcome").wait_for()
        page.get_by_label("Your question").fill("How many people did the fire at the grain mill kill?")
        page.get_by_role("button", name="Ask", exact=True).click()
        page.locator(".nd-cite").first.wait_for()
        for tab in ("Conversations", "Library", "Ask"):
            page.get_by_role("tab", name=tab).click()
        page.locator(".nd-cite").first.wait_for()
        context.close()
    assert (faults, told) == ([], [])
