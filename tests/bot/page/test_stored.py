"""The stored copy of an article: its page, its address, and what is said where there is none."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from bot.linking import stored_link
from bot.page.stored import show_stored
from corpus.article import Article

FIRE = "https://courier.example.org/2024/mill-fire.html"
QUOTE = "A fire at the grain mill in Oststrand killed two people on Sunday."
FERRY = "The ferry will run every 40 minutes from June."
REST = "Tickets stay at nine crowns.\n\nBicycles are carried free of charge."
STORY = Article(
    "https://courier.example.org/ferry.html",
    "New ferry times",
    f"{FERRY} {REST}",
    date(2024, 5, 2),
    "Lune Courier",
    ("Ada Brandt", "Bo Lie"),
)
NOTICE = "Correction: An earlier version of this article misstated how often the ferry runs."


def fields_of(link: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(link).query))


def opened(archive, article: Article, words: str = "") -> str:
    start = article.text.index(words)
    span = (start, start + len(words)) if words else None
    page, status = show_stored(archive, fields_of(stored_link(article.key, article.version, span)))
    assert status == 200
    return page


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html.partition("<body>")[2])).split())


@pytest.fixture
def held(archive):
    archive.put([STORY])
    return archive


def test_the_page_has_all_of_the_article_and_the_quote_cut_from_it(held):
    page = opened(held, STORY, FERRY)
    assert f'<mark id="quote" class="quote">{FERRY}</mark> Tickets stay' in page
    for words in ("New ferry times", "Lune Courier", "2 May 2024", "Ada Brandt, Bo Lie", "Version 1", "Bicycles are"):
        assert words in plain(page)
    assert 'href="https://courier.example.org/ferry.html#:~:text=The%20ferry%20will' in page


def test_without_a_quote_the_article_is_shown_unmarked(held):
    page = opened(held, STORY)
    assert "<mark" not in page
    assert "Open the original ↗" in plain(page)


def test_an_older_version_says_what_changed_and_leads_to_the_newest(held):
    held.put([replace(STORY, text=f"{FERRY.replace('40', '25')} {REST}\n\n{NOTICE}")])
    page = opened(held, STORY, FERRY)
    assert "The article has changed since" in plain(page)
    assert "The marked words stand in it no longer." in plain(page)
    assert "every <del>40</del> minutes" in page
    assert "every <ins>25</ins> minutes" in page
    assert NOTICE in plain(page)
    page = opened(held, STORY, "Tickets stay at nine crowns.")
    assert "The marked words still stand in it." in plain(page)
    (onward,) = (link for link in re.findall(r'href="(/article[^"]*)"', page) if "start" in link)
    newest, status = show_stored(held, fields_of(unescape(onward)))
    assert status == 200
    assert '<mark id="quote" class="quote">Tickets stay at nine crowns.</mark>' in newest


def test_a_retracted_article_says_so_first(held):
    held.put([replace(STORY, url="https://courier.example.org/pears", text=f"Pears grow.\n\nRetraction: {REST}")])
    page, _ = show_stored(held, {"key": "https://courier.example.org/pears"})
    assert "This article has been retracted." in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"key": ""}, "This article is not in the archive"),
        ({"key": "https://example.org/none"}, "This article is not in the archive"),
        ({"version": "2"}, "no such version"),
        ({"version": "-1"}, "no such version"),
        ({"version": "9" * 40}, "no such version"),
        ({"version": "٣"}, "no such version"),
        ({"start": "0", "end": "100000"}, "no quote at this place"),
        ({"start": "5", "end": "5"}, "no quote at this place"),
        ({"start": "9", "end": "3"}, "no quote at this place"),
        ({"start": "-9", "end": "-3"}, "no quote at this place"),
        ({"start": "3"}, "no quote at this place"),
        ({"start": "75", "end": "77"}, "no quote at this place"),  # blank lines only
        ({"start": "1e3", "end": "x"}, "no quote at this place"),
    ],
)
def test_what_is_not_there_is_said_with_the_way_on(held, fields, said):
    assert STORY.text[75:77] == "\n\n"
    page, status = show_stored(held, {"key": STORY.key, **fields})
    assert status == 404
    assert said in plain(page)
    assert "<mark" not in page
    assert 'href="/"' in page


def test_a_removed_article_is_gone_from_its_address_too(held):
    link = stored_link(STORY.key, 1, (0, 10))
    held.remove([STORY.key])
    page, status = show_stored(held, fields_of(link))
    assert (status, "ferry" in page) == (404, False)


@pytest.mark.parametrize(
    "key", ["file:a&b=c#d?e.txt#Fish & chips + “50 %”", "https://x.example/ä?q=1&r=2#f", "a\nb\tc"]
)
def test_any_key_survives_its_address(key, archive):
    archive.put([replace(STORY, url=key)])
    link = stored_link(key, 1, (0, 9))
    assert link.isascii()
    assert " " not in link
    assert show_stored(archive, fields_of(link))[1] == 200


@pytest.fixture(scope="module")
def address(tales, tmp_path_factory, serve_here):
    with serve_here(folder=tmp_path_factory.mktemp("stored"), articles=tales) as address:
        yield address


def test_the_server_answers_with_a_page_that_may_run_nothing_and_is_not_kept(address):
    told = httpx.get(address + stored_link(FIRE, 1, (0, len(QUOTE))))
    assert told.status_code == 200
    policies = told.headers.get_list("content-security-policy")
    assert any(policy.startswith("default-src 'none'") and "script-src" not in policy for policy in policies)
    assert told.headers["cache-control"] == "private, no-store"
    assert f'<mark id="quote" class="quote">{QUOTE}</mark>' in told.text
    lost = httpx.get(f"{address}/article?key=https://nowhere.example.org/")
    assert (lost.status_code, "not in the archive" in lost.text) == (404, True)


@pytest.mark.browser
def test_a_browser_opens_it_at_the_quote_with_its_own_style_and_without_scripts(browser, tmp_path, serve_here):
    from playwright.sync_api import expect

    filler = "\n\n".join(f"Paragraph {number} lists the minor works on the northern quay." for number in range(60))
    file = tmp_path / "long.txt"
    file.write_text(f" date 2024-03-04 {FIRE}\n\nLong\n\n{filler}\n\n{QUOTE}\n\n{filler}\n", "utf-8")
    with serve_here(folder=tmp_path / "archive", articles=file) as address:
        text = httpx.get(f"{address}/article?key={FIRE}").text
        assert QUOTE in text
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page, faults = context.new_page(), []
        context.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: None if request.url.startswith(address) else faults.append(request.url))
        page.goto(address)
        page.locator(".nd-welcome").wait_for()
        page.get_by_label("Your question").fill("How many people did the fire at the grain mill in Oststrand kill?")
        page.get_by_role("button", name="Ask", exact=True).click()
        with context.expect_page() as opening:
            page.locator(".nd-evidence .nd-stored").first.click()
        copy = opening.value
        expect(copy.locator("mark#quote")).to_contain_text(QUOTE)
        expect(copy.locator("mark#quote")).to_be_in_viewport()
        assert copy.evaluate("getComputedStyle(document.querySelector('mark')).backgroundColor") == "rgb(253, 240, 191)"
        assert copy.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert copy.locator("script").count() == 0
        context.close()
    assert faults == []
