"""What the viewer's unit keeps to come back to: its own alone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from contracts import shortlists
from gateway.schema import words
from gateway.schema.connections import Info, uuid_of
from gateway.schema.nouns import Challenge, Offer


@strawberry.type(description="A challenge or an offer that one's unit keeps; null when gone.")
class ShortlistEntry:
    kind: words.ThingKind
    id: strawberry.ID
    kept_at: datetime
    thing_id: strawberry.Private[UUID]

    @strawberry.field(description="If it is one, and still to be seen.")
    async def challenge(self, info: Info) -> Challenge | None:
        if self.kind is not words.ThingKind.CHALLENGE:
            return None
        found = await info.context.loaders.challenge.load(self.thing_id)
        return Challenge.of(found) if found else None

    @strawberry.field(description="If it is one, and still to be seen.")
    async def offer(self, info: Info) -> Offer | None:
        if self.kind is not words.ThingKind.OFFER:
            return None
        found = await info.context.loaders.offer.load(self.thing_id)
        return Offer.of(found) if found else None

    @classmethod
    def of(cls, record: shortlists.ShortlistEntry) -> ShortlistEntry:
        return cls(
            kind=record.kind,
            id=strawberry.ID(str(record.id)),
            kept_at=record.kept_at,
            thing_id=record.id,
        )


@strawberry.input(description="A challenge or an offer.")
class KeepThingInput:
    id: strawberry.ID


@strawberry.input
class DropThingsInput:
    ids: list[strawberry.ID]


@strawberry.type
class ShortlistPayload:
    entries: list[ShortlistEntry]


@strawberry.type
class ShortlistQuestions:
    @strawberry.field(description="What one's own unit keeps, newest first; or of it, these.")
    async def shortlist(
        self, info: Info, ids: list[strawberry.ID] | None = None
    ) -> list[ShortlistEntry]:
        wanted = tuple(uuid_of(one, "challenge or offer") for one in ids or ())
        asked = shortlists.ListShortlist(ids=wanted)
        found = await info.context.ask(shortlists.LIST_SHORTLIST, asked)
        return [ShortlistEntry.of(one) for one in found.entries]


@strawberry.type
class Shortlisting:
    @strawberry.mutation(description="Keep a challenge or an offer to come back to.")
    async def keep_thing(
        self,
        info: Info,
        input: KeepThingInput,  # noqa: A002 -- Relay's word
    ) -> ShortlistPayload:
        asked = shortlists.KeepThing(id=uuid_of(input.id, "challenge or offer"))
        found = await info.context.ask(shortlists.KEEP_THING, asked)
        return ShortlistPayload(entries=[ShortlistEntry.of(one) for one in found.entries])

    @strawberry.mutation(description="Keep them no longer; answers with what is left.")
    async def drop_things(
        self,
        info: Info,
        input: DropThingsInput,  # noqa: A002 -- likewise
    ) -> ShortlistPayload:
        wanted = tuple(uuid_of(one, "challenge or offer") for one in input.ids)
        asked = shortlists.DropThings(ids=wanted)
        found = await info.context.ask(shortlists.DROP_THINGS, asked)
        return ShortlistPayload(entries=[ShortlistEntry.of(one) for one in found.entries])
