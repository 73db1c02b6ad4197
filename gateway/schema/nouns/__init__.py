"""Challenges, offers, organizations, municipalities and matches: how they lead to each other.

What each says of itself stands in a module of its own, as ``ChallengeItself`` and so on.
"""

from __future__ import annotations

from uuid import UUID

import strawberry

from contracts import challenges as challenge_contract
from contracts import matching, need_groups, profiles, same_needs
from contracts.profiles import PUBLIC_KINDS
from gateway.context import must
from gateway.schema.connections import AfterArgument, Connection, FirstArgument, Info
from gateway.schema.lists import (
    EventArgument,
    event_of,
    list_challenges,
    list_matches,
    list_offers,
    list_similar,
)
from gateway.schema.nouns.challenges import ChallengeItself
from gateway.schema.nouns.matches import MatchItself
from gateway.schema.nouns.offers import OfferItself
from gateway.schema.nouns.organizations import MunicipalityItself, OrganizationItself
from gateway.schema.plain import Unit


@strawberry.type(description="A challenge and an offer that fit, and why.")
class Match(MatchItself):
    @strawberry.field(description="The challenge of the pair.")
    async def challenge(self, info: Info) -> Challenge | None:
        found = await info.context.loaders.challenge.load(self.challenge_id)
        return Challenge.of(found) if found else None

    @strawberry.field(description="The offer of the pair.")
    async def offer(self, info: Info) -> Offer | None:
        found = await info.context.loaders.offer.load(self.offer_id)
        return Offer.of(found) if found else None


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
class Municipality(MunicipalityItself):
    @strawberry.field(description="The organization that acts for it.")
    async def organization(self, info: Info) -> Organization | None:
        found = await info.context.loaders.organization.load(self.key)
        return Organization.of(found) if found else None


@strawberry.type(description="Who takes part: a public body, a company, an NPO ….")
class Organization(OrganizationItself):
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


@strawberry.type(description="What somebody asks others to help with.")
class Challenge(ChallengeItself):
    @strawberry.field(description="Who posted it.")
    async def organization(self, info: Info) -> Organization | None:
        found = await info.context.loaders.organization.load(self.poster)
        return Organization.of(must(found, "organization"))

    @strawberry.field(description="The section that owns it.")
    async def unit(self, info: Info) -> Unit | None:
        found = await info.context.loaders.organization.load(self.poster)
        units = found.units if found else ()
        return next((Unit.of(unit) for unit in units if unit.id == self.unit_key), None)

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


@strawberry.type(description="What somebody can bring to a town.")
class Offer(OfferItself):
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
