"""Gate: what every request passes: who sent it, whether they may come in, and a line in the log. No gradio here.

Where there are users, nothing is open but the form to sign in with and whether the server is well.
"""

from __future__ import annotations

import logging
import time
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.page.limits import TooOften
from bot.page.signing import SIGN_IN, SignIn
from bot.users import User

__all__ = ["HEALTH", "Gate", "user_of", "visitor_of"]

HEALTH = "/health"
OPEN = (HEALTH, SIGN_IN, "/gradio_api/startup-events")  # the last is how gradio looks whether its own server is up
UPLOADS = "/gradio_api/upload"
READERS_UPLOAD = 1_000_000  # bytes: a file of questions, not a library
STATIC = ("/assets/", "/static/", "/theme.css", "/svelte/", "/favicon")

# Whatever slips into the page, the browser fetches nothing from and sends nothing to another machine.
# gradio's own parts need inline scripts and `Function`.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = {"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}

_log = logging.getLogger("newsdesk.requests")


class Gate:
    """Let requests through to the page, or turn them away; put what keeps a page to itself on every answer."""

    def __init__(self, app: ASGIApp, sign_in: SignIn) -> None:
        self._app, self._sign_in = app, sign_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with its user in the scope."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":  # the page has no web sockets
                await self._app(scope, receive, send)
            return
        begun = time.monotonic()

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.append("Content-Security-Policy", POLICY)  # where an answer has one of its own, both hold
                _note(scope, message["status"], time.monotonic() - begun)
            await send(message)

        refusal = await self._refusal(Request(scope))
        await (refusal or self._app)(scope, receive, send_with_headers)

    async def _refusal(self, request: Request) -> Response | None:
        """Return what a request gets that is not let in; note who sends one that is."""
        request.scope["newsdesk.user"] = None
        if request.url.path in OPEN or not self._sign_in.users.exist():
            return None
        try:
            user = await self._sign_in.user_of(request)
        except TooOften as error:
            return JSONResponse({"detail": str(error)}, 429, {"Retry-After": str(error.seconds)})
        if user is None:
            return _to_sign_in(request)
        request.scope["newsdesk.user"] = user
        if request.url.path.startswith(UPLOADS) and not user.is_editor:
            return _too_large(request)
        return None


def user_of(scope: Scope) -> User | None:
    """Return who sent a request that was let in; None where there are no users."""
    user: User | None = scope.get("newsdesk.user")
    return user


def visitor_of(scope: Scope) -> str:
    """Return what tells the sender of a request from others: the user's name, else the address."""
    user = user_of(scope)
    return user.name if user else str((scope.get("client") or ("unknown", 0))[0])


def _to_sign_in(request: Request) -> Response:
    """Return the way to the form for a person; for a program, that it has to send name and password."""
    if request.method in ("GET", "HEAD") and "text/html" in request.headers.get("accept", ""):
        onward = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"{SIGN_IN}?next={quote(onward, safe='/')}", 303)
    ask = {} if "sec-fetch-mode" in request.headers else {"WWW-Authenticate": 'Basic realm="Newsdesk", charset="UTF-8"'}
    return JSONResponse({"detail": "Sign in first: send name and password (HTTP Basic), or open the page."}, 401, ask)


def _too_large(request: Request) -> Response | None:
    size = request.headers.get("content-length", "")
    if size.isdigit() and int(size) <= READERS_UPLOAD:
        return None
    return JSONResponse(
        {"detail": "Readers upload files of questions, up to 1 MB; articles are added by editors."}, 413
    )


def _note(scope: Scope, status: int, seconds: float) -> None:
    if scope["path"].startswith(STATIC):
        return
    user = user_of(scope)
    fields = {"method": scope["method"], "path": scope["path"], "status": status, "seconds": round(seconds, 3)}
    _log.info("request", extra={"fields": {**fields, "user": user.name if user else None}})
