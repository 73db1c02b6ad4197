"""Opaque places in lists, sealed: good for one list, its filters, and who was given them."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from hashlib import sha256
from typing import TypeVar

import msgspec

from contracts.faults import FieldProblem, Invalid

P = TypeVar("P")
MARK = 12  # bytes of the seal; it guards a place in a list, not a door


class Cursors:
    """Seals places for one viewer."""

    def __init__(self, secret: bytes, viewer: str) -> None:
        self._secret = secret
        self._viewer = viewer

    def seal(self, scope: str, place: msgspec.Struct | int) -> str:
        """``scope`` names the list with its filters; ``place`` is where a row stands in it."""
        body = msgspec.json.encode(place)
        return urlsafe_b64encode(self._mark(scope, body) + body).decode().rstrip("=")

    def open(self, scope: str, cursor: str | None, kind: type[P]) -> P | None:
        """The place, or none without a cursor. Raises ``Invalid`` for what was not sealed here."""
        if cursor is None:
            return None
        try:
            whole = urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
            mark, body = whole[:MARK], whole[MARK:]
            if hmac.compare_digest(mark, self._mark(scope, body)):
                return msgspec.json.decode(body, type=kind)
        except (NotBase64, ValueError, msgspec.MsgspecError):
            pass
        problem = FieldProblem("after", "unknown_cursor")
        raise Invalid("this cursor was not given for this list", fields=(problem,))

    def _mark(self, scope: str, body: bytes) -> bytes:
        text = b"\0".join((self._viewer.encode(), scope.encode(), body))
        return hmac.new(self._secret, text, sha256).digest()[:MARK]
