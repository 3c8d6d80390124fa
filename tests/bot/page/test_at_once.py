"""What a visitor does before the page is done with what came before: none of it is lost, and the last of it counts."""

import pytest

pytestmark = pytest.mark.browser

FIRST, SECOND = "How many people did the fire at the grain mill kill?", "What will the new bridge over the Lune cost?"
LIST = "\n\n".join(
    f" date 2024-03-{day:02} https://courier.example.org/{day}.html\n\n{'Bridge' if day == 7 else 'Mill'} {day}\n\n"
    f"Mill number {day} burnt down on Sunday."
    for day in range(1, 30)
)  # more than a page of the table


@pytest.fixture
def hold(tmp_path):
    """The file that keeps every question waiting while it is there."""
    yield tmp_path / "hold"
    (tmp_path / "hold").unlink(missing_ok=True)


def test_a_question_sent_while_another_is_answered_is_answered_next_and_once(serve_here, tales, tmp_path, hold, person):
    from playwright.sync_api import expect

    with serve_here(folder=tmp_path / "archive", articles=tales, hold_questions=hold) as address:
        reader = person(address)
        box, turns = reader.page.get_by_label("Your question"), reader.page.locator(".nd-turn")
        hold.touch()
        box.fill(FIRST)
        box.press("Enter")
        expect(box).to_have_value("")
        box.fill(SECOND)
        box.press("Enter")
        box.press("Enter")  # the impatient
        expect(turns).to_have_count(1)
        hold.unlink()
        expect(turns).to_have_count(2)
        expect(box).to_have_value("")
        expect(turns.nth(0).locator(".nd-quote").first).to_contain_text("killed two people")
        expect(turns.nth(1).locator(".nd-quote").first).to_contain_text("40 million crowns")
        reader.ask(FIRST)
        expect(turns).to_have_count(3)


def test_the_table_shows_what_is_searched_for_last_however_slow_an_older_look_at_it_is(serve_here, tmp_path, person):
    from playwright.sync_api import expect

    (tmp_path / "list.txt").write_text(LIST, "utf-8")
    with serve_here(folder=tmp_path / "archive", articles=tmp_path / "list.txt") as address:
        page = person(address).page
        rows, search = page.locator("#nd-table tbody tr"), page.get_by_label("Search the articles")
        page.get_by_role("tab", name="Library").click()
        expect(rows).to_have_count(25)
        page.get_by_role("tab", name="Ask").click()
        held, is_slow = [], True
        page.route("**/queue/join*", lambda route: held.append(route) if is_slow else route.continue_())
        page.get_by_role("tab", name="Library").click()
        while not held:
            page.wait_for_timeout(20)
        is_slow = False
        search.fill("bridge")
        page.wait_for_timeout(1000)  # what is not kept in order would be answered meanwhile
        for route in held:
            route.continue_()
        page.wait_for_timeout(1000)  # what comes too late would be here by now
        expect(rows).to_have_count(1)
        expect(rows).to_contain_text("Bridge 7")
