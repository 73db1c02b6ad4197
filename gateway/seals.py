"""The mark that shows that a request was written on a page of ours, in its own session."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

NONCE = 16  # hexadecimal digits


def form_mark(secret: bytes, bound: str) -> str:
    """For the field ``csrf`` or the header ``X-CSRF-Token``, good in one session (``bound``).

    New each time: a mark that stayed the same could be guessed from the size of packed pages
    (BREACH).
    """
    nonce = secrets.token_hex(NONCE // 2)
    return nonce + digest(secret, "form", bound, nonce)


def is_form_mark(secret: bytes, bound: str, given: str) -> bool:
    nonce, mark = given[:NONCE], given[NONCE:]
    expected = digest(secret, "form", bound, nonce)
    return hmac.compare_digest(expected.encode(), mark.encode("utf-8", "replace"))


def digest(secret: bytes, *parts: str) -> str:
    return hmac.new(secret, "\0".join(parts).encode("utf-8", "replace"), sha256).hexdigest()
