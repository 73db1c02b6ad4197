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
    return await _of(runner, organizes(who), event_id)


async def staffed(runner: Runner, actor: Actor | None, event_id: UUID) -> MatchingEvent:
    """The event, held, for who staffs it on the day. Raises ``NotFound`` likewise."""
    who, _ = await acting(runner, actor)
    return await _of(runner, staffs(who), event_id)


async def staffing(runner: Runner, actor: Actor | None, event_id: UUID) -> MatchingEvent:
    """Likewise, without holding it: who only looks waits for nobody."""
    who, _ = await acting(runner, actor)
    own = staffs(who)
    found = await events.by_ids(runner, (event_id,), own)
    return _checked(found[0] if found else None, own)


async def _of(runner: Runner, own: UUID | None, event_id: UUID) -> MatchingEvent:
    return _checked(await events.held(runner, event_id, own), own)


def _checked(found: MatchingEvent | None, own: UUID | None) -> MatchingEvent:
    if found is None:
        raise NotFound("no such event")
    if found.organization_id != own:
        raise Forbidden("another organization runs this event")
    return found
