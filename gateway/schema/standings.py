"""Suspending and closing organizations, and keeping accounts out."""

from __future__ import annotations

from datetime import datetime

import strawberry

from contracts import standing
from gateway.schema import words
from gateway.schema.connections import Info, uuid_of
from gateway.schema.inputs import KEY
from gateway.schema.sign_in.securing import DonePayload


@strawberry.input
class SetOrganizationStandingInput:
    organization_id: strawberry.ID
    standing: words.Standing
    reason: str
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class SuspendAccountInput:
    person_id: strawberry.ID
    is_suspended: bool
    reason: str


@strawberry.type
class OrganizationStandingPayload:
    standing: words.Standing


@strawberry.type(description="Whether an organization takes part, and what was said.")
class OrganizationStanding:
    standing: words.Standing
    set_at: datetime | None
    reason: str


@strawberry.type(description="Whether an account is kept out, since when and why.")
class AccountStanding:
    is_suspended: bool
    since: datetime | None
    reason: str


@strawberry.type
class StandingQuestions:
    @strawberry.field(description="Of an organization; a company admin sees the own.")
    async def organization_standing(
        self, info: Info, organization_id: strawberry.ID
    ) -> OrganizationStanding:
        asked = standing.GetStanding(organization_id=uuid_of(organization_id, "organization"))
        found = await info.context.ask(standing.GET_STANDING, asked)
        return OrganizationStanding(
            standing=found.standing, set_at=found.set_at, reason=found.reason
        )

    @strawberry.field(description="Of a person's account; not found for who has none.")
    async def account_standing(self, info: Info, person_id: strawberry.ID) -> AccountStanding:
        asked = standing.GetAccountStanding(person_id=uuid_of(person_id, "person"))
        found = await info.context.ask(standing.GET_ACCOUNT_STANDING, asked)
        return AccountStanding(
            is_suspended=found.is_suspended, since=found.since, reason=found.reason
        )


@strawberry.type
class StandingChanges:
    @strawberry.mutation(
        description="Suspend an organization, let it act again, or close it for good."
    )
    async def set_organization_standing(
        self,
        info: Info,
        input: SetOrganizationStandingInput,  # noqa: A002 -- Relay's word
    ) -> OrganizationStandingPayload:
        asked = standing.SetStanding(
            organization_id=uuid_of(input.organization_id, "organization"),
            standing=input.standing,
            reason=input.reason,
            idempotency_key=input.idempotency_key,
        )
        found = await info.context.ask(standing.SET_STANDING, asked)
        return OrganizationStandingPayload(standing=found.standing)

    @strawberry.mutation(description="Keep somebody's account out, or let it in again.")
    async def suspend_account(
        self,
        info: Info,
        input: SuspendAccountInput,  # noqa: A002 -- likewise
    ) -> DonePayload:
        asked = standing.SuspendAccount(
            person_id=uuid_of(input.person_id, "person"),
            is_suspended=input.is_suspended,
            reason=input.reason,
        )
        await info.context.ask(standing.SUSPEND_ACCOUNT, asked)
        return DonePayload(done=True)
