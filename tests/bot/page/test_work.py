"""Work that lasts, as a person does it in a browser."""

import json
import re
import socket
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

QUESTION = "How many people did the fire at the grain mill kill?"
PATIENCE = 120_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("work")


@pytest.fixture
def visit(browser, address):
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    context = browser.new_context(viewport={"width": 1280, "height": 860}, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address)
    page.locator(".nd-welcome").wait_for()
    yield page
    context.close()


@pytest.fixture(scope="module")
def address(folder, tales, serve_here):
    with serve_here(folder=folder, articles=tales) as address:
        yield address


def ask(page, question):
    turns = page.locator(".nd-turn")
    before = turns.count()
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    turns.nth(before).locator(".nd-answer, .nd-notice").wait_for()
    return turns.nth(before)


def saved(page, click):
    with page.expect_download() as download:
        click()
    return download.value.suggested_filename, Path(download.value.path()).read_text("utf-8")


def test_an_answer_is_copied_with_its_sources_saved_and_judged(visit, browser, folder):
    from playwright.sync_api import expect

    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = ask(visit, QUESTION)
    turn.get_by_role("button", name="Copy with sources").click()
    expect(turn.get_by_role("button", name="Copied")).to_be_visible()
    copied = visit.evaluate("navigator.clipboard.readText()")
    assert "“A fire at the grain mill in Oststrand killed two people on Sunday.” [1]" in copied
    assert "https://courier.example.org/2024/mill-fire.html" in copied
    turn.locator(".nd-formats summary").click()
    name, text = saved(visit, turn.get_by_role("button", name="BibTeX").click)
    assert (name[-4:], text[:8]) == (".bib", "@online{")
    turn.get_by_role("button", name="This answer is not good").click()
    turn.get_by_label("Why").fill("It is <old>.")
    turn.get_by_label("Why").press("Enter")
    expect(turn.locator(".nd-why")).to_have_count(0)
    expect(turn.get_by_role("button", name="This answer is not good")).to_have_attribute("aria-pressed", "true")
    from bot.keeping import verdicts
    from corpus.archive import Archive

    visit.wait_for_timeout(1000)  # a reason follows its verdict
    (verdict,) = verdicts(Archive(folder))
    assert (verdict.verdict, verdict.reason, verdict.question) == ("down", "It is <old>.", QUESTION)


def test_a_conversation_is_found_again_renamed_shared_saved_and_deleted(visit, browser, address):
    from playwright.sync_api import expect

    ask(visit, QUESTION)
    ask(visit, "What will the new bridge over the Lune cost?")
    visit.reload()
    visit.get_by_role("tab", name="Conversations").click()
    talk = visit.locator("#nd-talk-list li").first
    expect(talk).to_contain_text("2 questions")
    talk.get_by_role("button", name="Rename").click()
    visit.get_by_label("Name of the conversation").fill("Mill <b>and</b> bridge")
    visit.get_by_label("Name of the conversation").press("Enter")
    expect(talk.locator(".nd-talk-open")).to_have_text("Mill <b>and</b> bridge")
    visit.get_by_label("Search the conversations").fill("nothing like it")
    expect(visit.locator("#nd-talk-list")).to_contain_text("No conversation matches")
    visit.get_by_label("Search the conversations").fill("bridge over")
    expect(talk.locator(".nd-talk-open")).to_have_text("Mill <b>and</b> bridge")
    talk.locator(".nd-formats summary").click()
    name, text = saved(visit, talk.get_by_role("button", name="JSON").click)
    assert name == "mill-b-and-b-bridge.json"
    assert json.loads(text)["answers"][0]["question"] == QUESTION
    talk.get_by_role("button", name="Share by link").click()
    link = talk.get_by_label("Link to this conversation").input_value()
    assert link.startswith(f"{address}/?shared=")

    other = browser.new_page()
    other.goto(link)
    expect(other.locator(".nd-shared")).to_contain_text("Mill <b>and</b> bridge")
    expect(other.locator(".nd-turn")).to_have_count(2)
    expect(other.get_by_label("Your question")).to_be_hidden()
    other.locator(".nd-cite").first.click()
    expect(other.locator("#nd-sources h2")).to_have_text("Fire at the grain mill")
    other.goto(address)
    other.get_by_role("tab", name="Conversations").click()
    expect(other.locator("#nd-talk-list")).to_contain_text("No conversations yet")

    talk.locator(".nd-talk-open").click()
    expect(visit.locator(".nd-turn")).to_have_count(2)
    ask(visit, "And who said so?")
    visit.get_by_role("tab", name="Conversations").click()
    expect(talk).to_contain_text("3 questions")
    talk.get_by_role("button", name="Delete").click()
    talk.get_by_role("button", name="Delete for good?").click()
    expect(visit.locator("#nd-talk-list li")).to_have_count(0)
    other.goto(link)
    expect(other.locator(".nd-shared")).to_contain_text("leads to no conversation")
    other.close()


def test_after_a_restart_the_same_browser_finds_its_conversations(browser, tmp_path, tales, serve_here):
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    with socket.socket() as probe:  # a port of its own: nobody else takes it while the server is away
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with serve_here(folder=tmp_path, articles=tales, port=port) as address:
        page = context.new_page()
        page.goto(address)
        page.wait_for_function("localStorage.getItem('newsdesk-visitor')")
        ask(page, QUESTION)
        page.close()  # an open one would load itself again as soon as the server is back
    with serve_here(folder=tmp_path, articles=tales, port=port) as address:
        page = context.new_page()
        page.goto(address)
        page.get_by_role("tab", name="Conversations").click()
        expect(page.locator("#nd-talk-list li")).to_contain_text(QUESTION)
    context.close()


def test_a_file_of_questions_becomes_a_dossier(visit, tmp_path):
    from playwright.sync_api import expect

    file = tmp_path / "questions.txt"
    file.write_text(f"{QUESTION}\n?!\nWhat will the new bridge over the Lune cost?\n", "utf-8")
    visit.get_by_role("tab", name="Conversations").click()
    visit.locator("#nd-questions input[type=file]").set_input_files(file)
    expect(visit.locator("#nd-questions")).to_contain_text("questions")
    visit.get_by_role("button", name="Answer them").click()
    report = visit.locator("#nd-batch-report")
    expect(report.locator(".nd-formats")).to_be_visible()
    expect(report.locator("tr").nth(1)).to_contain_text("could not be asked")
    report.locator(".nd-formats summary").click()
    name, text = saved(visit, report.get_by_role("button", name="CSV").click)
    assert name == "dossier.csv"
    assert re.search(r"courier\.example\.org/2024/mill-fire\.html", text)
