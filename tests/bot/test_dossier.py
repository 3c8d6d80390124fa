"""Answers as files to keep: each names the words, where they stand, and what they were taken from."""

import csv
import io
import json
import re
from datetime import date

import pytest

from bot.answer import Quote
from bot.rendering import FORMATS, make_dossier
from bot.writing import write_answer
from corpus.article import Article

TRAMS = Article(
    "https://velmpost.example/2023/trams.html",
    "Trams & {buses} return to Velm",
    "Trams return to Velm on Monday. The mayor, Ada Lund, said 40 % of the cars were repaired.",
    date(2023, 10, 12),
    "velmpost.example",
    ("Ada Lund", "Bo Ek"),
    version=2,
)
SUM = Article(None, "=1+1", '=HYPERLINK("https://evil.example") is what it said.', source="scan.txt")
TODAY = date(2024, 3, 9)


def answer_of(question, *slices):
    quotes = [Quote(article, start, end, confidence=0.8) for article, start, end in slices]
    return write_answer(question, None, quotes, date(2024, 3, 4))


FOUND = answer_of("When do trams return?", (TRAMS, 0, 31), (SUM, 0, 50))
REPAIRED = answer_of("How many cars were repaired?", (TRAMS, 32, len(TRAMS.text)))
EMPTY = answer_of("Who?")


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_has_url_outlet_day_access_and_offsets(kind):
    made = make_dossier([FOUND, REPAIRED], kind, "Trams", TODAY)
    assert re.search(r"velmpost.?\.example/2023/trams.?\.html", made)
    assert re.search(r"2024-03-09|2024/03/09|9 March 2024", made)
    assert re.search(r"2023-10-12|2023/10/12|12 October 2023", made)
    assert re.search(r"\b31\b", made) or kind == "txt"


def test_a_row_of_csv_is_a_quote_and_no_cell_is_calculated():
    rows = list(csv.DictReader(io.StringIO(make_dossier([FOUND, EMPTY], "csv", "", TODAY), newline="")))
    assert [row["quote"] for row in rows] == ["Trams return to Velm on Monday.", f"'{SUM.text[:50]}", ""]
    assert (rows[0]["start"], rows[0]["end"], rows[0]["version"]) == ("0", "31", "2")
    assert rows[1]["title"] == "'=1+1"
    assert (rows[2]["question"], rows[2]["found"]) == ("Who?", "no")


def test_bibtex_has_an_entry_an_article_with_marks_escaped_and_keys_of_their_own():
    twin = Article("https://velmpost.example/2.html", TRAMS.title, "Trams.", TRAMS.published, TRAMS.outlet)
    made = make_dossier([FOUND, REPAIRED, answer_of("x?", (twin, 0, 6))], "bib", "", TODAY)
    assert re.findall(r"@online\{(.*),", made) == ["velmpost2023tramsbuses", "newsundated", "velmpost2023tramsbuses-2"]
    assert r"title = {{Trams \& \{buses\} return to Velm}}" in made
    assert "author = {{Ada Lund} and {Bo Ek}}" in made
    assert "urldate = {2024-03-09}" in made
    assert r"40 \% of the cars were repaired.'' (characters 32--89)" in made
    unescaped = re.sub(r"\\[{}]", "", made)
    assert unescaped.count("{") == unescaped.count("}")


def test_ris_has_a_record_an_article_and_each_record_ends():
    made = make_dossier([FOUND, REPAIRED], "ris", "", TODAY)
    records = made.split("ER  - \r\n")[:-1]
    assert len(records) == 2
    assert "DA  - 2023/10/12\r\n" in records[0]
    assert "N1  - “Trams return to Velm on Monday.” (characters 0–31)\r\n" in records[0]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in made.split("\r\n")[:-1])


def test_an_article_cannot_add_lines_or_fields_to_a_record():
    text = "One\r\nER  - \r\nTY  - BOOK\x00 }, evil = {x} two."
    evil = Article("https://e.example/}{\\x", text, text, date(2024, 1, 1), text)
    answer = answer_of("Evil?", (evil, 0, len(text)))
    assert make_dossier([answer], "ris", "", TODAY).count("\r\nER  - ") == 1
    assert "\n  evil" not in make_dossier([answer], "bib", "", TODAY)


def test_html_loads_and_runs_nothing():
    text = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    evil = Article("javascript:alert(1)", text, text, None, text)
    made = make_dossier([answer_of(text, (evil, 0, len(text)))], "html", text, TODAY)
    assert "<script" not in made
    assert "<img" not in made
    assert "href=" not in made
    assert "default-src 'none'" in made


def test_json_is_the_contract_once_an_answer():
    made = json.loads(make_dossier([FOUND, EMPTY], "json", "Trams", TODAY))
    assert (made["title"], made["accessed"]) == ("Trams", "2024-03-09")
    assert [answer["found"] for answer in made["answers"]] == [True, False]
