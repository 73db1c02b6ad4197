"""Whether an organization and an account still take part: active, suspended, closed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.wire import Event, Key, Method

StandingReason = Annotated[str, Meta(min_length=5, max_length=500)]


class Standing(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    """Nobody acts for it; what it has here stays, and is in no list until it is back."""
    CLOSED = "closed"
    """For good: its open challenges, offers and proposals are withdrawn, its memberships ended."""


class SetStanding(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By a platform admin; a company admin may close the own organization."""

    organization_id: UUID
    standing: Standing
    reason: StandingReason
    """Kept, and shown to platform admins."""
    idempotency_key: Key | None = None


class OrganizationStanding(Struct, frozen=True, kw_only=True):
    organization_id: UUID
    standing: Standing
    set_at: datetime | None = None
    revision: int = 0


class SuspendAccount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose it is, by their person; ``is_suspended`` false lets them in again."""

    person_id: UUID
    is_suspended: bool
    reason: StandingReason


class AccountStanding(Struct, frozen=True, kw_only=True):
    person_id: UUID
    is_suspended: bool


SET_STANDING = Method(
    "rpc.profiles.v1.organization.set_standing", SetStanding, OrganizationStanding, deadline=10.0
)
SUSPEND_ACCOUNT = Method("rpc.accounts.v1.account.suspend", SuspendAccount, AccountStanding)

STANDING_SET = Event("event.profiles.v1.standing.set", OrganizationStanding)
"""Told without the reason."""
