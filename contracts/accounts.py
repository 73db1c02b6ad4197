"""Public face of the accounts service: who signs in, with what, and until when.

Whoever asks about a session or an account shows the session's token, which says more than an
actor could: which of somebody's sessions it is, and when they last proved who they are.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.factors import (
    AddPasskey,
    BeginPasskeySignIn,
    Code,
    ConfirmTotp,
    Credential,
    OfSession,
    PasskeyOptions,
    RecoveryCodes,
    RemovePasskey,
    Renewed,
    Revoked,
    SecondFactor,
    Security,
    Token,
    TotpBegun,
)
from contracts.wire import Event, Method, Role

Email = Annotated[str, Meta(min_length=3, max_length=254)]
Password = Annotated[str, Meta(min_length=1, max_length=1_024)]
"""Up to 1,024 characters are accepted to be compared; rules for new ones are in the service."""


class Locale(StrEnum):
    JA = "ja"
    EN = "en"


class Acting(Struct, frozen=True, kw_only=True):
    """A role somebody may act in: a live membership, as accounts has read it."""

    role: Role
    organization_id: UUID
    unit_id: UUID | None = None
    id: UUID | None = None
    """Of the membership."""


class Bar(StrEnum):
    """Why somebody may not act for an organization for now."""

    NETWORK = "network"
    """Not from where they ask."""
    SECOND_FACTOR = "second_factor"
    """Not without a second factor."""
    TERMS = "terms"
    """Not before the terms of use in force are accepted."""
    INACTIVE = "inactive"
    """Not while the organization is suspended, and never again once it is closed."""


class Barred(Struct, frozen=True, kw_only=True):
    organization_id: UUID
    why: Bar
    reason: str = ""
    """With ``inactive``: what was said when it was suspended or closed."""


class Suspension(Struct, frozen=True, kw_only=True):
    """That an account is kept out: told to nobody who has not shown that it is theirs."""

    since: datetime
    reason: str


class Session(Struct, frozen=True, kw_only=True):
    """A live session and who is behind it."""

    account_id: UUID
    person_id: UUID
    email: str
    locale: Locale
    acting: tuple[Acting, ...]
    """Live memberships, first the one to act in when nothing else is said."""
    expires_at: datetime
    """When it ends at the latest; left unused it ends earlier."""
    id: UUID | None = None
    """What it is called among one's own; good for nothing else."""
    is_confirmed: bool = False
    """Whether its person has shown within the last ten minutes who they are."""
    has_second_factor: bool = False
    """Whether the account has one; then a password alone opens no session."""
    barred: tuple[Barred, ...] = ()
    """Organizations that one belongs to and may not act for now."""
    bound_to: UUID | None = None
    """The organization whose provider opened it: it acts for no other."""
    owes_terms: bool = False
    """Whether its account has yet to accept the terms of use in force."""


class SignedIn(Struct, frozen=True, kw_only=True):
    """A new session; or, when a second factor is asked for, nothing but what is asked for.

    Who is kept out gets no session either, and hears why.
    """

    token: str = ""
    session: Session | None = None
    second_factor: SecondFactor | None = None
    suspension: Suspension | None = None
    browser: str = ""
    """To be kept in the browser for a year, and shown when signing in again."""


Browser = Annotated[str, Meta(max_length=100)]
"""What an earlier ``SignedIn`` gave: with it, guesses of strangers lock nobody out."""


class SignIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    email: Email
    password: Password
    browser: Browser = ""


class CompleteSignIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of ``code``, ``recovery_code``, ``passkey`` and ``vouched``."""

    challenge: Token
    code: Code = ""
    recovery_code: Code = ""
    passkey: Credential = ""
    vouched: bool = False
    """Do without the second factor, which two people have vouched is lost."""
    browser: Browser = ""


class PasskeySignIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    passkey: Credential
    browser: Browser = ""


class ConfirmSession(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Show once more who one is. A password will do only where there is no second factor."""

    token: Token
    password: Annotated[str, Meta(max_length=1_024)] = ""
    code: Code = ""
    recovery_code: Code = ""
    passkey: Credential = ""


class RevokeSession(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """End one of one's own; what is another's, or has ended, stays as it is."""

    token: Token
    id: UUID


class ChangePassword(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """With the old password, or in a session that is confirmed."""

    token: Token
    password: Password
    old_password: Annotated[str, Meta(max_length=1_024)] = ""


class SignOut(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    token: Token


class GetSession(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    token: Token
    address: Annotated[str, Meta(max_length=100)] | None = None
    """From where it is used, for the lists of organizations; none: these are not asked."""


class OpenAccount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Operator only: an account for a person. The same ``id`` again changes nothing."""

    id: UUID
    person_id: UUID
    email: Email
    password: Password
    locale: Locale = Locale.JA


class Account(Struct, frozen=True, kw_only=True):
    id: UUID
    person_id: UUID
    email: str
    locale: Locale
    revision: int


class PasswordChanged(Struct, frozen=True, kw_only=True):
    account_id: UUID
    person_id: UUID
    email: str
    locale: Locale
    changed_at: datetime


class Nothing(Struct, frozen=True, kw_only=True):
    """The answer of a method that has nothing to tell but that it was done."""


SIGN_IN = Method("rpc.accounts.v1.session.open", SignIn, SignedIn, deadline=5.0)
SIGN_OUT = Method("rpc.accounts.v1.session.close", SignOut, Nothing, safe=True)
GET_SESSION = Method("rpc.accounts.v1.session.get", GetSession, Session, safe=True)
COMPLETE_SIGN_IN = Method(
    "rpc.accounts.v1.session.complete", CompleteSignIn, SignedIn, deadline=5.0
)
BEGIN_PASSKEY_SIGN_IN = Method(
    "rpc.accounts.v1.session.begin_by_passkey", BeginPasskeySignIn, PasskeyOptions
)
PASSKEY_SIGN_IN = Method("rpc.accounts.v1.session.open_by_passkey", PasskeySignIn, SignedIn)
CONFIRM_SESSION = Method("rpc.accounts.v1.session.confirm", ConfirmSession, Nothing, deadline=5.0)
REVOKE_SESSION = Method("rpc.accounts.v1.session.revoke", RevokeSession, Nothing, safe=True)
REVOKE_OTHER_SESSIONS = Method(
    "rpc.accounts.v1.session.revoke_others", OfSession, Revoked, safe=True
)
GET_SECURITY = Method("rpc.accounts.v1.security.get", OfSession, Security, safe=True)
CHANGE_PASSWORD = Method("rpc.accounts.v1.password.change", ChangePassword, Renewed, deadline=5.0)
BEGIN_TOTP = Method("rpc.accounts.v1.totp.begin", OfSession, TotpBegun, safe=True)
CONFIRM_TOTP = Method("rpc.accounts.v1.totp.confirm", ConfirmTotp, Renewed)
REMOVE_TOTP = Method("rpc.accounts.v1.totp.remove", OfSession, Nothing, safe=True)
BEGIN_PASSKEY = Method("rpc.accounts.v1.passkey.begin", OfSession, PasskeyOptions)
ADD_PASSKEY = Method("rpc.accounts.v1.passkey.add", AddPasskey, Renewed)
REMOVE_PASSKEY = Method("rpc.accounts.v1.passkey.remove", RemovePasskey, Nothing, safe=True)
RENEW_RECOVERY_CODES = Method("rpc.accounts.v1.recovery_codes.renew", OfSession, RecoveryCodes)
OPEN_ACCOUNT = Method("rpc.accounts.v1.account.open", OpenAccount, Account, deadline=5.0)

ACCOUNT_OPENED = Event("event.accounts.v1.account.opened", Account)
PASSWORD_CHANGED = Event("event.accounts.v1.password.changed", PasswordChanged)
