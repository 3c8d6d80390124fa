"""A page with users: nothing without a password, readers ask, editors change the library."""

import base64
import gc
import json
import threading
import time

import anyio
import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError, AuthenticationError
from mcp import ClientSession
from mcp.client.streamable_http import create_mcp_http_client, streamable_http_client

from bot.users import Users

# The clients leave sockets to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

QUESTION = "How many people did the fire at the grain mill kill?"
ADA, BERT = ("ada", "an editor's password"), ("bert", "a reader's password")
LOG = "log.jsonl"


@pytest.fixture(scope="module", autouse=True)
def _sockets():
    yield
    gc.collect()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    Users(folder).add(ADA[0], "editor", ADA[1])
    Users(folder).add(BERT[0], "reader", BERT[1])
    return folder


@pytest.fixture(scope="module")
def address(folder, tales, serve_here):
    rules = {"questions": 12, "upload": 1}
    with serve_here(folder=folder, articles=tales, rules=rules, log=folder / LOG) as address:
        yield address


def basic(user):
    return {"Authorization": "Basic " + base64.b64encode(":".join(user).encode()).decode()}


def lines(folder):
    return [json.loads(line) for line in (folder / LOG).read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/config"),
        ("GET", "/gradio_api/info"),
        ("GET", "/gradio_api/queue/data?session_hash=x"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("POST", "/gradio_api/queue/join"),
        ("POST", "/gradio_api/call/ask"),
        ("POST", "/gradio_api/run/ask"),
        ("POST", "/gradio_api/upload"),
        ("POST", "/gradio_api/mcp"),
        ("POST", "/gradio_api/mcp/"),
        ("GET", "/article?key=https://courier.example.org/2024/mill-fire.html"),
        ("GET", "//config"),
        ("GET", "/health/../config"),
    ],
)
def test_without_a_password_nothing_is_told(address, method, path):
    answer = httpx.request(method, address + path)
    assert answer.status_code == 401
    assert list(answer.json()) == ["detail"]


def test_a_browser_is_led_to_the_form_and_a_program_told_how(address):
    led = httpx.get(f"{address}/?share=x", headers={"Accept": "text/html"})
    assert (led.status_code, led.headers["location"]) == (303, "/login?next=/%3Fshare%3Dx")
    form = httpx.get(address + led.headers["location"])
    assert 'value="/?share=x"' in form.text
    assert httpx.get(f"{address}/config").headers["www-authenticate"].startswith("Basic")


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_the_form_leads_to_no_other_server(address, onward):
    signed = httpx.post(f"{address}/login", data={"username": ADA[0], "password": ADA[1], "next": onward})
    assert (signed.status_code, signed.headers["location"]) == (303, "/")
    assert f'value="{onward}"' not in httpx.get(f"{address}/login", params={"next": onward}).text


def test_health_is_told_to_anyone(address):
    told = httpx.get(f"{address}/health").json()
    assert (told["status"], sorted(told)) == ("ok", ["generation", "status"])


def test_a_session_lasts_until_one_signs_out(address):
    with httpx.Client(base_url=address) as browser:
        signed = browser.post("/login", data={"username": ADA[0], "password": ADA[1], "next": "/"})
        assert "HttpOnly" in signed.headers["set-cookie"]
        assert "samesite=lax" in signed.headers["set-cookie"].lower()
        cookies = dict(browser.cookies)
        assert browser.get("/config").status_code == 200
        browser.post("/logout")
        assert browser.get("/config").status_code == 401
        assert httpx.get(f"{address}/config", cookies=cookies).status_code == 401


def test_a_reader_asks_and_reads(address):
    client = Client(address, auth=BERT, verbose=False)
    assert client.predict(QUESTION, api_name="/ask")["quotes"]
    assert len(client.predict("bridge", api_name="/find_passages")["passages"]) == 2


def library_events(address, user):
    """Return the numbers of all events that the page has beside the API's three."""
    config = httpx.get(f"{address}/config", headers=basic(user)).json()
    named = {"ask", "find_passages", "read_article"}
    return {one["id"]: one["api_name"] for one in config["dependencies"] if one["api_name"] not in named}


def send(address, user, number, values):
    """Send an event as the page's own script does; return what the server says of it."""
    head, session = basic(user), f"test{number}{user[0]}"
    body = {"data": values, "fn_index": number, "session_hash": session, "event_data": {"keys": ["x"], "to": 1}}
    joined = httpx.post(f"{address}/gradio_api/queue/join", json=body, headers=head)
    assert joined.status_code == 200, joined.text
    with httpx.stream("GET", f"{address}/gradio_api/queue/data?session_hash={session}", headers=head) as told:
        for line in told.iter_lines():
            if '"process_completed"' in line:
                return json.loads(line.removeprefix("data: "))
    return {}


def test_a_reader_opens_a_stored_copy_and_who_is_signed_out_is_led_to_the_form_first(address):
    link = f"{address}/article?key=https://courier.example.org/2024/mill-fire.html&version=1&start=0&end=66"
    read = httpx.get(link, headers=basic(BERT))
    assert read.status_code == 200
    assert "Oststrand killed two people on Sunday.</mark>" in read.text
    out = httpx.get(link, headers={"Accept": "text/html"})
    assert (out.status_code, out.headers["location"].startswith("/login?next=/article")) == (303, True)
    assert "Oststrand" not in out.text


def test_a_reader_cannot_change_the_library_by_any_event(address, folder):
    generation = httpx.get(f"{address}/health").json()["generation"]
    names = library_events(address, BERT)
    changing = [number for number, name in names.items() if name in ("_add", "_rebuild", "_remove", "_ask_to_remove")]
    assert len(changing) == 4
    for number in changing:
        told = send(address, BERT, number, [None])
        assert told["success"] is False
        assert "Only editors can change the library" in told["output"]["error"]
    assert httpx.get(f"{address}/health").json()["generation"] == generation
    rebuild = next(number for number, name in names.items() if name == "_rebuild")
    assert send(address, ADA, rebuild, [])["success"] is True


def test_a_reader_sees_the_picture_of_the_library(address):
    config = httpx.get(f"{address}/config", headers=basic(BERT)).json()
    drawing = [
        one["id"] for one in config["dependencies"] if one["api_name"].startswith("settle") and not one["inputs"]
    ]
    assert drawing
    for number in drawing:
        assert send(address, BERT, number, [])["success"] is True


def test_a_reader_uploads_no_articles_and_an_editor_none_that_are_too_large(address):
    large = {"files": ("news.txt", b"x" * 2_000_000)}
    refused = httpx.post(f"{address}/gradio_api/upload", files=large, headers=basic(BERT))
    assert refused.status_code == 413
    assert "added by editors" in refused.json()["detail"]
    refused = httpx.post(f"{address}/gradio_api/upload", files=large, headers=basic(ADA))
    assert refused.status_code == 413
    assert "maximum allowed size" in refused.text


def test_an_mcp_client_needs_a_password_and_then_has_the_three_tools_only(address):
    done = []

    async def run():
        http = create_mcp_http_client(headers=basic(BERT))
        async with (
            streamable_http_client(f"{address}/gradio_api/mcp", http_client=http) as (reading, writing, _),
            ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            done.append([tool.name for tool in (await session.list_tools()).tools])
            done.append((await session.call_tool("ask", {"question": QUESTION})).structuredContent["question"])

    thread = threading.Thread(target=anyio.run, args=(run,))
    thread.start()
    thread.join()
    assert done == [["ask", "find_passages", "read_article"], QUESTION]


def test_where_there_are_users_the_server_may_go_by_any_name(address):
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    asked = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}
    head = {**basic(BERT), "Host": "desk.example.org", "Accept": "application/json, text/event-stream"}
    answer = httpx.post(f"{address}/gradio_api/mcp", json=asked, headers=head)
    assert (answer.status_code, answer.json()["result"]["serverInfo"]["name"]) == (200, "Newsdesk")
    assert httpx.get(f"{address}/config", headers=head).status_code == 200


def test_wrong_passwords_are_slowed_and_then_refused_for_a_while(address):
    begun = time.monotonic()
    with pytest.raises(AuthenticationError):
        Client(address, auth=("cleo", "guess"), verbose=False)
    assert time.monotonic() - begun >= 1
    answers = [httpx.post(f"{address}/login", data={"username": "cleo", "password": "guess"}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 401, 429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert "Too many wrong passwords" in answers[-1].json()["detail"]
    shown = httpx.post(f"{address}/login", data={"username": "cleo", "password": "guess", "next": "/"})
    assert (shown.status_code, "Too many wrong passwords" in shown.text) == (429, True)


def test_who_asks_too_often_is_told_when_to_come_back(address):
    client = Client(address, auth=ADA, verbose=False)
    said = ""
    for _ in range(13):
        try:
            client.predict("bridge", api_name="/find_passages")
        except AppError as error:
            said = str(error)
    assert said.startswith("More than 12 questions a minute. Try again in")


def test_the_log_has_what_happened_but_not_what_was_asked(address, folder):
    Client(address, auth=BERT, verbose=False).predict(QUESTION, api_name="/ask")
    text = (folder / LOG).read_text("utf-8")
    assert "grain mill" not in text
    assert BERT[1] not in text
    events = {line["event"] for line in lines(folder)}
    assert {"serving", "signed in", "wrong password", "request", "answered"} <= events
    answered = next(line for line in lines(folder) if line["event"] == "answered")
    assert {"at", "level", "found", "quotes", "confidence", "seconds"} <= set(answered)
