"""Signing in: the form, the cookie, and who a request comes from. No gradio here.

A person gets a cookie for a password; a program sends name and password with each request (HTTP Basic), or signs in
as gradio's client does. Wrong passwords cost time, and more time the more of them come.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import logging
from html import escape
from importlib import resources

import anyio
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.page.limits import Limits, TooOften
from bot.page.sessions import LONGEST_SECONDS, Sessions
from bot.users import User, Users

__all__ = ["SIGN_IN", "SignIn"]

SIGN_IN, SIGN_OUT = "/login", "/logout"  # the first is where gradio's client sends name and password
WRONG_SECONDS = 1.0  # what a wrong password costs at least
CHECKED_AT_ONCE = 2  # passwords; each check takes 64 MiB for a twentieth of a second
LARGEST_FORM = 4_000  # bytes
WRONG = "This name and password do not fit."

_log = logging.getLogger("newsdesk.page")


class SignIn:
    """Tell who a request comes from, and let people in and out."""

    def __init__(self, users: Users) -> None:
        self.users = users
        self._sessions, self._limits = Sessions(users), Limits()
        self._checks = anyio.CapacityLimiter(CHECKED_AT_ONCE)
        self._known: dict[str, str] = {}  # digests of credentials that were right, and the sessions that they began

    @property
    def routes(self) -> list[Route]:
        """Return the pages by which one signs in and out."""
        return [
            Route(SIGN_IN, self._show, methods=["GET"]),
            Route(SIGN_IN, self._enter, methods=["POST"]),
            Route(SIGN_OUT, self._leave, methods=["POST"]),
        ]

    async def user_of(self, request: Request) -> User | None:
        """Return who sent a request; None if nobody has signed in. Raises TooOften after many wrong passwords."""
        user = self._sessions.user_of(request.cookies.get(_cookie(request), ""))
        return user or await self._by_header(request)

    async def _by_header(self, request: Request) -> User | None:
        kind, _, value = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "basic":
            return None
        digest = hashlib.sha256(value.encode()).hexdigest()
        user = self._sessions.user_of(self._known.get(digest, ""))
        if user:
            return user
        self._known.pop(digest, None)
        try:
            name, _, password = base64.b64decode(value, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        user = await self._check(request, name, password)
        if user:
            self._known[digest] = self._sessions.begin(user)
        return user

    async def _check(self, request: Request, name: str, password: str) -> User | None:
        """Return who this is, after a while if the password is wrong."""
        address = request.client.host if request.client else ""
        self._limits.check_passwords(name, address)
        user = await anyio.to_thread.run_sync(self.users.verify, name, password, limiter=self._checks)
        if user is None:
            self._limits.count_wrong(name, address)
            _log.warning("wrong password", extra={"fields": {"from": address}})
            await asyncio.sleep(WRONG_SECONDS)
        return user

    async def _show(self, request: Request) -> Response:
        if not self.users.exist() or await self.user_of(request):
            return RedirectResponse("/", 303)
        return _form(request.query_params.get("next", "/"))

    async def _enter(self, request: Request) -> Response:
        """Sign in with the form's name and password; a form of the page names where to go on to, a program does not."""
        if int(request.headers.get("content-length") or LARGEST_FORM + 1) > LARGEST_FORM:
            return JSONResponse({"detail": "This is no form to sign in with."}, 413)
        form = await request.form()
        name, password, onward = (str(form.get(key, "")) for key in ("username", "password", "next"))
        try:
            user = await self._check(request, name.strip(), password) if self.users.exist() else None
        except TooOften as error:
            return _again(onward, str(error), 429, {"Retry-After": str(error.seconds)})
        if user is None and self.users.exist():
            return _again(onward, WRONG, 401, {})
        response = RedirectResponse(_local(onward), 303) if onward else JSONResponse({"success": True})
        if user:
            _log.info("signed in", extra={"fields": {"user": user.name, "role": user.role}})
            response.set_cookie(
                _cookie(request), self._sessions.begin(user), max_age=LONGEST_SECONDS,
                httponly=True, samesite="lax", secure=request.url.scheme == "https",
            )  # fmt: skip
        return response

    async def _leave(self, request: Request) -> Response:
        self._sessions.end(request.cookies.get(_cookie(request), ""))
        response = RedirectResponse(SIGN_IN, 303)
        response.delete_cookie(_cookie(request))
        return response


def _cookie(request: Request) -> str:
    """Return the cookie's name; a browser keeps cookies by host only, and two archives may be served by one."""
    return f"newsdesk-{(request.scope.get('server') or ('', 0))[1]}"


def _again(onward: str, words: str, status: int, headers: dict[str, str]) -> Response:
    return _form(onward, words, status, headers) if onward else JSONResponse({"detail": words}, status, headers)


def _form(onward: str, words: str = "", status: int = 200, headers: dict[str, str] | None = None) -> Response:
    page = resources.files("bot.page").joinpath("signing.html").read_text("utf-8")
    notice = f'<p class="notice" role="alert">{escape(words)}</p>' if words else ""
    filled = page.replace("{{next}}", escape(_local(onward))).replace("{{notice}}", notice)
    return HTMLResponse(filled, status, {"Cache-Control": "no-store", **(headers or {})})


def _local(address: str) -> str:
    """Return where to go on to, if that is a page of this server, else the start."""
    return address if address.startswith("/") and not address.startswith("//") and "\\" not in address else "/"
