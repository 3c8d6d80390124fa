"""Serving a page: a free port, one line with the address, and a policy by which a browser asks no one else."""

from __future__ import annotations

import logging
import socket
import sys
import webbrowser
from importlib import resources
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.page.front import gr, script, theme
from corpus.errors import NewsdeskError

__all__ = ["PageError", "serve", "start"]

PREFERRED_PORT = 7860
LARGEST_UPLOAD = "2gb"
EVENTS_AT_ONCE = 8  # of all visitors; what takes long has limits of its own
QUEUE_LENGTH = 64  # what waits for its turn, of all visitors; who comes later is told to come back

# Whatever slips into the page, the browser fetches nothing from and sends nothing to another machine.
# gradio's own parts need inline scripts and `Function`.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


class PageError(NewsdeskError):
    """The page cannot be served at the address that was asked for."""


class OwnMachineOnly:
    """Put the policy, and what else keeps a page to itself, on every answer of the server."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""

        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = POLICY
                headers["Referrer-Policy"] = "no-referrer"
                headers["X-Content-Type-Options"] = "nosniff"
            await send(message)

        await self._app(scope, receive, send_with_policy)


def start(page: gr.Blocks, host: str, port: int | None) -> str:
    """Begin to serve a page in a thread; return its address. Raises PageError if the port is taken."""
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it would tell of gradio's look at its own server
    waiting = page.queue(default_concurrency_limit=EVENTS_AT_ONCE, max_size=QUEUE_LENGTH, api_open=False)
    try:
        _, address, _ = waiting.launch(**_options(page, host, port))
    except OSError as error:
        raise PageError(
            f"Cannot serve at {host}, port {port}: it is taken, or not allowed. Choose another port."
        ) from error
    return str(address)


def _options(page: gr.Blocks, host: str, port: int | None) -> dict[str, Any]:
    return dict(
        server_name=host,
        server_port=port or _free_port(host),
        theme=theme(),
        css=script("style.css"),
        favicon_path=_path_of("favicon.svg"),
        app_kwargs={
            "middleware": [Middleware(OwnMachineOnly)],
            "routes": page.programs.routes,
            "lifespan": page.programs.lifespan,
        },
        footer_links=[],
        max_file_size=LARGEST_UPLOAD,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        ssr_mode=False,
        run_history=False,  # gradio would keep what was asked in the browser
        show_error=False,
        enable_monitoring=False,
    )


def serve(page: gr.Blocks, host: str, port: int | None, open_browser: bool) -> None:
    """Serve a page until it is interrupted."""
    address = start(page, host, port)
    sys.stdout.write(f"Newsdesk is at {address} (Ctrl+C stops it)\n")
    sys.stdout.flush()
    if open_browser:
        webbrowser.open(address)
    _wait(page)


def _wait(page: gr.Blocks) -> None:
    try:
        page.server.thread.join()
    except KeyboardInterrupt:
        page.close(verbose=False)


def _free_port(host: str) -> int:
    """Return the usual port, or any free one if that is taken."""
    with socket.socket() as probe:
        try:
            probe.bind((host, PREFERRED_PORT))
        except OSError:
            probe.bind((host, 0))
        return int(probe.getsockname()[1])


def _path_of(name: str) -> str:
    return str(resources.files("bot.page").joinpath(name))
