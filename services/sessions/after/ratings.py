"""What both sides say of a meeting, each for itself; two who both say yes learn of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from msgspec.structs import replace

from chassis.addresses import normal_address
from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import Conflict, FieldProblem, Invalid, NotFound
from contracts.matching_events import EventState, MatchingEvent
from contracts.participants import Participant
from contracts.preferences import Contact
from contracts.ratings import (
    MEETING_AGREED,
    RATE_MEETING,
    GoOn,
    ListRatings,
    MeetingAgreed,
    MeetingSide,
    RatedMeeting,
    RateMeeting,
    Ratings,
)
from services.sessions import standing
from services.sessions.after.held import Held, held
from services.sessions.after.store import ratings
from services.sessions.after.store.ratings import Given
from services.sessions.deps import Deps
from services.sessions.store import events, objections, participants
from services.sessions.store import timetables as store

OPEN = frozenset({EventState.LIVE, EventState.REPORTING})
"""Until the event is archived."""


async def rate_meeting(deps: Deps, asked: Asked[RateMeeting]) -> RatedMeeting:
    async def change(transaction: Runner) -> RatedMeeting:
        request = _checked(asked.request)
        actor, own = await standing.acting(transaction, asked.actor)
        event = await _event(transaction, asked, request.participant_id)
        meeting = await _meeting(transaction, event, request)
        await ratings.put(transaction, event.id, request, actor.unit, actor.person)
        await agree(transaction, event, meeting)
        await record(
            transaction,
            asked,
            object_kind="rating",
            object_id=request.participant_id,
            tenant=own,
        )
        whose = (request.participant_id,)
        [found] = await _told(transaction, event.id, (meeting,), whose)
        return found

    return await once(deps.database, RATE_MEETING, asked, change)


def _checked(asked: RateMeeting) -> RateMeeting:
    """As it is kept. Raises ``Invalid`` with the field that cannot stand."""
    if "\n" in asked.line or "\r" in asked.line:
        raise Invalid("one line", fields=(FieldProblem("line", "one_line"),))
    email = normal_address(asked.contact.email) if asked.contact.email else None
    contact = Contact(name=asked.contact.name.strip(), email=email)
    return replace(asked, line=asked.line.strip(), contact=contact)


async def _event(
    transaction: Runner, asked: Asked[RateMeeting], participant_id: UUID
) -> MatchingEvent:
    """The event of a participant of one's own, held. Raises ``NotFound``, or ``Conflict``."""
    actor, own = await standing.acting(transaction, asked.actor)
    event_id = await objections.event_of(transaction, participant_id)
    mine = await store.own(transaction, event_id, own, actor.person) if event_id else ()
    found = None
    if event_id is not None and participant_id in mine:
        found = await events.held(transaction, event_id, standing.organizes(actor))
    if found is None:
        raise NotFound("no such participant")
    if found.state not in OPEN:
        raise Conflict("meetings are not rated at this stage", reason="ratings_closed")
    return found


async def _meeting(transaction: Runner, event: MatchingEvent, asked: RateMeeting) -> Held:
    pair = {asked.participant_id, asked.other_id}
    for one in await held(transaction, event):
        if one.pair == pair:
            return one
    raise NotFound("no such meeting was held")


async def agree(transaction: Runner, event: MatchingEvent, meeting: Held) -> None:
    """Told once, when both have said yes; both have to be on the platform for it."""
    public = await ratings.one(transaction, meeting.public_id, meeting.private_id)
    private = await ratings.one(transaction, meeting.private_id, meeting.public_id)
    if not (public and private and public.go_on is private.go_on is GoOn.YES):
        return
    if not await ratings.agree(transaction, event.id, meeting.public_id, meeting.private_id):
        return
    sides = [await _side(transaction, one) for one in (public, private)]
    if event.rehearsal or sides[0] is None or sides[1] is None:
        return
    agreed = MeetingAgreed(
        id=meeting.id,
        event_id=event.id,
        event_title=event.title,
        met_at=meeting.starts_at,
        public=sides[0],
        private=sides[1],
    )
    await tell(transaction, MEETING_AGREED, agreed)


async def _side(transaction: Runner, said: Given) -> MeetingSide | None:
    who = await participants.one(transaction, said.participant_id)
    if who is None or who.organization_id is None:
        return None
    contact = said.contact if said.contact.name else replace(said.contact, name=who.name)
    return MeetingSide(
        organization_id=who.organization_id,
        unit_id=said.unit_id,
        person_id=said.rated_by,
        contact=contact,
    )


async def list_ratings(deps: Deps, asked: Asked[ListRatings]) -> Ratings:
    """Of one's own meetings that were held; none of a colleague's.

    Raises ``NotFound`` for whose organization does not take part.
    """
    async with deps.database.transaction() as transaction:
        actor, own = await standing.acting(transaction, asked.actor)
        event_id = asked.request.event_id
        seen = await events.by_ids(transaction, [event_id], standing.organizes(actor))
        mine = await store.own(transaction, event_id, own, actor.person)
        if not seen:
            raise NotFound("no such event")
        if not mine and not await participants.of_organization(transaction, event_id, own):
            raise NotFound("no such event")
        meetings = await held(transaction, seen[0])
        own_ones = tuple(one for one in meetings if one.pair & set(mine))
        return Ratings(
            event_id=event_id,
            title=seen[0].title,
            is_open=seen[0].state in OPEN,
            is_own=bool(mine),
            meetings=await _told(transaction, event_id, own_ones, mine),
        )


async def _told(
    transaction: Runner, event_id: UUID, meetings: tuple[Held, ...], mine: tuple[UUID, ...]
) -> tuple[RatedMeeting, ...]:
    """As their own side sees them: of the other side whether both want to go on, and no more."""
    ids = sorted({key for one in meetings for key in one.pair})
    people = {one.id: one for one in await participants.by_ids(transaction, ids)}
    said = {
        (one.participant_id, one.other_id): one
        for one in await ratings.of(transaction, event_id, mine)
    }
    agreed = await ratings.agreed(transaction, event_id, mine)
    return tuple(
        _shown(people, one, own, said, both=one.pair in agreed)
        for one in meetings
        for own in mine
        if own in one.pair
    )


def _shown(
    people: dict[UUID, Participant], one: Held, own: UUID, said: Any, *, both: bool
) -> RatedMeeting:
    other = next(key for key in (one.public_id, one.private_id) if key != own)
    given: Given | None = said.get((own, other))
    return RatedMeeting(
        participant_id=own,
        participant_name=people[own].name,
        other_id=other,
        other_name=people[other].name,
        other_organization_name=people[other].organization_name,
        starts_at=one.starts_at,
        table=one.table,
        go_on=given.go_on if given else None,
        line=given.line if given else "",
        contact=given.contact if given else Contact(),
        both=both,
    )
