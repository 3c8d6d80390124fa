"""An editor keeps the archive: yesterday's articles come in, a broken file does not, and one article goes for good."""

import shutil

import pytest

pytestmark = pytest.mark.browser

YESTERDAY = """ date 2025-09-30 https://courier.marrevik.example.org/2025/otters-return.html

Otters return to the Lorva

Eleven otters were counted on the upper Lorva by the ranger Tove Brask on Monday. They had been gone for thirty years.

 date 2025-09-30 https://eveningpost.example.com/news/67001-tollgate-bakery-closes

Tollgate bakery closes after 92 years

The bakery at Tollgate will bake its last loaf on 15 November, its owner Alma Quist said on Tuesday.
"""
RECEIPT = [
    "articles10", "versions10", "passages10", "vectors10", "passages, by words10", "passages, by meaning10",
]  # fmt: skip
OTTERS = "How many otters were counted on the upper Lorva?"


@pytest.fixture
def office(newspaper, tmp_path, serve_archive):
    """The sample newspaper, in a copy that may be changed."""
    shutil.copytree(newspaper, tmp_path / "archive")
    with serve_archive(tmp_path / "archive") as address:
        yield address


@pytest.fixture
def files(tmp_path):
    """Yesterday's articles, and a file that broke off while it was copied."""
    good, broken = tmp_path / "yesterday.txt", tmp_path / "broken.json"
    good.write_text(YESTERDAY, "utf-8")
    broken.write_text('[{"url": "https://eveningpost.example.com/news/67002", "title": "Half an', "utf-8")
    return [good, broken]


def test_an_editor_adds_yesterdays_articles_asks_about_them_and_removes_one(office, files, person):
    from playwright.sync_api import expect

    editor = person(office)
    page = editor.page
    before = editor.ask(OTTERS)
    expect(before).not_to_contain_text("Eleven otters")

    editor.go_to("Library")
    expect(page.locator(".nd-pages")).to_contain_text("of 71")
    page.locator("#nd-files input[type=file]").set_input_files(files)
    expect(page.locator("#nd-files")).to_contain_text("broken")
    page.get_by_role("button", name="Add to the archive").click()
    report = page.locator(".nd-report")
    expect(report).to_contain_text("2 added")
    expect(report).to_contain_text("1 skipped")
    expect(report.locator("tbody tr")).to_have_count(1)
    expect(report.locator("tbody tr")).to_contain_text("broken.json")
    expect(page.locator(".nd-pages")).to_contain_text("of 73")
    expect(page.locator("#nd-table tbody tr").first).to_contain_text("30 September 2025")
    page.locator("#nd-table tbody tr").nth(3).evaluate("row => row.scrollIntoView({ block: 'center' })")
    expect(page.get_by_role("button", name="Remove …")).to_be_in_viewport()  # however long the table is

    editor.go_to("Ask")
    turn = editor.ask(OTTERS)
    expect(turn.locator(".nd-quote").first).to_contain_text("Eleven otters were counted")
    expect(editor.source.locator("h2")).to_have_text("Otters return to the Lorva")

    editor.go_to("Library")
    page.get_by_label("Search the articles").fill("otters")
    expect(page.locator("#nd-table tbody tr")).to_have_count(1)
    page.get_by_label("Choose Otters return to the Lorva").check()
    page.get_by_role("button", name="Remove 1").click()
    confirm = page.locator("#nd-confirm")
    expect(confirm).to_contain_text("Otters return to the Lorva")
    expect(confirm.get_by_role("button", name="Keep")).to_be_focused()
    page.keyboard.press("Enter")
    expect(confirm).to_be_hidden()
    expect(page.locator("#nd-table tbody tr")).to_have_count(1)  # kept
    page.get_by_label("Choose Otters return to the Lorva").check()
    page.get_by_role("button", name="Remove 1").click()
    page.locator("#nd-yes").click()
    expect(page.locator("#nd-report")).to_contain_text("1 article removed. Nothing of it is found any more.")
    expect(page.locator(".nd-receipt tbody tr")).to_have_text(RECEIPT)
    expect(page.locator("#nd-table")).to_contain_text("No article matches “otters”")

    page.get_by_role("button", name="Rebuild the index").click()
    expect(page.locator("#nd-report")).to_contain_text("Both indexes are rebuilt")

    editor.go_to("Ask")
    turn.locator(".nd-cite").first.click()
    expect(editor.source).to_contain_text("no longer in the archive")
    again = editor.ask(OTTERS)
    expect(again).not_to_contain_text("Eleven otters")
    expect(turn).to_contain_text("has been removed from the archive")
    expect(turn).not_to_contain_text("Eleven otters")
    bakery = editor.ask("When will the Tollgate bakery bake its last loaf?")
    expect(bakery.locator(".nd-quote").first).to_contain_text("15 November")
