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
from gateway.schema.passing import passing


@strawberry.type
class MatchingEventPayload:
    event: MatchingEvent

    @classmethod
    def of(cls, record: contract.MatchingEvent) -> MatchingEventPayload:
        return cls(event=MatchingEvent.of(record))


@strawberry.type
class ParticipantPayload:
    participant: Participant

    @classmethod
    def of(cls, record: participants.Participant) -> ParticipantPayload:
        return cls(participant=Participant.of(record))


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


_event = passing(MatchingEventPayload, inputs.asked)
_participant = passing(ParticipantPayload, inputs.asked)


@strawberry.type
class Organizing(Rehearsing, Booking):
    save_event = _event(
        contract.SAVE_EVENT, inputs.SaveEventInput, "Make a matching event, or change it."
    )
    clone_event = _event(
        contract.CLONE_EVENT, inputs.CloneEventInput, "Last year's event for a new day."
    )
    advance_event = _event(
        contract.ADVANCE_EVENT, inputs.AdvanceEventInput, "Bring an event to its next state."
    )
    save_participant = _participant(
        participants.SAVE_PARTICIPANT,
        inputs.SaveParticipantInput,
        "Enter or change a participant, as the organizer.",
    )
    register_for_event = _participant(
        participants.REGISTER, inputs.RegisterForEventInput, "Take part, or wait for a place."
    )
    cancel_participant = _participant(
        participants.CANCEL_PARTICIPANT,
        inputs.CancelParticipantInput,
        "Do not come; the first who waits takes the place.",
    )

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
