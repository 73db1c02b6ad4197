"""Public face of the accounts service: who signs in, and until when."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.wire import Event, Method, Role

Email = Annotated[str, Meta(min_length=3, max_length=254)]
Password = Annotated[str, Meta(min_length=1, max_length=1_024)]
"""Up to 1,024 characters are accepted to be compared; rules for new ones are in the service."""
Token = Annotated[str, Meta(min_length=20, max_length=100)]
"""An opaque session token as it was handed out; only its SHA-256 is stored."""


class Locale(StrEnum):
    JA = "ja"
    EN = "en"


class Acting(Struct, frozen=True, kw_only=True):
    """A role somebody may act in: a live membership, as accounts has read it."""

    role: Role
    organization_id: UUID
    unit_id: UUID | None = None


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


class SignedIn(Struct, frozen=True, kw_only=True):
    token: str
    session: Session


class SignIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    email: Email
    password: Password


class SignOut(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    token: Token


class GetSession(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    token: Token


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


class Nothing(Struct, frozen=True, kw_only=True):
    """The answer of a method that has nothing to tell but that it was done."""


SIGN_IN = Method("rpc.accounts.v1.session.open", SignIn, SignedIn, deadline=5.0)
SIGN_OUT = Method("rpc.accounts.v1.session.close", SignOut, Nothing, safe=True)
GET_SESSION = Method("rpc.accounts.v1.session.get", GetSession, Session, safe=True)
OPEN_ACCOUNT = Method("rpc.accounts.v1.account.open", OpenAccount, Account, deadline=5.0)

ACCOUNT_OPENED = Event("event.accounts.v1.account.opened", Account)
