"""Who works where in which role, how one comes and how one goes; answered by profiles.

What takes a second person (giving a role of level 2 or more, loosening the policy) becomes a
``PendingChange``, which another of the organization's managers confirms within seven days.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.accounts import Email, Locale
from contracts.profiles import Membership, Name, Unit
from contracts.wire import After, Event, First, Key, Method, Revision, Role


class Member(Struct, frozen=True, kw_only=True):
    """A membership with the name of its person."""

    id: UUID
    person_id: UUID
    name: str
    name_kana: str
    organization_id: UUID
    unit_id: UUID | None
    role: Role
    since: datetime
    until: datetime | None = None
    revision: int


class ChangeKind(StrEnum):
    ROLE = "role"
    INVITATION = "invitation"
    POLICY = "policy"


class ChangeState(StrEnum):
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class PendingChange(Struct, frozen=True, kw_only=True):
    """What one person asked for and another one has to confirm."""

    id: UUID
    organization_id: UUID
    kind: ChangeKind
    state: ChangeState
    asked_by: UUID
    """A person, as are ``decided_by`` and ``person_id``."""
    asked_by_name: str = ""
    asked_at: datetime
    expires_at: datetime
    decided_by: UUID | None = None
    membership_id: UUID | None = None
    person_id: UUID | None = None
    person_name: str = ""
    unit_id: UUID | None = None
    role: Role | None = None
    invitation_id: UUID | None = None
    email: str = ""
    review_before_publishing: bool | None = None


class InvitationState(StrEnum):
    WAITING = "waiting"
    """For a second person; no letter has gone out."""
    SENT = "sent"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


class Invitation(Struct, frozen=True, kw_only=True):
    """To join under this address, in this role and no other, until it expires."""

    id: UUID
    organization_id: UUID
    organization_name: str
    unit_id: UUID | None = None
    role: Role
    email: str
    """In the one form that addresses are compared in."""
    locale: Locale
    state: InvitationState
    invited_by: UUID
    """The membership of who asked: without it the invitation is worth nothing."""
    invited_by_name: str = ""
    made_at: datetime
    expires_at: datetime
    revision: int = 1


class InvitationAccepted(Struct, frozen=True, kw_only=True):
    """Told by accounts, in the transaction that opened the account or knew it."""

    invitation_id: UUID
    account_id: UUID
    person_id: UUID
    name: str = ""
    """Empty: of somebody who has an account already."""
    name_kana: str = ""


class ListMembers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Live and coming memberships of an organization, in the order of their beginning."""

    organization_id: UUID
    first: First = 100
    after: After | None = None


class MemberPage(Struct, frozen=True, kw_only=True):
    members: tuple[Member, ...]
    more: bool
    total: int


class ChangeMembership(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``role`` and ``unit_id`` as they shall be."""

    id: UUID
    revision: Revision
    role: Role
    unit_id: UUID | None = None
    idempotency_key: Key | None = None


class MembershipChange(Struct, frozen=True, kw_only=True):
    """The membership as it stands, and what waits for a second person, if anything does."""

    membership: Membership
    pending: PendingChange | None = None


class EndMembership(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``until`` (UTC); none: at once."""

    id: UUID
    revision: Revision
    until: datetime | None = None
    idempotency_key: Key | None = None


class OfOrganization(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    organization_id: UUID


class DecideChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID


class SetPolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether what one writes another publishes. ``id`` is chosen by the asker."""

    id: UUID
    organization_id: UUID
    review_before_publishing: bool


class Invite(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``id`` is chosen by the asker: sent twice, one letter."""

    id: UUID
    organization_id: UUID
    unit_id: UUID | None = None
    role: Role
    email: Email
    locale: Locale = Locale.JA


class RevokeInvitation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID


class AddUnit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    organization_id: UUID
    name: Annotated[Name, Meta()]


LIST_MEMBERS = Method("rpc.profiles.v1.member.list", ListMembers, MemberPage, safe=True)
CHANGE_MEMBERSHIP = Method("rpc.profiles.v1.membership.change", ChangeMembership, MembershipChange)
END_MEMBERSHIP = Method("rpc.profiles.v1.membership.end", EndMembership, Membership)
LIST_CHANGES = Method(
    "rpc.profiles.v1.change.list", OfOrganization, tuple[PendingChange, ...], safe=True
)
CONFIRM_CHANGE = Method("rpc.profiles.v1.change.confirm", DecideChange, PendingChange)
REFUSE_CHANGE = Method("rpc.profiles.v1.change.refuse", DecideChange, PendingChange)
SET_POLICY = Method("rpc.profiles.v1.policy.set", SetPolicy, PendingChange)
INVITE = Method("rpc.profiles.v1.invitation.make", Invite, Invitation)
REVOKE_INVITATION = Method("rpc.profiles.v1.invitation.revoke", RevokeInvitation, Invitation)
LIST_INVITATIONS = Method(
    "rpc.profiles.v1.invitation.list", OfOrganization, tuple[Invitation, ...], safe=True
)
ADD_UNIT = Method("rpc.profiles.v1.unit.add", AddUnit, Unit)

INVITATION_KEPT = Event("event.profiles.v1.invitation.kept", Invitation)
INVITATION_ACCEPTED = Event("event.accounts.v1.invitation.accepted", InvitationAccepted)
