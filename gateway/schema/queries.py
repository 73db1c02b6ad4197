"""The questions of the schema.

What another service has to answer for may be null: one part that fails takes nothing else away.
"""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import date

import strawberry

from contracts import attachments, profiles
from contracts import challenges as challenge_contract
from contracts.faults import NotFound
from gateway.context import must
from gateway.schema import words
from gateway.schema.after.queries import AfterQuestions
from gateway.schema.cards import CardQuestions
from gateway.schema.challenge_parts import Attachment, AttachmentContent
from gateway.schema.connections import (
    AfterArgument,
    Connection,
    FirstArgument,
    Info,
    uuid_of,
)
from gateway.schema.curating import CurationQuestions
from gateway.schema.day.queries import DayQuestions
from gateway.schema.events.queries import EventQuestions
from gateway.schema.exposing import ExposureQuestions
from gateway.schema.facets import FacetQuestions
from gateway.schema.handovers import HandoverQuestions
from gateway.schema.introductions.queries import IntroductionQuestions
from gateway.schema.ledger import LedgerQuestions
from gateway.schema.letters import LetterQuestions
from gateway.schema.lists import (
    list_challenges,
    list_municipalities,
    list_offers,
    list_organizations,
)
from gateway.schema.match_runs import RunQuestions
from gateway.schema.members import MemberQuestions
from gateway.schema.nouns import Challenge, Municipality, Offer, Organization
from gateway.schema.offer_searching import OfferSearchQuestions
from gateway.schema.proposals.queries import ProposalQuestions
from gateway.schema.registrations import RegistrationQuestions
from gateway.schema.searching import SearchQuestions
from gateway.schema.shortlists import ShortlistQuestions
from gateway.schema.sign_in.own_data import OwnDataQuestions
from gateway.schema.sign_in.policies import PolicyQuestions
from gateway.schema.sign_in.providers import ProviderQuestions
from gateway.schema.sign_in.regaining import RegainingQuestions
from gateway.schema.sign_in.viewer import Viewer
from gateway.schema.standings import StandingQuestions
from gateway.schema.timetables.queries import TimetableQuestions

LG_CODE = re.compile("[0-9]{6}")


@strawberry.type(description="How many open challenges a prefecture has.")
class ChallengeCount:
    prefecture: str
    open: int


@strawberry.input(description="Whose they are: of an organization, or of one of its sections.")
class OwnerInput:
    organization_id: strawberry.ID
    unit_id: strawberry.ID | None = None


@strawberry.type
class Query(
    PolicyQuestions,
    ProviderQuestions,
    IntroductionQuestions,
    HandoverQuestions,
    EventQuestions,
    AfterQuestions,
    TimetableQuestions,
    DayQuestions,
    OwnDataQuestions,
    CardQuestions,
    RegainingQuestions,
    LedgerQuestions,
    MemberQuestions,
    RegistrationQuestions,
    RunQuestions,
    CurationQuestions,
    ExposureQuestions,
    ProposalQuestions,
    SearchQuestions,
    OfferSearchQuestions,
    FacetQuestions,
    LetterQuestions,
    ShortlistQuestions,
    StandingQuestions,
):
    @strawberry.field(description="Whoever is signed in; null for a visitor.")
    def viewer(self, info: Info) -> Viewer | None:
        return Viewer.of(info.context.who) if info.context.who.session else None

    @strawberry.field(description="One challenge.")
    async def challenge(self, info: Info, id: strawberry.ID) -> Challenge | None:  # noqa: A002 -- GraphQL's word
        found = await info.context.loaders.challenge.load(uuid_of(id, "challenge"))
        return Challenge.of(must(found, "challenge"))

    @strawberry.field(description="Challenges, newest first. Drafts: only one's own.")
    async def challenges(  # noqa: PLR0913, PLR0917 -- the filters of the list, given by name
        self,
        info: Info,
        first: FirstArgument = 20,
        after: AfterArgument = None,
        search: str | None = None,
        prefecture: str | None = None,
        state: words.ChallengeState | None = None,
        direction: words.Direction | None = None,
        owner: OwnerInput | None = None,
        budget_stage: words.BudgetStage | None = None,
        tag: str | None = None,
        open_on: date | None = None,
    ) -> Connection[Challenge] | None:
        asked = challenge_contract.ListChallenges(
            search=search or "",
            prefecture=prefecture or None,
            state=state,
            direction=direction,
            organization_id=uuid_of(owner.organization_id, "organization") if owner else None,
            unit_id=uuid_of(owner.unit_id, "unit") if owner and owner.unit_id else None,
            budget_stage=budget_stage,
            tag=tag or None,
            open_on=open_on,
        )
        return await list_challenges(info, asked, first, after, Challenge.of)

    @strawberry.field(description="How many open challenges there are, by prefecture.")
    async def challenge_counts(self, info: Info) -> list[ChallengeCount]:
        asked = challenge_contract.CountChallenges()
        found = await info.context.ask(challenge_contract.COUNT_CHALLENGES, asked)
        return [ChallengeCount(prefecture=row.prefecture, open=row.open) for row in found]

    @strawberry.field(description="A file and its content, seen as what it belongs to is seen.")
    async def attachment_content(self, info: Info, id: strawberry.ID) -> AttachmentContent:  # noqa: A002 -- likewise
        asked = attachments.ReadAttachment(id=uuid_of(id, "file"))
        found = await info.context.ask(attachments.READ_ATTACHMENT, asked)
        return AttachmentContent(
            attachment=Attachment.of(found.attachment), content=b64encode(found.content).decode()
        )

    @strawberry.field(description="One offer.")
    async def offer(self, info: Info, id: strawberry.ID) -> Offer | None:  # noqa: A002 -- likewise
        found = await info.context.loaders.offer.load(uuid_of(id, "offer"))
        return Offer.of(must(found, "offer"))

    @strawberry.field(description="Offers, newest first.")
    async def offers(  # noqa: PLR0913, PLR0917 -- the filters of the list, given by name
        self,
        info: Info,
        first: FirstArgument = 20,
        after: AfterArgument = None,
        search: str | None = None,
        prefecture: str | None = None,
        tag: str | None = None,
        cost: words.CostBand | None = None,
        kind: words.OrganizationKind | None = None,
        before_budget: bool | None = None,
    ) -> Connection[Offer] | None:
        asked = profiles.ListOffers(
            search=search or "",
            prefecture=prefecture or None,
            tag=tag or None,
            cost=cost,
            kind=kind,
            before_budget=before_budget,
        )
        return await list_offers(info, asked, first, after, Offer.of)

    @strawberry.field(description="One organization.")
    async def organization(self, info: Info, id: strawberry.ID) -> Organization | None:  # noqa: A002 -- likewise
        found = await info.context.loaders.organization.load(uuid_of(id, "organization"))
        return Organization.of(must(found, "organization"))

    @strawberry.field(description="Organizations by their reading.")
    async def organizations(
        self,
        info: Info,
        first: FirstArgument = 20,
        after: AfterArgument = None,
        search: str | None = None,
        prefecture: str | None = None,
        kind: words.OrganizationKind | None = None,
    ) -> Connection[Organization] | None:
        asked = profiles.ListOrganizations(
            search=search or "", prefecture=prefecture or None, kind=kind
        )
        return await list_organizations(info, asked, first, after, Organization.of)

    @strawberry.field(description="The municipality of a 全国地方公共団体コード.")
    async def municipality(self, info: Info, lg_code: str) -> Municipality | None:
        if not LG_CODE.fullmatch(lg_code):
            raise NotFound("no such municipality")
        asked = profiles.GetMunicipality(lg_code=lg_code)
        return Municipality.of(await info.context.ask(profiles.GET_MUNICIPALITY, asked))

    @strawberry.field(description="Municipalities by their reading.")
    async def municipalities(
        self,
        info: Info,
        first: FirstArgument = 20,
        after: AfterArgument = None,
        search: str | None = None,
        prefecture: str | None = None,
    ) -> Connection[Municipality] | None:
        asked = profiles.ListMunicipalities(search=search or "", prefecture=prefecture or None)
        return await list_municipalities(info, asked, first, after, Municipality.of)
