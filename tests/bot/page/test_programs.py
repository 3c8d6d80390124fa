"""The page as other programs use it: gradio's own client, an MCP client, plain HTTP."""

import gc
import json
import threading

import anyio
import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

# The clients leave sockets to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

FIRE = "https://courier.example.org/2024/mill-fire.html"
QUESTION = "How many people did the fire at the grain mill kill?"
QUOTE = "A fire at the grain mill in Oststrand killed two people on Sunday."
NAMES = ["ask", "find_passages", "read_article"]


@pytest.fixture(scope="module", autouse=True)
def _sockets():
    yield
    gc.collect()


@pytest.fixture(scope="module")
def address(desk, serve_archive):
    with serve_archive(desk) as address:
        yield address


@pytest.fixture(scope="module")
def client(address):
    return Client(address, verbose=False)


def mcp(address, work):
    """Do some work with an MCP session, in a thread of its own: playwright may have an event loop in this one."""
    done = []

    async def run():
        async with (
            streamable_http_client(f"{address}/gradio_api/mcp") as (reading, writing, _),
            ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            done.append(await work(session))

    thread = threading.Thread(target=anyio.run, args=(run,))
    thread.start()
    thread.join()
    return done[0]


def test_the_three_endpoints_are_described_and_no_other_event_is(client):
    described = client.view_api(return_format="dict")
    assert sorted(described["named_endpoints"]) == [f"/{name}" for name in NAMES]
    assert described["unnamed_endpoints"] == {}
    assert described["named_endpoints"]["/ask"]["description"].startswith("Answer a question with verbatim quotes")


def test_an_answer_is_the_json_of_the_contract(client):
    answer = client.predict(QUESTION, api_name="/ask")
    assert list(answer)[:6] == ["question", "understood", "found", "confidence", "period", "newest"]
    assert answer["quotes"][0]["text"] == QUOTE
    assert answer["citations"][0]["url"] == FIRE


def test_a_quote_stands_in_the_article_at_its_offsets(client):
    answer = client.predict(QUESTION, api_name="/ask")
    quote, cited = answer["quotes"][0], answer["citations"][0]
    article = client.predict(cited["key"], cited["version"], api_name="/read_article")
    assert article["text"][quote["start"] : quote["end"]] == quote["text"]
    assert (article["published"], article["newest_version"]) == ("2024-03-04", 1)


def test_a_quote_has_the_path_of_its_stored_copy(client, address):
    quote = client.predict(QUESTION, api_name="/ask")["quotes"][0]
    told = httpx.get(address + quote["stored"])
    assert f'<mark id="quote" class="quote">{QUOTE}</mark>' in told.text


def test_limits_hold_for_programs_too(client):
    answer = client.predict(QUESTION, since="2024-05-01", api_name="/ask")
    assert FIRE not in [citation["url"] for citation in answer["citations"]]
    found = client.predict("bridge", count=5, outlets=["courier.example.org"], api_name="/find_passages")
    assert [passage["url"] for passage in found["passages"]] == [FIRE]


def test_passages_come_best_first(client):
    found = client.predict("the cost of the bridge over the Lune", api_name="/find_passages")["passages"]
    assert found[0]["url"] == "https://ledger.example.com/bridge.html"
    assert found[0]["score"] >= found[1]["score"]


@pytest.mark.parametrize(
    ("endpoint", "values", "said"),
    [
        ("/ask", ["?!"], "There is no question"),
        ("/ask", ["Why?", "yesterday"], "since: 'yesterday' is not a date"),
        ("/find_passages", ["mill", 51], "not between 1 and 50"),
        ("/read_article", ["https://example.org/nowhere"], "does not hold an article"),
        ("/read_article", [FIRE, 7], "does not hold version 7 of an article"),
    ],
)
def test_what_is_wrong_with_a_request_is_said(client, endpoint, values, said):
    with pytest.raises(AppError, match=said):
        client.predict(*values, api_name=endpoint)


def test_plain_http_does(address):
    asked = httpx.post(f"{address}/gradio_api/call/v2/ask", json={"question": QUESTION}, timeout=60).json()
    told = httpx.get(f"{address}/gradio_api/call/v2/ask/{asked['event_id']}", timeout=60).text
    line = next(line for line in told.splitlines() if line.startswith("data: "))
    assert json.loads(line.removeprefix("data: "))[0]["quotes"][0]["text"] == QUOTE


@pytest.mark.parametrize("path", ["/", "/config", "/health", "/gradio_api/mcp"])
def test_without_users_the_server_answers_to_this_machines_own_names_only(address, path):
    assert httpx.get(address + path, headers={"Host": "evil.example"}).status_code == 400


def test_an_mcp_client_finds_the_three_tools_with_what_they_are_for(address):
    tools = mcp(address, lambda session: session.list_tools()).tools
    assert [tool.name for tool in tools] == NAMES
    assert "only articles published on this day or later" in tools[0].description
    assert tools[0].inputSchema["required"] == ["question"]


def test_an_mcp_client_gets_quotes_with_offsets(address):
    async def work(session):
        answer = (await session.call_tool("ask", {"question": QUESTION})).structuredContent
        article = (await session.call_tool("read_article", {"url": answer["citations"][0]["url"]})).structuredContent
        found = await session.call_tool("find_passages", {"query": "bridge", "count": 1})
        return answer, article, json.loads(found.content[0].text)

    answer, article, found = mcp(address, work)
    quote = answer["quotes"][0]
    assert article["text"][quote["start"] : quote["end"]] == quote["text"] == QUOTE
    assert found["passages"][0]["title"] == "Bridge to cost 40 million"


def test_an_mcp_client_is_told_what_is_wrong(address):
    result = mcp(address, lambda session: session.call_tool("ask", {"question": "?!"}))
    assert result.isError
    assert "There is no question" in result.content[0].text
