import io
from datetime import date, datetime

import pyarrow as pa
import pytest
from pyarrow import parquet

from corpus.reading import Skipped

URL = "https://quaypost.example/harbour"
ROW = {
    "Publish Date": datetime(2021, 3, 4, 8, 30),
    "headline": "Harbour opens",
    "body": "Ferries run again.",
    "link": URL,
    "source": {"id": 7, "name": "Quay Post"},
    "authors": ["Ada Quill", "Ben Ink"],
    "embedding": [0.5] * 8,
}


def packed(rows, **options):
    stream = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows), stream, **options)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["news.parquet", "news.pq", "news"])
@pytest.mark.parametrize("compression", ["snappy", "zstd", "gzip"])
def test_rows_are_articles_by_the_names_that_json_has_too(read, name, compression):
    (article,) = read(name, packed([ROW], compression=compression))
    assert (article.url, article.title, article.text) == (URL, "Harbour opens", "Ferries run again.")
    assert (article.published, article.outlet) == (date(2021, 3, 4), "Quay Post")
    assert article.authors == ("Ada Quill", "Ben Ink")


def test_many_rows_are_read_in_order_and_a_row_without_text_is_named(read):
    rows = [{"text": f"Story {n}." if n != 600 else None, "title": str(n)} for n in range(1, 1001)]
    found = read("news.parquet", packed(rows, row_group_size=300))
    assert found[599] == Skipped("news.parquet", 600, "it has no text")
    assert [article.title for article in found[:599] + found[600:]] == [str(n) for n in range(1, 1001) if n != 600]


def test_a_file_without_a_column_for_the_text_names_its_columns(read):
    (skipped,) = read("news.parquet", packed([{"a": 1, "b": 2}]))
    assert skipped.reason == "one column must be named text, body or content; the columns are: a, b"


@pytest.mark.parametrize("damage", [lambda data: data[:-20], lambda data: b"PAR1" + b"x" * 99, lambda data: b""])
def test_damage_is_said_in_one_line(read, damage):
    (skipped,) = read("news.parquet", damage(packed([ROW])))
    assert skipped.reason.startswith("the Parquet file is damaged (")
    assert "\n" not in skipped.reason


def test_rows_before_the_damage_are_kept(read):
    data = bytearray(packed([{"text": f"Story {n} of the quay."} for n in range(2_000)], row_group_size=500))
    data[len(data) // 2 : len(data) // 2 + 2_000] = b"\xff" * 2_000
    found = read("news.parquet", bytes(data))
    assert "damaged" in found[-1].reason
    assert len(found) > 1


def test_an_empty_table_is_said(read):
    table = pa.table({"text": pa.array([], pa.string())})
    stream = io.BytesIO()
    parquet.write_table(table, stream)
    assert read("news.parquet", stream.getvalue()) == [Skipped("news.parquet", None, "the file is empty")]
