"""Whether an organization and an account still take part: active, suspended, closed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.accounts import Locale
from contracts.wire import Event, Key, Method

StandingReason = Annotated[str, Meta(min_length=5, max_length=500)]


class Standing(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    """Nobody acts for it; what it has here stays, and is in no list until it is back."""
    CLOSED = "closed"
    """For good: its open challenges, offers and proposals are withdrawn, its memberships ended."""


class SetStanding(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By a platform admin; a moderator may suspend, a company admin close the own organization."""

    organization_id: UUID
    standing: Standing
    reason: StandingReason
    """Shown to platform admins, and to whoever belongs to the organization."""
    idempotency_key: Key | None = None


class OrganizationStanding(Struct, frozen=True, kw_only=True):
    organization_id: UUID
    standing: Standing
    set_at: datetime | None = None
    revision: int = 0
    reason: str = ""
    """What was said when it was set last."""
    organization_name: str = ""


class GetStanding(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    organization_id: UUID


class SuspendAccount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose it is, by their person; ``is_suspended`` false lets them in again.

    A moderator keeps out at once; who lets in again is a platform admin, and so somebody else.
    """

    person_id: UUID
    is_suspended: bool
    reason: StandingReason
    """Whose it is reads it, by letter and when they sign in."""


class GetAccountStanding(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    person_id: UUID


class AccountStanding(Struct, frozen=True, kw_only=True):
    person_id: UUID
    is_suspended: bool
    since: datetime | None = None
    reason: str = ""


class AccountStandingSet(Struct, frozen=True, kw_only=True):
    """Told for the letter to whose account it is."""

    account_id: UUID
    person_id: UUID
    email: str
    locale: Locale
    is_suspended: bool
    reason: str
    at: datetime


SET_STANDING = Method(
    "rpc.profiles.v1.organization.set_standing", SetStanding, OrganizationStanding, deadline=10.0
)
GET_STANDING = Method(
    "rpc.profiles.v1.organization.get_standing", GetStanding, OrganizationStanding, safe=True
)
SUSPEND_ACCOUNT = Method("rpc.accounts.v1.account.suspend", SuspendAccount, AccountStanding)
GET_ACCOUNT_STANDING = Method(
    "rpc.accounts.v1.account.get_standing", GetAccountStanding, AccountStanding, safe=True
)

STANDING_SET = Event("event.profiles.v1.standing.set", OrganizationStanding)
ACCOUNT_STANDING_SET = Event("event.accounts.v1.account.standing_set", AccountStandingSet)
