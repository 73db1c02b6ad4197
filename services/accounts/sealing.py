"""What is kept so that a copy of the database alone is worth nothing."""

from __future__ import annotations

import hashlib
import hmac
from uuid import UUID

from nacl.secret import SecretBox


class Sealing:
    """Seals what has to be read again, and marks what only has to be recognised.

    ``secret``: 32 bytes from the keyring; each use has a key of its own derived from it.
    """

    def __init__(self, secret: bytes) -> None:
        self._box = SecretBox(_derived(secret, b"totp"))
        self._recovery = _derived(secret, b"recovery")
        self._password = _derived(secret, b"password")

    def seal(self, text: str) -> bytes:
        return bytes(self._box.encrypt(text.encode()))

    def open(self, sealed: bytes) -> str:
        """Raises ``nacl.exceptions.CryptoError`` for what another key has sealed."""
        return self._box.decrypt(sealed).decode()

    def recovery_mark(self, account_id: UUID, code: str) -> bytes:
        """Keyed, since a code is short enough to be found from a plain hash."""
        return hmac.digest(self._recovery, account_id.bytes + code.encode(), "sha256")

    def password_mark(self, password: str) -> bytes:
        """32 bits: enough to see that one password comes again and again, and not which."""
        return hmac.digest(self._password, password.encode(errors="replace"), "sha256")[:4]


def _derived(secret: bytes, use: bytes) -> bytes:
    return hashlib.blake2b(key=secret, person=use, digest_size=32).digest()
