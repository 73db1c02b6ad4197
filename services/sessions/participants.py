"""Participants: saved by the organizer, registered by themselves, cancelled, moved up, listed."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import msgspec

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from contracts.faults import Conflict, FieldProblem, Forbidden, Invalid, NotFound
from contracts.matching_events import MatchingEvent
from contracts.participants import (
    CANCEL_PARTICIPANT,
    PARTICIPANT_REGISTERED,
    REGISTER,
    SAVE_PARTICIPANT,
    CancelParticipant,
    EventSide,
    GetParticipant,
    ListParticipants,
    MyParticipation,
    Participant,
    ParticipantPage,
    ParticipantState,
    Register,
    SaveParticipant,
)
from contracts.profiles import PUBLIC_KINDS
from contracts.standing import Standing
from services.sessions import joining, seats, standing
from services.sessions.after import notices
from services.sessions.deps import Deps
from services.sessions.store import copies, events, participants, standings


async def save_participant(deps: Deps, asked: Asked[SaveParticipant]) -> Participant:
    async def change(transaction: Runner) -> Participant:
        event = await standing.organized(transaction, asked.actor, asked.request.event_id)
        request = await _with_organization(transaction, asked.request)
        joining.check_participant(event, request)
        if request.revision is None:
            await enter(transaction, event, request)
            entered = await seats.conclude(transaction, asked, request.id, PARTICIPANT_REGISTERED)
            await notices.registered(transaction, event, entered)
            return entered
        await _check_known(transaction, event, request)
        await participants.update(transaction, request)
        return await seats.conclude(transaction, asked, request.id, None)

    return await once(deps.database, SAVE_PARTICIPANT, asked, change)


async def _with_organization(transaction: Runner, asked: SaveParticipant) -> SaveParticipant:
    """By the name that the organization has here. Raises ``Invalid`` for one that is none.

    One that has closed is none either, but for who is there already: nobody comes for it.
    """
    if asked.organization_id is None:
        return asked
    known = await copies.organization(transaction, asked.organization_id)
    stands = await standings.standing(transaction, asked.organization_id)
    if known is None or (asked.revision is None and stands is Standing.CLOSED):
        problem = FieldProblem("organization_id", "unknown_value")
        raise Invalid("no such organization", fields=(problem,))
    return msgspec.structs.replace(asked, organization_name=known.name)


async def _check_known(transaction: Runner, event: MatchingEvent, asked: SaveParticipant) -> None:
    found = await participants.one(transaction, asked.id)
    if found is None or found.event_id != event.id:
        raise NotFound("no such participant")
    if found.revision != asked.revision:
        raise Conflict("somebody else has changed it", newest=msgspec.to_builtins(found))
    if found.side != asked.side:
        raise Invalid("the side stays", fields=(FieldProblem("side", "fixed"),))


async def enter(
    transaction: Runner,
    event: MatchingEvent,
    asked: SaveParticipant,
    *,
    person: UUID | None = None,
    taken_in: UUID | None = None,
    consents: bool = False,
) -> ParticipantState:
    """With a place, or onto the waiting list where there is none. The event is held."""
    taken = await participants.registered(transaction, event.id, asked.side)
    full = taken >= joining.capacity(event, asked.side)
    state = ParticipantState.WAITING if full else ParticipantState.REGISTERED
    how: dict[str, Any] = {"person": person, "taken_in": taken_in, "consents": consents}
    if not await participants.insert(transaction, asked, state, **how):
        raise Conflict("this id is already in use")
    return state


async def register(deps: Deps, asked: Asked[Register]) -> Participant:
    """Oneself, in the name of the organization that one acts for."""

    async def change(transaction: Runner) -> Participant:
        actor, own = await standing.acting(transaction, asked.actor)
        event = await _seen(transaction, asked)
        joining.check_registration(event, asked.request)
        await standing.check_here(transaction, event.organization_id)
        there = await participants.of_organization(transaction, event.id, own)
        if any(one.person_id == actor.person for one in there):
            raise Conflict("you are registered already", reason="already_registered")
        request = await _oneself(transaction, asked.request, actor.person, own)
        await enter(transaction, event, request, person=actor.person, consents=True)
        entered = await seats.conclude(transaction, asked, request.id, PARTICIPANT_REGISTERED)
        await notices.registered(transaction, event, entered)
        return entered

    return await once(deps.database, REGISTER, asked, change)


async def _oneself(
    transaction: Runner, asked: Register, person: UUID, own: UUID
) -> SaveParticipant:
    """As an organizer would have saved them. Raises ``Conflict`` until they are known here."""
    who = await copies.person(transaction, person)
    organization = await copies.organization(transaction, own)
    if who is None or organization is None:
        raise Conflict("not known here yet; try again in a moment", reason="not_known_yet")
    if who.is_minor:
        raise Forbidden("a minor needs an adult of the own side", reason="minor")
    is_public = organization.kind in PUBLIC_KINDS
    return SaveParticipant(
        id=asked.id,
        event_id=asked.event_id,
        side=EventSide.PUBLIC if is_public else EventSide.PRIVATE,
        organization_id=own,
        organization_name=organization.name,
        name=who.name,
        name_kana=who.name_kana,
        available=asked.available,
        most=asked.most,
        attends=asked.attends,
        needs=asked.needs,
        looking_for=asked.looking_for,
    )


async def cancel_participant(deps: Deps, asked: Asked[CancelParticipant]) -> Participant:
    """By the organizer or oneself; again, nothing changes."""

    async def change(transaction: Runner) -> Participant:
        found, event = await _theirs(transaction, asked)
        joining.check_not_over(event)
        if found.state is ParticipantState.CANCELLED:
            return found
        return await seats.leave(transaction, asked, event, found.id)

    return await once(deps.database, CANCEL_PARTICIPANT, asked, change)


async def _theirs(
    transaction: Runner, asked: Asked[CancelParticipant]
) -> tuple[Participant, MatchingEvent]:
    """Who is to be cancelled, of an event that is held. Raises ``NotFound`` for others' ones."""
    actor, _ = await standing.acting(transaction, asked.actor)
    own = standing.organizes(actor)
    known = await participants.one(transaction, asked.request.id)
    event = await events.held(transaction, known.event_id, own) if known else None
    found = await participants.one(transaction, asked.request.id)
    if found is None or event is None:
        raise NotFound("no such participant")
    if own != event.organization_id and found.person_id != actor.person:
        raise NotFound("no such participant")
    return found, event


async def list_participants(deps: Deps, asked: Asked[ListParticipants]) -> ParticipantPage:
    """All of them for the organizer; for who takes part those who come, as they may be seen.

    Whose organization is suspended or has closed is there for the organizer alone.
    """
    actor, own = await standing.acting(deps.database, asked.actor)
    request, organizing = asked.request, standing.organizes(actor)
    seen = await events.by_ids(deps.database, [request.event_id], organizing)
    if not seen:
        raise NotFound("no such event")
    [event] = seen
    runs = event.organization_id == organizing
    if not runs and not await participants.of_organization(deps.database, event.id, own):
        await standing.check_seen(deps.database, actor, event.id)
        raise Forbidden("for who takes part", reason="participants_only")
    state = request.state if runs else ParticipantState.REGISTERED
    (found, keys), total = await asyncio.gather(
        participants.page(deps.database, request, state, all_there=runs),
        participants.count(deps.database, request, state, all_there=runs),
    )
    shown = found if runs else tuple(joining.for_others(one) for one in found)
    first = request.first
    return ParticipantPage(
        participants=shown[:first], more=len(found) > first, total=total, keys=keys[:first]
    )


async def get_participant(deps: Deps, asked: Asked[GetParticipant]) -> tuple[Participant, ...]:
    request = asked.request
    async with deps.database.transaction() as transaction:
        await standing.organized(transaction, asked.actor, request.event_id)
        found = await participants.one(transaction, request.id)
    return (found,) if found and found.event_id == request.event_id else ()


async def my_participation(deps: Deps, asked: Asked[MyParticipation]) -> tuple[Participant, ...]:
    actor, own = await standing.acting(deps.database, asked.actor)
    found = await participants.of_organization(deps.database, asked.request.event_id, own)
    return tuple(
        one if one.person_id == actor.person else joining.for_colleagues(one) for one in found
    )


async def _seen(transaction: Runner, asked: Asked[Any]) -> MatchingEvent:
    """The event, held. Raises ``NotFound``."""
    own = standing.organizes(asked.actor)
    found = await events.held(transaction, asked.request.event_id, own)
    if found is None:
        raise NotFound("no such event")
    return found
