"""Together: several streams as one, each read by a thread of its own, so that a slow one holds up none."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, Full, Queue
from typing import TypeVar

__all__ = ["side_by_side"]

AT_ONCE = 8  # hosts asked at the same time; a home connection is full by then
AHEAD = 64  # things read ahead of what is taken: a few MB of articles
MOMENT = 0.2  # seconds after which a thread looks whether anyone still listens

Thing = TypeVar("Thing")


def side_by_side(streams: Sequence[Iterator[Thing]], stop: Callable[[], None]) -> Iterator[Thing]:
    """Yield what streams yield, as it comes, each stream in its own order; raise what one of them raises.

    `stop` is called if nobody takes more, and has to make the streams end soon.
    """
    waiting: Queue[Iterator[Thing]] = Queue()
    for stream in streams:
        waiting.put(stream)
    ready: Queue[tuple[Thing | None, BaseException | None]] = Queue(AHEAD)
    over = threading.Event()
    count = min(AT_ONCE, len(streams))
    threads = [threading.Thread(target=_read, args=(waiting, ready, over), daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield from _taken(ready, threads)
    except BaseException:
        stop()
        raise
    finally:
        over.set()
        for thread in threads:
            thread.join(MOMENT)  # one that is busy with a page ends by itself


def _taken(ready: Queue[tuple[Thing | None, BaseException | None]], threads: list[threading.Thread]) -> Iterator[Thing]:
    """Yield what is ready until all threads have ended and nothing is left."""
    while True:
        alive = any(thread.is_alive() for thread in threads)  # before looking: what came last is not missed
        try:
            thing, error = ready.get(timeout=MOMENT if alive else 0.001)
        except Empty:
            if not alive:
                return
            continue
        if error is not None:
            raise error
        yield thing  # type: ignore[misc]  # there is a thing where there is no error


def _read(
    waiting: Queue[Iterator[Thing]], ready: Queue[tuple[Thing | None, BaseException | None]], over: threading.Event
) -> None:
    """Read one waiting stream after the other, until none is left or nobody listens."""
    while not over.is_set():
        try:
            stream = waiting.get_nowait()
        except Empty:
            return
        try:
            if not all(_hand_over((thing, None), ready, over) for thing in stream):
                return
        except BaseException as error:
            _hand_over((None, error), ready, over)


def _hand_over(
    entry: tuple[Thing | None, BaseException | None],
    ready: Queue[tuple[Thing | None, BaseException | None]],
    over: threading.Event,
) -> bool:
    """Put an entry where it is taken from; return False if nobody listens any more."""
    while not over.is_set():
        try:
            ready.put(entry, timeout=MOMENT)
        except Full:
            continue
        return True
    return False
