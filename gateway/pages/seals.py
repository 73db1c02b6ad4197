"""Forms that were sent too late, kept for later so that only this site can write and read them."""

from __future__ import annotations

import hashlib
import time
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

import msgspec
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

DAY = 86_400


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A form that was not taken: whoever sent it was not signed in any more, or not yet sure."""

    action: str
    """Where it was sent."""
    typed: dict[str, list[str]]
    """Field -> its values, without what is secret."""
    mark: str = ""
    """The mark it came with, which says who wrote it: ``gateway.seals.is_made_for``."""
    secrets: list[str] = []
    """Fields that were filled in and not kept."""
    files: dict[str, list[str]] = {}
    """Field -> names of the files that were chosen."""
    back: str = "/"
    """The page it was written on."""
    until: float = 0.0
    """Unix time."""


def keep(secret: bytes, found: Kept) -> str:
    """As text for a hidden field, good for a day."""
    found = msgspec.structs.replace(found, until=time.time() + DAY)
    packed = zlib.compress(msgspec.json.encode(found))
    return urlsafe_b64encode(_box(secret).encrypt(packed)).decode()


def kept(secret: bytes, given: str) -> Kept | None:
    """None for what was not written here, or too long ago."""
    try:
        packed = _box(secret).decrypt(urlsafe_b64decode(given.encode("utf-8", "replace")))
    except (CryptoError, ValueError):
        return None
    found = msgspec.json.decode(zlib.decompress(packed), type=Kept)
    return found if found.until > time.time() else None


def _box(secret: bytes) -> SecretBox:
    return SecretBox(hashlib.blake2b(secret, person=b"kept form", digest_size=32).digest())
