"""For programs: the three endpoints of the HTTP API, and the same three as tools of an MCP server.

Their docstrings are what a program reads of them, in the API's description and in the list of tools.
"""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any

import anyio
from mcp.server.fastmcp import FastMCP
from mcp.server.fastmcp.exceptions import ToolError
from mcp.server.fastmcp.server import StreamableHTTPASGIApp
from mcp.server.transport_security import TransportSecuritySettings
from starlette.routing import Route

from bot import programs
from bot.chatbot import Chatbot
from bot.linking import stored_link
from bot.page.chat import apologize
from bot.page.front import ASKING, gr
from bot.page.gate import visitor_of
from corpus.errors import NewsdeskError

__all__ = ["Programs"]

MCP_PATH = "/gradio_api/mcp"  # where MCP clients look on a page made with gradio
INSTRUCTIONS = (
    "An archive of news articles. Every quote is verbatim; start and end are character offsets into the text that "
    "read_article returns, end exclusive. Where found is false, the quotes are only the nearest passages, no answer."
)


class Programs:
    """Offer a chatbot to programs; made inside a gradio page, whose API it then is."""

    def __init__(
        self, chatbot: Chatbot, count: Callable[[str], None], held: Callable[[], AbstractContextManager[None]]
    ) -> None:
        """`count` is told of each request of an MCP client who sent it, and raises if that is too often.

        `held` holds what has time up while a program waits for an answer.
        """
        self._chatbot, self._count, self._held = chatbot, count, held
        self._turns = anyio.CapacityLimiter(int(ASKING["concurrency_limit"]))
        tools = (self.ask, self.find_passages, self.read_article)
        for tool in tools:
            gr.api(_told(tool, gr.Error), api_name=tool.__name__, **ASKING)
        # Which names the server goes by is the gate's to check, for the page as well.
        hosts = TransportSecuritySettings(enable_dns_rebinding_protection=False)
        how = {"stateless_http": True, "json_response": True, "log_level": "WARNING", "transport_security": hosts}
        self._mcp = FastMCP("Newsdesk", INSTRUCTIONS, **how)
        for tool in tools:
            self._mcp.add_tool(self._in_turn(_told(tool, ToolError)))
        self._mcp.streamable_http_app()  # makes the session manager; its own routes are not needed

    def ask(
        self, question: str, since: str = "", until: str = "", outlets: list[str] | None = None, today: str = ""
    ) -> dict[str, Any]:
        """Answer a question with verbatim quotes from the archive, each with offsets, URL, outlet and date.

        Args:
            question: what you want to know, in English, in one sentence
            since: only articles published on this day or later, YYYY-MM-DD
            until: only articles published on this day or earlier, YYYY-MM-DD
            outlets: only articles of these outlets, named as the archive names them
            today: the day from which "last week" counts, YYYY-MM-DD; the server's own if left out
        Returns:
            found, quotes, citations and notes; where found is false, the quotes are no answer; stored is where on
            this server a quote is shown in its article
        """
        with self._held():
            return _with_copies(programs.ask(self._chatbot, question, since, until, outlets or (), today))

    def find_passages(
        self, query: str, count: int = 10, since: str = "", until: str = "", outlets: list[str] | None = None
    ) -> dict[str, Any]:
        """Find the passages nearest to a query by words and by meaning, whether or not they answer it.

        Args:
            query: what the passages should be about
            count: how many passages, 1 to 50
            since: only articles published on this day or later, YYYY-MM-DD
            until: only articles published on this day or earlier, YYYY-MM-DD
            outlets: only articles of these outlets, named as the archive names them
        Returns:
            passages, best first, each with text, offsets, URL, outlet and date
        """
        return programs.find_passages(self._chatbot, query, count, since, until, outlets or ())

    def read_article(self, url: str, version: int = 0) -> dict[str, Any]:
        """Read one article in full, as the archive stores it; quotes and passages point into its text.

        Args:
            url: its URL, or its key where it has no URL, as a citation names it
            version: which version, as a citation names it; 0 is the newest
        Returns:
            title, outlet, date, authors, version, text, and the corrections and retractions that it carries
        """
        return programs.read_article(self._chatbot, url, version)

    @property
    def routes(self) -> list[Route]:
        """Return where MCP clients are answered (streamable HTTP)."""
        answer = StreamableHTTPASGIApp(self._mcp.session_manager)
        return [Route(path, endpoint=answer) for path in (MCP_PATH, f"{MCP_PATH}/")]

    @contextlib.asynccontextmanager
    async def lifespan(self, _app: Any) -> AsyncIterator[None]:
        """Keep the MCP server up for as long as the page is."""
        async with self._mcp.session_manager.run():
            yield

    def _in_turn(self, tool: Callable[..., dict[str, Any]]) -> Callable[..., Any]:
        """Return a tool that waits its turn and leaves the server free meanwhile."""

        @wraps(tool)
        async def run(*values: Any, **named: Any) -> dict[str, Any]:
            request = self._mcp.get_context().request_context.request
            try:
                self._count(visitor_of(request.scope if request else {}))
            except NewsdeskError as error:
                raise ToolError(str(error)) from None
            return await anyio.to_thread.run_sync(lambda: tool(*values, **named), limiter=self._turns)

        return run


def _with_copies(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer as JSON, each quote with the path at which this server shows it in its article."""
    sources = {source["number"]: source for source in answer["citations"]}
    for quote in answer["quotes"]:
        source = sources[quote["citation"]]
        quote["stored"] = stored_link(source["key"], source["version"], (quote["start"], quote["end"]))
    return answer


def _told(tool: Callable[..., dict[str, Any]], kind: type[Exception]) -> Callable[..., dict[str, Any]]:
    """Return a tool whose errors are of a kind that its caller is told, in words for people."""

    @wraps(tool)
    def run(*values: Any, **named: Any) -> dict[str, Any]:
        try:
            return tool(*values, **named)
        except Exception as error:
            raise kind(apologize(error)) from None

    run.__doc__ = inspect.cleandoc(tool.__doc__ or "")
    return run
