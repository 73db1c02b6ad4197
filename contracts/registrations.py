"""Organizations that ask to take part: nothing of one is seen before a person has looked at it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.accounts import Email, Locale
from contracts.factors import Token
from contracts.profiles import (
    CorporateNumber,
    Kana,
    LgCode,
    Name,
    OrganizationKind,
    Prefecture,
    Url,
)
from contracts.wire import After, Event, First, Method, Revision

Note = Annotated[str, Meta(max_length=1_000)]


class RegistrationState(StrEnum):
    UNCONFIRMED = "unconfirmed"
    """The address has not answered yet."""
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


class RefusalReason(StrEnum):
    NOT_PROVEN = "not_proven"
    ALREADY_HERE = "already_here"
    OUT_OF_SCOPE = "out_of_scope"
    INCOMPLETE = "incomplete"
    ATTESTATION = "attestation"
    OTHER = "other"


class MailProof(StrEnum):
    """What the contact's address says about a public body."""

    OWN_DOMAIN = "own_domain"
    """It is of ``lg.jp``, and the very domain of the municipality's site."""
    LG_JP = "lg_jp"
    """Of some local government."""
    NONE = "none"


class Registration(Struct, frozen=True, kw_only=True):
    id: UUID
    kind: OrganizationKind
    name: str
    name_kana: str = ""
    corporate_number: str | None = None
    lg_code: str | None = None
    prefecture: str
    url: str = ""
    contact_name: str
    contact_kana: str = ""
    email: str
    locale: Locale
    mail_proof: MailProof = MailProof.NONE
    state: RegistrationState
    organization_id: UUID | None = None
    """The municipality of ``lg_code``; once approved, the organization that it became."""
    is_known: bool = False
    """Whether an organization with this number is here already."""
    made_at: datetime
    confirmed_at: datetime | None = None
    decided_at: datetime | None = None
    reason: RefusalReason | None = None
    note: str = ""
    """Shown to who applied."""
    revision: int = 1


class RegisterOrganization(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number or the word that there is none; every box ticked. ``id``: sent twice, once."""

    id: UUID
    kind: OrganizationKind
    name: Name
    name_kana: Kana = ""
    corporate_number: CorporateNumber | None = None
    has_no_corporate_number: bool = False
    lg_code: LgCode | None = None
    prefecture: Prefecture
    url: Url = ""
    contact_name: Name
    contact_kana: Kana = ""
    email: Email
    locale: Locale = Locale.JA
    attests_no_gang: bool
    """反社会的勢力でない"""
    attests_no_campaign: bool
    """宗教・政治活動を目的としない"""
    accepts_terms: bool
    terms_version: Annotated[str, Meta(max_length=20)] = ""
    """That was read; empty: the one in force."""


class Registered(Struct, frozen=True, kw_only=True):
    """The same for everybody: whether the organization is known is nobody's to learn here."""

    id: UUID


class OfRegistrationLink(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    token: Token


class RegistrationSeen(Struct, frozen=True, kw_only=True):
    """As who applied sees it."""

    name: str
    state: RegistrationState
    reason: RefusalReason | None = None
    note: str = ""


class ListRegistrations(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The oldest that waits first; those that the actor may decide."""

    first: First = 20
    after: After | None = None


class RegistrationPage(Struct, frozen=True, kw_only=True):
    registrations: tuple[Registration, ...]
    more: bool
    total: int


class ApproveRegistration(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    revision: Revision


class RefuseRegistration(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    revision: Revision
    reason: RefusalReason
    note: Annotated[str, Meta(min_length=1, max_length=1_000)]


REGISTER_ORGANIZATION = Method(
    "rpc.profiles.v1.registration.make", RegisterOrganization, Registered
)
LOOK_UP_REGISTRATION = Method(
    "rpc.profiles.v1.registration.look_up", OfRegistrationLink, RegistrationSeen, safe=True
)
CONFIRM_REGISTRATION = Method(
    "rpc.profiles.v1.registration.confirm", OfRegistrationLink, RegistrationSeen
)
LIST_REGISTRATIONS = Method(
    "rpc.profiles.v1.registration.list", ListRegistrations, RegistrationPage, safe=True
)
APPROVE_REGISTRATION = Method(
    "rpc.profiles.v1.registration.approve", ApproveRegistration, Registration
)
REFUSE_REGISTRATION = Method(
    "rpc.profiles.v1.registration.refuse", RefuseRegistration, Registration
)

REGISTRATION_KEPT = Event("event.profiles.v1.registration.kept", Registration)
