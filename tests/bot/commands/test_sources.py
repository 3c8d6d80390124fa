"""`newsdesk index` and `newsdesk watch` with web addresses, in processes of their own, with the real encoder."""

import json
import os
import signal
import subprocess
import sys

import pytest


def command(folder, *arguments):
    return [sys.executable, "-m", "bot", "--archive", str(folder / "archive"), *map(str, arguments)]


def newsdesk(folder, *arguments):
    """Run the command in a pipe; return exit code, output and errors."""
    environment = {**os.environ, "COLUMNS": "100"}
    done = subprocess.run(command(folder, *arguments), capture_output=True, text=True, check=False, env=environment)
    return done.returncode, done.stdout, done.stderr


def feed_of(server, *paths):
    items = "".join(f"<item><title>{path}</title><link>{server.url(path)}</link></item>" for path in paths)
    return 200, {"ETag": '"1"'}, f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


def test_files_and_addresses_are_indexed_together_and_a_failing_source_is_one_line(server, page, tmp_path):
    server.pages |= {"/feed": feed_of(server, "/a"), "/a": page("A"), "/down": (500, {}, b"")}
    (tmp_path / "b.html").write_bytes(page("B"))
    sources = (tmp_path / "b.html", server.url("/feed"), server.url("/down"))
    code, out, err = newsdesk(tmp_path, "index", *sources, "--allow-host", "127.0.0.1")
    assert code == 0
    assert out.startswith("Read 2 articles: 2 added, 0 replaced, 0 unchanged, 1 skipped.")
    assert err == f"skipped {server.url('/down')}: the server has a fault (500); try again later\n"
    code, out, err = newsdesk(tmp_path, "index", server.url("/feed"), "--allow-host", "127.0.0.1", "--json")
    report = json.loads(out)
    assert (code, report["read"], report["added"], report["not_modified"]) == (0, 0, 0, 1)


def test_a_private_address_is_fetched_only_if_it_is_allowed_by_name(server, page, tmp_path):
    server.pages["/a"] = page("A")
    code, out, _ = newsdesk(tmp_path, "index", server.url("/a"), "--json")
    assert (code, json.loads(out)["added"]) == (0, 0)
    assert json.loads(out)["skipped"][0]["reason"].endswith("can allow it: --allow-host 127.0.0.1")
    assert server.asked == []


def heed_ctrl_c() -> None:
    """Undo what a shell does to what it starts in the background: such a process would ignore SIGINT."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_watch_prints_a_line_a_round_with_news_and_ends_cleanly(server, page, tmp_path, ending):
    server.pages |= {"/feed": feed_of(server, "/a"), "/a": page("A"), "/down": (404, {}, b"")}
    sources = (server.url("/feed"), server.url("/down"))
    arguments = command(tmp_path, "watch", *sources, "--allow-host", "127.0.0.1", "--json", "--every", "60")
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(arguments, **pipes, preexec_fn=heed_ctrl_c) as process:
        done = json.loads(process.stdout.readline())
        process.send_signal(ending)
        out, err = process.communicate()
    assert done["added"] == 1
    assert done["failures"] == [
        {"source": sources[1], "reason": "the server has no such page (404); check the address", "again": 7200.0}
    ]
    assert (process.returncode, out) == (0, "")
    assert err.endswith("Stopped. What was finished is kept; run the same command again to go on.\n")
    assert "Traceback" not in err


def test_watch_says_at_once_what_is_not_there(tmp_path):
    code, out, err = newsdesk(tmp_path, "watch", "nowhere")
    assert (code, out) == (2, "")
    assert err == "newsdesk: There is no file or folder nowhere. Check the name; nothing was changed.\n"
