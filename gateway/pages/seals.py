"""Forms that were sent too late, kept for later so that only this site can have written them."""

from __future__ import annotations

import hmac
import time
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import msgspec

from gateway.seals import digest

HOUR = 3_600


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
    return f"{digest(secret, 'kept', body)}.{body}"


def kept(secret: bytes, given: str) -> Kept | None:
    """None for what was not written here, or too long ago."""
    mark, _, body = given.partition(".")
    if not hmac.compare_digest(digest(secret, "kept", body).encode(), mark.encode()):
        return None
    found = msgspec.json.decode(zlib.decompress(urlsafe_b64decode(body)), type=Kept)
    return found if found.until > time.time() else None
