"""A reader on a phone asks on the way to work: two common widths, touch, dark, little motion."""

import pytest

pytestmark = pytest.mark.browser

QUESTION = "How many homes did the Lorva flood?"
FLOOD = "Flood hit 1,120 homes, city now says"
# Controls in view whose middle something else covers, or which stand out of the window at its side.
COVERED = """() => [...document.querySelectorAll('button, a, input, textarea, summary')].filter((one) => {
  const box = one.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const shown = one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  if (!shown || box.width < 2 || y < 0 || y > innerHeight) return false;
  if (one.closest('#nd-chat') && y > document.querySelector('#nd-composer').getBoundingClientRect().top) return false;
  if (one.type === 'file' || one.tabIndex < 0 || getComputedStyle(one).pointerEvents === 'none') return false;
  if (box.left < -1 || box.right > innerWidth + 1) return true;
  const top = document.elementFromPoint(x, y);
  return !(top && (one === top || one.contains(top) || top.contains(one)));
}).map((one) => one.outerHTML.slice(0, 120))"""
STILL = """() => document.getAnimations().every((one) => one.playState !== 'running')
  && new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"""
SMALL = """() => [...document.querySelectorAll('button, summary')]
  .filter((one) => one.checkVisibility() && one.tabIndex >= 0)
  .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 120)])
  .filter(([box]) => box.width > 1 && (box.width < 24 || box.height < 24)).map(([, html]) => html)"""


@pytest.fixture(params=[360, 390])
def reader(request, person, reading_room):
    phone = {"width": request.param, "height": 780}
    return person(reading_room, viewport=phone, has_touch=True, is_mobile=True, device_scale_factor=2)


def looks_right(page):
    """Nothing is wider than the window, nothing covers a control, and every button can be hit with a finger."""
    page.wait_for_function(STILL)  # a drawer that goes can still be hit
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert page.evaluate(COVERED) == []
    assert page.evaluate(SMALL) == []


def test_a_reader_asks_by_touch_opens_the_source_and_closes_it_again(reader):
    from playwright.sync_api import expect

    page = reader.page
    looks_right(page)
    page.get_by_label("Your question").tap()
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask", exact=True).tap()
    turn = page.locator(".nd-turn").first
    expect(turn.locator(".nd-quote").first).to_contain_text("damaged 1,120 homes")
    expect(turn.locator(".nd-title").first).to_have_text(FLOOD)
    expect(turn.locator(".nd-question")).to_be_in_viewport()
    expect(reader.source).to_be_hidden()  # a drawer comes only when it is asked for
    looks_right(page)

    turn.locator(".nd-cite").first.tap()
    expect(reader.source.locator("h2")).to_have_text(FLOOD)
    expect(reader.source.locator("mark.nd-target").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.get_by_role("button", name="Close the source").tap()
    expect(reader.source).to_be_hidden()
    looks_right(page)

    for tab, ready in (("Library", ".nd-shelf tbody tr"), ("Conversations", ".nd-talk-open"), ("Ask", ".nd-turn")):
        page.get_by_role("tab", name=tab).tap()
        page.locator(ready).first.wait_for()
        looks_right(page)


def test_a_reader_with_a_keyboard_opens_and_closes_the_source_and_goes_on_where_they_were(reader):
    from playwright.sync_api import expect

    page = reader.page
    turn = reader.ask(QUESTION)
    cite = turn.locator(".nd-cite").first
    cite.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Close the source")).to_be_focused()
    expect(reader.source.locator("mark.nd-target").first).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(reader.source).to_be_hidden()
    expect(cite).to_be_focused()


def test_a_reader_in_the_dark_who_wants_no_motion_gets_neither_light_nor_motion(person, reading_room):
    from playwright.sync_api import expect

    options = {"has_touch": True, "is_mobile": True, "color_scheme": "dark", "reduced_motion": "reduce"}
    reader = person(reading_room, viewport={"width": 390, "height": 780}, **options)
    page = reader.page
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask", exact=True).tap()
    page.locator(".nd-pending, .nd-answer").first.wait_for()
    assert page.evaluate("document.getAnimations().length") == 0
    turn = page.locator(".nd-turn").first
    expect(turn.locator(".nd-quote").first).to_contain_text("damaged 1,120 homes")
    turn.locator(".nd-cite").first.tap()
    expect(reader.source.locator("mark.nd-target").first).to_be_in_viewport()
    assert page.evaluate("document.getAnimations().length") == 0
    for place in ("body", "#nd-sources", ".nd-evidence"):
        background = page.locator(place).first.evaluate("one => getComputedStyle(one).backgroundColor")
        assert max(map(int, background.removeprefix("rgb(").removesuffix(")").split(",")[:3])) < 60, place


def test_a_reader_finds_the_conversation_again_when_the_page_was_reloaded(reader):
    from playwright.sync_api import expect

    reader.ask(QUESTION)
    expect(reader.page.locator(".nd-onward[aria-busy]")).to_have_count(0)  # else the browser tells of a search cut off
    reader.page.reload()
    reader.page.locator(".nd-welcome").wait_for()
    expect(reader.page.locator(".nd-turn")).to_have_count(0)
    reader.go_to("Conversations")
    reader.page.get_by_role("button", name=QUESTION).tap()
    expect(reader.page.locator(".nd-turn")).to_have_count(1)
    expect(reader.page.locator(".nd-quote").first).to_contain_text("damaged 1,120 homes")
    looks_right(reader.page)
