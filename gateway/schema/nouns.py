"""Challenges, offers, organizations, municipalities and matches: they refer to each other."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import strawberry

from contracts import (
    amendments,
    attachments,
    matching,
    need_groups,
    profiles,
    questions,
    same_needs,
)
from contracts import challenges as challenge_contract
from contracts.fiscal import fiscal_window
from contracts.profiles import PUBLIC_KINDS
from contracts.rights import POSTERS, RELEASERS
from gateway.context import must
from gateway.schema import words
from gateway.schema.challenge_parts import (
    Amendment,
    Attachment,
    ChallengeVersion,
    FiscalWindow,
    Question,
    amendment_of,
)
from gateway.schema.connections import AfterArgument, Connection, FirstArgument, Info
from gateway.schema.lists import (
    EventArgument,
    event_of,
    list_challenges,
    list_matches,
    list_offers,
    list_similar,
)
from gateway.schema.pins import Pin
from gateway.schema.plain import Change, Part, Reason, Source, TrackRecord, Unit
from gateway.schema.scalars import Yen
from gateway.words import today

PARTS = ("evidence", "affected", "tried_before", "constraints", "data_at_hand", "test_field")
"""Sections of the template that need not be written."""


@strawberry.type(description="A challenge and an offer that fit, and why.")
class Match:
    rank: int
    score: float = strawberry.field(description="0 to 1.")
    is_weak: bool = strawberry.field(description="Whether little speaks for it.")
    reasons: list[Reason]
    parts: list[Part]
    notes: list[str] = strawberry.field(description="Keys of what stands in the way or is missing.")
    standing: int | None = strawberry.field(
        description="Rank of the offer in the list of the challenge."
    )
    changes: list[Change] = strawberry.field(description="What would move it up there, best first.")
    pin: Pin | None = strawberry.field(
        description="Who put it at the head of the challenge's list, and why."
    )
    challenge_id: strawberry.Private[UUID]
    offer_id: strawberry.Private[UUID]

    @strawberry.field(description="The challenge of the pair.")
    async def challenge(self, info: Info) -> Challenge | None:
        found = await info.context.loaders.challenge.load(self.challenge_id)
        return Challenge.of(found) if found else None

    @strawberry.field(description="The offer of the pair.")
    async def offer(self, info: Info) -> Offer | None:
        found = await info.context.loaders.offer.load(self.offer_id)
        return Offer.of(found) if found else None

    @classmethod
    def of(cls, record: matching.Match) -> Match:
        return cls(
            rank=record.rank,
            score=record.score,
            is_weak=record.is_weak,
            reasons=[Reason.of(reason) for reason in record.reasons],
            parts=[Part(name=part.name, contribution=part.contribution) for part in record.parts],
            notes=list(record.notes),
            standing=record.standing,
            changes=[Change.of(change) for change in record.changes],
            pin=Pin.of(record.pin) if record.pin else None,
            challenge_id=record.challenge_id,
            offer_id=record.offer_id,
        )


@strawberry.type(description="Another challenge that says the same.")
class SimilarChallenge:
    score: float = strawberry.field(description="0 to 1; 1 for the same text.")
    challenge_id: strawberry.Private[UUID]

    @strawberry.field(description="The other challenge.")
    async def challenge(self, info: Info) -> Challenge | None:
        found = await info.context.loaders.challenge.load(self.challenge_id)
        return Challenge.of(found) if found else None

    @classmethod
    def of(cls, record: matching.SimilarChallenge) -> SimilarChallenge:
        return cls(score=record.score, challenge_id=record.challenge_id)


@strawberry.type(description="The same need in several towns, named by the most central one.")
class NeedGroup:
    id: strawberry.ID
    organization_count: int = strawberry.field(description="How many organizations have it.")
    keys: strawberry.Private[tuple[UUID, ...]]

    @strawberry.field(description="The central one first, then those most like it; 20 at most.")
    async def alike(self, info: Info) -> list[Challenge]:
        found = await info.context.loaders.challenge.load_many(list(self.keys[:20]))
        return [Challenge.of(one) for one in found if one]

    @classmethod
    def of(cls, record: need_groups.NeedGroup) -> NeedGroup:
        key, organizations = strawberry.ID(str(record.id)), record.organizations
        return cls(id=key, organization_count=organizations, keys=record.challenge_ids)


@strawberry.type(description="A town or prefecture of the official list.")
class Municipality:
    id: strawberry.ID
    lg_code: str = strawberry.field(description="全国地方公共団体コード, six digits.")
    name: str
    name_kana: str
    name_en: str
    kind: words.MunicipalityKind
    prefecture: str
    region: str
    population: int | None = strawberry.field(description="People, at the last census known.")
    url: str
    key: strawberry.Private[UUID]

    @strawberry.field(description="The organization that acts for it.")
    async def organization(self, info: Info) -> Organization | None:
        found = await info.context.loaders.organization.load(self.key)
        return Organization.of(found) if found else None

    @classmethod
    def of(cls, record: profiles.Municipality) -> Municipality:
        return cls(
            id=strawberry.ID(str(record.id)),
            lg_code=record.lg_code,
            name=record.name,
            name_kana=record.name_kana,
            name_en=record.name_en,
            kind=record.kind,
            prefecture=record.prefecture,
            region=record.region,
            population=record.population,
            url=record.url,
            key=record.id,
        )


@strawberry.type(description="Who takes part: a public body, a company, an NPO ….")
class Organization:
    id: strawberry.ID
    kind: words.OrganizationKind
    name: str
    name_kana: str
    prefecture: str | None
    corporate_number: str | None = strawberry.field(description="法人番号, thirteen digits.")
    url: str
    description: str
    units: list[Unit]
    source: Source | None
    review_before_publishing: bool = strawberry.field(
        description="Whether what one of its people writes another one publishes."
    )
    founded: int | None = strawberry.field(description="The year.")
    revision: int
    key: strawberry.Private[UUID]

    @strawberry.field(description="What it asks, newest first.")
    async def challenges(
        self, info: Info, first: FirstArgument = 20, after: AfterArgument = None
    ) -> Connection[Challenge] | None:
        asked = challenge_contract.ListChallenges(organization_id=self.key)
        return await list_challenges(info, asked, first, after, Challenge.of)

    @strawberry.field(description="What it offers, newest first.")
    async def offers(
        self, info: Info, first: FirstArgument = 20, after: AfterArgument = None
    ) -> Connection[Offer] | None:
        asked = profiles.ListOffers(organization_id=self.key)
        return await list_offers(info, asked, first, after, Offer.of)

    @strawberry.field(description="Challenges of others that it has said it has too.")
    async def joined(self, info: Info) -> list[Challenge] | None:
        asked = same_needs.ListJoined(organization_id=self.key)
        joined = await info.context.ask(same_needs.LIST_JOINED, asked)
        found = await info.context.loaders.challenge.load_many([one.challenge_id for one in joined])
        return [Challenge.of(one) for one in found if one]

    @strawberry.field(description="The town that it is, if it is one of the official list.")
    async def municipality(self, info: Info) -> Municipality | None:
        if self.kind not in PUBLIC_KINDS:
            return None
        found = await info.context.loaders.municipality.load(self.key)
        return Municipality.of(found) if found else None

    @strawberry.field(description="What fits it; only for those who act for it.")
    async def matches_for_you(
        self, info: Info, first: FirstArgument = 20, after: AfterArgument = None
    ) -> Connection[Match] | None:
        asked = matching.MatchesForOrganization(organization_id=self.key)
        method = matching.MATCHES_FOR_ORGANIZATION
        return await list_matches(info, method, asked, first, after, Match.of)

    @classmethod
    def of(cls, record: profiles.Organization) -> Organization:
        return cls(
            id=strawberry.ID(str(record.id)),
            kind=record.kind,
            name=record.name,
            name_kana=record.name_kana,
            prefecture=record.prefecture,
            corporate_number=record.corporate_number,
            url=record.url,
            description=record.description,
            units=[Unit.of(unit) for unit in record.units],
            source=Source.of(record.source),
            review_before_publishing=record.review_before_publishing,
            founded=record.founded,
            revision=record.revision,
            key=record.id,
        )


@strawberry.type(description="What somebody asks others to help with.")
class Challenge:
    id: strawberry.ID
    title: str
    problem: str
    evidence: str
    affected: str = strawberry.field(description="Who suffers from it.")
    tried_before: str
    constraints: str
    budget_stage: words.BudgetStage | None
    data_at_hand: str
    test_field: str = strawberry.field(description="Where it can be tried.")
    answer_by: date | None = strawberry.field(description="Last day for proposals, in Japan.")
    review_by: date | None = strawberry.field(description="The day on which it goes stale.")
    confirmations: int = strawberry.field(description="Since its words were last changed.")
    origin_key: strawberry.Private[UUID | None]
    direction: words.Direction
    state: words.ChallengeState
    tags: list[str]
    revision: int = strawberry.field(description="Grows by one with each change.")
    created_at: datetime
    published_at: datetime | None
    closed_at: datetime | None
    close_reason: words.CloseReason | None
    close_note: str
    return_note: str = strawberry.field(description="Why it was given back, until it is open.")
    submitted_at: datetime | None
    prefecture: str | None
    source: Source | None
    writers: strawberry.Private[frozenset[UUID | None]]
    unit_key: strawberry.Private[UUID | None]
    key: strawberry.Private[UUID]
    poster: strawberry.Private[UUID]
    poster_kind: strawberry.Private[profiles.OrganizationKind]

    @strawberry.field(description="Who posted it.")
    async def organization(self, info: Info) -> Organization | None:
        found = await info.context.loaders.organization.load(self.poster)
        return Organization.of(must(found, "organization"))

    @strawberry.field(description="The section that owns it.")
    async def unit(self, info: Info) -> Unit | None:
        found = await info.context.loaders.organization.load(self.poster)
        units = found.units if found else ()
        return next((Unit.of(unit) for unit in units if unit.id == self.unit_key), None)

    @strawberry.field(description="Whether whoever asks may publish it as a second person.")
    def may_approve(self, info: Info) -> bool:
        actor = info.context.actor
        return (
            self.state is challenge_contract.ChallengeState.IN_REVIEW
            and actor is not None
            and actor.role in RELEASERS
            and actor.organization == self.poster
            and actor.person not in self.writers
        )

    @strawberry.field(description="The town that posted it, if it is one of the official list.")
    async def municipality(self, info: Info) -> Municipality | None:
        if self.poster_kind not in PUBLIC_KINDS:
            return None
        found = await info.context.loaders.municipality.load(self.poster)
        return Municipality.of(found) if found else None

    @strawberry.field(description="The challenge that it was taken over from.")
    async def origin(self, info: Info) -> Challenge | None:
        if self.origin_key is None:
            return None
        found = await info.context.loaders.challenge.load(self.origin_key)
        return Challenge.of(found) if found else None

    @strawberry.field(description="Other organizations that have the same need.")
    async def joined_by(self, info: Info) -> list[Organization] | None:
        asked = same_needs.ListJoined(challenge_id=self.key)
        joined = await info.context.ask(same_needs.LIST_JOINED, asked)
        ids = [one.organization_id for one in joined]
        found = await info.context.loaders.organization.load_many(ids)
        return [Organization.of(one) for one in found if one]

    @strawberry.field(description="What everybody has read, the newest first.")
    async def versions(self, info: Info) -> list[ChallengeVersion] | None:
        asked = amendments.ListVersions(challenge_id=self.key)
        found = await info.context.ask(amendments.LIST_VERSIONS, asked)
        return [ChallengeVersion.of(one) for one in found]

    @strawberry.field(description="New words that wait for a second person; only of one's own.")
    async def amendment(self, info: Info) -> Amendment | None:
        actor = info.context.actor
        if actor is None or actor.organization != self.poster or actor.role not in POSTERS:
            return None
        asked = amendments.GetAmendment(challenge_id=self.key)
        found = await info.context.ask(amendments.GET_AMENDMENT, asked)
        return amendment_of(found[0], self.revision, actor) if found else None

    @strawberry.field(description="Answered to everybody, and those of one's own.")
    async def questions(self, info: Info) -> list[Question] | None:
        asked = questions.ListQuestions(challenge_id=self.key)
        found = await info.context.ask(questions.LIST_QUESTIONS, asked)
        return [Question.of(one) for one in found]

    @strawberry.field(description="Files, each with what is in it.")
    async def attachments(self, info: Info) -> list[Attachment] | None:
        kind = attachments.SubjectKind.CHALLENGE
        asked = attachments.ListAttachments(subject_kind=kind, subject_id=self.key)
        found = await info.context.ask(attachments.LIST_ATTACHMENTS, asked)
        return [Attachment.of(one) for one in found]

    @strawberry.field(description="When there may be money for it; of what a public body needs.")
    def fiscal_window(self) -> FiscalWindow | None:
        is_need = self.direction is challenge_contract.Direction.PUBLIC_NEED
        if self.budget_stage is None or not is_need:
            return None
        return FiscalWindow.of(fiscal_window(self.budget_stage, today(), self.answer_by))

    @strawberry.field(description="Parts that are not written: what they buy is said on the page.")
    def missing_parts(self) -> list[str]:
        return [name for name in PARTS if not getattr(self, name)]

    @strawberry.field(description="Offers that fit it, best first.")
    async def matches(
        self,
        info: Info,
        first: FirstArgument = 20,
        after: AfterArgument = None,
        event_id: EventArgument = None,
    ) -> Connection[Match] | None:
        event = await event_of(info, event_id)
        asked = matching.MatchesOfChallenge(challenge_id=self.key, event_id=event)
        method = matching.MATCHES_OF_CHALLENGE
        return await list_matches(info, method, asked, first, after, Match.of)

    @strawberry.field(description="Open challenges of others that say the same, most alike first.")
    async def same_need(
        self, info: Info, first: FirstArgument = 5
    ) -> list[SimilarChallenge] | None:
        asked = matching.SimilarChallenges(challenge_id=self.key)
        return [SimilarChallenge.of(one) for one in await list_similar(info, asked, first)]

    @strawberry.field(description="The towns that have the same need, with this one among them.")
    async def need_group(self, info: Info) -> NeedGroup | None:
        asked = need_groups.ListNeedGroups(challenge_id=self.key, first=1)
        found = await info.context.ask(need_groups.LIST_NEED_GROUPS, asked)
        return NeedGroup.of(found.groups[0]) if found.groups else None

    @strawberry.field(description="Challenges that say the same and were solved, likewise.")
    async def precedents(
        self, info: Info, first: FirstArgument = 5
    ) -> list[SimilarChallenge] | None:
        asked = matching.SimilarChallenges(challenge_id=self.key, solved=True)
        return [SimilarChallenge.of(one) for one in await list_similar(info, asked, first)]

    @classmethod
    def of(cls, record: challenge_contract.Challenge) -> Challenge:
        return cls(
            id=strawberry.ID(str(record.id)),
            title=record.title,
            problem=record.problem,
            evidence=record.evidence,
            affected=record.affected,
            tried_before=record.tried_before,
            constraints=record.constraints,
            budget_stage=record.budget_stage,
            data_at_hand=record.data_at_hand,
            test_field=record.test_field,
            answer_by=record.answer_by,
            review_by=record.review_by,
            confirmations=record.confirmations,
            origin_key=record.origin_id,
            direction=record.direction,
            state=record.state,
            tags=list(record.tags),
            revision=record.revision,
            created_at=record.created_at,
            published_at=record.published_at,
            closed_at=record.closed_at,
            close_reason=record.close_reason,
            close_note=record.close_note,
            return_note=record.return_note,
            submitted_at=record.submitted_at,
            writers=frozenset({record.author_id, record.submitted_by}),
            unit_key=record.unit_id,
            prefecture=record.prefecture,
            source=Source.of(record.source),
            key=record.id,
            poster=record.organization_id,
            poster_kind=record.organization_kind,
        )


@strawberry.type(description="What somebody can bring to a town.")
class Offer:
    id: strawberry.ID
    title: str
    text: str
    tags: list[str]
    reach: list[str] = strawberry.field(description="Prefectures; none means everywhere.")
    cost_yen: Yen | None
    track_record: list[TrackRecord] = strawberry.field(
        description="Sizes of town in which it has been done; each once."
    )
    before_budget: bool = strawberry.field(
        description="Whether it can begin before a council has voted money for it."
    )
    state: words.OfferState
    revision: int
    published_at: datetime
    source: Source | None
    key: strawberry.Private[UUID]
    offerer: strawberry.Private[UUID]

    @strawberry.field(description="Who offers it.")
    async def organization(self, info: Info) -> Organization | None:
        found = await info.context.loaders.organization.load(self.offerer)
        return Organization.of(must(found, "organization"))

    @strawberry.field(description="Challenges that it fits, best first.")
    async def matches(
        self,
        info: Info,
        first: FirstArgument = 20,
        after: AfterArgument = None,
        event_id: EventArgument = None,
    ) -> Connection[Match] | None:
        event = await event_of(info, event_id)
        asked = matching.MatchesOfOffer(offer_id=self.key, event_id=event)
        method = matching.MATCHES_OF_OFFER
        return await list_matches(info, method, asked, first, after, Match.of)

    @classmethod
    def of(cls, record: profiles.Offer) -> Offer:
        return cls(
            id=strawberry.ID(str(record.id)),
            title=record.title,
            text=record.text,
            tags=list(record.tags),
            reach=list(record.reach),
            cost_yen=None if record.cost_yen is None else Yen(record.cost_yen),
            track_record=[TrackRecord.of(one) for one in record.track_record],
            before_budget=record.before_budget,
            state=record.state,
            revision=record.revision,
            published_at=record.published_at,
            source=Source.of(record.source),
            key=record.id,
            offerer=record.organization_id,
        )
