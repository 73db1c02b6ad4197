"""The changes of wishes, interests and introductions."""

from __future__ import annotations

from uuid import UUID

import strawberry

from contracts import introductions as contract
from contracts import preferences, proposals
from gateway.context import must
from gateway.schema.connections import Info
from gateway.schema.inputs import request_of
from gateway.schema.introductions import inputs, words
from gateway.schema.introductions.nouns import Interest
from gateway.schema.introductions.queries import own
from gateway.schema.introductions.talking import Introduction


@strawberry.type
class SetPreferencePayload:
    grade: words.Grade | None
    introduction_id: strawberry.ID | None = strawberry.field(
        description="Only if both have said yes."
    )


@strawberry.type
class InterestPayload:
    interest: Interest


@strawberry.type
class IntroductionPayload:
    introduction: Introduction


async def _must_be_open_to(info: Info, proposal_id: UUID) -> None:
    """Introductions does not know who has a conflict of interest, and its answer has a name in it.

    Raises ``NotFound`` for who may not look at the proposal, ``Forbidden`` (``declare_first``)
    for who has not said yet whether they may.
    """
    asked = proposals.GetProposals(ids=(proposal_id,), whole=False)
    found = await info.context.ask(proposals.GET_PROPOSALS, asked)
    must(found[0] if found else None, "proposal")


@strawberry.type
class Introducing:
    @strawberry.mutation(description="A private wish; two yes are an introduction at once.")
    async def set_preference(
        self,
        info: Info,
        input: inputs.SetPreferenceInput,  # noqa: A002 -- Relay's word
    ) -> SetPreferencePayload:
        asked = inputs.preference_of(input)
        found = await info.context.ask(preferences.SET_PREFERENCE, asked)
        made = found.introduction_id
        return SetPreferencePayload(
            grade=found.grade, introduction_id=strawberry.ID(str(made)) if made else None
        )

    @strawberry.mutation(description="Say that one would like to talk.")
    async def send_interest(
        self,
        info: Info,
        input: inputs.SendInterestInput,  # noqa: A002 -- Relay's word
    ) -> InterestPayload:
        asked = inputs.with_contact(contract.SendInterest, input)
        if asked.cause is contract.Cause.PROPOSAL and asked.cause_id is not None:
            await _must_be_open_to(info, asked.cause_id)
        found = await info.context.ask(contract.SEND_INTEREST, asked)
        return InterestPayload(interest=Interest.of(found, own(info)))

    @strawberry.mutation(description="Note that one has looked at it.")
    async def see_interest(
        self,
        info: Info,
        input: inputs.ChangeInterestInput,  # noqa: A002 -- Relay's word
    ) -> InterestPayload:
        asked = request_of(contract.ChangeInterest, input)
        found = await info.context.ask(contract.SEE_INTEREST, asked)
        return InterestPayload(interest=Interest.of(found, own(info)))

    @strawberry.mutation(description="Take back an interest of one's own.")
    async def cancel_interest(
        self,
        info: Info,
        input: inputs.ChangeInterestInput,  # noqa: A002 -- Relay's word
    ) -> InterestPayload:
        asked = request_of(contract.ChangeInterest, input)
        found = await info.context.ask(contract.CANCEL_INTEREST, asked)
        return InterestPayload(interest=Interest.of(found, own(info)))

    @strawberry.mutation(description="Say yes: both get the contact of the other.")
    async def accept_interest(
        self,
        info: Info,
        input: inputs.AcceptInterestInput,  # noqa: A002 -- Relay's word
    ) -> InterestPayload:
        asked = inputs.with_contact(contract.AcceptInterest, input)
        found = await info.context.ask(contract.ACCEPT_INTEREST, asked)
        return InterestPayload(interest=Interest.of(found, own(info)))

    @strawberry.mutation(description="Say no, with a reason if one likes.")
    async def decline_interest(
        self,
        info: Info,
        input: inputs.DeclineInterestInput,  # noqa: A002 -- Relay's word
    ) -> InterestPayload:
        asked = request_of(contract.DeclineInterest, input)
        found = await info.context.ask(contract.DECLINE_INTEREST, asked)
        return InterestPayload(interest=Interest.of(found, own(info)))

    @strawberry.mutation(description="Hand it to another section of one's own.")
    async def forward_interest(
        self,
        info: Info,
        input: inputs.ForwardInterestInput,  # noqa: A002 -- Relay's word
    ) -> InterestPayload:
        asked = request_of(contract.ForwardInterest, input)
        found = await info.context.ask(contract.FORWARD_INTEREST, asked)
        return InterestPayload(interest=Interest.of(found, own(info)))

    @strawberry.mutation(description="End an introduction; why stays with the own side.")
    async def end_introduction(
        self,
        info: Info,
        input: inputs.EndIntroductionInput,  # noqa: A002 -- Relay's word
    ) -> IntroductionPayload:
        asked = request_of(contract.EndIntroduction, input)
        found = await info.context.ask(contract.END_INTRODUCTION, asked)
        return IntroductionPayload(introduction=Introduction.of(found))

    @strawberry.mutation(description="Hand the own side to another section.")
    async def transfer_introduction(
        self,
        info: Info,
        input: inputs.TransferIntroductionInput,  # noqa: A002 -- Relay's word
    ) -> IntroductionPayload:
        asked = inputs.with_contact(contract.TransferIntroduction, input)
        found = await info.context.ask(contract.TRANSFER_INTRODUCTION, asked)
        return IntroductionPayload(introduction=Introduction.of(found))
