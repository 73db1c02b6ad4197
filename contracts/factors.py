"""What an account can be opened with besides a password: passkeys, one-time and recovery codes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.wire import Role

Token = Annotated[str, Meta(min_length=20, max_length=100)]
"""An opaque session token as it was handed out; only its SHA-256 is stored."""


Code = Annotated[str, Meta(max_length=40)]
"""A one-time or recovery code as it was typed: width, case, blanks and hyphens do not matter."""
Credential = Annotated[str, Meta(max_length=20_000)]
"""What a browser's ``navigator.credentials`` answered, as the JSON of WebAuthn level 3."""
PasskeyName = Annotated[str, Meta(max_length=60)]


class SecondFactorMethod(StrEnum):
    PASSKEY = "passkey"
    TOTP = "totp"
    RECOVERY_CODE = "recovery_code"
    VOUCHED = "vouched"
    """Two people have vouched that the factor is lost, and a day has passed: it goes with this."""


class SecondFactor(Struct, frozen=True, kw_only=True):
    """The password was right, and something more is asked for."""

    challenge: str
    """Stands for the sign-in that has begun: good for five minutes, once."""
    methods: tuple[SecondFactorMethod, ...]


class BeginPasskeySignIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Also to complete a sign-in, and to confirm a session."""


class PasskeyOptions(Struct, frozen=True, kw_only=True):
    options: str
    """JSON for ``navigator.credentials``; its challenge is good for five minutes, once."""


class OfSession(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something about the account whose session this is."""

    token: Token


class Revoked(Struct, frozen=True, kw_only=True):
    count: int


class OpenSession(Struct, frozen=True, kw_only=True):
    id: UUID
    opened_at: datetime
    seen_at: datetime
    device: str
    """Coarse: browser and system. Empty when neither is known."""
    is_current: bool


class Passkey(Struct, frozen=True, kw_only=True):
    id: UUID
    name: str
    created_at: datetime
    used_at: datetime | None = None


class Security(Struct, frozen=True, kw_only=True):
    """What an account can be opened with, and where it is open now."""

    passkeys: tuple[Passkey, ...]
    totp_since: datetime | None
    recovery_codes_left: int
    sessions: tuple[OpenSession, ...]
    """The one last used comes first."""


class Renewed(Struct, frozen=True, kw_only=True):
    """The same session under a new token; the old one is good for nothing any more."""

    token: str
    recovery_codes: tuple[str, ...] = ()
    """Shown this once, with the first second factor."""


class RecoveryCodes(Struct, frozen=True, kw_only=True):
    codes: tuple[str, ...]


class TotpBegun(Struct, frozen=True, kw_only=True):
    secret: str
    """Base32, to be typed where no picture can be read."""
    uri: str
    """``otpauth://``, to be shown as a QR code."""


class ConfirmTotp(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    token: Token
    code: Annotated[str, Meta(min_length=1, max_length=40)]


class AddPasskey(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    token: Token
    passkey: Annotated[str, Meta(min_length=1, max_length=20_000)]
    name: PasskeyName = ""


class RemovePasskey(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    token: Token
    id: UUID


PASSKEY_EXPECTED = frozenset(
    {
        *(Role.STAFF, Role.LIAISON, Role.DECISION_MAKER, Role.ORGANIZER),
        *(Role.MODERATOR, Role.PLATFORM_ADMIN, Role.AUDITOR),
    }
)
"""Roles that are asked to have more than a password. Nothing is refused for want of it yet."""
