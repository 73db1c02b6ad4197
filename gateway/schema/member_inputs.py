"""What mutations about members, invitations and registrations take."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

import msgspec
import strawberry

from contracts.faults import FieldProblem, Invalid
from gateway.schema import words
from gateway.schema.inputs import ID, KEY, REVISION, request_of

R = TypeVar("R", bound=msgspec.Struct)
OWN = "The organization; without one, one's own."


@strawberry.input
class ChangeMembershipInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    role: words.Role
    unit_id: strawberry.ID | None = None
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class EndMembershipInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    until: datetime | None = strawberry.field(default=None, description="Without one: at once.")
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class DecideChangeInput:
    id: strawberry.ID


@strawberry.input
class SetReviewPolicyInput:
    id: strawberry.ID = strawberry.field(description=ID)
    organization_id: strawberry.ID | None = strawberry.field(default=None, description=OWN)
    review_before_publishing: bool


@strawberry.input
class AddUnitInput:
    id: strawberry.ID = strawberry.field(description=ID)
    organization_id: strawberry.ID | None = strawberry.field(default=None, description=OWN)
    name: str


@strawberry.input
class InviteInput:
    id: strawberry.ID = strawberry.field(description=ID)
    organization_id: strawberry.ID | None = strawberry.field(default=None, description=OWN)
    unit_id: strawberry.ID | None = None
    role: words.Role
    email: str
    locale: words.Locale | None = None


@strawberry.input
class RevokeInvitationInput:
    id: strawberry.ID


@strawberry.input
class AcceptInvitationInput:
    token: str = strawberry.field(description="Of the link in the letter.")
    email: str = strawberry.field(description="The address it was sent to.")
    name: str = ""
    name_kana: str = ""
    password: str = strawberry.field(
        default="", description="Of the account that is opened; who has one signs in instead."
    )
    passkey: str = strawberry.field(
        default="", description="In the place of a password: made for beginComing."
    )


@strawberry.input
class BeginComingInput:
    token: str = strawberry.field(description="Of the link in the letter.")
    email: str = strawberry.field(description="The address it was sent to.")


@strawberry.input
class ActAsInput:
    membership_id: strawberry.ID


@strawberry.input
class RegisterOrganizationInput:
    id: strawberry.ID = strawberry.field(description=ID)
    kind: words.OrganizationKind
    name: str
    name_kana: str = ""
    corporate_number: str | None = strawberry.field(
        default=None, description="法人番号, thirteen digits."
    )
    has_no_corporate_number: bool = False
    lg_code: str | None = strawberry.field(
        default=None, description="全国地方公共団体コード, of a municipality."
    )
    prefecture: str
    url: str = ""
    contact_name: str
    contact_kana: str = ""
    email: str
    locale: words.Locale | None = None
    attests_no_gang: bool = strawberry.field(description="反社会的勢力でない")
    attests_no_campaign: bool = strawberry.field(description="宗教・政治活動を目的としない")
    accepts_terms: bool
    terms_version: str = strawberry.field(
        default="", description="That was read; empty: the one in force."
    )


@strawberry.input
class OfRegistrationLinkInput:
    token: str


@strawberry.input
class ApproveRegistrationInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)


@strawberry.input
class RefuseRegistrationInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    reason: words.RefusalReason
    note: str = strawberry.field(description="Shown to who applied.")


@strawberry.input
class ApproveChallengeInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class ReturnChallengeInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    note: str = strawberry.field(description="Why; seen by the own organization alone.")
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


def request_for(kind: type[R], given: Any, own: Any) -> R:
    """As ``request_of``, for one's ``own`` where the input names none. Raises ``Invalid``."""
    if given.organization_id is None:
        if own is None:
            problem = FieldProblem("organization_id", "required")
            raise Invalid("name an organization", fields=(problem,))
        given.organization_id = str(own)
    return request_of(kind, given)
