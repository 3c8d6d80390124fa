"""The sources panel in a browser: from quote to quote by mouse and keys, two versions compared, on a phone too."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

PATIENCE = 120_000
OLD = "The ferry to Ostholm will run every 40 minutes from June."
NEW = "The ferry to Ostholm will run every 25 minutes from June."
STORIES = """ date 2024-05-02 https://courier.example.org/ferry.html

Ferry to Ostholm

{ferry} Tickets for the ferry stay at nine crowns.

 date 2024-05-03 https://ledger.example.com/ostholm.html

More boats for Ostholm

The council of Ostholm wants the ferry to run at night, the mayor said.

 date 2024-05-04 https://gazette.example.net/ostholm.html

Ostholm waits

Nobody in Ostholm takes the ferry in winter, the harbour office said.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory, serve_here):
    folder = tmp_path_factory.mktemp("walking")
    for sentence in (OLD, NEW):
        (folder / "stories.txt").write_text(STORIES.format(ferry=sentence), "utf-8")
        with serve_here(folder=folder / "archive", articles=folder / "stories.txt") as address:
            if sentence == NEW:
                yield address


@pytest.fixture(params=[(1280, 860), (390, 844)], ids=["wide", "phone"])
def page(browser, address, request):
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(PATIENCE)
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    page.locator(".nd-welcome").wait_for()
    page.get_by_label("Your question").fill("When will the ferry to Ostholm run?")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator(".nd-evidence .nd-cite").first.wait_for()
    yield page
    context.close()
    assert faults == []


def test_the_arrows_lead_through_the_quotes_of_the_answer(page):
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    sources, cites = page.locator("#nd-sources"), page.locator(".nd-evidence .nd-cite")
    count = cites.count()
    assert count > 1
    cites.first.click()
    expect(sources.locator(".nd-paper")).not_to_have_attribute(
        "data-shown", "turn-1"
    )  # what was shown before the click
    back, on = sources.get_by_role("button", name="Previous quote"), sources.get_by_role("button", name="Next quote")
    expect(sources.locator(".nd-walk")).to_contain_text(f"Quote 1 of {count}")
    expect(back).to_be_disabled()
    for number in range(2, count + 1):
        on.press("Enter")  # focuses it first: on a phone the drawer takes the focus while it opens
        expect(sources.locator(".nd-walk")).to_contain_text(f"Quote {number} of {count}")
        expect(back if number == count else on).to_be_focused()
        expect(cites.nth(number - 1)).to_have_attribute("aria-current", "true")
        expect(sources.locator("mark.nd-target").first).to_be_in_viewport()
    expect(on).to_be_disabled()
    back.click()
    expect(sources.locator(".nd-walk")).to_contain_text(f"Quote {count - 1} of {count}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_changed_article_shows_both_versions_beside_each_other(page):
    from playwright.sync_api import expect

    page.locator(".nd-evidence", has_text="25 minutes").locator(".nd-cite").click()
    compared = page.locator("#nd-sources .nd-compare")
    compared.locator("summary").click()
    expect(compared.locator(".nd-before del")).to_have_text("40")
    expect(compared.locator(".nd-after ins")).to_have_text("25")
    expect(compared.locator(".nd-before")).to_contain_text(OLD)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
