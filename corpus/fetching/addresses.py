"""Addresses: which web addresses may be asked, and the numbers that they are reached at.

A name is looked up once, every number that it stands for is checked, and the connection goes to one of these
numbers: a name that means something else a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from corpus.errors import FetchError

__all__ = ["Address", "is_address", "is_public", "numbers_of", "read_address"]

SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
PORTS = {"http": 80, "https": 443}
GLOBAL_UNICAST = IPv6Network("2000::/3")  # all that has ever been given out; the rest is local or reserved
TRANSLATED = IPv6Network("64:ff9b::/96")  # how networks without IPv4 write an IPv4 number (RFC 6052)


@dataclass(frozen=True, slots=True)
class Address:
    """Hold a web address in its parts; `url` is the whole of it without a fragment, `target` path and query."""

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Return scheme, host and port, which robots.txt speaks for; the port only where it is not the usual one."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{name}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")


def is_address(text: str) -> bool:
    """Return whether what the user named is an address of the web rather than a file."""
    return SCHEME.match(text) is not None


def read_address(url: str) -> Address:
    """Return the parts of a web address; raises FetchError where it is none, or none that is fetched."""
    try:
        parts = parse_url(url.strip())
    except (LocationParseError, UnicodeError, ValueError):
        raise FetchError("it is not a valid web address; check it") from None
    scheme = (parts.scheme or "").lower()
    if scheme not in PORTS:
        raise FetchError("only http and https addresses are fetched; save the file and index it from there")
    if parts.auth:
        raise FetchError("an address with a password in it is not fetched; save the page and index the file")
    host = (parts.host or "").strip("[]").rstrip(".").lower()
    if not host:
        raise FetchError("it names no host; check the address")
    address = Address("", scheme, host, parts.port or PORTS[scheme], parts.request_uri)
    return Address(address.origin + address.target, scheme, host, address.port, address.target)


def numbers_of(address: Address, allowed: Collection[str] = ()) -> tuple[str, ...]:
    """Return the IP addresses to connect to; raises FetchError if one of them is not of the public internet.

    Hosts in `allowed` may be anywhere.
    """
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(f"the host {address.host} is not found; check the name and the network", later=True) from None
    numbers = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    if address.host not in allowed and not all(map(is_public, numbers)):
        raise FetchError(
            f"{address.host} is not on the public internet; "
            f"whoever runs Newsdesk here can allow it: --allow-host {address.host}"
        )
    return numbers


def is_public(number: str) -> bool:
    """Return whether an IP address is one of the public internet, and so is any that is wrapped in it.

    >>> is_public("93.184.215.14"), is_public("::ffff:169.254.169.254"), is_public("2002:7f00:1::")
    (True, False, False)
    """
    try:
        address = ip_address(number)
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        wrapped = wrapped_in(address)
        if wrapped is not None:
            return all(map(is_public_v4, wrapped))
        return address in GLOBAL_UNICAST and address.is_global
    return is_public_v4(address)


def is_public_v4(address: IPv4Address) -> bool:
    """Return whether an IPv4 address is one of the public internet; groups of receivers are none."""
    return address.is_global and not address.is_multicast and not address.is_reserved


def wrapped_in(address: IPv6Address) -> tuple[IPv4Address, ...] | None:
    """Return the IPv4 addresses that an IPv6 address stands for (mapped, translated, 6to4, Teredo), or None."""
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address in TRANSLATED:
        return (IPv4Address(int(address) & 0xFFFF_FFFF),)
    if address.sixtofour:
        return (address.sixtofour,)
    return address.teredo
