"""What people set about lists of matches: how much things count, and decisions on pairs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry
from msgspec import structs

from contracts import curation as contract
from contracts.matching_events import GET_EVENTS, GetEvents
from gateway.context import must
from gateway.schema import words
from gateway.schema.connections import Info, new_id, uuid_of
from gateway.schema.inputs import KEY, REVISION
from gateway.schema.nouns import Offer
from gateway.schema.pins import Pin


@strawberry.type(description="How much each thing besides words counts, in hundredths.")
class Strengths:
    area: int
    tags: int
    goals: int
    budget: int
    track_record: int
    small_towns: int = strawberry.field(description="0: towns under 50,000 people get no help.")
    new_companies: int = strawberry.field(description="Likewise, younger than five years.")
    preferred_kinds: list[words.OrganizationKind]
    reason: str = strawberry.field(description="Why somebody changed them; empty: the usual ones.")
    role: words.Role | None = strawberry.field(description="In which that was done.")
    set_at: datetime | None
    revision: int | None

    @classmethod
    def of(cls, found: contract.SetStrengths | None) -> Strengths:
        values = structs.asdict(found.strengths if found else contract.Strengths())
        values["preferred_kinds"] = list(values["preferred_kinds"])
        return cls(
            **values,
            reason=found.reason if found else "",
            role=found.role if found else None,
            set_at=found.set_at if found else None,
            revision=found.revision if found else None,
        )


@strawberry.type(description="An offer on which somebody decided, for one challenge.")
class ChosenOffer:
    decision: Pin
    key: strawberry.Private[UUID]

    @strawberry.field(description="The offer as it is now; null when it is gone.")
    async def offer(self, info: Info) -> Offer | None:
        found = await info.context.loaders.offer.load(self.key)
        return Offer.of(found) if found else None

    @classmethod
    def of(cls, record: contract.Choosing) -> ChosenOffer:
        return cls(decision=Pin.of(record), key=record.offer_id)


@strawberry.input(description="Left out: as usual.")
class ChangeStrengthsInput:
    id: strawberry.ID = strawberry.field(description="Of a town, or of an event.")
    area: int = 100
    tags: int = 100
    goals: int = 100
    budget: int = 100
    track_record: int = 100
    small_towns: int = 0
    new_companies: int = 0
    preferred_kinds: list[words.OrganizationKind] = strawberry.field(default_factory=list)
    reason: str
    revision: int | None = strawberry.field(default=None, description=REVISION)
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class ChoosePairInput:
    challenge_id: strawberry.ID
    offer_id: strawberry.ID
    choice: words.Choice
    reason: str = strawberry.field(description="Shown to everybody who sees the list.")


@strawberry.input
class ReleasePairInput:
    challenge_id: strawberry.ID
    offer_id: strawberry.ID


@strawberry.type
class ChangeStrengthsPayload:
    strengths: Strengths


@strawberry.type
class PairPayload:
    decision: Pin | None


async def _must_be_there(info: Info, key: UUID) -> None:
    """A town, or an event that whoever asks may see. Raises ``NotFound``."""
    if await info.context.loaders.organization.load(key):
        return
    events = await info.context.ask(GET_EVENTS, GetEvents(ids=(key,)))
    must(events[0] if events else None, "town")


@strawberry.type
class Curating:
    @strawberry.mutation(description="Say how much each thing counts in a town's lists.")
    async def change_strengths(
        self,
        info: Info,
        input: ChangeStrengthsInput,  # noqa: A002 -- Relay's word
    ) -> ChangeStrengthsPayload:
        names = [field.name for field in structs.fields(contract.Strengths)]
        values = {name: getattr(input, name) for name in names}
        values["preferred_kinds"] = tuple(values["preferred_kinds"])
        key = new_id(str(input.id))
        await _must_be_there(info, key)
        asked = contract.ChangeStrengths(
            id=key,
            strengths=contract.Strengths(**values),
            reason=input.reason,
            revision=input.revision,
            idempotency_key=input.idempotency_key,
        )
        found = await info.context.ask(contract.CHANGE_STRENGTHS, asked)
        return ChangeStrengthsPayload(strengths=Strengths.of(found))

    @strawberry.mutation(description="Put an offer at the head of a list, or leave it out.")
    async def choose_pair(
        self,
        info: Info,
        input: ChoosePairInput,  # noqa: A002 -- likewise
    ) -> PairPayload:
        asked = contract.ChoosePair(
            challenge_id=uuid_of(input.challenge_id, "challenge"),
            offer_id=uuid_of(input.offer_id, "offer"),
            choice=input.choice,
            reason=input.reason,
        )
        return PairPayload(decision=Pin.of(await info.context.ask(contract.CHOOSE_PAIR, asked)))

    @strawberry.mutation(description="Take a decision on a pair back.")
    async def release_pair(
        self,
        info: Info,
        input: ReleasePairInput,  # noqa: A002 -- likewise
    ) -> PairPayload:
        asked = contract.ReleasePair(
            challenge_id=uuid_of(input.challenge_id, "challenge"),
            offer_id=uuid_of(input.offer_id, "offer"),
        )
        found = await info.context.ask(contract.RELEASE_PAIR, asked)
        return PairPayload(decision=Pin.of(found.was) if found.was else None)


@strawberry.type
class CurationQuestions:
    @strawberry.field(description="How much each thing counts in the lists of a town or event.")
    async def strengths(self, info: Info, id: strawberry.ID) -> Strengths:  # noqa: A002 -- GraphQL's word
        asked = contract.GetStrengths(id=uuid_of(id, "organization"))
        return Strengths.of((await info.context.ask(contract.GET_STRENGTHS, asked)).found)

    @strawberry.field(description="Pins and exclusions of a challenge, pins first.")
    async def choices(self, info: Info, challenge_id: strawberry.ID) -> list[ChosenOffer] | None:
        asked = contract.ListChoices(challenge_id=uuid_of(challenge_id, "challenge"))
        found = await info.context.ask(contract.LIST_CHOICES, asked)
        return [ChosenOffer.of(one) for one in found]
