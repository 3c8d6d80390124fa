"""The library at work, as editors and readers see it in browsers: jobs that outlast a reload, addresses, watches."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import httpx
import pytest

from bot.users import Users
from corpus.archive import Archive

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parents[2] / "vendor" / "axe.min.js").read_text("utf-8")
PATIENCE = 120_000
ADA, BERT = ("ada", "an editor's password"), ("bert", "a reader's password")
STORY = " date 2024-03-04 https://courier.example.org/{n}.html\n\nMill {n}\n\nMill number {n} burnt down on Sunday.\n\n"
MANY = 300  # passages: more than two batches


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder for the archive, and one in which the server keeps uploads."""
    (tmp_path / "uploads").mkdir()
    (tmp_path / "archive").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "uploads"))
    return tmp_path


@pytest.fixture
def hold(place):
    """The file that keeps the encoder of the server waiting while it is there."""
    yield place / "hold"
    (place / "hold").unlink(missing_ok=True)


@pytest.fixture
def served(place, hold, tales, serve_here):
    def serve(**rules):
        return serve_here(folder=place / "archive", articles=tales, hold=hold, rules=rules)

    return serve


@pytest.fixture
def visit(browser):
    """Open the library in a browser of its own, signed in if a user is given."""
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    contexts = []

    def open_library(address, user=None):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(address)
        if user:
            page.get_by_label("Name").fill(user[0])
            page.get_by_label("Password").fill(user[1])
            page.get_by_role("button", name="Sign in").click()
        look_at_library(page)
        return page

    yield open_library
    for context in contexts:
        context.close()


def look_at_library(page):
    page.get_by_role("tab", name="Library").click()
    page.locator(".nd-figures").wait_for()


def upload(page, place, count=MANY):
    file = place / "news.txt"
    file.write_text("".join(STORY.format(n=n) for n in range(count)), "utf-8")
    page.locator("#nd-files input[type=file]").set_input_files(file)
    page.locator("#nd-files").get_by_text("news").first.wait_for()
    page.get_by_role("button", name="Add to the archive").click()


def name_sources(page, *lines):
    page.locator("#nd-named textarea").fill("\n".join(map(str, lines)))


def violations(page):
    """Return what axe-core finds serious or critical."""
    page.evaluate(AXE)
    page.wait_for_function("document.getAnimations().every((one) => one.effect.target.matches('.nd-bar-open i, span') "
                           "|| one.playState !== 'running')")  # fmt: skip
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")]


def left_uploads(place):
    return [file.name for file in (place / "uploads").rglob("*.txt")]


def test_a_job_outlasts_a_reload_is_seen_by_others_and_can_be_cancelled_by_them(served, visit, place, hold):
    from playwright.sync_api import expect

    with served() as address:
        hold.touch()
        page = visit(address)
        upload(page, place)
        bar = page.locator(".nd-job[data-state=running] [role=progressbar]")
        expect(bar).to_contain_text(f"0 of {MANY}")
        page.reload()
        look_at_library(page)
        expect(bar).to_contain_text(f"0 of {MANY}")
        other = visit(address)
        expect(other.locator(".nd-job[data-state=running]")).to_contain_text("Adding 1 file")
        other.get_by_role("button", name="Rebuild the index").click()
        expect(page.locator(".nd-job[data-state=waiting]")).to_contain_text("Rebuilding the index")
        assert violations(page) == []
        page.get_by_role("button", name="Cancel: Rebuilding the index").click()
        expect(other.locator(".nd-job[data-state=waiting]")).to_have_count(0)
        other.get_by_role("button", name="Cancel: Adding 1 file").focus()
        other.keyboard.press("Enter")
        expect(page.locator(".nd-job")).to_contain_text("Cancelling")
        hold.unlink()
        report = page.locator(".nd-job[data-state=cancelled]")
        expect(report).to_contain_text(f"Cancelled while embedding passages, 128 of {MANY}")
        expect(report).to_contain_text(f"{MANY} added")
        expect(page.locator(".nd-figures")).to_contain_text("302")
        assert left_uploads(place) == []
        assert violations(page) == []
        page.reload()
        look_at_library(page)
        expect(report).to_contain_text("172 passages are left to be embedded")
        page.get_by_role("button", name="Embed the rest (172)").click()
        expect(other.locator(".nd-job[data-state=done]")).to_contain_text("172 passages are embedded")
        expect(page.locator(".nd-figures")).to_contain_text("100 %")
        expect(page.get_by_role("button", name=re.compile("Embed the rest"))).to_have_count(0)
        other.get_by_role("button", name="Close the report: Embedding the rest").click()
        expect(page.locator(".nd-job")).to_have_count(0)
        expect(page.locator("#nd-table tbody tr").first).to_contain_text("Bridge to cost 40 million")


def feed_of(server, *paths):
    items = "".join(f"<item><title>Story</title><link>{server.url(path)}</link></item>" for path in paths)
    return 200, {"Content-Type": "application/rss+xml"}, f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


def test_web_addresses_are_added_each_failing_one_with_its_reason(served, visit, place, server, other_server, page):
    from playwright.sync_api import expect

    server.pages |= {"/feed.xml": feed_of(server, "/a"), "/a": page("Harbour &amp; quay")}
    with served(allowed=["127.0.0.1"]) as address:
        library = visit(address)
        library.get_by_role("button", name="Fetch and add").click()
        expect(library.locator("#nd-note")).to_contain_text("Write web addresses first")
        secret, gone = other_server.url("/secret"), server.url("/gone")
        refused = ("courier.example.org", "file:///etc/passwd", "<img src=x onerror=window.hacked=1>", str(place))
        name_sources(library, *refused, secret, gone, server.url("/feed.xml"))
        library.get_by_role("button", name="Fetch and add").click()
        report = library.locator(".nd-job[data-state=done]")
        expect(report).to_contain_text("Adding 3 web addresses")
        expect(report).to_contain_text("1 added")
        expect(report.locator("tr", has_text=secret)).to_contain_text("127.0.0.2 is not on the public internet")
        expect(report.locator("tr", has_text=gone)).to_contain_text("no such page (404)")
        assert other_server.asked == []
        note = library.locator("#nd-note")
        expect(note).to_contain_text("courier.example.org: it is not a web address; write it with https:// in front.")
        expect(note).to_contain_text("file:///etc/passwd: only http and https addresses are fetched")
        expect(note).to_contain_text("to keep up with a folder, press Watch")
        expect(note).to_contain_text("<img src=x onerror=window.hacked=1>: it is not a web address")
        assert library.evaluate("window.hacked") is None
        expect(library.locator("#nd-named textarea")).to_have_value("\n".join(refused))
        expect(library.locator("#nd-table")).to_contain_text("Harbour & quay")


def put_story(folder, number):
    file = folder / f"{number}.txt"
    file.write_text(STORY.format(n=number), "utf-8")
    os.utime(file, (1e9, 1e9))


def test_a_watch_goes_on_after_a_reload_until_it_is_stopped(served, visit, place, server, page):
    from playwright.sync_api import expect

    server.pages |= {"/feed.xml": feed_of(server, "/a"), "/a": page("Harbour opens")}
    news = place / "news"
    news.mkdir()
    put_story(news, 1)
    with served(allowed=["127.0.0.1"]) as address:
        library = visit(address)
        name_sources(library, news, "no folder", place / "missing", server.url("/feed.xml"), server.url("/gone"))
        library.get_by_role("button", name="Watch", exact=True).click()
        watch = library.locator(".nd-watch")
        expect(watch).to_contain_text("Watching 3 sources each every 15 min")
        expect(library.locator("#nd-note")).to_contain_text("no folder: it is neither a web address")
        expect(library.locator("#nd-note")).to_contain_text(
            f"{place / 'missing'}: there is no such file or folder; check the name."
        )
        library.reload()
        look_at_library(library)
        expect(watch.locator("li", has_text=str(news))).to_contain_text("1 new article")
        expect(watch.locator("li", has_text="feed.xml")).to_contain_text("1 new article")
        expect(watch.locator("li[data-state=failing]")).to_contain_text("no such page (404)")
        name_sources(library, news)
        library.get_by_role("button", name="Watch", exact=True).click()
        expect(library.locator("#nd-note")).to_contain_text("is watched already")
        library.get_by_role("button", name="Stop watching").click()
        expect(watch).to_have_count(0)
        library.get_by_role("button", name="Watch", exact=True).click()
        expect(watch).to_contain_text("Watching 1 source")
    assert list((place / "archive").glob("watch-*")) == []  # it ends with the server
    archive = Archive(place / "archive")
    assert archive.holds("https://courier.example.org/1.html")
    assert archive.holds(server.url("/a"))
    archive.close()


def send(address, user, name, data=()):
    """Send an event of the page as a program would; return what the server says of it."""
    config = httpx.get(f"{address}/config", auth=user).json()
    number = next(one["id"] for one in config["dependencies"] if one["api_name"] == name)
    session = f"test-{name}-{user[0]}"
    event = {"job": 1, "watch": "0badf00d"}
    body = {"data": list(data), "fn_index": number, "session_hash": session, "event_data": event}
    assert httpx.post(f"{address}/gradio_api/queue/join", json=body, auth=user).status_code == 200
    with httpx.stream("GET", f"{address}/gradio_api/queue/data?session_hash={session}", auth=user, timeout=60) as told:
        for line in told.iter_lines():
            if '"process_completed"' in line:
                return json.loads(line.removeprefix("data: "))
    return {}


@pytest.fixture
def users(place):
    users = Users(place / "archive")
    users.add(ADA[0], "editor", ADA[1])
    users.add(BERT[0], "reader", BERT[1])
    return users


def test_a_reader_looks_on_and_can_neither_start_nor_cancel(served, visit, place, hold, users):
    from playwright.sync_api import expect

    with served() as address:
        hold.touch()
        editor = visit(address, ADA)
        upload(editor, place)
        expect(editor.get_by_role("button", name="Cancel: Adding 1 file")).to_be_visible()
        reader = visit(address, BERT)
        expect(reader.locator(".nd-job[data-state=running]")).to_contain_text(f"0 of {MANY}")
        expect(reader.get_by_role("button", name="Cancel: Adding 1 file")).to_have_count(0)
        expect(reader.locator("#nd-adding")).to_be_hidden()
        for name, data in {
            "_cancel": [], "_dismiss": [], "_stop": [], "_rebuild": [], "_embed": [],
            "_fetch": ["https://example.org/"], "_watch": ["https://example.org/", 15], "_add": [None],
        }.items():  # fmt: skip
            told = send(address, BERT, name, data)
            assert told["success"] is False, name
            assert "Only editors can change the library" in told["output"]["error"]
        assert send(address, BERT, "look")["success"] is True
        expect(editor.locator(".nd-job")).to_have_count(1)
        expect(editor.locator(".nd-job[data-state=running]")).to_be_visible()
        assert send(address, ADA, "_cancel")["success"] is True
        hold.unlink()
        expect(reader.locator(".nd-job[data-state=cancelled]")).to_be_visible()
        expect(reader.locator(".gradio-container")).not_to_contain_text("Only editors")  # looking is no fault


def test_where_there_are_users_only_allowed_folders_are_watched(served, visit, place, users):
    from playwright.sync_api import expect

    allowed, other = place / "desk", place / "private"
    for folder in (allowed / "in", other):
        folder.mkdir(parents=True)
        put_story(folder, 7 if folder == other else 8)
    (allowed / "out").symlink_to(other)
    with served() as address:
        library = visit(address, ADA)
        name_sources(library, allowed / "in")
        library.get_by_role("button", name="Watch", exact=True).click()
        expect(library.locator("#nd-note")).to_contain_text("folders are not watched here; whoever runs the server")
    with served(watched=[str(allowed)]) as address:
        library = visit(address, ADA)
        name_sources(library, other, allowed / "out", place / "missing", allowed / ".." / "private", allowed / "in")
        library.get_by_role("button", name="Watch", exact=True).click()
        expect(library.locator("#nd-note li")).to_have_count(4)
        for line in library.locator("#nd-note li").all():
            expect(line).to_contain_text(f"only folders below {allowed} are watched here")
        watch = library.locator(".nd-watch")
        expect(watch).to_contain_text("Watching 1 source")
        expect(watch.locator("li")).to_contain_text("1 new article")
        expect(library.locator(".nd-figures")).to_contain_text("2")
    archive = Archive(place / "archive")
    assert [archive.holds(f"https://courier.example.org/{n}.html") for n in (7, 8)] == [False, True]
    archive.close()
