"""Events that change one page's conversation take turns; those of another page do not wait for them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.page import turns
from bot.page.turns import Turns


class Opened:
    """Stands for an opened page."""


def run(told):
    """Run what `told(turns, page, done)` does, beside the loop of a browser; return what was noted in `done`."""
    done = []
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(told(Turns(), Opened(), done))).result()
    return done


async def do(all_turns, page, event, done, seconds=0.0):
    await all_turns.begin(page, event)
    done.append(f"{event} begins")
    await asyncio.sleep(seconds)
    done.append(f"{event} ends")
    all_turns.end(event)


def test_two_events_of_a_page_are_done_one_after_another_in_their_order():
    async def told(all_turns, page, done):
        await asyncio.gather(*(do(all_turns, page, event, done, 0.01) for event in ("a", "b", "c")))

    assert run(told) == ["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]


def test_another_page_does_not_wait():
    async def told(all_turns, page, done):
        await all_turns.begin(page, "a")
        await do(all_turns, Opened(), "b", done)

    assert run(told) == ["b begins", "b ends"]


def test_nobody_waits_for_what_was_cancelled_and_its_end_lets_nobody_in():
    async def told(all_turns, page, done):
        await all_turns.begin(page, "cancelled")
        all_turns.forget(page)
        await all_turns.begin(page, "next")
        all_turns.end("cancelled")
        waiting = asyncio.create_task(do(all_turns, page, "third", done))
        await asyncio.sleep(0.01)
        done.append("next ends")
        all_turns.end("next")
        await waiting

    assert run(told) == ["next ends", "third begins", "third ends"]


def test_a_turn_that_is_never_given_back_is_waited_for_only_so_long(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT", 0.01)

    async def told(all_turns, page, done):
        await all_turns.begin(page, "lost")
        await do(all_turns, page, "next", done)

    assert run(told) == ["next begins", "next ends"]


def test_who_stops_waiting_takes_no_turn():
    async def told(all_turns, page, done):
        await all_turns.begin(page, "a")
        waiting = asyncio.create_task(do(all_turns, page, "gone", done))
        await asyncio.sleep(0.01)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        all_turns.end("a")
        await do(all_turns, page, "b", done)

    assert run(told) == ["b begins", "b ends"]
