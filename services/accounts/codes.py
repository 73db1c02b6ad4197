"""One-time and recovery codes, free of I/O (RFC 6238: six digits, 30 seconds, SHA-1)."""

from __future__ import annotations

import hmac
import secrets
import unicodedata

import pyotp

STEP = 30  # seconds
ASIDE = 1
"""Steps that a clock may be wrong by, to either side."""
RECOVERY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another."""
_GROUPS, _GROUP = 3, 4
ISSUER = "Enishi"


def new_secret() -> str:
    return pyotp.random_base32()


def uri(secret: str, email: str) -> str:
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def step_of(secret: str, code: str, unix_time: float) -> int | None:
    """The step near ``unix_time`` that this is the code of."""
    totp, now, typed = pyotp.TOTP(secret), int(unix_time // STEP), plain(code)
    found = None
    for step in range(now - ASIDE, now + ASIDE + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode()):
            found = step
    return found


def new_recovery_codes() -> tuple[str, ...]:
    """Each of 59 bits, which nobody guesses ten at a time."""
    return tuple("-".join(_group() for _ in range(_GROUPS)) for _ in range(RECOVERY_CODES))


def _group() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_GROUP))


def plain(code: str) -> str:
    """A code in the one form that is compared, however it was typed."""
    folded = unicodedata.normalize("NFKC", code).casefold()
    return "".join(character for character in folded if character.isalnum())
