"""The changes of the schema: each takes one input and answers with what it changed."""

from __future__ import annotations

import strawberry

from contracts import challenges as challenge_contract
from contracts import notify, profiles
from gateway.schema import inputs
from gateway.schema.after.changing import AfterChanges
from gateway.schema.cards import CardSaving
from gateway.schema.challenging import Challenging
from gateway.schema.connections import Info, new_id
from gateway.schema.curating import Curating
from gateway.schema.day.changing import DayChanges
from gateway.schema.describing import Describing
from gateway.schema.events.organizing import Organizing
from gateway.schema.exposing import ExposureCounting
from gateway.schema.inputs import request_of
from gateway.schema.introductions.conversing import Conversing
from gateway.schema.introductions.introducing import Introducing
from gateway.schema.letters import LetterChoosing
from gateway.schema.match_runs import RunMaking
from gateway.schema.membering import Membering
from gateway.schema.nouns import Challenge, Offer
from gateway.schema.offer_searching import OfferSearching
from gateway.schema.own_data import Erasing
from gateway.schema.proposals.mutations import Assessing, Proposing
from gateway.schema.regaining import Regaining
from gateway.schema.registrations import Registering
from gateway.schema.reviewing import ChallengePayload, Reviewing
from gateway.schema.searching import Searching
from gateway.schema.securing import Securing
from gateway.schema.shortlists import Shortlisting
from gateway.schema.sign_in.policies import PolicyChanges
from gateway.schema.sign_in.providers import ProviderChanges
from gateway.schema.signing import Signing
from gateway.schema.standings import StandingChanges
from gateway.schema.terms import TermsAccepting
from gateway.schema.timetables.changing import TimetableChanges


@strawberry.type
class OfferPayload:
    offer: Offer


@strawberry.type
class MarkNotificationsReadPayload:
    unread_notifications: int


@strawberry.type
class Mutation(
    LetterChoosing,
    Shortlisting,
    Describing,
    Introducing,
    Organizing,
    AfterChanges,
    Conversing,
    Signing,
    Securing,
    TermsAccepting,
    PolicyChanges,
    ProviderChanges,
    Regaining,
    Erasing,
    CardSaving,
    StandingChanges,
    Membering,
    Registering,
    Reviewing,
    RunMaking,
    Challenging,
    Curating,
    ExposureCounting,
    Proposing,
    Assessing,
    TimetableChanges,
    DayChanges,
    Searching,
    OfferSearching,
):
    @strawberry.mutation(
        description="Keep what is written so far; only one's organization sees it."
    )
    async def save_challenge_draft(
        self,
        info: Info,
        input: inputs.SaveChallengeDraftInput,  # noqa: A002 -- Relay's word
    ) -> ChallengePayload:
        asked = request_of(challenge_contract.SaveChallengeDraft, input)
        found = await info.context.ask(challenge_contract.SAVE_CHALLENGE_DRAFT, asked)
        return ChallengePayload(challenge=Challenge.of(found))

    @strawberry.mutation(description="Open a challenge to proposals.")
    async def publish_challenge(
        self,
        info: Info,
        input: inputs.PublishChallengeInput,  # noqa: A002 -- likewise
    ) -> ChallengePayload:
        asked = request_of(challenge_contract.PublishChallenge, input)
        found = await info.context.ask(challenge_contract.PUBLISH_CHALLENGE, asked)
        return ChallengePayload(challenge=Challenge.of(found))

    @strawberry.mutation(description="New words for an open challenge.")
    async def amend_challenge(
        self,
        info: Info,
        input: inputs.AmendChallengeInput,  # noqa: A002 -- likewise
    ) -> ChallengePayload:
        asked = request_of(challenge_contract.AmendChallenge, input)
        found = await info.context.ask(challenge_contract.AMEND_CHALLENGE, asked)
        return ChallengePayload(challenge=Challenge.of(found))

    @strawberry.mutation(description="End a challenge with a reason that everybody sees.")
    async def close_challenge(
        self,
        info: Info,
        input: inputs.CloseChallengeInput,  # noqa: A002 -- likewise
    ) -> ChallengePayload:
        asked = request_of(challenge_contract.CloseChallenge, input)
        found = await info.context.ask(challenge_contract.CLOSE_CHALLENGE, asked)
        return ChallengePayload(challenge=Challenge.of(found))

    @strawberry.mutation(description="Offer something to everybody.")
    async def publish_offer(
        self,
        info: Info,
        input: inputs.PublishOfferInput,  # noqa: A002 -- likewise
    ) -> OfferPayload:
        asked = request_of(profiles.PublishOffer, input)
        return OfferPayload(offer=Offer.of(await info.context.ask(profiles.PUBLISH_OFFER, asked)))

    @strawberry.mutation(description="New words for an offer.")
    async def amend_offer(
        self,
        info: Info,
        input: inputs.AmendOfferInput,  # noqa: A002 -- likewise
    ) -> OfferPayload:
        asked = request_of(profiles.AmendOffer, input)
        return OfferPayload(offer=Offer.of(await info.context.ask(profiles.AMEND_OFFER, asked)))

    @strawberry.mutation(description="Take an offer back.")
    async def withdraw_offer(
        self,
        info: Info,
        input: inputs.WithdrawOfferInput,  # noqa: A002 -- likewise
    ) -> OfferPayload:
        asked = request_of(profiles.WithdrawOffer, input)
        return OfferPayload(offer=Offer.of(await info.context.ask(profiles.WITHDRAW_OFFER, asked)))

    @strawberry.mutation(description="Note that one has read what one was told.")
    async def mark_notifications_read(
        self,
        info: Info,
        input: inputs.MarkNotificationsReadInput,  # noqa: A002 -- likewise
    ) -> MarkNotificationsReadPayload:
        asked = notify.MarkNotificationsRead(ids=tuple(new_id(str(i)) for i in input.ids))
        found = await info.context.ask(notify.MARK_NOTIFICATIONS_READ, asked)
        return MarkNotificationsReadPayload(unread_notifications=found.unread)
