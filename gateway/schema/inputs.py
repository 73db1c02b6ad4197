"""What mutations take. Limits are the services'; here is only the shape."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from datetime import date
from typing import Any, TypeVar

import msgspec
import strawberry

from contracts.attachments import LARGEST
from contracts.faults import FieldProblem, Invalid
from gateway.schema import words
from gateway.schema.connections import new_id
from gateway.schema.scalars import Yen

R = TypeVar("R", bound=msgspec.Struct)

ID = "Chosen by the asker (a UUID): sent twice, done once."
REVISION = "The revision it was made on; a stale one is answered with CONFLICT and the newest."
PASSKEY = "What navigator.credentials answered, as JSON (WebAuthn level 3)."
KEY = "Chosen by the asker: the same key again gives the same answer, 3 days long."


@strawberry.input
class SignInInput:
    email: str
    password: str


@strawberry.input
class CompleteSignInInput:
    challenge: str = strawberry.field(description="Of signIn's secondFactor.")
    code: str = strawberry.field(default="", description="Of the authenticator app.")
    recovery_code: str = ""
    passkey: str = strawberry.field(default="", description=PASSKEY)
    vouched: bool = strawberry.field(
        default=False, description="Do without the factor that two people vouched is lost."
    )


@strawberry.input
class SignInWithPasskeyInput:
    passkey: str = strawberry.field(description=PASSKEY)


@strawberry.input
class SignOutInput:
    token: str | None = strawberry.field(
        default=None, description="Another session's; without it, the one that asks."
    )


@strawberry.input(description="The password will do only where there is no second factor.")
class ConfirmSessionInput:
    password: str = ""
    code: str = ""
    recovery_code: str = ""
    passkey: str = strawberry.field(default="", description=PASSKEY)


@strawberry.input
class RevokeSessionInput:
    id: strawberry.ID


@strawberry.input
class ChangePasswordInput:
    password: str = strawberry.field(description="The new one.")
    old_password: str = strawberry.field(
        default="", description="May be left out in a session that is confirmed."
    )


@strawberry.input
class ConfirmTotpInput:
    code: str


@strawberry.input
class AddPasskeyInput:
    passkey: str = strawberry.field(description=PASSKEY)
    name: str = strawberry.field(default="", description="To know it by, among one's own.")


@strawberry.input
class RemovePasskeyInput:
    id: strawberry.ID


@strawberry.input
class SaveChallengeDraftInput:
    id: strawberry.ID = strawberry.field(description=ID)
    revision: int | None = strawberry.field(default=None, description=REVISION)
    direction: words.Direction | None = None
    title: str = ""
    problem: str = ""
    evidence: str = ""
    affected: str = ""
    tried_before: str = ""
    constraints: str = ""
    budget_stage: words.BudgetStage | None = None
    answer_by: date | None = None
    tags: list[str] = strawberry.field(default_factory=list)
    data_at_hand: str = ""
    test_field: str = strawberry.field(default="", description="Where it can be tried.")
    review_by: date | None = strawberry.field(
        default=None, description="The day to ask whether it still stands; needed of a need."
    )
    unit_id: strawberry.ID | None = strawberry.field(
        default=None, description="The section that owns it; none: the one acted for."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class PublishChallengeInput:
    id: strawberry.ID = strawberry.field(description=ID)
    revision: int | None = strawberry.field(
        default=None, description="Of the draft that is published; without one it is made new."
    )
    direction: words.Direction | None = None
    title: str
    problem: str
    evidence: str = ""
    affected: str = ""
    tried_before: str = ""
    constraints: str = ""
    budget_stage: words.BudgetStage
    answer_by: date | None = None
    tags: list[str] = strawberry.field(default_factory=list)
    data_at_hand: str = ""
    test_field: str = strawberry.field(default="", description="Where it can be tried.")
    review_by: date | None = strawberry.field(
        default=None, description="The day to ask whether it still stands; needed of a need."
    )
    unit_id: strawberry.ID | None = strawberry.field(
        default=None, description="The section that owns it; none: the one acted for."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class AmendChallengeInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    title: str
    problem: str
    evidence: str = ""
    affected: str = ""
    tried_before: str = ""
    constraints: str = ""
    budget_stage: words.BudgetStage
    answer_by: date | None = None
    tags: list[str] = strawberry.field(default_factory=list)
    data_at_hand: str = ""
    test_field: str = strawberry.field(default="", description="Where it can be tried.")
    review_by: date | None = strawberry.field(
        default=None, description="The day to ask whether it still stands; needed of a need."
    )
    unit_id: strawberry.ID | None = strawberry.field(
        default=None, description="The section that owns it; none: the one acted for."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class CloseChallengeInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    reason: words.CloseReason
    note: str = strawberry.field(default="", description="Shown to everybody.")
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input(description="A size of town in which an offer has been done; each once.")
class TrackRecordInput:
    size: words.TownSize
    year: int | None = strawberry.field(default=None, description="When last.")


@strawberry.input
class PublishOfferInput:
    id: strawberry.ID = strawberry.field(description=ID)
    title: str
    text: str
    tags: list[str] = strawberry.field(default_factory=list)
    reach: list[str] = strawberry.field(default_factory=list)
    cost_yen: Yen | None = None
    track_record: list[TrackRecordInput] = strawberry.field(default_factory=list)
    before_budget: bool = False


@strawberry.input
class AmendOfferInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    title: str
    text: str
    tags: list[str] = strawberry.field(default_factory=list)
    reach: list[str] = strawberry.field(default_factory=list)
    cost_yen: Yen | None = None
    track_record: list[TrackRecordInput] = strawberry.field(default_factory=list)
    before_budget: bool = False
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class WithdrawOfferInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class MarkNotificationsReadInput:
    ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="None: all of one's own."
    )


def request_of(kind: type[R], given: Any) -> R:
    """An input as the request of that contract; the service checks it. Raises ``Invalid``.

    A field left out takes the contract's own default.
    """
    found: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        value = getattr(given, field.name)
        if value is None and not field.required:
            continue
        if field.name == "unit_id":
            value = new_id(str(value), "unit_id")
        found[field.name] = tuple(value) if isinstance(value, list) else value
    found["id"] = new_id(str(given.id))
    return kind(**found)


def bytes_of(content: str) -> bytes:
    """Raises ``Invalid`` for what is no base64, or too much of it for the bus."""
    try:
        found = b64decode(content, validate=True)
    except (NotBase64, ValueError):
        raise Invalid("not in base64", fields=(FieldProblem("content", "wrong_form"),)) from None
    if len(found) > LARGEST:
        limit = LARGEST // 1_000_000
        raise Invalid("too large", fields=(FieldProblem("content", "file_too_large", limit),))
    return found
