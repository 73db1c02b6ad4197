"""What the mutations around a challenge take."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from gateway.schema.inputs import ID, KEY, REVISION
from gateway.schema.proposals.words import Disclosure


@strawberry.input
class ConfirmChallengeInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    review_by: date = strawberry.field(description="The next day to ask again.")
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class CloseCallInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class CloneChallengeInput:
    id: strawberry.ID = strawberry.field(description=ID)
    origin_id: strawberry.ID
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class JoinChallengeInput:
    id: strawberry.ID
    leave: bool = strawberry.field(default=False, description="Instead take it back.")
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class DecideAmendmentInput:
    id: strawberry.ID = strawberry.field(description="Of the challenge.")
    revision: int = strawberry.field(description=REVISION)
    publish: bool
    note: str = strawberry.field(default="", description="Why not.")
    written_at: datetime | None = strawberry.field(
        default=None, description="Of the words that were read; others are not published."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class AskQuestionInput:
    id: strawberry.ID = strawberry.field(description=ID)
    challenge_id: strawberry.ID
    text: str
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class AnswerQuestionInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    answer: str
    text: str = strawberry.field(
        default="", description="The question in other words, as everybody will read it."
    )
    confidential_reason: str = strawberry.field(
        default="", description="With one, it stays between the two sides."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class WithdrawQuestionInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input(description="Large files are sent as a form to the page of files.")
class AddAttachmentInput:
    id: strawberry.ID = strawberry.field(description=ID)
    challenge_id: strawberry.ID | None = strawberry.field(
        default=None, description="On a challenge; either this or proposalId."
    )
    proposal_id: strawberry.ID | None = None
    level: Disclosure | None = strawberry.field(
        default=None, description="From when on it is open, on a proposal; else once taken in."
    )
    name: str
    description: str = strawberry.field(description="What is in it.")
    content: str = strawberry.field(description="In base64.")
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class RemoveAttachmentInput:
    id: strawberry.ID
    reason: str
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)
