"""Watchers: the watches that a server runs for its editors, each in a thread, until one is stopped or the server ends.

They tell of themselves beside the archive as `newsdesk watch` does. No gradio here.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Sequence

from bot.watched import read_watches
from bot.watching import Watcher
from corpus.archive import Archive
from corpus.errors import NewsdeskError
from corpus.fetching import Client

__all__ = ["WatchError", "Watchers"]

MOST = 20  # watches of one server; a watch may have many sources
PATIENCE = 5.0  # seconds for a thread to begin or to end, before the page is told how it stands

_log = logging.getLogger("newsdesk.page")


class WatchError(NewsdeskError):
    """A watch cannot be begun."""


class Watchers:
    """Begin and stop watches, and say which of those that are shown are this server's own."""

    def __init__(self, archive: Archive, prepare: Callable[[], None]) -> None:
        self._archive, self._prepare = archive, prepare
        self._lock = threading.Lock()
        self._running: dict[str, tuple[Watcher, threading.Thread]] = {}

    def own(self) -> dict[str, bool]:
        """Return the ids of this server's watches, and whether each has been told to stop."""
        with self._lock:
            return {id: watcher.stop.is_asked() for id, (watcher, _) in self._running.items()}

    def start(self, sources: Sequence[str], every: float, allowed: Collection[str]) -> None:
        """Watch sources, each every so many seconds; raises WatchError if one is watched already, or it is too much."""
        watched = {source.name for watch in read_watches(self._archive.folder) if watch.is_running
                   for source in watch.sources}  # fmt: skip
        again = sorted(watched.intersection(sources))
        if again:
            raise WatchError(f"{again[0]} is watched already. Take it out, or stop that watch first.")
        if len(self.own()) >= MOST:
            raise WatchError(f"{MOST} watches run already. Stop one first; a watch may have many sources.")
        begun = threading.Event()

        def run() -> None:
            self._watch(sources, every, allowed, begun)

        threading.Thread(target=run, name="newsdesk-watch", daemon=True).start()
        begun.wait(PATIENCE)

    def stop(self, id: str) -> None:
        """End a watch of this server at its next safe point; nothing if it is none."""
        with self._lock:
            watcher, thread = self._running.get(id, (None, None))
        if watcher and thread:
            watcher.stop.ask()
            thread.join(PATIENCE)

    def close(self) -> None:
        """End all of them."""
        with self._lock:
            running = list(self._running.values())
        for watcher, _ in running:
            watcher.stop.ask()
        for _, thread in running:
            thread.join(PATIENCE)

    def _watch(self, sources: Sequence[str], every: float, allowed: Collection[str], begun: threading.Event) -> None:
        """Watch until told to stop. All of a watcher belongs to one thread: its lock, and its connection."""
        archive = self._archive
        watcher = Watcher(
            archive, sources, lambda: Client(allowed=allowed), every, lambda: watcher.stop.wait_for_turn(archive)
        )
        with self._lock:
            self._running[watcher.id] = watcher, threading.current_thread()
        begun.set()
        try:
            while not watcher.stop.is_asked():
                self._round(watcher)
                watcher.stop.rest(watcher.pause())
        finally:
            with self._lock:
                del self._running[watcher.id]
            watcher.close()
            archive.close()  # this thread's connection

    def _round(self, watcher: Watcher) -> None:
        try:
            self._prepare()
        except NewsdeskError as error:  # another encoder is in use and cannot be had: what comes waits for it
            _log.warning("The watch goes on without the encoder: %s", error)
        watcher.round()
