"""The command as a person or a program uses it, with the real encoder."""

import json
import os
import subprocess
import sys

import pytest

ARTICLE = """ date 2024-03-04 https://courier.example.org/2024/mill-fire.html

Fire at the grain mill

A fire at the grain mill in Oststrand killed two people on Sunday. The mill had stood since 1911.
"""
QUESTION = "How many people did the fire at the grain mill kill?"


def newsdesk(*arguments, folder, stdin=""):
    """Run the command in a process of its own, in a pipe; return exit code, output and errors."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--archive", str(folder / "archive"), *map(str, arguments)],
        capture_output=True,
        text=True,
        input=stdin,
        check=False,
        env={**os.environ, "COLUMNS": "100"},
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with an article, and an archive of it."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "mill.txt").write_text(ARTICLE, "utf-8")
    code, out, err = newsdesk("index", folder / "mill.txt", "--json", folder=folder)
    assert code == 0, err
    assert json.loads(out)["added"] == 1
    return folder


def test_a_question_is_answered_as_json_of_the_contract(folder):
    code, out, _ = newsdesk("ask", QUESTION, "--json", folder=folder)
    answer = json.loads(out)
    assert code == 0
    assert list(answer) == [
        *("question", "understood", "found", "confidence", "period", "newest"),
        *("quotes", "citations", "notes", "seconds", "outlets", "timeline"),
    ]
    quote = answer["quotes"][0]
    assert answer["found"] is True
    assert quote["text"] == "A fire at the grain mill in Oststrand killed two people on Sunday."
    assert quote["answer"]["text"] == "two people"[: len(quote["answer"]["text"])]
    assert answer["citations"][0]["url"] == "https://courier.example.org/2024/mill-fire.html"
    assert answer["citations"][0]["published"] == "2024-03-04"
    assert answer["citations"][0]["link"].startswith("https://courier.example.org/2024/mill-fire.html#:~:text=")


def test_in_a_pipe_the_answer_is_plain_and_the_quote_can_be_found_with_grep(folder):
    _, out, err = newsdesk("ask", QUESTION, folder=folder)
    assert "“A fire at the grain mill in Oststrand killed two people on Sunday.” [1]" in out
    assert "\x1b" not in out + err


def test_a_batch_is_answered_in_order_and_a_bad_row_stops_nothing(folder):
    rows = [
        json.dumps({"id": "a", "question": QUESTION, "now": "2024-03-05"}),
        '{"id": "b"',
        json.dumps({"id": "c", "question": QUESTION, "since": "2024-13-01"}),
        json.dumps({"id": "d", "question": QUESTION, "since": "2025-01-01"}),
    ]
    file = folder / "questions.jsonl"
    file.write_text("\n".join(rows), "utf-8")
    code, out, _ = newsdesk("ask", "--batch", file, "--json", folder=folder)
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 2
    assert [answer["id"] for answer in answers] == ["a", 2, "c", "d"]
    assert answers[0]["found"] is True
    assert "questions.jsonl:2 is not JSON" in answers[1]["error"]
    assert "since: '2024-13-01' is not a date" in answers[2]["error"]
    assert (answers[3]["found"], answers[3]["quotes"]) == (False, [])


def test_indexing_again_embeds_nothing_and_a_broken_file_is_named(folder):
    (folder / "broken.jsonl").write_text('{"title": "x"}\n{oops\n', "utf-8")
    code, out, err = newsdesk("index", folder / "mill.txt", folder / "broken.jsonl", folder=folder)
    assert code == 0
    assert "1 unchanged, 2 skipped. 0 passages embedded" in out
    assert "broken.jsonl:1:" in err
    assert "broken.jsonl:2:" in err


def test_stats_are_those_of_the_contract(folder):
    _, out, _ = newsdesk("stats", "--json", folder=folder)
    stats = json.loads(out)
    assert list(stats) == [
        *("articles", "versions", "passages", "embedded", "outlets", "oldest", "newest"),
        *("generation", "encoder", "reader", "bytes"),
    ]
    assert (stats["articles"], stats["embedded"], stats["newest"]) == (1, 1, "2024-03-04")


def test_evaluate_prints_shares(folder):
    file = folder / "expected.jsonl"
    file.write_text(json.dumps({"question": QUESTION, "answer": "two people", "now": "2024-03-05"}), "utf-8")
    code, out, _ = newsdesk("evaluate", file, "--json", folder=folder)
    scores = json.loads(out)
    assert code == 0
    assert scores["first_quote"] == scores["passages"]["hybrid"]["1"] == 1.0


def test_chat_answers_line_after_line(folder):
    code, out, _ = newsdesk("chat", folder=folder, stdin=f"{QUESTION}\n\n")
    assert code == 0
    assert "killed two people" in out


def test_a_removed_article_leaves_no_trace(tmp_path):
    (tmp_path / "mill.txt").write_text(ARTICLE, "utf-8")
    newsdesk("index", tmp_path / "mill.txt", folder=tmp_path)
    code, out, _ = newsdesk("remove", "https://courier.example.org/2024/mill-fire.html", folder=tmp_path)
    assert (code, out.splitlines()[0]) == (0, "Removed 1 of 1 articles. What is found of them:")
    _, out, _ = newsdesk("ask", QUESTION, "--json", folder=tmp_path)
    assert json.loads(out)["quotes"] == []
    _, out, _ = newsdesk("stats", "--json", folder=tmp_path)
    stats = json.loads(out)
    assert (stats["articles"], stats["versions"], stats["passages"], stats["embedded"]) == (0, 0, 0, 0)
    code, out, _ = newsdesk("rebuild", folder=tmp_path)
    assert (code, out) == (0, "Rebuilt the indexes of 0 passages; 0 were embedded.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["stats"], "No archive in"),
        (["ask", "Why?"], "No archive in"),
        (["index", "nowhere.txt"], "There is no file or folder nowhere.txt"),
        (["ask"], "Ask one question"),
        (["remove", "https://example.org/"], "No archive in"),
        (["evaluate", "nothing.jsonl"], "No archive in"),
        (["serve", "--host", "0.0.0.0"], "There are no users, so the page is served on this machine only"),
        (["serve", "--host", "desk.example.org"], "newsdesk user add NAME --role editor"),
        (
            ["serve", "--watch-below", "/not/there"],
            "--watch-below /not/there: there is no such folder. Check the name.",
        ),
        (["user", "list"], "No archive in"),
    ],
)
def test_what_the_user_can_mend_is_one_line_and_exit_code_2(arguments, said, tmp_path):
    code, out, err = newsdesk(*arguments, folder=tmp_path)
    assert (code, out) == (2, "")
    assert err.startswith("newsdesk: ")
    assert said in err
    assert err.count("\n") == 1


VERBS = ["index", "watch", "ask", "chat", "serve", "remove", "compact", "check", "rebuild", "stats", "evaluate"]
VERBS += ["export", "import", "user", "feedback"]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_and_stands_in_the_readme(verb, tmp_path):
    code, out, _ = newsdesk(verb, "--help", folder=tmp_path)
    assert code == 0
    assert f"newsdesk {verb}" in out
    readme = os.path.join(os.path.dirname(__file__), "../../README.md")
    with open(readme, encoding="utf-8") as stream:
        assert f"newsdesk {verb}" in stream.read()


def test_users_are_added_listed_and_removed(folder):
    code, _, err = newsdesk(
        "user", "add", "ada", "--role", "editor", "--password-stdin", folder=folder, stdin="a long password\n"
    )
    assert (code, err) == (0, "")
    assert newsdesk("user", "list", folder=folder)[1].split() == ["editor", "ada"]
    code, _, err = newsdesk("user", "add", "bert", "--role", "king", "--password-stdin", folder=folder, stdin="x\n")
    assert (code, err) == (2, "newsdesk: There is no role king. Choose one: --role reader, or --role editor.\n")
    assert newsdesk("user", "remove", "ada", folder=folder)[0] == 0
    assert "There are no users" in newsdesk("user", "list", folder=folder)[1]
