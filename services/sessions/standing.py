"""For whom somebody acts, by this service's own copies at this moment."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner
from contracts.faults import Conflict, Forbidden, NotFound
from contracts.matching_events import MatchingEvent
from contracts.rights import EVENT_ORGANIZERS, EVENT_STAFF
from contracts.standing import Standing
from contracts.wire import Actor
from services.sessions.store import copies, events, standings


async def acting(runner: Runner, actor: Actor | None) -> tuple[Actor, UUID]:
    """The actor, and the organization acted for.

    Raises ``Forbidden`` when there is none, or for somebody who is known here to have left.
    """
    if actor is None or actor.organization is None:
        raise Forbidden("act for an organization to do this")
    if await copies.has_left(runner, actor.person, actor.organization):
        raise Forbidden("this membership has ended", reason="membership_ended")
    return actor, actor.organization


async def check_here(runner: Runner, organizer: UUID) -> None:
    """Raises ``Conflict`` while nobody acts for the organization that runs the event."""
    if await standings.standing(runner, organizer) is not Standing.ACTIVE:
        raise Conflict("nobody acts for that organization now", reason="organizer_inactive")


def organizes(actor: Actor | None) -> UUID | None:
    """The organization whose events are theirs to run."""
    return actor.organization if actor and actor.role in EVENT_ORGANIZERS else None


def staffs(actor: Actor | None) -> UUID | None:
    """The organization at whose events they help on the day."""
    return actor.organization if actor and actor.role in EVENT_STAFF else None


async def organized(runner: Runner, actor: Actor | None, event_id: UUID) -> MatchingEvent:
    """The event, held, for who runs it. Raises ``NotFound`` for others who may not see it."""
    who, _ = await acting(runner, actor)
    return await _of(runner, who, organizes(who), event_id)


async def staffed(runner: Runner, actor: Actor | None, event_id: UUID) -> MatchingEvent:
    """The event, held, for who staffs it on the day. Raises ``NotFound`` likewise."""
    who, _ = await acting(runner, actor)
    return await _of(runner, who, staffs(who), event_id)


async def staffing(runner: Runner, actor: Actor | None, event_id: UUID) -> MatchingEvent:
    """Likewise, without holding it: who only looks waits for nobody."""
    who, _ = await acting(runner, actor)
    return await _looked_at(runner, who, staffs(who), event_id)


async def organizing(runner: Runner, actor: Actor | None, event_id: UUID) -> MatchingEvent:
    """For who runs it, likewise without holding it."""
    who, _ = await acting(runner, actor)
    return await _looked_at(runner, who, organizes(who), event_id)


async def _looked_at(runner: Runner, who: Actor, own: UUID | None, event_id: UUID) -> MatchingEvent:
    found = await events.by_ids(runner, (event_id,), own)
    return await _checked(runner, who, found[0] if found else None, own)


async def _of(runner: Runner, who: Actor, own: UUID | None, event_id: UUID) -> MatchingEvent:
    return await _checked(runner, who, await events.held(runner, event_id, own), own)


async def check_seen(runner: Runner, actor: Actor, event_id: UUID) -> None:
    """Raises ``NotFound`` for one of a suspended organizer that the actor takes no part in."""
    if await standings.kept_back(runner, (event_id,), actor):
        raise NotFound("no such event")


async def _checked(
    runner: Runner, who: Actor, found: MatchingEvent | None, own: UUID | None
) -> MatchingEvent:
    if found is None:
        raise NotFound("no such event")
    if found.organization_id != own:
        await check_seen(runner, who, found.id)
        raise Forbidden("another organization runs this event")
    return found
