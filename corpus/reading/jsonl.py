"""read_json: JSON Lines, and JSON as one list, one object, or an object around a list.

JSON Lines are read line by line, whatever their size. What is not in lines is held in memory and taken
apart record by record, so that one broken record, or a broken end, costs no other.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from corpus.reading.decoding import LARGEST, FileTooLarge, decoded_lines
from corpus.reading.fields import article_from, unfold
from corpus.reading.record import Outcome, Skipped, kind_of

__all__ = ["read_json"]

Numbered = tuple[int, str]
BETWEEN = re.compile(r"[\s,\[\]\x1e]*")  # between two records: white space, commas, the list's brackets
NEXT_IN_LINE = re.compile(r"\}\s*,\s*(?=\{)")
DECODER = json.JSONDecoder(strict=False)  # raw line breaks inside strings are common and harmless


def read_json(stream: io.BufferedReader, file: str) -> Iterator[Outcome]:
    """Yield the articles of a JSON or JSON Lines file in the order of the file."""
    numbered = enumerate(decoded_lines(stream), 1)
    first = next((entry for entry in numbered if entry[1].strip()), None)
    if first is None:
        yield Skipped(file, None, "the file is empty")
        return
    read = read_lines if is_in_lines(first[1], file) else read_whole
    yield from read(chain([first], numbered), file)


def is_in_lines(first: str, file: str) -> bool:
    """Return whether the first line is one whole record, or a broken one of a file named .jsonl."""
    try:
        DECODER.decode(first.strip())
    except (ValueError, RecursionError):
        named = ".jsonl" in file.lower() or ".ndjson" in file.lower()
        return named and first.strip() not in ("{", "[", "[{") and not first.lstrip().startswith("[")
    return True


def read_lines(numbered: Iterable[Numbered], file: str) -> Iterator[Outcome]:
    """Yield the articles of JSON Lines; a line that is broken is skipped, and the next one goes on."""
    for line, text in numbered:
        record = text.strip().strip("\x1e")
        if not record:
            continue
        try:
            value = DECODER.decode(record)
        except (ValueError, RecursionError) as error:
            yield Skipped(file, line, fault(error))
        else:
            yield from articles_in(value, file, line)


def read_whole(numbered: Iterable[Numbered], file: str) -> Iterator[Outcome]:
    """Yield the articles of JSON that is laid out over several lines, up to where the file is damaged."""
    pieces: list[str] = []
    start, size, damage = 1, 0, None
    try:
        for line, piece in numbered:
            start = start if pieces else line
            size += len(piece)
            if size > LARGEST:
                raise FileTooLarge(f"it is larger than {LARGEST >> 20} MB; save it as JSON Lines (.jsonl)")
            pieces.append(piece)
    except Exception as error:  # of whatever kind: it is raised again after what came before it
        damage = error
    if not isinstance(damage, FileTooLarge):
        yield from read_values("".join(pieces), start, file)
    if damage:
        raise damage


def read_values(text: str, line: int, file: str) -> Iterator[Outcome]:
    """Yield the articles of JSON values that follow each other; `line` is the number of the first line."""
    before, position = 0, skip_between(text, 0)
    while position < len(text):
        line += text.count("\n", before, position)
        before = position
        try:
            value, end = DECODER.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            yield Skipped(file, line, fault(error))
            end = next_record(text, position)
        else:
            yield from articles_in(value, file, line)
        position = skip_between(text, end)


def skip_between(text: str, position: int) -> int:
    """Return where the next value starts, or the length of the text."""
    match = BETWEEN.match(text, position)
    return match.end() if match else position


def next_record(text: str, broken: int) -> int:
    """Return where the record after a broken one starts: at the same indentation, or after `},`."""
    indentation = text[text.rfind("\n", 0, broken) + 1 : broken]
    aligned = re.compile(rf"\n{re.escape(indentation)}(?=\{{)")
    pattern = NEXT_IN_LINE if indentation.strip() else aligned
    match = pattern.search(text, broken)
    return match.end() if match else len(text)


def articles_in(value: object, file: str, line: int) -> Iterator[Outcome]:
    """Yield the articles that a JSON value holds."""
    for record in unfold(value):
        if isinstance(record, dict):
            yield article_from(record, file, line)
        else:
            reason = f"it is {kind_of(record)}, not an object with a title, a date and a text"
            yield Skipped(file, line, reason)


def fault(error: Exception) -> str:
    """Return in plain words why JSON cannot be read."""
    detail = error.msg[:1].lower() + error.msg[1:] if isinstance(error, json.JSONDecodeError) else "too deep"
    return f"it is not valid JSON ({detail})"
