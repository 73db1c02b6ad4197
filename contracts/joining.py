"""Coming in by a letter: the link in it, what it opens, and how it is taken up; of accounts.

A token is never kept or told: notify makes it from its own secret when it writes the letter, and
tells its hash, under which those know it who have to.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.accounts import Email, SignedIn
from contracts.factors import PasskeyOptions, Token
from contracts.profiles import Kana
from contracts.wire import Event, Method, Role


class LinkKind(StrEnum):
    INVITATION = "invitation"
    REGISTRATION = "registration"
    PASSWORD_RESET = "password_reset"  # noqa: S105 -- a kind of link
    EMAIL_CONFIRM = "email_confirm"
    EMAIL_UNDO = "email_undo"
    RECOVERY_STOP = "recovery_stop"


class LinkMade(Struct, frozen=True, kw_only=True):
    """The SHA-256 (hexadecimal) of the token in a letter about ``subject_id``."""

    kind: LinkKind
    subject_id: UUID
    token_hash: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class LookUpInvitation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Looking takes nothing up, however often a scanner of mail does it."""

    token: Token


class Invited(Struct, frozen=True, kw_only=True):
    """What a link leads to. Not to whom: who holds it has to know that."""

    organization_id: UUID
    unit_id: UUID | None = None
    role: Role
    expires_at: datetime


class BeginComing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To come in with a passkey and no password: what its authenticator is asked to make."""

    token: Token
    email: Email


class AcceptInvitation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``name`` and a ``password`` or ``passkey`` open an account; with a ``session`` its own
    person joins."""

    token: Token
    email: Email
    name: Annotated[str, Meta(max_length=100)] = ""
    name_kana: Kana = ""
    password: Annotated[str, Meta(max_length=1_024)] = ""
    session: Annotated[str, Meta(max_length=100)] = ""
    """The token of a session; empty without one."""
    passkey: Annotated[str, Meta(max_length=20_000)] = ""
    """Made for ``BeginComing``: then there is no password, and none is asked for."""


LOOK_UP_INVITATION = Method(
    "rpc.accounts.v1.invitation.look_up", LookUpInvitation, Invited, safe=True
)
BEGIN_COMING = Method("rpc.accounts.v1.invitation.begin_coming", BeginComing, PasskeyOptions)
ACCEPT_INVITATION = Method(
    "rpc.accounts.v1.invitation.accept", AcceptInvitation, SignedIn, deadline=5.0
)

LINK_MADE = Event("event.notify.v1.link.made", LinkMade)
