"""Limits: how long, how much and how often a server is asked."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold the limits of fetching; times in seconds, sizes in bytes."""

    connect: float = 10.0  # until a server takes the call; slower ones are down
    silence: float = 20.0  # without a single byte
    total: float = 60.0  # one address with its redirects, however slowly the bytes drip
    size: int = 50 << 20  # after unpacking; a sitemap may have as much by its own standard
    pages: int = 1_000  # of one source in one run: twenty minutes at a page a second; the next run goes on
    redirects: int = 5  # sites need two or three: http to https, with and without www
    pause: float = 1.0  # between two requests to one host
    patience: float = 30.0  # the longest pause that a host gets; if it wants more, it is left for the next run
    failures: int = 3  # dead connections in a row after which a host is left alone
    rest: float = 300.0  # how long it is left alone then
