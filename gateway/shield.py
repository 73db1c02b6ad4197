"""What every answer carries to keep people safe, and how what goes wrong is answered."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any, cast

import msgspec
from litestar import Litestar, Request, Response
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from chassis import traces
from contracts.faults import Fault
from gateway.errors import Refused, extensions
from gateway.heads import check_head, header
from gateway.peers import seen_through
from gateway.sessions import is_https
from gateway.settings import GatewaySettings

log = logging.getLogger(__name__)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"strict-origin-when-cross-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=()",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}
HSTS = b"max-age=63072000; includeSubDomains"
TOO_LARGE = 431
BODY_SECONDS = 15.0
"""A request's body comes within these, whole."""
CHOOSING = frozenset({b"accept", b"accept-language", b"cookie"})
"""What a page on a wrong head is chosen by; the cookies may be what is too large in it."""
CODES = {
    400: "BAD_REQUEST",
    401: "UNAUTHENTICATED",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    409: "CONFLICT",
    413: "TOO_LARGE",
    415: "UNSUPPORTED_MEDIA_TYPE",
    429: "LIMIT",
    500: "INTERNAL",
    503: "BUSY",
}


def headers_of(settings: GatewaySettings) -> dict[bytes, bytes]:
    return HEADERS | ({b"strict-transport-security": HSTS} if is_https(settings) else {})


def guarded(app: Litestar, settings: GatewaySettings) -> ASGIApp:
    """Every answer of ``app`` with the headers; personal by default, so not to be stored."""
    fixed = headers_of(settings)
    seen = seen_through(settings)

    async def shielded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return

        scope = seen(scope)
        is_head = scope["method"] == "HEAD"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                more = fixed | {b"cache-control": b"no-store"}
                message["headers"] = [
                    *message["headers"],
                    *((name, value) for name, value in more.items() if name not in given),
                ]
            elif is_head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        traces.begin()
        try:
            check_head(scope, settings)
            traces.begin(header(scope, b"traceparent"))
        except Refused as refused:
            await _refuse(app, scope, refused, receive, sending)
        else:
            # Whatever can be read can be asked about: the same headers, nothing behind them.
            asked = {**scope, "method": "GET"} if is_head else scope
            await app(cast(Scope, asked), _in_time(receive), sending)

    return shielded


def _in_time(receive: Receive) -> Receive:
    """``receive``, which does not wait for a body for ever. Raises ``Refused`` 408."""
    until = time.monotonic() + BODY_SECONDS
    done = False

    async def receiving() -> Any:
        nonlocal done
        if done:
            return await receive()
        try:
            async with asyncio.timeout(until - time.monotonic()):
                message = await receive()
        except TimeoutError:
            raise Refused(408, "TIMEOUT", "the body took too long") from None
        done = not message.get("more_body", False)
        return message

    return receiving


async def _refuse(
    app: Litestar, scope: HTTPScope, refused: Refused, receive: Receive, send: Send
) -> None:
    """As the app itself refuses; of a head that is none of ours only what a page is chosen by."""
    by = CHOOSING - {b"cookie"} if refused.status == TOO_LARGE else CHOOSING
    known = [(name, value) for name, value in scope["headers"] if name in by]
    path = scope["path"] if scope["path"] == "/graphql" else "/"
    more: Any = {"litestar_app": app, "state": {}, "path": path, "raw_path": path.encode()}
    more |= {"method": "GET", "query_string": b"", "headers": known}
    request: Request[Any, Any, Any] = Request(cast(Scope, {**scope, **more}))
    answer: Response[Any] = cast(Any, app.exception_handlers[Refused])(request, refused)
    await answer.to_asgi_response(None, request)(request.scope, receive, send)


def answer_refused(_: Request[Any, Any, Any], refused: Refused) -> Response[bytes]:
    return _answer(refused.status, [refused.shown()], refused.retry_after)


def answer_fault(_: Request[Any, Any, Any], fault: Fault) -> Response[bytes]:
    shown = {"message": fault.message, "extensions": extensions(fault)}
    return _answer(fault.status, [shown], fault.retry_after)


def answer_http(_: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """What Litestar refuses: unknown paths and methods, bodies that are too large."""
    code = CODES.get(error.status_code, "BAD_REQUEST")
    refused = Refused(error.status_code, code, MESSAGES_EN.get(code, "this cannot be answered"))
    return _answer(error.status_code, [refused.shown()], None, dict(error.headers or {}))


def answer_bug(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    log.error("%s failed", request.url.path, exc_info=error)
    return _answer(500, [Refused(500, "INTERNAL", "internal error").shown()], None)


MESSAGES_EN = {
    "NOT_FOUND": "nothing is here",
    "METHOD_NOT_ALLOWED": "not with this method",
    "TOO_LARGE": "too large",
    "UNSUPPORTED_MEDIA_TYPE": "not in this form",
    "BAD_REQUEST": "this cannot be read",
}


def _answer(
    status: int,
    errors: list[dict[str, Any]],
    retry_after: float | None,
    headers: dict[str, str] | None = None,
) -> Response[bytes]:
    more = {"Retry-After": str(max(1, round(retry_after)))} if retry_after else {}
    return Response(
        content=msgspec.json.encode({"errors": errors}),
        status_code=status,
        media_type="application/json",
        headers={**(headers or {}), **more},
    )
