"""Robots: what a site's robots.txt lets us ask for, and how slowly (RFC 9309, read by protego)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["AGENT", "LARGEST", "Rules", "read_rules"]

AGENT = "newsdesk"  # the name under which a robots.txt speaks to us
LARGEST = 512_000  # bytes of a robots.txt that are read; the standard asks for as many


@dataclass(frozen=True, slots=True)
class Rules:
    """Hold what a robots.txt says: which addresses may be asked, and with how many seconds between them."""

    allows: Callable[[str], bool]
    pause: float = 0.0


def read_rules(status: int, body: bytes) -> Rules:
    """Return the rules of an answer; without a robots.txt all is allowed. Faults of the server are not read here."""
    if status != 200:
        return Rules(lambda url: True)
    from protego import Protego

    rules = Protego.parse(body[:LARGEST].decode("utf-8", "replace"))
    return Rules(lambda url: bool(rules.can_fetch(url, AGENT)), float(rules.crawl_delay(AGENT) or 0.0))
