"""Links to come in by: their tokens are made anew each time a letter is written, and kept nowhere.

A token is 256 bits that only the holder of this service's secret can make. Others are told its
hash, which opens nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode, urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from contracts.joining import LinkKind

PATHS = {
    LinkKind.INVITATION: "/invitations/",
    LinkKind.REGISTRATION: "/registrations/link/",
    LinkKind.PASSWORD_RESET: "/reset/link/",
    LinkKind.EMAIL_CONFIRM: "/email/confirm/",
    LinkKind.EMAIL_UNDO: "/email/undo/",
    LinkKind.RECOVERY_STOP: "/recovery/stop/",
}


class Links:
    """``secret``: 32 bytes from the keyring."""

    def __init__(self, secret: bytes) -> None:
        self._key = hashlib.blake2b(key=secret, person=b"links", digest_size=32).digest()

    def token(self, kind: LinkKind, subject_id: UUID) -> str:
        mark = hmac.digest(self._key, kind.encode() + subject_id.bytes, "sha256")
        return urlsafe_b64encode(mark).decode().rstrip("=")

    def path(self, kind: LinkKind, subject_id: UUID) -> str:
        return PATHS[kind] + self.token(kind, subject_id)

    def reply_token(self, notification_id: UUID) -> str:
        """Of the address that a letter may be answered to, whatever mail does to its case."""
        mark = hmac.digest(self._key, b"reply" + notification_id.bytes, "sha256")
        return b32encode(mark).decode().rstrip("=").lower()

    def reply_hash(self, notification_id: UUID) -> str:
        return hashlib.sha256(self.reply_token(notification_id).encode()).hexdigest()

    def stop_path(self, person_id: UUID) -> str:
        """Ends letters of what was found to a person; the token names them, sealed."""
        token = urlsafe_b64encode(person_id.bytes + self._stop_mark(person_id))
        return f"/letters/stop/{token.decode()}"

    def stopper(self, token: str) -> UUID | None:
        """Whose letters the holder of ``token`` may end, if it is one of ours."""
        raw = urlsafe_b64decode(token)
        person = UUID(bytes=raw[:16])
        return person if hmac.compare_digest(raw[16:], self._stop_mark(person)) else None

    def _stop_mark(self, person_id: UUID) -> bytes:
        return hmac.digest(self._key, b"stop" + person_id.bytes, "sha256")

    def token_hash(self, kind: LinkKind, subject_id: UUID) -> str:
        """SHA-256 of the token, hexadecimal."""
        return hashlib.sha256(self.token(kind, subject_id).encode()).hexdigest()
