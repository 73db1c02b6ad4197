"""What an account can be opened with, and where it is open: for its own person alone."""

from __future__ import annotations

from datetime import datetime

import strawberry

from contracts import accounts, factors
from gateway.schema import words


@strawberry.type(description="A key of an authenticator, bound to this site.")
class Passkey:
    id: strawberry.ID
    name: str
    created_at: datetime
    used_at: datetime | None

    @classmethod
    def of(cls, record: factors.Passkey) -> Passkey:
        return cls(
            id=strawberry.ID(str(record.id)),
            name=record.name,
            created_at=record.created_at,
            used_at=record.used_at,
        )


@strawberry.type(description="Where one is signed in.")
class OpenSession:
    id: strawberry.ID
    opened_at: datetime
    seen_at: datetime
    device: str = strawberry.field(description="Browser and system; empty when not known.")
    is_current: bool

    @classmethod
    def of(cls, record: factors.OpenSession) -> OpenSession:
        return cls(
            id=strawberry.ID(str(record.id)),
            opened_at=record.opened_at,
            seen_at=record.seen_at,
            device=record.device,
            is_current=record.is_current,
        )


@strawberry.type(description="What one's account can be opened with, and where it is open.")
class Security:
    passkeys: list[Passkey]
    totp_since: datetime | None = strawberry.field(description="Of the authenticator app.")
    recovery_codes_left: int
    sessions: list[OpenSession] = strawberry.field(description="The one last used comes first.")

    @classmethod
    def of(cls, record: factors.Security) -> Security:
        return cls(
            passkeys=[Passkey.of(one) for one in record.passkeys],
            totp_since=record.totp_since,
            recovery_codes_left=record.recovery_codes_left,
            sessions=[OpenSession.of(one) for one in record.sessions],
        )


@strawberry.type(description="The password was right, and something more is asked for.")
class Suspension:
    since: datetime
    reason: str = strawberry.field(description="As it was written for whose account it is.")
    contact: str = strawberry.field(description="The address to write to; empty: none is set.")

    @classmethod
    def of(cls, record: accounts.Suspension | None, contact: str) -> Suspension | None:
        return cls(since=record.since, reason=record.reason, contact=contact) if record else None


@strawberry.type
class SecondFactor:
    challenge: str = strawberry.field(description="For completeSignIn: five minutes, once.")
    methods: list[words.SecondFactorMethod]

    @classmethod
    def of(cls, record: factors.SecondFactor | None) -> SecondFactor | None:
        return cls(challenge=record.challenge, methods=list(record.methods)) if record else None
