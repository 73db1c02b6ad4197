"""What mutations of proposals take. Limits are the service's; here is only the shape."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
import strawberry

from gateway.schema.inputs import ID, KEY, REVISION
from gateway.schema.proposals import words

R = TypeVar("R", bound=msgspec.Struct)


def request(kind: type[R], given: Any) -> R:
    """An input as the request of that contract, as it is sent: the service reads and checks it.

    A field left out takes the contract's own default.
    """
    found = {
        field.name: getattr(given, field.name)
        for field in msgspec.structs.fields(kind)
        if hasattr(given, field.name) and (field.required or getattr(given, field.name) is not None)
    }
    return kind(**found)


@strawberry.input
class ProposalSectionInput:
    key: words.SectionKey
    text: str = ""
    level: words.Disclosure = words.Disclosure.INTEREST
    people: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="With NAMED: the persons who read it."
    )


@strawberry.input
class ProposalWordsInput:
    title: str = ""
    summary: str = ""
    sections: list[ProposalSectionInput] = strawberry.field(default_factory=list)


@strawberry.input
class SaveProposalDraftInput:
    id: strawberry.ID = strawberry.field(description=ID)
    challenge_id: strawberry.ID
    words: ProposalWordsInput
    revision: int | None = strawberry.field(default=None, description=REVISION)
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input(description="The draft as it was saved under that revision.")
class SubmitProposalInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    accept_terms: bool
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class ReviseProposalInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    words: ProposalWordsInput
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class OfProposalInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class InvitePartnerInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    organization_id: strawberry.ID
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class AnswerPartnerInvitationInput:
    id: strawberry.ID
    accept: bool
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class AskClarificationInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    question: str
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class AnswerClarificationInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    answer: str
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class ForwardProposalInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    unit_id: strawberry.ID
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class ScoreProposalInput:
    id: strawberry.ID
    points: list[int] = strawberry.field(description="1 to 5, in the order of the criteria.")
    comment: str = ""
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class DeclareConflictInput:
    id: strawberry.ID
    note: str = ""
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class CriterionInput:
    name: str
    weight: int


@strawberry.input
class SetRubricInput:
    challenge_id: strawberry.ID
    revision: int = strawberry.field(description="0 for the first time.")
    criteria: list[CriterionInput]
    is_blind: bool = False
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class AssignReviewersInput:
    challenge_id: strawberry.ID
    person_ids: list[strawberry.ID]
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input(description="An organization that is asked to review, or no more.")
class OutsideReviewerInput:
    challenge_id: strawberry.ID
    organization_id: strawberry.ID
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class AnswerReviewInput:
    challenge_id: strawberry.ID
    accept: bool
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class DeclareConflictsInput:
    challenge_id: strawberry.ID
    organization_ids: list[strawberry.ID] = strawberry.field(default_factory=list)
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class RevealAuthorsInput:
    challenge_id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class DecideProposalsInput:
    challenge_id: strawberry.ID
    ids: list[strawberry.ID]
    outcome: words.DecisionOutcome
    reason: words.DecisionReason
    note: str = strawberry.field(default="", description="The proposers read it.")
    private_note: str = strawberry.field(default="", description="Stays with who decides.")
    at_once: bool = strawberry.field(default=False, description="Else it waits to be released.")
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class ReleaseDecisionsInput:
    challenge_id: strawberry.ID
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)
