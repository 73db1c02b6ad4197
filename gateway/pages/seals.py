"""What only this site can have written: the mark in every form, and forms kept for later."""

from __future__ import annotations

import hmac
import secrets
import time
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Any

import msgspec

NONCE = 16  # hexadecimal digits
HOUR = 3_600


def form_mark(secret: bytes, bound: str) -> str:
    """For the field ``csrf``, good in one session.

    New each time: a mark that stayed the same could be guessed from the size of packed pages
    (BREACH).
    """
    nonce = secrets.token_hex(NONCE // 2)
    return nonce + _digest(secret, "form", bound, nonce)


def is_form_mark(secret: bytes, bound: str, given: str) -> bool:
    nonce, digest = given[:NONCE], given[NONCE:]
    return hmac.compare_digest(_digest(secret, "form", bound, nonce).encode(), digest.encode())


class Kept(msgspec.Struct, frozen=True):
    """A form that was sent by somebody who was not signed in any more."""

    form: str
    """Which one: a key of ``sessions.RESUMED``."""
    action: str
    """Where it was sent."""
    typed: dict[str, Any]
    until: float
    """Unix time."""


def keep(secret: bytes, form: str, action: str, typed: dict[str, Any]) -> str:
    """As text for a hidden field, good for an hour."""
    kept = Kept(form, action, typed, time.time() + HOUR)
    body = urlsafe_b64encode(zlib.compress(msgspec.json.encode(kept))).decode()
    return f"{_digest(secret, 'kept', body)}.{body}"


def kept(secret: bytes, given: str) -> Kept | None:
    """None for what was not written here, or too long ago."""
    digest, _, body = given.partition(".")
    if not hmac.compare_digest(_digest(secret, "kept", body).encode(), digest.encode()):
        return None
    found = msgspec.json.decode(zlib.decompress(urlsafe_b64decode(body)), type=Kept)
    return found if found.until > time.time() else None


def _digest(secret: bytes, *parts: str) -> str:
    return hmac.new(secret, "\0".join(parts).encode("utf-8", "replace"), sha256).hexdigest()
