"""GraphQL over HTTP: one POST, one answer; whatever cannot stand is answered, never a 500."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.datastructures.state import State
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from gateway.context import Context
from gateway.errors import Refused
from gateway.executor import run_theirs
from gateway.sessions import check_origin

LARGEST = 100_000  # bytes of a request
DEEPEST = 32  # brackets inside each other
_BRACKETS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[{\]}]', re.DOTALL)
"""Possessive, and content with a string that never ends: no byte is looked at twice."""


class Operation(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """The body of a request (GraphQL over HTTP, draft of 2025)."""

    query: str = ""
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None


@post("/graphql", status_code=200)
async def graphql(
    request: Request[None, None, State], context: NamedDependency[SkipValidation[Context]]
) -> Response[bytes]:
    check_origin(request, context.who, context.settings, request.app.state.secret)
    context.charge(1)
    operation = read(request.headers, await _body(request))
    result = await run_theirs(
        operation.query, operation.variables or {}, operation.operation_name, context
    )
    return Response(
        content=msgspec.json.encode(result.body()),
        status_code=result.status,
        media_type="application/json",
        cookies=context.cookies,
        headers={"Cache-Control": "no-store"},
    )


async def _body(request: Request[None, None, State]) -> bytes:
    """Raises ``Refused`` 413 as soon as it is known to be too large."""
    if int(request.headers.get("content-length") or 0) > LARGEST:
        raise _too_large()
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise _too_large()
    return bytes(body)


def _too_large() -> Refused:
    return Refused(413, "TOO_LARGE", f"more than {LARGEST} bytes")


def read(headers: Any, body: bytes) -> Operation:
    """Raises ``Refused`` for what is no operation."""
    media = [part.strip().lower() for part in headers.get("content-type", "").split(";")]
    charsets = {part for part in media[1:] if part.startswith("charset=")}
    if media[0] != "application/json" or charsets - {"charset=utf-8", 'charset="utf-8"'}:
        raise Refused(415, "UNSUPPORTED_MEDIA_TYPE", "send application/json in UTF-8")
    if headers.get("content-encoding", "identity") != "identity":
        raise Refused(415, "UNSUPPORTED_MEDIA_TYPE", "send the body without content-encoding")
    _check_depth(body)
    try:
        operation = msgspec.json.decode(body, type=Operation)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError):
        raise _no_operation() from None
    _check_keys(body)
    _check_hash(operation)
    return operation


def _check_keys(body: bytes) -> None:
    """A key twice in one object reads otherwise elsewhere; msgspec takes the last one."""
    try:
        json.loads(body, object_pairs_hook=_once)
    except ValueError:
        raise _no_operation() from None


def _once(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a key twice in one object")


def _check_hash(operation: Operation) -> None:
    """Clients that send a hash first (Apollo's persisted queries) are told to send the text."""
    known = (operation.extensions or {}).get("persistedQuery")
    if known is not None and not operation.query:
        raise Refused(400, "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
    if not operation.query:
        raise _no_operation()
    if known is None:
        return
    digest = sha256(operation.query.encode()).hexdigest()
    if not isinstance(known, dict) or known.get("sha256Hash") != digest:
        raise Refused(400, "BAD_REQUEST", "the hash is not that of the query")


def _no_operation() -> Refused:
    message = "the body is not an operation: {query, variables, operationName}"
    return Refused(400, "BAD_REQUEST", message)


def _check_depth(body: bytes) -> None:
    depth = 0
    for found in _BRACKETS.finditer(body):
        sign = body[found.start()]
        depth += (sign in b"[{") - (sign in b"]}")
        if depth > DEEPEST:
            raise Refused(400, "BAD_REQUEST", f"the body is deeper than {DEEPEST}")
