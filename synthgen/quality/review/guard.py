"""Who may talk to the server: a page opened with the token, from this machine, in requests of sane size."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse

LONGEST_BODY_BYTES = 1 << 20
LONGEST_IMPORT_BYTES = 64 << 20

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_SAFE_METHODS = {"GET", "HEAD"}
_HEADERS = {
    # The page runs its own files only, and asks nobody but this server.
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    # The address holds the token.
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Guard:
    """Wraps the application. Paths begin with the token, so that nothing is sent by a browser on its own (as cookies
    are) and every address the page builds carries it.

    Refused are: a host that is not this machine's (403: a name rebound to 127.0.0.1), a wrong token (403), a request
    another site makes the browser send (403), a body that is no JSON (415) or too large (413).
    """

    def __init__(self, app: App, token: str) -> None:
        self._app = app
        self._prefix = f"/{token}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        try:
            inner = self._checked(scope)
            limit = LONGEST_IMPORT_BYTES if inner["path"].startswith("/api/import/") else LONGEST_BODY_BYTES
            await self._app(inner, _limited(receive, Headers(scope=scope), limit), send_with_headers)
        except HTTPException as refusal:
            answer = PlainTextResponse(refusal.detail + "\n", refusal.status_code, headers={"connection": "close"})
            await answer(scope, receive, send_with_headers)

    def _checked(self, scope: Scope) -> Scope:
        """The request as the application sees it, without the token. Raises HTTPException."""
        headers = Headers(scope=scope)
        host, path, method = headers.get("host", ""), scope["path"], scope["method"]
        if host.rpartition(":")[0] not in ("127.0.0.1", "localhost", "[::1]"):
            raise HTTPException(403, "this server answers to this machine only")
        given, rest = path[: len(self._prefix)], path[len(self._prefix) :]
        if not secrets.compare_digest(given.encode(), self._prefix.encode()) or not rest.startswith("/"):
            raise HTTPException(403, "open the address that task=review printed: it holds a token")
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise HTTPException(403, "another site asked for this")
        if method not in _SAFE_METHODS:
            if headers.get("origin") != f"http://{host}":
                raise HTTPException(403, "another site, or no page at all, sent this")
            if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
                raise HTTPException(415, "send JSON (content-type: application/json)")
        return {**scope, "path": rest, "raw_path": rest.encode()}


def _limited(receive: Receive, headers: Headers, limit: int) -> Receive:
    """`receive` that stops at a body of more than `limit` bytes, announced or not. Raises HTTPException."""
    announced = headers.get("content-length", "0")
    if not announced.isdecimal():
        raise HTTPException(400, "content-length is no number")
    if int(announced) > limit:
        raise HTTPException(413, f"a body may have {limit} bytes")
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > limit:
            raise HTTPException(413, f"a body may have {limit} bytes")
        return message

    return counted
