"""Transport: one request to one address, within all limits. It follows nothing and decides nothing.

Every connection is closed after its answer, so nothing of one answer can pass for the next.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from http.client import HTTPException

from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError, IncompleteRead, ProtocolError, ReadTimeoutError

from corpus.errors import FetchError
from corpus.fetching.addresses import Address
from corpus.fetching.limits import Limits

__all__ = ["Line", "Reply", "exchange", "unpack"]

PIECE = 1 << 16  # bytes taken at a time; also what a compressed bomb can unpack to before it is counted
PACKED = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})  # encodings of a body that are understood
GZIP = b"\x1f\x8b"
NO_BODY = (204, 304)


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold what a server answered; header names are in lower case, `url` is the address that was asked."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class Line:
    """One open connection, which another thread can cut."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.is_cut = False

    def cut(self) -> None:
        """End the connection at once, whatever it is waiting for."""
        self.is_cut = True
        with suppress(OSError):  # not SSLSocket.shutdown: that first takes the encryption off a living line
            socket.socket.shutdown(self._connection, socket.SHUT_RDWR)


def exchange(
    address: Address,
    numbers: Sequence[str],
    headers: Mapping[str, str],
    limits: Limits,
    opened: Callable[[Line], None] = lambda line: None,
) -> Reply:
    """Ask for an address at one of its numbers; return the answer. Raises FetchError, and nothing else.

    `limits.total` is what is left of the time; `opened` is given the line, so that it can be cut.
    """
    begun = time.monotonic()
    try:
        connection = connect(address, numbers, limits)
    except (ssl.SSLError, ValueError) as error:
        raise FetchError(f"its certificate is not valid ({reason_of(error)}); check the address") from None
    line = Line(connection.sock)
    opened(line)
    try:
        with cut_after(line, limits.total - (time.monotonic() - begun)):
            asked = {**headers, "Host": host_header(address)}
            connection.request("GET", address.target, headers=asked, preload_content=False, decode_content=True)
            response = connection.getresponse()
            return Reply(address.url, response.status, plain_headers(response), read_body(response, limits.size))
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise FetchError(fault(TimeoutError() if line.is_cut else error), later=True) from None
    finally:
        connection.close()


def connect(address: Address, numbers: Sequence[str], limits: Limits) -> HTTPConnection:
    """Return an open connection to the first number that takes the call; the name is only shown, never looked up."""
    waiting = min(limits.connect, limits.total)
    for number in numbers:
        connection = unopened(address, number, waiting)
        try:
            connection.connect()
        except (ssl.SSLError, ValueError):
            connection.close()
            raise
        except (HTTPError, OSError):
            connection.close()
            continue
        connection.sock.settimeout(min(limits.silence, limits.total))
        return connection
    raise FetchError(f"{address.host} does not answer; check the address and the network", later=True)


def unopened(address: Address, number: str, seconds: float) -> HTTPConnection:
    """Return a connection to a number of an address, whose certificate must be for the address's name."""
    if address.scheme == "http":
        return HTTPConnection(number, address.port, timeout=seconds)
    return HTTPSConnection(number, address.port, timeout=seconds, ssl_context=trusted(), server_hostname=address.host)


@lru_cache(maxsize=1)
def trusted() -> ssl.SSLContext:
    """Return the certificates to trust: those of the system, and Mozilla's where the system has none."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


@contextmanager
def cut_after(line: Line, seconds: float) -> Iterator[None]:
    """Cut the line when the time is over; raises FetchError if what was done inside ended by this."""
    timer = threading.Timer(max(seconds, 0.0), line.cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    if line.is_cut:  # a body without a length ends like this too, and would pass for a whole one
        raise TimeoutError


def read_body(response: BaseHTTPResponse, size: int) -> bytes:
    """Return the unpacked body; raises FetchError if it is larger than `size`, packed or unpacked."""
    if response.status in NO_BODY:
        return b""
    packed = {part.strip() for part in response.headers.get("content-encoding", "").lower().split(",")}
    if not packed <= PACKED:
        raise FetchError(f"it comes packed in a way that was not asked for ({', '.join(sorted(packed))})")
    announced = response.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > size:
        raise too_large(size)
    pieces, length = [], 0
    while piece := response.read1(PIECE):
        length += len(piece)
        if length > size:
            raise too_large(size)
        pieces.append(piece)
    return b"".join(pieces)


def unpack(body: bytes, size: int) -> bytes:
    """Return what a body holds that is itself a gzip file (`sitemap.xml.gz`), else the body as it is."""
    if not body.startswith(GZIP):
        return body
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacker.decompress(body, size + 1)
    except zlib.error:
        raise FetchError("it is a damaged gzip file; try again later", later=True) from None
    if len(unpacked) > size:
        raise too_large(size)
    return unpacked


def plain_headers(response: BaseHTTPResponse) -> dict[str, str]:
    """Return the headers by their names in lower case."""
    return {name.lower(): value for name, value in response.headers.items()}


def host_header(address: Address) -> str:
    """Return what the server is told that it was asked for: the host, and the port if it is unusual."""
    return address.origin.partition("://")[2]


def too_large(size: int) -> FetchError:
    """Return what is said of a body beyond the limit."""
    return FetchError(f"it is larger than {size / (1 << 20):,.0f} MB; download it yourself and index the file")


def fault(error: Exception) -> str:
    """Return in plain words how an exchange failed."""
    if isinstance(error, TimeoutError | ReadTimeoutError):
        return "the server took too long; try again later"
    if isinstance(error, DecodeError):
        return "what the server sent cannot be unpacked; try again later"
    if isinstance(error, IncompleteRead | ProtocolError | ConnectionError):
        return "the connection broke before all had come; try again later"
    return f"the server does not speak HTTP as it should ({reason_of(error)}); check the address"


def reason_of(error: Exception) -> str:
    """Return a library's own words for an error on one line, or its name."""
    words = getattr(error, "verify_message", "") or getattr(error, "reason", "") or type(error).__name__
    return " ".join(str(words).split())
