"""read_table: CSV and TSV files whose first line names the columns.

The delimiter is the one that makes the first line name a column with the text; guessing it from the look
of the rows, as csv.Sniffer does, goes wrong on long texts full of commas.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from corpus.reading.decoding import decoded_lines
from corpus.reading.fields import article_from, names_text
from corpus.reading.record import LONGEST_TEXT, Outcome, Skipped

if TYPE_CHECKING:
    from _csv import Reader  # the type of csv.reader(), which has a name at run time only from 3.12

__all__ = ["read_table"]

DELIMITERS = (",", "\t", ";", "|")
LONGEST_FIELD = 2 * LONGEST_TEXT  # characters; beyond it a closing quotation mark is missing
SHOWN = 80  # characters of a first line that names no columns


def read_table(stream: io.BufferedReader, file: str) -> Iterator[Outcome]:
    """Yield the articles of a table in the order of its rows."""
    csv.field_size_limit(LONGEST_FIELD)  # holds for the whole process; csv knows no other way
    lines = enumerate(decoded_lines(stream), 1)
    line, first = next((entry for entry in lines if entry[1].strip()), (0, ""))
    if not first:
        yield Skipped(file, None, "the file is empty")
        return
    delimiter = find_delimiter(first)
    if delimiter is None:
        reason = "the first line must name the columns, one of them text, body or content; it reads: "
        yield Skipped(file, line, reason + first.strip()[:SHOWN])
        return
    rows = csv.reader(chain([first], (text for _, text in lines)), delimiter=delimiter)
    header: list[str] | None = None
    for start, row in numbered_rows(rows):
        if header is None and isinstance(row, list):
            header = row
        else:
            yield article_of(header or [], row, file, line - 1 + start)


def find_delimiter(first: str) -> str | None:
    """Return the delimiter by which the first line names the text and the most columns, or None."""
    named = {}
    for mark in DELIMITERS:
        _, row = next(numbered_rows(csv.reader([first], delimiter=mark)), (1, []))
        if isinstance(row, list) and names_text(row):
            named[mark] = len(row)
    return max(named, key=named.__getitem__, default=None)


def numbered_rows(rows: Reader) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Yield each row that is not blank, or what is wrong with it, after the number of its first line."""
    while True:
        start = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield start, error
            continue
        if any(cell.strip() for cell in row):
            yield start, row


def article_of(header: list[str], row: list[str] | csv.Error, file: str, line: int) -> Outcome:
    """Return the article of a row, or why there is none."""
    if isinstance(row, csv.Error):
        return Skipped(file, line, f"the row cannot be read ({row}); is a closing quotation mark missing?")
    if any(cell.strip() for cell in row[len(header) :]):
        reason = f"the row has {len(row)} columns and the first line names {len(header)}"
        return Skipped(file, line, f"{reason}; is a text with commas not in quotation marks?")
    return article_from(dict(zip(header, row, strict=False)), file, line)
