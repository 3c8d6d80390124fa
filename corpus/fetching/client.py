"""Client: asks for addresses as a polite guest does. One request at a time to a host, with a pause between.

robots.txt is obeyed, every redirect is checked like the first address, and a host that is down, or asks to
be left alone, is left alone.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from corpus.errors import FetchError
from corpus.fetching.addresses import Address, numbers_of, read_address
from corpus.fetching.limits import Limits
from corpus.fetching.robots import Rules, read_rules
from corpus.fetching.transport import Line, Reply, exchange

__all__ = ["Client"]

USER_AGENT = "Newsdesk/0.1 (reads feeds and articles into one person's archive; robots.txt: newsdesk)"
ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.1"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
ASKS_TO_WAIT = frozenset({429, 503})
WAIT_UNSAID = 60.0  # seconds to stay away from a host that asks for it without saying how long
LONGEST_WAIT = 86_400.0  # seconds; a host that says "in a year" is asked again tomorrow
RULES_LAST = 86_400.0  # seconds for which a robots.txt holds, by its standard


@dataclass(slots=True)
class Host:
    """Keep what is known of one host: when it may be asked again, and how often it failed in a row."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    pause: float = 0.0
    failures: int = 0


class Client:
    """Fetch addresses within limits. Safe to share between threads; `close` ends what is under way."""

    def __init__(self, limits: Limits | None = None, allowed: Collection[str] = ()) -> None:
        self.limits = limits or Limits()
        self._allowed = frozenset(name.strip("[]").lower() for name in allowed)
        self._hosts: dict[str, Host] = {}
        self._rules: dict[str, tuple[float, Rules]] = {}
        self._lines: set[Line] = set()
        self._lock = threading.Lock()
        self._closed = threading.Event()

    def get(self, url: str, conditions: Mapping[str, str] | None = None) -> Reply:
        """Return a whole answer with status 200, or 304 under conditions (`If-None-Match`, …).

        Its `url` is the address at the end of all redirects. Raises FetchError.
        """
        reply = self._follow(url, conditions or {}, self.limits.size, self._obey)
        if reply.status == 200 or (reply.status == 304 and conditions):
            return reply
        raise refusal(reply)

    def close(self) -> None:
        """End all that is under way; nothing more is asked."""
        self._closed.set()
        with self._lock:
            for line in self._lines:
                line.cut()

    def _follow(self, url: str, headers: Mapping[str, str], size: int, check: Callable[[Address], None]) -> Reply:
        """Return the answer at the end of all redirects, whatever its status."""
        address, seen, left = read_address(url), set[str](), self.limits.total
        while True:
            check(address)
            begun, reply = self._ask(address, headers, replace(self.limits, total=left, size=size))
            location = reply.headers.get("location", "")
            if reply.status not in REDIRECTS or not location:
                return reply
            seen.add(address.url)
            address = read_address(joined(address.url, location))
            if address.url in seen:
                raise FetchError("it redirects in a circle; check the address")
            if len(seen) > self.limits.redirects:
                raise FetchError(f"it redirects more than {self.limits.redirects} times; check the address")
            left -= time.monotonic() - begun
            if left <= 0:
                raise FetchError("the server took too long; try again later", later=True)

    def _ask(self, address: Address, headers: Mapping[str, str], limits: Limits) -> tuple[float, Reply]:
        """Return when a host was asked, and its answer, after waiting for its turn."""
        with self._turn(address.host) as host:
            begun = time.monotonic()
            try:
                numbers = numbers_of(address, self._allowed)
                with self._open_lines() as opened:
                    said = {"User-Agent": USER_AGENT, "Accept": ACCEPT, "Accept-Encoding": "gzip", **headers}
                    reply = exchange(address, numbers, {**said, "Connection": "close"}, limits, opened)
            except FetchError as error:
                self._note_failure(host, error)
                raise
            host.failures = 0
            if reply.status in ASKS_TO_WAIT:
                host.free_at = time.monotonic() + seconds_to_wait(reply.headers.get("retry-after", ""))
            return begun, reply

    @contextmanager
    def _turn(self, name: str) -> Iterator[Host]:
        """Wait until a host may be asked, and hold it; raises FetchError if that would take too long."""
        with self._lock:
            host = self._hosts.setdefault(name, Host())
        with host.turn:
            wait = host.free_at - time.monotonic()
            if wait > self.limits.patience:
                raise FetchError(f"{name} is left alone for {in_words(wait)}; try again then", later=True)
            if self._closed.wait(max(wait, 0.0)):
                raise FetchError("the run was stopped", later=True)
            try:
                yield host
            finally:
                pause = min(max(self.limits.pause, host.pause), self.limits.patience)
                host.free_at = max(host.free_at, time.monotonic() + pause)

    def _note_failure(self, host: Host, error: FetchError) -> None:
        host.failures += error.later
        if host.failures >= self.limits.failures:
            host.failures, host.free_at = 0, time.monotonic() + self.limits.rest

    @contextmanager
    def _open_lines(self) -> Iterator[Callable[[Line], None]]:
        """Yield what keeps a line among those that `close` cuts, until it is done with."""
        mine: list[Line] = []

        def opened(line: Line) -> None:
            mine.append(line)
            with self._lock:
                self._lines.add(line)
            if self._closed.is_set():
                line.cut()

        try:
            yield opened
        finally:
            with self._lock:
                self._lines.difference_update(mine)

    def _obey(self, address: Address) -> None:
        """Raise FetchError if the robots.txt of the address's site forbids it, or cannot be had."""
        known = self._rules.get(address.origin)
        if known is None or time.monotonic() - known[0] > RULES_LAST:
            known = (time.monotonic(), self._fetch_rules(address))
            self._rules[address.origin] = known
        self._hosts[address.host].pause = known[1].pause
        if not known[1].allows(address.url):
            raise FetchError("the site's robots.txt forbids it; save the page in a browser and index the file")

    def _fetch_rules(self, address: Address) -> Rules:
        try:
            reply = self._follow(f"{address.origin}/robots.txt", {}, self.limits.size, lambda hop: None)
        except FetchError as error:
            if address.host not in self._hosts or not error.later:  # refused before anything was asked
                raise
            raise FetchError(f"the site's robots.txt cannot be had: {error}", later=True) from None
        if reply.status >= 500 or reply.status in ASKS_TO_WAIT:
            raise FetchError(f"the site's robots.txt cannot be had: {refusal(reply)}", later=True)
        return read_rules(reply.status, reply.body)


def joined(url: str, location: str) -> str:
    """Return where a redirect leads."""
    try:
        return urljoin(url, location)
    except ValueError:
        raise FetchError("it redirects to something that is not an address; check the address") from None


def refusal(reply: Reply) -> FetchError:
    """Return what is said of an answer that is not the page."""
    status = reply.status
    if status in ASKS_TO_WAIT:
        wait = in_words(seconds_to_wait(reply.headers.get("retry-after", "")))
        return FetchError(f"the server asks to come again in {wait} ({status}); try again then", later=True)
    if status in (404, 410):
        return FetchError(f"the server has no such page ({status}); check the address")
    if status in (401, 402, 403, 451):
        return FetchError(f"the server does not let it be read ({status}); save the page and index the file")
    if status >= 500:
        return FetchError(f"the server has a fault ({status}); try again later", later=True)
    return FetchError(f"the server does not give it ({status}); check the address")


def seconds_to_wait(retry_after: str) -> float:
    """Return how long a host asks to be left alone, given as seconds or as a date."""
    value = retry_after.strip()
    if value.isdecimal():
        return min(float(value), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return WAIT_UNSAID
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((aware - datetime.now(UTC)).total_seconds(), 0.0), LONGEST_WAIT)


def in_words(seconds: float) -> str:
    """Return a span of time as a person says it.

    >>> in_words(61), in_words(90_000)
    ('2 minutes', '25 hours')
    """
    for size, unit in ((3600, "hour"), (60, "minute")):
        if seconds > size:
            count = -int(-seconds // size)
            return f"{count} {unit}{'s' * (count > 1)}"
    return f"{max(int(seconds), 1)} s"
