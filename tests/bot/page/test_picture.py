"""The pictures, as a person uses them in a browser: seen, dragged over, chosen from a list, undone."""

import re
from datetime import date
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parents[2] / "vendor" / "axe.min.js").read_text("utf-8")
QUESTION = "How many people did the fire at the grain mill kill?"
PATIENCE = 120_000
DAYS = ("2024-01-15", "2024-03-04", "2024-03-06", "2024-05-02", "2024-05-20", "2024-05-21", "2024-08-09")
NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight")


def story(number):
    outlet = ("courier.example.org", "ledger.example.com")[number % 2]
    return f""" date {DAYS[number]} https://{outlet}/{number}.html

The fire at the grain mill, day {number}

The fire at the grain mill in Oststrand did kill {NUMBERS[number]} people, the town hall said in its {number}th report.
"""


BRIDGE = """ date 2021-05-02 https://ledger.example.com/bridge.html

Bridge to cost 40 million

The new bridge over the Lune will cost 40 million crowns, Mayor Hilda Moen said on Thursday.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory, serve_here):
    folder = tmp_path_factory.mktemp("mill")
    file = folder / "stories.txt"
    file.write_text("\n".join([*map(story, range(len(DAYS))), BRIDGE]), "utf-8")
    with serve_here(folder=folder / "archive", articles=file) as address:
        yield address


@pytest.fixture
def visit(browser, address):
    """A new visitor; nothing may be asked of another machine, and no error may reach the console."""
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    faults = []
    page.on("request", lambda request: _look(request.url, address, faults))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(address)
    page.locator(".nd-welcome").wait_for()
    yield page
    context.close()
    assert not faults


def _look(url, address, faults):
    if not url.startswith((address, "data:", "blob:")):
        faults.append(url)


def ask(page, question=QUESTION):
    turns = page.locator(".nd-turn")
    before = turns.count()
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    turns.nth(before).locator(".nd-answer, .nd-notice").wait_for()
    return turns.nth(before)


def bars(page):
    """Return the heights of the bars that can be seen, in pixels, left to right."""
    page.locator("#nd-when svg").wait_for()
    return page.locator("#nd-when .mark-rect path").evaluate_all(
        "all => all.map((one) => one.getBBox()).filter((box) => box.height > 0).sort((a, b) => a.x - b.x)"
        ".map((box) => Math.round(box.height))"
    )


def drag(page, first, last):
    """Drag over a part of the picture, from one share of its breadth to another."""
    page.locator("#nd-when").scroll_into_view_if_needed()
    box = page.locator("#nd-when svg").bounding_box()
    height = box["y"] + box["height"] / 2
    places = [box["x"] + box["width"] * share for share in (first, (first + last) / 2, last)]
    page.mouse.move(places[0], height)
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(place, height, steps=4)
    page.mouse.up()


def cited_days(turn):
    return [date.fromisoformat(day) for day in turn.locator("time.nd-date").evaluate_all("a => a.map(b => b.dateTime)")]


def test_the_picture_shows_when_the_archive_speaks_about_the_question_and_says_it_in_words(visit):
    from playwright.sync_api import expect

    ask(visit)
    expect(visit.locator(".nd-when-told")).to_have_text(
        "7 articles speak about this, from January 2024 to August 2024; most of them in May 2024 (3)."
    )
    visit.wait_for_function("document.querySelectorAll('#nd-when .mark-rect path').length > 0")
    shown = bars(visit)
    assert len(shown) >= 4  # months with articles; the cited ones are a bar of their own
    assert visit.locator("#nd-when").get_attribute("aria-hidden") == "true"
    visit.get_by_text("Choose a month from a list").click()
    buttons = visit.locator(".nd-when-list button")
    expect(buttons).to_have_text(
        [re.compile(f"^Ask within {told}") for told in ("Jan 2024: 1", "Mar 2024: 2", "May 2024: 3", "Aug 2024: 1")]
    )
    cited = sum(map(int, buttons.evaluate_all("all => all.map((one) => one.dataset.cited)")))
    assert cited == len(set(visit.locator(".nd-turn .nd-title").all_text_contents()))


def test_dragging_narrows_the_question_and_letting_go_restores_it(visit):
    from playwright.sync_api import expect

    turn = ask(visit)
    before = turn.locator(".nd-quote").all_text_contents()
    visit.locator("#nd-when svg").wait_for()
    visit.wait_for_timeout(1000)  # the picture is drawn in two steps, and a brush in between would be lost
    drag(visit, 0.45, 0.7)
    chip = turn.get_by_role("button", name=re.compile("^Published .* remove this limit"))
    expect(chip).to_contain_text("2024")
    since, until = (date.fromisoformat(day) for day in _chosen(visit))
    days = cited_days(turn)
    assert days
    assert all(since <= day <= until for day in days)
    assert since > date(2024, 1, 15)
    assert until < date(2024, 8, 9)
    expect(visit.locator(".nd-when-told")).to_contain_text(
        "from January 2024 to August 2024"
    )  # the whole stays in view
    visit.get_by_role("button", name="Ask within all of it again").click()
    expect(chip).to_have_count(0)
    expect(visit.locator(".nd-turn")).to_have_count(1)
    expect(turn.locator(".nd-quote")).to_have_text(before)


def _chosen(page):
    """Return the first and the last day that are asked within, as ISO dates."""
    from dateutil.parser import parse

    said = page.locator(".nd-when-chosen").inner_text()
    first, last = re.search(r"within (.+?) to (.+?)\.", said).groups()
    return parse(first).date().isoformat(), parse(last).date().isoformat()


def test_a_month_is_chosen_by_the_keyboard_and_the_limit_taken_away_again(visit):
    from playwright.sync_api import expect

    turn = ask(visit)
    summary = visit.get_by_text("Choose a month from a list")
    summary.focus()
    visit.keyboard.press("Enter")
    button = visit.get_by_role("button", name=re.compile("^Ask within Mar 2024: 2 articles"))
    button.focus()
    visit.keyboard.press("Enter")
    chip = turn.get_by_role("button", name="Published 1 March 2024 to 31 March 2024: remove this limit")
    chip.wait_for()
    assert {day.isoformat() for day in cited_days(turn)} <= {"2024-03-04", "2024-03-06"}
    expect(visit.locator(".nd-when-chosen")).to_contain_text("1 March 2024 to 31 March 2024")
    chip.click()
    expect(chip).to_have_count(0)
    expect(visit.locator(".nd-when-chosen")).to_have_count(0)


def test_days_that_were_chosen_before_bound_what_can_be_chosen_from_the_picture(visit):
    from playwright.sync_api import expect

    visit.get_by_role("button", name="Filters").click()
    visit.get_by_label("From date").fill("2024-03-05")
    visit.get_by_label("To date").fill("2024-08-31")
    turn = ask(visit)
    expect(visit.locator(".nd-when-told")).to_contain_text("5 articles speak about this")
    visit.get_by_text("Choose a month from a list").click()
    visit.get_by_role("button", name=re.compile("^Ask within Mar 2024: 1 article")).click()
    turn.get_by_role("button", name="Published 5 March 2024 to 31 March 2024: remove this limit").wait_for()
    visit.get_by_role("button", name="Ask within all of it again").click()
    turn.get_by_role("button", name="Published 5 March 2024 to 31 August 2024: remove this limit").wait_for()


def test_there_is_no_picture_where_nothing_is_told_and_it_moves_nothing_when_it_comes(visit):
    from playwright.sync_api import expect

    ask(visit)
    visit.locator("#nd-when svg").wait_for()
    refused = ask(visit, "Which violinist played at the coronation of the emperor?")
    expect(visit.locator("#nd-when")).to_have_count(0)
    expect(refused.locator(".nd-refusal")).to_be_visible()
    visit.evaluate(
        """() => { window.seen = new Set(); const [picture, chat] = ['#nd-picture', '#nd-chat'].map(
            (name) => document.querySelector(name));
            setInterval(() => seen.add(`${picture.getBoundingClientRect().top} ${chat.scrollTop}`), 20); }"""
    )
    turn = ask(visit)
    visit.evaluate("seen.clear()")
    visit.locator("#nd-when svg").wait_for()
    visit.wait_for_timeout(500)
    assert len(visit.evaluate("[...seen]")) == 1
    expect(turn.locator(".nd-question")).to_be_in_viewport()


def test_a_kept_conversation_is_opened_with_its_picture(visit):
    from playwright.sync_api import expect

    ask(visit)
    visit.locator("#nd-when svg").wait_for()
    visit.get_by_role("button", name="New conversation").click()
    expect(visit.locator("#nd-when")).to_have_count(0)
    visit.get_by_role("tab", name="Conversations").click()
    visit.locator(".nd-talk-open").first.click()
    expect(visit.locator(".nd-when-told")).to_contain_text("7 articles speak about this")


def test_the_library_draws_its_months_by_outlet_and_has_the_same_figures_as_a_table(visit):
    from playwright.sync_api import expect

    visit.get_by_role("tab", name="Library").click()
    visit.locator("#nd-printed-bars svg").wait_for()
    expect(visit.locator("#nd-printed-words .nd-key li").first).to_be_visible()
    visit.get_by_text("The figures as a table").click()
    rows = visit.locator(".nd-figures-table tbody tr")
    expect(rows).to_have_count(5)  # the months with articles, newest first
    expect(rows.first).to_contain_text("August 2024")
    expect(visit.locator(".nd-figures-table thead th")).to_have_text(
        ["Published", "All", "courier.example.org", "ledger.example.com"]
    )
    expect(rows.filter(has_text="May 2024").locator("td")).to_have_text(["3", "1", "2"])
    colours = (
        "[...document.querySelectorAll('#nd-printed-bars .mark-rect path')].map((one) => one.getAttribute('fill'))"
    )
    assert set(visit.evaluate(colours)) == {"var(--nd-outlet-1)", "var(--nd-outlet-2)"}


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1920, "light")])
def test_the_pictures_have_no_serious_fault_of_accessibility_and_nothing_reaches_over_the_edge(
    browser, address, width, scheme
):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.locator(".nd-welcome").wait_for()
    ask(page)
    page.get_by_text("Choose a month from a list").click()
    found = violations(page)
    page.get_by_role("tab", name="Library").click()
    page.get_by_text("The figures as a table").click()
    found += violations(page)
    assert not found
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def violations(page):
    """Return what axe-core finds serious or critical, each with the first element that has it."""
    page.evaluate(AXE)
    page.wait_for_function("document.getAnimations().every((one) => one.playState !== 'running')")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")]
