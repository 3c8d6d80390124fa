import csv
import io
from datetime import date

import pytest

from corpus.reading import Skipped

HEADER = ["Date", "URL", "Headline", "Text"]
TEXT = 'The harbour, closed for days, opened again.\n\n"Good," she said; then she left.'
ROW = ["2023-10-12", "https://quaypost.example/7", "Harbour opens, at last", TEXT]
OTHER = ["13/10/2023", "https://quaypost.example/8", "Storm passes", "The wind fell."]


def table(*rows, delimiter=",", end="\r\n"):
    content = io.StringIO()
    csv.writer(content, delimiter=delimiter, lineterminator=end).writerows(rows)
    return content.getvalue()


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_rows_are_articles_whatever_the_delimiter(read, delimiter, name):
    first, second = read(name, table(HEADER, ROW, OTHER, delimiter=delimiter))
    assert (first.url, first.title, first.text) == (ROW[1], ROW[2], TEXT)
    assert (first.published, second.published) == (date(2023, 10, 12), date(2023, 10, 13))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_what_spreadsheets_save_is_read(read, encoding):
    (article,) = read("a.csv", table(HEADER, [*ROW[:2], "Café opens", "It’s open."]).encode(encoding))
    assert (article.title, article.text) == ("Café opens", "It’s open.")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_are_read(read, end):
    (article,) = read("a.csv", f"title,text{end}Storm,The wind fell")
    assert (article.title, article.text) == ("Storm", "The wind fell")


def test_blank_lines_and_a_first_column_without_a_name_do_no_harm(read):
    content = "\n" + table(["", *HEADER], ["0", *ROW], end="\n") + "\n\n" + table(["1", *OTHER], end="\n")
    assert [article.title for article in read("a.csv", content)] == [ROW[2], OTHER[2]]


def test_a_field_may_be_very_long(read):
    (article,) = read("a.csv", table(["text"], ["The harbour is closed. " * 20_000]))
    assert len(article.text) > 400_000


def test_a_missing_header_is_explained(read):
    (skipped,) = read("a.csv", table(ROW, OTHER))
    assert skipped.line == 1
    assert "the first line must name the columns" in skipped.reason
    assert "2023-10-12" in skipped.reason


def test_skipped_rows_are_named_by_their_first_line(read):
    outcomes = read("a.csv", table(HEADER, ROW, ["", "", "No text", ""], OTHER, ["", "", "None either", " "]))
    skipped = [one for one in outcomes if isinstance(one, Skipped)]
    assert [(one.line, one.reason) for one in skipped] == [(5, "it has no text"), (7, "it has no text")]


def test_a_text_whose_commas_are_not_quoted_is_not_cut_off(read):
    skipped, article = read("a.csv", "title,text\nHarbour,open, at last\nStorm,The wind fell.\n")
    assert "3 columns" in skipped.reason
    assert article.title == "Storm"


def test_a_short_row_is_read_as_far_as_it_goes(read):
    (article,) = read("a.csv", "text,title,date\nThe wind fell.,Storm\n")
    assert (article.title, article.published) == ("Storm", None)


def test_a_quotation_mark_that_never_closes_is_reported(read):
    content = 'title,text\nStorm,The wind fell.\nHarbour,"Open ' + "at last. " * 1_200_000
    first, skipped, *_ = read("a.csv", content)
    assert first.title == "Storm"
    assert (skipped.line, "closing quotation mark" in skipped.reason) == (3, True)


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_skipped_with_a_reason(read, content):
    assert read("a.csv", content) == [Skipped("a.csv", None, "the file is empty")]


def test_a_table_without_rows_holds_nothing(read):
    assert read("a.csv", "title,text\n") == []
