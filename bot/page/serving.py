"""Serving a page: where, to whom, within which limits; and whether the server is well.

Safe by default: without users it is served on this machine only, and only under this machine's own names.
"""

from __future__ import annotations

import logging
import signal
import socket
import sys
import threading
import webbrowser
from importlib import resources
from typing import Any

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.page.front import script, theme
from bot.page.gate import HEALTH, Gate, user_of
from bot.page.limits import Limits
from bot.page.page import Page
from bot.page.rules import USUAL, PageError, Rules, check_host
from bot.page.signing import SignIn
from bot.page.stored import stored_route
from bot.users import Users
from corpus.archive import Archive

__all__ = ["serve", "start"]

PREFERRED_PORT = 7860
PORTS_TRIED = 5  # where none is asked for: two servers that start at once may find the same one free
EVENTS_AT_ONCE = 8  # of all visitors; what takes long has limits of its own
SECONDS_TO_END = 10.0  # for jobs and watches to come to a safe point: two batches of embedding on a slow machine
OWN_NAMES = ["localhost", "127.0.0.1", "[::1]", "::1"]

_log = logging.getLogger("newsdesk.page")


def start(page: Page, host: str, port: int | None, rules: Rules = USUAL) -> str:
    """Begin to serve a page in a thread; return its address. Raises PageError if it must not or cannot be served."""
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it would tell of gradio's look at its own server
    users = Users(page.chatbot.archive.folder)
    check_host(host, users)
    page.limits, page.rules = Limits(rules.questions_for(users)), rules
    waiting = page.queue(default_concurrency_limit=EVENTS_AT_ONCE, max_size=rules.waiting, api_open=False)
    looks = {
        "max_file_size": f"{rules.upload}mb",
        "app_kwargs": _around(page, users),
        "auth_dependency": lambda request: getattr(user_of(request.scope), "name", ""),
        **_looks(),
    }
    address = _launch(waiting, host, port, looks)
    _log.info("serving", extra={"fields": {"address": address, "users": len(users.all())}})
    return address


def _launch(blocks: Any, host: str, port: int | None, looks: dict[str, Any], tries: int = PORTS_TRIED) -> str:
    """Begin to serve at a port, or at a free one, another if somebody takes that meanwhile; return the address."""
    try:
        return str(blocks.launch(server_name=host, server_port=port or _free_port(host), **looks)[1])
    except OSError as error:
        if port is None and tries > 1:
            return _launch(blocks, host, port, looks, tries - 1)
        where = f"at {host}, port {port}" if port else f"at {host}"
        raise PageError(f"Cannot serve {where}: it is taken, or not allowed. Choose another port.") from error


def _around(page: Page, users: Users) -> dict[str, Any]:
    """Return what lies around gradio's server: the gate, and the addresses that are not gradio's."""
    sign_in = SignIn(users)
    gate = [Middleware(Gate, sign_in=sign_in)]
    own = [] if users.exist() else [Middleware(TrustedHostMiddleware, allowed_hosts=OWN_NAMES)]
    health = Route(HEALTH, lambda request: _health(request, page.chatbot.archive))
    return {
        "middleware": own + gate,
        "routes": [health, stored_route(page.chatbot.archive), *sign_in.routes, *page.programs.routes],
        "lifespan": page.programs.lifespan,
    }


def _looks() -> dict[str, Any]:
    return dict(
        theme=theme(),
        css=script("style.css"),
        favicon_path=_path_of("favicon.svg"),
        footer_links=[],
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        ssr_mode=False,
        run_history=False,  # gradio would keep what was asked in the browser
        show_error=False,
        enable_monitoring=False,
    )


def _health(_request: Request, archive: Archive) -> Response:
    """Return whether the archive can be read, for whoever watches the server."""
    try:
        told = {"status": "ok", "generation": archive.generation}
        return JSONResponse(told, headers={"Cache-Control": "no-store"})
    except Exception:
        _log.exception("The archive cannot be read.")
        return JSONResponse({"status": "the archive cannot be read"}, 503)


def serve(page: Page, host: str, port: int | None, open_browser: bool, rules: Rules = USUAL) -> None:
    """Serve a page until it is interrupted."""
    address = start(page, host, port, rules)
    sys.stdout.write(f"Newsdesk is at {address} (Ctrl+C stops it)\n")
    sys.stdout.flush()
    if open_browser:
        webbrowser.open(address)
    _wait(page)


def _wait(page: Page) -> None:
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends it just as Ctrl+C does
    try:
        page.server.thread.join()
    except KeyboardInterrupt:
        page.library.close(SECONDS_TO_END)
        page.close(verbose=False)


def _free_port(host: str) -> int:
    """Return the usual port, or any free one if that is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        try:
            probe.bind((host, PREFERRED_PORT))
        except OSError:
            probe.bind((host, 0))
        return int(probe.getsockname()[1])


def _path_of(name: str) -> str:
    return str(resources.files("bot.page").joinpath(name))
