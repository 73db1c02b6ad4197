"""Getting back into an account, and moving it to another address; of accounts.

A password is set anew by a link in a letter, which opens no session: signing in comes after it,
with the second factor where there is one. A second factor that is lost is taken away when two
people vouch for whose account it is, and not before a day has passed.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.accounts import Email, Locale, Nothing, Password
from contracts.factors import OfSession, Renewed, Revoked, Token
from contracts.wire import Event, Method

How = Annotated[str, Meta(min_length=1, max_length=200)]


class AskPasswordReset(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Answered alike, and as fast, whether or not there is such an account."""

    email: Email


class LookUpReset(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Looking takes nothing up, however often a scanner of mail does it."""

    token: Token


class ResetSeen(Struct, frozen=True, kw_only=True):
    expires_at: datetime
    has_second_factor: bool
    """Whether signing in will ask for more than the new password."""


class ResetPassword(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    token: Token
    password: Password


class ResetAsked(Struct, frozen=True, kw_only=True):
    """Told of unknown addresses as well, without the address: so both take as long."""

    id: UUID
    email: str = ""
    locale: Locale = Locale.JA
    expires_at: datetime


class ChangeEmail(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of one's own account, in a session that is confirmed."""

    token: Token
    email: Email


class OfLink(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the link of a letter leads to."""

    token: Token


class EmailChangeState(StrEnum):
    ASKED = "asked"
    CONFIRMED = "confirmed"
    UNDONE = "undone"
    """Also when it was stopped before it was confirmed."""
    OVERTAKEN = "overtaken"
    """By one that was asked for later, or by one before it that was undone."""


class EmailChange(Struct, frozen=True, kw_only=True):
    id: UUID
    account_id: UUID
    person_id: UUID
    old_email: str
    new_email: str
    locale: Locale
    state: EmailChangeState
    asked_at: datetime
    confirm_until: datetime
    undo_until: datetime | None = None
    """None until it is confirmed."""
    revision: int
    """Of the account."""


class EmailChangeSeen(Struct, frozen=True, kw_only=True):
    """``email``: the account's, once the link has been followed."""

    email: str
    until: datetime


class FactorChange(StrEnum):
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    TOTP_ADDED = "totp_added"
    TOTP_REMOVED = "totp_removed"
    RECOVERY_CODES_RENEWED = "recovery_codes_renewed"
    RECOVERY_CODE_USED = "recovery_code_used"
    ALL_REMOVED = "all_removed"
    """After two people vouched."""
    NEW_DEVICE = "new_device"
    """Signed in with a browser or system that was not used before."""


class FactorsChanged(Struct, frozen=True, kw_only=True):
    account_id: UUID
    person_id: UUID
    email: str
    locale: Locale
    change: FactorChange
    device: str = ""
    """Coarse, and empty when not known."""
    changed_at: datetime


class AskRecovery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By somebody whose password was right: the challenge stands for the sign-in that waits."""

    challenge: Token


class RecoveryState(StrEnum):
    ASKED = "asked"
    VOUCHED = "vouched"
    """By two; good once ``ripe_at`` has come."""
    USED = "used"
    STOPPED = "stopped"
    """By whoever holds the link in the letters to the account's address."""
    REFUSED = "refused"


class Recovery(Struct, frozen=True, kw_only=True):
    """That somebody who knows the password wants to do without the second factor they lost."""

    id: UUID
    account_id: UUID
    person_id: UUID
    email: str
    locale: Locale
    state: RecoveryState
    asked_at: datetime
    expires_at: datetime
    vouched_by: UUID | None = None
    """A person, as is ``confirmed_by``: a manager of theirs, or a platform admin."""
    confirmed_by: UUID | None = None
    """A platform admin, and another person."""
    ripe_at: datetime | None = None
    organization_ids: tuple[UUID, ...] = ()
    """Where the person works; told for those who are to vouch."""


class Vouch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``how`` it was made sure that it is they: it is kept in the record."""

    token: Token
    id: UUID
    how: How


class RefuseRecovery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    token: Token
    id: UUID


ASK_PASSWORD_RESET = Method("rpc.accounts.v1.reset.ask", AskPasswordReset, Nothing)
LOOK_UP_RESET = Method("rpc.accounts.v1.reset.look_up", LookUpReset, ResetSeen, safe=True)
RESET_PASSWORD = Method("rpc.accounts.v1.reset.use", ResetPassword, Nothing, deadline=5.0)
CHANGE_EMAIL = Method("rpc.accounts.v1.email.change", ChangeEmail, Nothing)
LOOK_UP_EMAIL_CHANGE = Method("rpc.accounts.v1.email.look_up", OfLink, EmailChangeSeen, safe=True)
CONFIRM_EMAIL = Method("rpc.accounts.v1.email.confirm", OfLink, Nothing)
UNDO_EMAIL = Method("rpc.accounts.v1.email.undo", OfLink, Nothing)
ASK_RECOVERY = Method("rpc.accounts.v1.recovery.ask", AskRecovery, Nothing)
LIST_RECOVERIES = Method(
    "rpc.accounts.v1.recovery.list", OfSession, tuple[Recovery, ...], safe=True
)
VOUCH = Method("rpc.accounts.v1.recovery.vouch", Vouch, Recovery)
REFUSE_RECOVERY = Method("rpc.accounts.v1.recovery.refuse", RefuseRecovery, Recovery)
LOOK_UP_RECOVERY = Method("rpc.accounts.v1.recovery.look_up", OfLink, Recovery, safe=True)
STOP_RECOVERY = Method("rpc.accounts.v1.recovery.stop", OfLink, Nothing)
RENEW_SESSION = Method("rpc.accounts.v1.session.renew", OfSession, Renewed)
REVOKE_ALL_SESSIONS = Method("rpc.accounts.v1.session.revoke_all", OfSession, Revoked)

RESET_ASKED = Event("event.accounts.v1.reset.asked", ResetAsked)
EMAIL_CHANGE_KEPT = Event("event.accounts.v1.email.kept", EmailChange)
FACTORS_CHANGED = Event("event.accounts.v1.factors.changed", FactorsChanged)
RECOVERY_KEPT = Event("event.accounts.v1.recovery.kept", Recovery)
