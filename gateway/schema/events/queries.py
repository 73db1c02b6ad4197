"""The questions about matching events."""

from __future__ import annotations

import strawberry

from contracts import matching_events as contract
from contracts import participant_imports as tables
from contracts import participants
from contracts.wire import After
from gateway.context import must
from gateway.schema.connections import (
    AfterArgument,
    Connection,
    FirstArgument,
    Info,
    connect,
    uuid_of,
)
from gateway.schema.events import inputs, words
from gateway.schema.events.booking.queries import BookingQuestions
from gateway.schema.events.nouns import (
    EventPreference,
    ImportCheck,
    MatchingEvent,
    Participant,
    Places,
    PreferenceCounts,
)
from gateway.schema.events.partners import PartnerQuestions
from gateway.schema.lists import page_of

LAST = "infinity"
"""Where events without a day stand."""


@strawberry.type
class EventQuestions(PartnerQuestions, BookingQuestions):
    @strawberry.field(description="Matching events, the soonest first.")
    async def matching_events(
        self,
        info: Info,
        past: bool = False,
        own: bool = False,
        first: FirstArgument = 20,
        after: AfterArgument = None,
    ) -> Connection[MatchingEvent]:
        asked = contract.ListEvents(past=past, own=own)
        page, seal = await page_of(info, "events", contract.LIST_EVENTS, asked, first, after)
        places = [seal(After(id=one.id, key=str(one.held_on or LAST))) for one in page.events]
        nodes = [MatchingEvent.of(one) for one in page.events]
        return connect(nodes, places, more=page.more, after=after, total=page.total)

    @strawberry.field(description="One matching event.")
    async def matching_event(self, info: Info, id: strawberry.ID) -> MatchingEvent | None:  # noqa: A002 -- GraphQL's word
        asked = contract.GetEvents(ids=(uuid_of(id, "event"),))
        found = await info.context.ask(contract.GET_EVENTS, asked)
        return MatchingEvent.of(must(found[0] if found else None, "event"))

    @strawberry.field(description="How much a day holds.")
    async def event_places(
        self, info: Info, public: int, private: int, slots: int, tables: int
    ) -> Places:
        given = contract.CountPlaces(public=public, private=private, slots=slots, tables=tables)
        found = await info.context.ask(contract.COUNT_PLACES, given)
        return Places(
            meetings=found.meetings,
            public_each=found.public_each,
            private_each=found.private_each,
            limit=found.limit,
        )

    @strawberry.field(description="Who takes part, in the order of kana.")
    async def participants(
        self,
        info: Info,
        event_id: strawberry.ID,
        side: words.EventSide | None = None,
        state: words.ParticipantState | None = None,
        search: str = "",
        first: FirstArgument = 50,
        after: AfterArgument = None,
    ) -> Connection[Participant]:
        asked = participants.ListParticipants(
            event_id=uuid_of(event_id, "event"), side=side, state=state, search=search
        )
        method = participants.LIST_PARTICIPANTS
        page, seal = await page_of(info, "participants", method, asked, first, after)
        rows = zip(page.participants, page.keys, strict=True)
        places = [seal(After(id=one.id, key=key)) for one, key in rows]
        nodes = [Participant.of(one) for one in page.participants]
        return connect(nodes, places, more=page.more, after=after, total=page.total)

    @strawberry.field(description="One participant, for who runs the event.")
    async def participant(
        self,
        info: Info,
        event_id: strawberry.ID,
        id: strawberry.ID,  # noqa: A002 -- GraphQL's word
    ) -> Participant | None:
        whose, which = uuid_of(event_id, "event"), uuid_of(id, "participant")
        asked = participants.GetParticipant(event_id=whose, id=which)
        found = await info.context.ask(participants.GET_PARTICIPANT, asked)
        return Participant.of(must(found[0] if found else None, "participant"))

    @strawberry.field(description="Who comes, or waits, of the organization one acts for.")
    async def my_participation(self, info: Info, event_id: strawberry.ID) -> list[Participant]:
        asked = participants.MyParticipation(event_id=uuid_of(event_id, "event"))
        found = await info.context.ask(participants.MY_PARTICIPATION, asked)
        return [Participant.of(one) for one in found]

    @strawberry.field(description="Whom a participant of one's own wants to meet.")
    async def event_preferences(
        self, info: Info, participant_id: strawberry.ID
    ) -> list[EventPreference]:
        whose = uuid_of(participant_id, "participant")
        asked = participants.ListEventPreferences(participant_id=whose)
        found = await info.context.ask(participants.LIST_EVENT_PREFERENCES, asked)
        return [EventPreference.of(one) for one in found]

    @strawberry.field(description="How many have said whom they want to meet.")
    async def preference_counts(self, info: Info, event_id: strawberry.ID) -> PreferenceCounts:
        asked = participants.CountPreferences(event_id=uuid_of(event_id, "event"))
        found = await info.context.ask(participants.COUNT_PREFERENCES, asked)
        return PreferenceCounts(
            participants=found.participants, spoken=found.spoken, mutual=found.mutual
        )

    @strawberry.field(description="What an import would do; writes nothing.")
    async def import_check(
        self, info: Info, event_id: strawberry.ID, rows: list[inputs.ImportRowInput]
    ) -> ImportCheck:
        given = tuple(inputs.asked(tables.ImportRow, one) for one in rows)
        asked = tables.CheckImport(event_id=uuid_of(event_id, "event"), rows=given)
        return ImportCheck.of(await info.context.ask(tables.CHECK_IMPORT, asked))
