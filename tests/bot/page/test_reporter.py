"""A reporter checks figures before the paper goes to print: the sample newspaper, the real models, a real browser."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

REPORT = "Too fast, and blind for four minutes: final report on Pelsa Star"
COST = "How much will the deepening of the Outer Channel cost?"


def test_a_reporter_checks_a_figure_opens_its_source_and_asks_on(person, reading_room):
    from playwright.sync_api import expect

    reporter = person(reading_room)
    turn = reporter.ask("How many people died on the Pelsa Star?")
    expect(turn.locator(".nd-headline")).to_contain_text("answer in three quotes from two articles")
    expect(turn.locator(".nd-exact")).to_have_text("eight")
    report = turn.locator(".nd-evidence").filter(has_text=REPORT)
    expect(report.locator(".nd-quote mark")).to_have_text("eight")
    expect(report.locator(".nd-date")).to_have_text("17 September 2024")
    report.get_by_text("Also in one outlet").click()
    expect(report.locator(".nd-copies li")).to_contain_text("islander.example.net")

    report.locator(".nd-cite").click()
    expect(reporter.source.locator("h2")).to_have_text(REPORT)
    expect(reporter.source.locator("mark.nd-words").first).to_have_text("eight")
    expect(reporter.source.locator("mark.nd-target").first).to_be_in_viewport()
    marked = "".join(reporter.source.locator("mark.nd-target").all_text_contents())
    quoted = report.locator(".nd-quote").text_content()
    assert "".join(marked.split()) == "".join(quoted.split())
    original = reporter.source.get_by_role("link", name="Open the original at the quote")
    assert original.get_attribute("href").startswith(
        "https://courier.marrevik.example.org/2024/pelsa-star-report-speed-and-frozen-radar.html#:~:text=DOVRANY"
    )

    turn = reporter.ask("how fast was it going?")
    expect(turn.locator(".nd-understood q")).to_have_text("how fast was the Pelsa Star going?")
    expect(turn.locator(".nd-exact")).to_be_visible()
    expect(turn.locator(".nd-quote").first).to_contain_text("more than twice the speed allowed")
    expect(reporter.source.locator("h2")).to_have_text(REPORT)


def test_a_reporter_narrows_to_one_outlet_and_sees_only_its_figure(person, reading_room):
    from playwright.sync_api import expect

    reporter = person(reading_room)
    turn = reporter.ask(COST)
    expect(turn.locator(".nd-quote").nth(0)).to_contain_text("231 million crowns")
    expect(turn.locator(".nd-quote").nth(1)).to_contain_text("246 million crowns")
    reporter.page.get_by_role("button", name="Filters").click()
    reporter.page.get_by_label("Outlets").click()
    reporter.page.get_by_role("option", name="harbourledger.example.com").click()
    turn = reporter.ask(COST)
    expect(turn.locator(".nd-limit")).to_contain_text("Only from harbourledger.example.com")
    expect(turn.locator(".nd-exact")).to_have_text("246 million crowns")
    expect(turn.locator(".nd-title").first).to_have_text("Channel bill climbs to 246 million crowns")
    expect(turn.locator(".nd-outlet:not(:text-is('harbourledger.example.com'))")).to_have_count(0)
    expect(turn).not_to_contain_text("Cost of channel rises to 231 million")
    turn.get_by_role("button", name="remove this limit").click()
    expect(turn).to_contain_text("Cost of channel rises to 231 million")


def test_a_reporter_sees_that_reports_differ_and_what_held_in_one_year(person, reading_room):
    from playwright.sync_api import expect

    reporter = person(reading_room)
    turn = reporter.ask("When will Line 4 open?")
    told = turn.locator(".nd-timeline")
    expect(told.locator("figcaption")).to_have_text("Earlier reports say otherwise")
    expect(told.locator(".nd-when")).to_contain_text(["19 January 2024", "28 March 2025"])
    expect(told.locator("li").nth(0)).to_contain_text("in the second half of November 2024")
    expect(turn.locator(".nd-cite[aria-current]")).to_have_accessible_name(
        "Open source 1: Line 4 now to open on 28 June"
    )
    expect(reporter.source.locator("h2")).to_have_text("Line 4 now to open on 28 June")
    told.locator("li").nth(0).locator(".nd-cite").click()
    expect(reporter.source.locator("h2")).to_have_text("Line 4 will not open before November")

    reporter.page.get_by_role("button", name="Filters").click()
    reporter.page.get_by_label("From date").fill("2024-01-01")
    reporter.page.get_by_label("To date").fill("2024-12-31")
    turn = reporter.ask("When will Line 4 open?")
    expect(turn.locator(".nd-limit")).to_contain_text("Published 1 January 2024 to 31 December 2024")
    expect(turn.locator(".nd-title").first).to_have_text("Cracked bearings put off Line 4 until April")
    expect(turn).to_contain_text("Line 4 will not open before November")
    assert all("2024" in day for day in turn.locator(".nd-date").all_text_contents())


def test_a_reporter_takes_the_quotes_along_with_their_sources(person, reading_room):
    from playwright.sync_api import expect

    reporter = person(reading_room, accept_downloads=True)
    reporter.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = reporter.ask(COST)
    quoted = turn.locator(".nd-quote").nth(1).text_content()
    turn.get_by_role("button", name="Copy with sources").click()
    expect(turn.get_by_role("button", name="Copied")).to_be_visible()
    copied = reporter.page.evaluate("navigator.clipboard.readText()")
    assert f"“{quoted}” [2]" in copied
    assert "[2] Channel bill climbs to 246 million crowns — harbourledger.example.com, 23 May 2024" in copied
    assert "https://harbourledger.example.com/20240523/channel-bill-246-million-1126227190.html" in copied
    turn.locator(".nd-formats summary").click()
    with reporter.page.expect_download() as download:
        turn.get_by_role("button", name="Markdown").click()
    assert download.value.suggested_filename == "how-much-will-the-deepening-of-the-outer-channel-cost.md"
    kept = Path(download.value.path()).read_text("utf-8")
    assert "Channel bill climbs to 246 million crowns" in kept
    assert "246 million crowns" in kept.replace("**", "")


def test_a_reporter_gets_the_corrected_figure_and_sees_which_one_it_corrects(person, reading_room):
    from playwright.sync_api import expect

    reporter = person(reading_room)
    turn = reporter.ask("How many people were aboard the Pelsa Star?")
    expect(turn.locator(".nd-exact")).to_have_text("64")
    expect(turn.locator(".nd-quote").first.locator("mark")).to_have_text("64")
    told = turn.locator(".nd-timeline li")
    expect(told).to_have_count(2)
    expect(told.nth(0)).to_contain_text("61")
    expect(told.nth(1)).to_contain_text("64")
