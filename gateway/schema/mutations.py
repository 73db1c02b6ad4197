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
from gateway.schema.introductions.conversing import Conversing
from gateway.schema.introductions.introducing import Introducing
from gateway.schema.letters import LetterChoosing
from gateway.schema.match_runs import RunMaking
from gateway.schema.membering import Membering
from gateway.schema.nouns import Offer
from gateway.schema.offer_searching import OfferSearching
from gateway.schema.passing import passing
from gateway.schema.proposals.mutations import Assessing, Proposing
from gateway.schema.registrations import Registering
from gateway.schema.reviewing import ChallengePayload, Reviewing
from gateway.schema.searching import Searching
from gateway.schema.shortlists import Shortlisting
from gateway.schema.sign_in.own_data import Erasing
from gateway.schema.sign_in.policies import PolicyChanges
from gateway.schema.sign_in.providers import ProviderChanges
from gateway.schema.sign_in.regaining import Regaining
from gateway.schema.sign_in.securing import Securing
from gateway.schema.sign_in.signing import Signing
from gateway.schema.sign_in.terms import TermsAccepting
from gateway.schema.standings import StandingChanges
from gateway.schema.timetables.changing import TimetableChanges


@strawberry.type
class OfferPayload:
    offer: Offer

    @classmethod
    def of(cls, record: profiles.Offer) -> OfferPayload:
        return cls(offer=Offer.of(record))


@strawberry.type
class MarkNotificationsReadPayload:
    unread_notifications: int


_challenge = passing(ChallengePayload)
_offer = passing(OfferPayload)


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
    save_challenge_draft = _challenge(
        challenge_contract.SAVE_CHALLENGE_DRAFT,
        inputs.SaveChallengeDraftInput,
        "Keep what is written so far; only one's organization sees it.",
    )
    publish_challenge = _challenge(
        challenge_contract.PUBLISH_CHALLENGE,
        inputs.PublishChallengeInput,
        "Open a challenge to proposals.",
    )
    amend_challenge = _challenge(
        challenge_contract.AMEND_CHALLENGE,
        inputs.AmendChallengeInput,
        "New words for an open challenge.",
    )
    close_challenge = _challenge(
        challenge_contract.CLOSE_CHALLENGE,
        inputs.CloseChallengeInput,
        "End a challenge with a reason that everybody sees.",
    )
    publish_offer = _offer(
        profiles.PUBLISH_OFFER, inputs.PublishOfferInput, "Offer something to everybody."
    )
    amend_offer = _offer(profiles.AMEND_OFFER, inputs.AmendOfferInput, "New words for an offer.")
    withdraw_offer = _offer(
        profiles.WITHDRAW_OFFER, inputs.WithdrawOfferInput, "Take an offer back."
    )

    @strawberry.mutation(description="Note that one has read what one was told.")
    async def mark_notifications_read(
        self,
        info: Info,
        input: inputs.MarkNotificationsReadInput,  # noqa: A002 -- likewise
    ) -> MarkNotificationsReadPayload:
        asked = notify.MarkNotificationsRead(ids=tuple(new_id(str(i)) for i in input.ids))
        found = await info.context.ask(notify.MARK_NOTIFICATIONS_READ, asked)
        return MarkNotificationsReadPayload(unread_notifications=found.unread)
