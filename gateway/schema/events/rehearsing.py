"""Rehearsals of matching events."""

from __future__ import annotations

import strawberry

from contracts import rehearsals as contract
from gateway.schema.connections import Info
from gateway.schema.events import inputs, words
from gateway.schema.events.nouns import MatchingEvent
from gateway.schema.inputs import ID, KEY


@strawberry.input
class RehearseEventInput:
    id: strawberry.ID = strawberry.field(description=ID)
    source_id: strawberry.ID
    seed: int = strawberry.field(default=0, description="The same seed invents the same people.")
    minutes: int = strawberry.field(default=10, description="Until its first slot begins.")
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class RemoveRehearsalInput:
    id: strawberry.ID
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.type(description="One step of a rehearsal, with its number.")
class Played:
    step: words.PlayedStep
    number: int


@strawberry.type
class RehearseEventPayload:
    event: MatchingEvent
    steps: list[Played]
    checked: bool = strawberry.field(description="Whether no rule is broken in its timetable.")


@strawberry.type
class RemoveRehearsalPayload:
    participants: int = strawberry.field(description="Invented people that went.")


@strawberry.type
class Rehearsing:
    @strawberry.mutation(
        description="Copy an event to today and play it with invented people, up to its day."
    )
    async def rehearse_event(
        self,
        info: Info,
        input: RehearseEventInput,  # noqa: A002 -- Relay's word
    ) -> RehearseEventPayload:
        asked = inputs.asked(contract.RehearseEvent, input)
        found = await info.context.ask(contract.REHEARSE_EVENT, asked)
        steps = [Played(step=one.step, number=one.number) for one in found.steps]
        event = MatchingEvent.of(found.event)
        return RehearseEventPayload(event=event, steps=steps, checked=found.checked)

    @strawberry.mutation(description="Remove a rehearsal with its invented people.")
    async def remove_rehearsal(
        self,
        info: Info,
        input: RemoveRehearsalInput,  # noqa: A002 -- Relay's word
    ) -> RemoveRehearsalPayload:
        asked = inputs.asked(contract.RemoveRehearsal, input)
        found = await info.context.ask(contract.REMOVE_REHEARSAL, asked)
        return RemoveRehearsalPayload(participants=found.participants)
