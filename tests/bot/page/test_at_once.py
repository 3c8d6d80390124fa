"""What a visitor does before the page is done with what came before: none of it is lost, and the last of it counts."""

import pytest

from bot.keeping import verdicts
from corpus.archive import Archive

pytestmark = pytest.mark.browser

FIRST, SECOND = "How many people did the fire at the grain mill kill?", "What will the new bridge over the Lune cost?"
STORIES = """ date 2024-03-04 https://courier.example.org/2024/mill-fire.html

Fire at the grain mill in Oststrand

A fire at the grain mill in Oststrand killed two people on Sunday.

Ada Brandt was born on 4 June 1936 in a mill near Oststrand.

Hilda Moen resigned as mayor of Oststrand on Tuesday.

 date 2024-05-02 https://ledger.example.com/bridge.html

Bridge to cost 40 million

The new bridge over the Lune will cost 40 million crowns, Mayor Hilda Moen said on Thursday.
"""
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


@pytest.fixture
def reader(serve_here, tmp_path, hold, person):
    """Somebody before two articles, whose first question is not answered yet."""
    (tmp_path / "stories.txt").write_text(STORIES, "utf-8")
    with serve_here(folder=tmp_path / "archive", articles=tmp_path / "stories.txt", hold_questions=hold) as address:
        reader = person(address)
        hold.touch()
        send(reader, FIRST)
        reader.page.locator(".nd-pending").wait_for()
        yield reader


def box_of(reader):
    return reader.page.get_by_label("Your question")


def send(reader, question):
    box_of(reader).fill(question)
    box_of(reader).press("Enter")


def test_a_question_sent_while_another_is_answered_is_answered_next_and_once(reader, hold):
    from playwright.sync_api import expect

    turns = reader.page.locator(".nd-turn")
    expect(box_of(reader)).to_have_value("")
    send(reader, SECOND)
    expect(box_of(reader)).to_have_value("")
    box_of(reader).press("Enter")  # the impatient
    reader.page.wait_for_timeout(500)  # nobody types on within a millisecond
    box_of(reader).fill("Who is the")
    expect(turns).to_have_count(1)
    hold.unlink()
    expect(turns).to_have_count(2)
    expect(reader.page.locator(".nd-pending")).to_have_count(0)
    expect(box_of(reader)).to_have_value("Who is the")
    expect(turns.nth(0).locator(".nd-quote").first).to_contain_text("killed two people")
    expect(turns.nth(1).locator(".nd-quote").first).to_contain_text("40 million crowns")
    reader.ask(FIRST)
    expect(turns).to_have_count(3)


def test_a_question_offered_and_one_typed_at_once_are_both_answered_in_one_conversation(reader, hold):
    from playwright.sync_api import expect

    hold.unlink()
    page, turns = reader.page, reader.page.locator(".nd-turn")
    page.locator(".nd-answer").wait_for()
    offered = turns.first.get_by_role("group", name="Questions to ask next").get_by_role("button").first
    text = offered.text_content()
    box_of(reader).fill(SECOND)
    hold.touch()
    offered.click()
    page.locator(".nd-pending").wait_for()
    expect(box_of(reader)).to_have_value(SECOND)
    box_of(reader).press("Enter")
    page.wait_for_timeout(500)  # the second is on its way
    hold.unlink()
    expect(turns).to_have_count(3)
    expect(page.locator(".nd-pending")).to_have_count(0)
    expect(page.locator(".nd-question")).to_have_text([FIRST, text, SECOND])
    reader.go_to("Conversations")
    expect(page.locator(".nd-talk-list > li")).to_have_count(1)
    expect(page.locator(".nd-talk-list")).to_contain_text("3 questions")


def test_an_answer_does_not_come_back_into_a_new_conversation_or_into_another_that_is_opened(reader, hold):
    from playwright.sync_api import expect

    page, turns = reader.page, reader.page.locator(".nd-turn")
    page.get_by_role("button", name="New conversation").click()
    expect(turns).to_have_count(0)
    hold.unlink()
    reader.ask(SECOND)
    expect(turns).to_have_count(1)
    hold.touch()
    send(reader, "And when?")
    page.locator(".nd-pending").wait_for()
    reader.go_to("Conversations")
    page.locator(".nd-talk-open").last.click()
    hold.unlink()
    expect(turns).to_have_count(1)
    reader.ask(FIRST)
    expect(turns).to_have_count(2)
    # gradio's script sometimes stumbles over the last piece of what was cancelled, and goes on.
    reader.faults[:] = [fault for fault in reader.faults if "Unexpected client exception" not in str(fault)]


def test_a_verdict_counts_at_once_and_the_last_one_stays(reader, hold, tmp_path):
    from playwright.sync_api import expect

    hold.unlink()
    turn = reader.page.locator(".nd-turn").first
    good, bad = (turn.get_by_role("button", name=f"This answer is {what}") for what in ("good", "not good"))
    good.click()
    bad.click()
    hold.touch()
    send(reader, SECOND)
    reader.page.locator(".nd-pending").wait_for()
    hold.unlink()
    expect(reader.page.locator(".nd-answer")).to_have_count(2)
    expect(bad).to_have_attribute("aria-pressed", "true")
    expect(good).to_have_attribute("aria-pressed", "false")
    assert [one.verdict for one in verdicts(Archive(tmp_path / "archive"))] == ["down"]


def test_a_question_that_is_refused_comes_back_into_the_box(serve_here, tales, tmp_path, person):
    from playwright.sync_api import expect

    with serve_here(folder=tmp_path / "archive", articles=tales, rules={"questions": 1}) as address:
        reader = person(address)
        reader.ask(FIRST)
        send(reader, SECOND)
        expect(reader.page.get_by_text("More than 1 questions a minute")).to_be_visible()
        expect(box_of(reader)).to_have_value(SECOND)
        expect(reader.page.locator(".nd-turn")).to_have_count(1)


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
