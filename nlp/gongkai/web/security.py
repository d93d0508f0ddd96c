"""What every request must bring and every answer carries, as ASGI layers around the pages."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Iterable, Mapping
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from secrets import token_hex
from urllib.parse import quote, urlsplit

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gongkai.web.serving import is_local

HEADERS = {
    "content-security-policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
COOKIE = "gongkai"
ENTER = "/enter"
STATIC = "/static/"
_WRONG = 1.0  # seconds that a wrong token costs
_BODY = 64 * 1024  # bytes of a request that brings no file


class Headers:
    """Puts the security headers on every answer; pages are not kept by caches between users."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with the headers added to its answer."""
        is_static = scope["type"] == "http" and scope["path"].startswith(STATIC)

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {**HEADERS, "cache-control": "public, max-age=3600" if is_static else "no-store"}
                names = {name.lower() for name, _ in message["headers"]}
                extra = [(name.encode(), value.encode()) for name, value in own.items() if name.encode() not in names]
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        await self._app(scope, receive, sent)


class Hosts:
    """Refuses foreign names of a server for this machine alone (a page elsewhere may have its name point here).

    A POST must come from our own pages.
    """

    def __init__(self, app: ASGIApp, *, only_local: bool) -> None:
        self._app = app
        self._only_local = only_local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 400 or 403."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = _headers(scope)
        host = headers.get("host", "")
        if self._only_local and not is_local(urlsplit(f"//{host}").hostname or ""):
            await _refused(400, "请求的主机名不是本机")(scope, receive, send)
        elif scope["method"] not in ("GET", "HEAD") and not _is_own(headers, host):
            await _refused(403, "请求来自其他网站，已拒绝")(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class Gate:
    """Lets in who shows the token: `Authorization: Bearer TOKEN`, or the cookie that `/enter` gives for it."""

    def __init__(self, app: ASGIApp, *, token: str, secret: str) -> None:
        self._app = app
        self._token = token.encode()
        own = (secret or token_hex()).encode()  # another one each time it starts
        self._pass = hmac.new(own, self._token, sha256).hexdigest()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, send a page to /enter, or answer 401."""
        if scope["type"] != "http" or scope["path"] == ENTER or scope["path"].startswith(STATIC):
            scope["gate"] = self
            await self._app(scope, receive, send)
            return
        headers = _headers(scope)
        given = headers.get("authorization")
        if given is not None and not self.is_token(given.removeprefix("Bearer ").strip().encode("latin-1")):
            await asyncio.sleep(_WRONG)
            given = None
        if given is not None or self._is_pass(headers.get("cookie", "")):
            await self._app(scope, receive, send)
        elif scope["path"].startswith("/api/") or scope["method"] != "GET":
            await _refused(401, "需要访问口令（Authorization: Bearer）")(scope, receive, send)
        else:
            where = scope["path"] + ("?" + scope["query_string"].decode("latin-1") if scope["query_string"] else "")
            await RedirectResponse(f"{ENTER}?to={quote(where)}", 303)(scope, receive, send)

    def is_token(self, given: bytes) -> bool:
        """Compare what was given with the token, in a time that says nothing."""
        return hmac.compare_digest(given, self._token)

    async def enter(self, given: str, response: Response) -> bool:
        """Give `response` the cookie if the token is right; a wrong one costs a second."""
        if not self.is_token(given.encode(errors="replace")):
            await asyncio.sleep(_WRONG)
            return False
        response.set_cookie(COOKIE, self._pass, httponly=True, samesite="strict", path="/")
        return True

    def _is_pass(self, cookie: str) -> bool:
        try:
            found = SimpleCookie(cookie).get(COOKIE)
        except CookieError:
            return False
        return found is not None and hmac.compare_digest(found.value.encode(), self._pass.encode())


class Bodies:
    """Ends a request whose body is larger than allowed, announced or not, before it fills the disk."""

    def __init__(self, app: ASGIApp, *, larger: Mapping[str, int]) -> None:
        self._app = app
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body counted; 413 when it is too large."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most, length = self._larger.get(scope["path"], _BODY), _headers(scope).get("content-length", "0")
        if not length.isdigit() or int(length) > most:
            await _refused(413, f"内容过大，最多 {most // 1024} KB")(scope, receive, send)
            return
        got = 0

        async def received() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > most:
                raise TooLarge(413)  # the handlers of errors answer
            return message

        await self._app(scope, received, send)


class TooLarge(HTTPException):
    """A body that grew beyond what is allowed."""


def own_path(given: str) -> str:
    """Return where to go after entering: a path of this server, never another one."""
    parts = urlsplit(given)
    is_own = given.startswith("/") and not given.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return given if is_own and given.isprintable() else "/"


def _is_own(headers: Mapping[str, str], host: str) -> bool:
    """Say whether a POST comes from our own page: browsers say from where, programs say nothing."""
    if headers.get("sec-fetch-site") not in (None, "same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == host


def _headers(scope: Scope) -> dict[str, str]:
    pairs: Iterable[tuple[bytes, bytes]] = scope["headers"]
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in pairs}


def _refused(status: int, reason: str) -> Response:
    return PlainTextResponse(f"{reason}\n", status, media_type="text/plain; charset=utf-8")
