"""The mark that shows that a request was written on a page of ours, in its own session."""

from __future__ import annotations

import hmac
import re
import secrets
from hashlib import sha256

NONCE = 16  # hexadecimal digits
WHOLE = re.compile("[0-9a-f]{80}[av][0-9a-f]{64}")


def form_mark(secret: bytes, bound: str, account: str = "", visitor: str = "") -> str:
    """For the field ``csrf`` or the header ``X-CSRF-Token``, good in one session (``bound``).

    Its end says for whom it was made, an account or a visitor, so that a form that comes after
    its session is theirs again. New each time: a mark that stayed the same could be guessed
    from the size of packed pages (BREACH).
    """
    nonce = secrets.token_hex(NONCE // 2)
    kind, whose = ("a", account) if account else ("v", visitor)
    return nonce + digest(secret, "form", bound, nonce) + kind + digest(secret, kind, whose, nonce)


def is_form_mark(secret: bytes, bound: str, given: str) -> bool:
    if not WHOLE.fullmatch(given):
        return False
    nonce, mark = given[:NONCE], given[NONCE : NONCE + 64]
    return hmac.compare_digest(digest(secret, "form", bound, nonce), mark)


def is_made_for(secret: bytes, given: str, account: str = "", visitor: str = "") -> bool:
    """Whether the form was written for this account, or for this visitor's browser."""
    if not WHOLE.fullmatch(given):
        return False
    nonce, kind, mark = given[:NONCE], given[NONCE + 64], given[NONCE + 65 :]
    whose = account if kind == "a" else visitor
    return bool(whose) and hmac.compare_digest(digest(secret, kind, whose, nonce), mark)


def is_of_account(given: str) -> bool:
    """Whether it says that somebody signed in wrote the form; it may be anybody's word."""
    return WHOLE.fullmatch(given) is not None and given[NONCE + 64] == "a"


def digest(secret: bytes, *parts: str) -> str:
    return hmac.new(secret, "\0".join(parts).encode("utf-8", "replace"), sha256).hexdigest()
