"""What an organization demands of those who act for it, seen and set by its managers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from contracts import sign_in_policy
from contracts.faults import Forbidden
from gateway.schema.connections import Info, uuid_of
from gateway.schema.inputs import REVISION
from gateway.schema.sign_in.securing import own_token

OWN = "The organization; without one, one's own."
OrganizationArgument = Annotated[strawberry.ID | None, strawberry.argument(description=OWN)]


@strawberry.type(description="What one manager asked for, and a second one has to ask for too.")
class LooserPolicy:
    second_factor: bool
    networks: list[str]
    asked_at: datetime
    is_yours: bool = strawberry.field(description="Whether the asker asked for it.")


@strawberry.type(description="What an organization demands of those who act for it.")
class SignInPolicy:
    organization_id: strawberry.ID
    second_factor: bool = strawberry.field(description="Nobody acts for it without one.")
    networks: list[str] = strawberry.field(
        description="From where one may act for it; none: from everywhere."
    )
    revision: int = strawberry.field(description="0: nothing was ever demanded.")
    changed_at: datetime | None
    your_address: str = strawberry.field(description="From where the asker asks.")
    looser: LooserPolicy | None = strawberry.field(description="Waits for a second person.")

    @classmethod
    def of(cls, record: sign_in_policy.SignInPolicy) -> SignInPolicy:
        return cls(
            organization_id=strawberry.ID(str(record.organization_id)),
            second_factor=record.second_factor,
            networks=list(record.networks),
            revision=record.revision,
            changed_at=record.changed_at,
            your_address=record.your_address,
            looser=LooserPolicy(
                second_factor=record.looser.second_factor,
                networks=list(record.looser.networks),
                asked_at=record.looser.asked_at,
                is_yours=record.looser.is_yours,
            )
            if record.looser
            else None,
        )


@strawberry.input
class SetSignInPolicyInput:
    organization_id: strawberry.ID | None = strawberry.field(default=None, description=OWN)
    revision: int = strawberry.field(description=REVISION)
    second_factor: bool
    networks: list[str] = strawberry.field(
        description="Addresses, or networks as in 192.0.2.0/24; one's own has to be in them."
    )


@strawberry.type
class SignInPolicyPayload:
    policy: SignInPolicy


@strawberry.type
class PolicyQuestions:
    @strawberry.field(description="What is demanded of those who act for an organization.")
    async def sign_in_policy(
        self, info: Info, organization_id: OrganizationArgument = None
    ) -> SignInPolicy:
        asked = sign_in_policy.GetSignInPolicy(
            token=own_token(info.context), organization_id=organization_of(info, organization_id)
        )
        return SignInPolicy.of(await info.context.ask(sign_in_policy.GET_SIGN_IN_POLICY, asked))


@strawberry.type
class PolicyChanges:
    @strawberry.mutation(
        description="From the next request of each session on; a looser one when a second "
        "manager sends it too. Needs confirmSession."
    )
    async def set_sign_in_policy(
        self,
        info: Info,
        input: SetSignInPolicyInput,  # noqa: A002 -- Relay's word
    ) -> SignInPolicyPayload:
        asked = sign_in_policy.SetSignInPolicy(
            token=own_token(info.context),
            organization_id=organization_of(info, input.organization_id),
            revision=input.revision,
            second_factor=input.second_factor,
            networks=tuple(input.networks),
        )
        found = await info.context.ask(sign_in_policy.SET_SIGN_IN_POLICY, asked)
        return SignInPolicyPayload(policy=SignInPolicy.of(found))


def organization_of(info: Info, given: strawberry.ID | None) -> UUID:
    """Raises ``Forbidden`` for who has none."""
    if given is not None:
        return uuid_of(given, "organization")
    own = info.context.actor.organization if info.context.actor else None
    if own is None:
        raise Forbidden("you act for no organization")
    return own
