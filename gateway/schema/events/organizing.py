"""The changes of matching events."""

from __future__ import annotations

import strawberry

from contracts import matching_events as contract
from contracts import participant_imports as tables
from contracts import participants
from gateway.schema.connections import Info
from gateway.schema.events import inputs
from gateway.schema.events.booking.changes import Booking
from gateway.schema.events.nouns import EventPreference, MatchingEvent, Participant
from gateway.schema.events.rehearsing import Rehearsing


@strawberry.type
class MatchingEventPayload:
    event: MatchingEvent


@strawberry.type
class ParticipantPayload:
    participant: Participant


@strawberry.type
class ImportParticipantsPayload:
    id: strawberry.ID
    participants: int
    waiting: int
    left_out: int


@strawberry.type
class UndoImportPayload:
    removed: int


@strawberry.type
class EventPreferencesPayload:
    preferences: list[EventPreference]


@strawberry.type
class Organizing(Rehearsing, Booking):
    @strawberry.mutation(description="Make a matching event, or change it.")
    async def save_event(
        self,
        info: Info,
        input: inputs.SaveEventInput,  # noqa: A002 -- Relay's word
    ) -> MatchingEventPayload:
        asked = inputs.asked(contract.SaveEvent, input)
        found = await info.context.ask(contract.SAVE_EVENT, asked)
        return MatchingEventPayload(event=MatchingEvent.of(found))

    @strawberry.mutation(description="Last year's event for a new day.")
    async def clone_event(
        self,
        info: Info,
        input: inputs.CloneEventInput,  # noqa: A002 -- Relay's word
    ) -> MatchingEventPayload:
        asked = inputs.asked(contract.CloneEvent, input)
        found = await info.context.ask(contract.CLONE_EVENT, asked)
        return MatchingEventPayload(event=MatchingEvent.of(found))

    @strawberry.mutation(description="Bring an event to its next state.")
    async def advance_event(
        self,
        info: Info,
        input: inputs.AdvanceEventInput,  # noqa: A002 -- Relay's word
    ) -> MatchingEventPayload:
        asked = inputs.asked(contract.AdvanceEvent, input)
        found = await info.context.ask(contract.ADVANCE_EVENT, asked)
        return MatchingEventPayload(event=MatchingEvent.of(found))

    @strawberry.mutation(description="Enter or change a participant, as the organizer.")
    async def save_participant(
        self,
        info: Info,
        input: inputs.SaveParticipantInput,  # noqa: A002 -- Relay's word
    ) -> ParticipantPayload:
        asked = inputs.asked(participants.SaveParticipant, input)
        found = await info.context.ask(participants.SAVE_PARTICIPANT, asked)
        return ParticipantPayload(participant=Participant.of(found))

    @strawberry.mutation(description="Take part, or wait for a place.")
    async def register_for_event(
        self,
        info: Info,
        input: inputs.RegisterForEventInput,  # noqa: A002 -- Relay's word
    ) -> ParticipantPayload:
        asked = inputs.asked(participants.Register, input)
        found = await info.context.ask(participants.REGISTER, asked)
        return ParticipantPayload(participant=Participant.of(found))

    @strawberry.mutation(description="Do not come; the first who waits takes the place.")
    async def cancel_participant(
        self,
        info: Info,
        input: inputs.CancelParticipantInput,  # noqa: A002 -- Relay's word
    ) -> ParticipantPayload:
        asked = inputs.asked(participants.CancelParticipant, input)
        found = await info.context.ask(participants.CANCEL_PARTICIPANT, asked)
        return ParticipantPayload(participant=Participant.of(found))

    @strawberry.mutation(description="Take in the good rows of a table.")
    async def import_participants(
        self,
        info: Info,
        input: inputs.ImportParticipantsInput,  # noqa: A002 -- Relay's word
    ) -> ImportParticipantsPayload:
        asked = inputs.asked(tables.ImportParticipants, input)
        found = await info.context.ask(tables.IMPORT_PARTICIPANTS, asked)
        return ImportParticipantsPayload(
            id=strawberry.ID(str(found.id)),
            participants=found.participants,
            waiting=found.waiting,
            left_out=found.left_out,
        )

    @strawberry.mutation(description="Take an import back, whole.")
    async def undo_import(
        self,
        info: Info,
        input: inputs.UndoImportInput,  # noqa: A002 -- Relay's word
    ) -> UndoImportPayload:
        asked = inputs.asked(tables.UndoImport, input)
        found = await info.context.ask(tables.UNDO_IMPORT, asked)
        return UndoImportPayload(removed=found.removed)

    @strawberry.mutation(description="Say whom one wants to meet; nobody else sees it.")
    async def set_event_preferences(
        self,
        info: Info,
        input: inputs.SetEventPreferencesInput,  # noqa: A002 -- Relay's word
    ) -> EventPreferencesPayload:
        asked = inputs.asked(participants.SetEventPreferences, input)
        found = await info.context.ask(participants.SET_EVENT_PREFERENCES, asked)
        return EventPreferencesPayload(preferences=[EventPreference.of(one) for one in found])
