"""read_parquet: the rows of a Parquet file, by the column names that JSON and tables have too.

Read a few rows at a time, and only the columns that say something of an article: data sets carry vectors along.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from corpus.reading.fields import article_from, is_known, names_text
from corpus.reading.record import Outcome, Skipped, one_line

__all__ = ["read_parquet"]

ROWS_AT_A_TIME = 256  # some 2 MB of news
SHOWN = 10  # column names of a file that names no text


def read_parquet(stream: io.BufferedReader, file: str) -> Iterator[Outcome]:
    """Yield the articles of a Parquet file in the order of its rows; `line` counts the rows from 1."""
    try:
        from pyarrow import ArrowException  # takes a while to import, and most archives hold no Parquet
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        yield Skipped(file, None, f"Parquet files need a library that is missing: {one_line(str(error))}")
        return
    row = 0
    try:
        table = ParquetFile(stream)
        columns = table.schema_arrow.names
        if not names_text(columns):
            named = ", ".join(columns[:SHOWN])
            yield Skipped(file, None, f"one column must be named text, body or content; the columns are: {named}")
            return
        wanted = [name for name in columns if is_known(name)]
        for batch in table.iter_batches(ROWS_AT_A_TIME, columns=wanted):
            for record in records_of(batch):
                row += 1
                yield article_from(record, file, row)
    except (ArrowException, OSError, ValueError) as error:
        came = f"; the {row:,} rows before the damage were read" if row else ""
        yield Skipped(file, None, f"the Parquet file is damaged ({one_line(str(error))[:200]}){came}")
    else:
        if not row:
            yield Skipped(file, None, "the file is empty")


def records_of(batch: Any) -> list[dict[str, object]]:
    """Return the rows of a batch as objects."""
    rows: list[dict[str, object]] = batch.to_pylist()
    return rows
