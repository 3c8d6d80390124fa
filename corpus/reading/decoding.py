"""From bytes to text: byte order marks, UTF-8, and a guess for the encodings of older files."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from email.message import Message

__all__ = ["FileTooLarge", "content_type", "decode", "decoded_lines", "read_all"]

SURE = ("", "utf-8", "ascii")  # what is not UTF-8 cannot be one of these, whatever it says
LARGEST = 256 * 1024 * 1024  # bytes of one record, or of a file that has to be read as a whole
MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
USUAL = "cp1252"  # Western Windows; also what browsers take "latin-1" to mean
OTHERS = ["cp1251", "cp1253", "koi8_r", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"]
MOSTLY_FOREIGN = 0.25  # share of bytes above ASCII; accented Latin stays below 0.15
SAMPLE = 65_536  # bytes that an encoding is guessed from
LINE_END = re.compile(r"[^\r]*(?:\r\n?|$)")


class FileTooLarge(Exception):
    """A record, or a file that is read as a whole, is larger than LARGEST; the message says so."""


def decode(data: bytes, declared: str = "") -> str:
    """Return the text of a whole file; `declared` is the encoding that the file itself names, if any."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    older = known_encoding(declared)
    return decode_part(data, guess_encoding(data) if older in SURE else older)


def decode_part(data: bytes, older: str) -> str:
    """Return UTF-8 as text, with a mark in place of a few broken bytes; else read it as `older`."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        mended = data.decode("utf-8", "replace")
    sound = sum(character > "\x7f" for character in mended) - mended.count("\ufffd")
    return mended if sound > mended.count("\ufffd") else data.decode(older, "replace")


def decoded_lines(stream: io.BufferedReader) -> Iterator[str]:
    """Yield the lines with their ends (LF, CRLF or CR), one at a time, however large the file is."""
    head = stream.peek(SAMPLE)[:SAMPLE]
    encoding = next((name for mark, name in MARKS if head.startswith(mark)), "")
    if encoding.startswith(("utf-16", "utf-32")):
        with io.TextIOWrapper(stream, encoding, "replace", newline="") as lines:
            yield from lines
        return
    older = guess_encoding(head)
    if encoding:
        stream.read(len(codecs.BOM_UTF8))
    while data := stream.readline(LARGEST + 1):
        if len(data) > LARGEST:
            raise FileTooLarge(f"one line is longer than {LARGEST >> 20} MB")
        yield from split_ends(decode_part(data, older))


def split_ends(line: str) -> Iterator[str]:
    """Yield the line, or the lines of a file whose lines end with CR alone."""
    if "\r" not in line or "\r" not in line.removesuffix("\r\n"):
        yield line
        return
    yield from filter(None, LINE_END.findall(line))


def read_all(stream: io.BufferedReader) -> bytes:
    """Return all bytes of a file that cannot be read piece by piece."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise FileTooLarge(f"it is larger than {LARGEST >> 20} MB")
    return data


def content_type(header: str) -> tuple[str, str]:
    """Return the type and the encoding that a Content-Type header names, "" where it names none.

    >>> content_type('text/HTML; charset="UTF-8"'), content_type("")
    (('text/html', 'utf-8'), ('', ''))
    """
    message = Message()
    message["content-type"] = " ".join(header.split())
    return message.get_content_type() if header.strip() else "", message.get_content_charset("")


def known_encoding(name: str) -> str:
    """Return Python's name for an encoding of text, or "" if it knows none."""
    try:
        return codecs.lookup(name).name if name and "x".encode(name) else ""
    except (LookupError, UnicodeError):
        return ""


def guess_encoding(data: bytes) -> str:
    """Return the encoding of bytes that may not be UTF-8: Western Windows, or one of another script.

    charset-normalizer is asked about other scripts only: short Western text it takes for Central European.
    """
    sample = data[:SAMPLE]
    if is_utf8(sample) or sum(byte > 0x7F for byte in sample) < MOSTLY_FOREIGN * len(sample):
        return USUAL
    import charset_normalizer  # slow to import, and seldom needed

    best = charset_normalizer.from_bytes(sample, cp_isolation=OTHERS).best()
    return best.encoding if best else USUAL


def is_utf8(sample: bytes) -> bool:
    """Return whether the bytes are UTF-8, but for a character that is cut off at their end."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True
