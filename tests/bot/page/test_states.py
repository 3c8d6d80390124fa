"""Every state of which `make shots` takes a picture, in every size: axe-core finds nothing serious, none too wide."""

import shutil
from pathlib import Path

import pytest

from benchmarks.screenshots import DAY, NAME, PASSWORD, SIGNED_IN, SIZES, STATES
from bot.users import Users
from corpus import SAMPLE

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parents[2] / "vendor" / "axe.min.js").read_text("utf-8")
PATIENCE = 120_000  # milliseconds that a slow machine may take
STILL = "document.getAnimations().every((one) => one.playState !== 'running')"


@pytest.fixture(scope="module")
def office(newspaper, tmp_path_factory, serve_archive):
    """The sample newspaper, in a copy that may be changed: every size adds an article and removes it."""
    folder = tmp_path_factory.mktemp("states") / "archive"
    shutil.copytree(newspaper, folder)
    with serve_archive(folder) as address:
        yield address


@pytest.fixture(scope="module")
def guarded(tmp_path_factory, serve_here):
    """The sample newspaper on a page that asks for a password."""
    folder = tmp_path_factory.mktemp("guarded")
    Users(folder).add(NAME, "reader", PASSWORD)
    with serve_here(folder=folder, articles=SAMPLE) as address:
        yield address


@pytest.fixture(params=SIZES)
def visit(request, browser):
    """A browser of each size, in which nothing moves."""
    context = browser.new_context(**SIZES[request.param], reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.clock.set_fixed_time(DAY)
    yield page
    context.close()


def test_axe_finds_nothing_serious_in_any_state_and_nothing_is_wider_than_the_window(visit, office):
    assert faults_of(visit, office, STATES) == {}


def test_nor_where_a_password_is_asked_for(visit, guarded):
    assert faults_of(visit, guarded, SIGNED_IN) == {}


def faults_of(page, address, states):
    """Return by state what axe-core finds, each with the first element that has it, and how much too wide it is."""
    page.goto(address)
    found = {}
    for state, reach in states.items():
        reach(page)
        found[state] = violations(page)
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found[state] += [("too wide", beyond)] if beyond > 0 else []
    return {state: faults for state, faults in found.items() if faults}


def violations(page):
    """Return what axe-core finds serious or critical, each with the first element that has it."""
    page.evaluate(AXE)
    page.wait_for_function(STILL)  # colours in between
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")]
