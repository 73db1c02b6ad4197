"""Telling participants what concerns them, through notify. Rehearsals tell nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from chassis.outbox import tell
from chassis.postgres import Runner
from contracts.event_notices import EVENT_NOTICE, EventNotice, NoticeKind, NoticeParty
from contracts.matching_events import EventState, MatchingEvent
from contracts.participants import Participant, ParticipantState
from services.sessions.after.store import notices
from services.sessions.timetable.problem import Timetable

AT_ONCE = 200  # participants in one event on the bus
COMING = (ParticipantState.REGISTERED,)
HOPING = (ParticipantState.REGISTERED, ParticipantState.WAITING)
BY_STATE = {
    EventState.PREFERENCES: (NoticeKind.PREFERENCES_OPEN, COMING),
    EventState.REPORTING: (NoticeKind.RATE, COMING),
    EventState.CALLED_OFF: (NoticeKind.CALLED_OFF, HOPING),
}
"""What everybody is told when an event comes into a state."""
OF_PARTICIPANT = {
    ParticipantState.REGISTERED: NoticeKind.REGISTERED,
    ParticipantState.WAITING: NoticeKind.WAITING,
}


async def state_reached(transaction: Runner, event: MatchingEvent) -> None:
    if event.state not in BY_STATE:
        return
    kind, states = BY_STATE[event.state]
    await to_everybody(transaction, event, kind, states)


async def to_everybody(
    transaction: Runner,
    event: MatchingEvent,
    kind: NoticeKind,
    states: Sequence[ParticipantState] = COMING,
    whom: Sequence[UUID] | None = None,
    until: datetime | None = None,
) -> None:
    """Once for each event and kind, whoever asks for it again."""
    if not await notices.first_time(transaction, event.id, kind):
        return
    found = await notices.parties(transaction, event.id, states, whom)
    await give(transaction, event, kind, f"event:{kind}:{event.id}", found, until)


async def registered(transaction: Runner, event: MatchingEvent, who: Participant) -> None:
    """With a place or without; by themselves or by the organizer."""
    kind = OF_PARTICIPANT.get(who.state)
    if kind is not None:
        await _of_one(transaction, event, kind, who)


async def moved_up(transaction: Runner, event: MatchingEvent, who: Participant) -> None:
    await _of_one(transaction, event, NoticeKind.MOVED_UP, who)


async def _of_one(
    transaction: Runner, event: MatchingEvent, kind: NoticeKind, who: Participant
) -> None:
    found = await notices.parties(transaction, event.id, HOPING, [who.id])
    await give(transaction, event, kind, f"event:{kind}:{who.id}", found)


async def shown(
    transaction: Runner, event: MatchingEvent, before: Timetable | None, now: Timetable
) -> None:
    """``event`` as it stands now. The first time everybody is told, then whoever it changes for.

    Final after provisional everybody is told, once; later only those whose meetings changed.
    """
    final = event.state is EventState.LIVE
    kind = NoticeKind.FINAL if final else NoticeKind.PROVISIONAL
    if await notices.first_time(transaction, event.id, kind):
        found = await notices.parties(transaction, event.id, COMING)
        until = None if final else event.objections_until
        await give(transaction, event, kind, f"event:{kind}:{event.id}", found, until)
        return
    await changed(transaction, event, before, now)


async def changed(
    transaction: Runner, event: MatchingEvent, before: Timetable | None, now: Timetable
) -> None:
    """Those who get, lose or move a meeting from what was shown to what is shown now."""
    whom = affected(before, now)
    if not whom:
        return
    found = await notices.parties(transaction, event.id, COMING, whom)
    cause = f"event:{NoticeKind.CHANGED}:{event.id}:{event.final_version}"
    await give(transaction, event, NoticeKind.CHANGED, cause, found)


async def moved(transaction: Runner, event: MatchingEvent, kind: NoticeKind) -> None:
    """Each time it is another day, hour or place: everybody who comes or waits."""
    found = await notices.parties(transaction, event.id, HOPING)
    cause = f"event:{kind}:{event.id}:{event.revision}"
    await give(transaction, event, kind, cause, found)


def affected(before: Timetable | None, now: Timetable) -> list[UUID]:
    """Participants of meetings that are in one of the two alone, or elsewhere."""
    places = [
        {(one.public, one.private, one.slot, one.table) for one in each.meetings} if each else set()
        for each in (before, now)
    ]
    differing = places[0] ^ places[1]
    names = {name for public, private, *_ in differing for name in (public, private)}
    return sorted(map(UUID, names))


async def give(
    transaction: Runner,
    event: MatchingEvent,
    kind: NoticeKind,
    cause: str,
    found: Sequence[NoticeParty],
    until: datetime | None = None,
) -> None:
    if event.rehearsal:
        return
    for start in range(0, len(found), AT_ONCE):
        notice = EventNotice(
            kind=kind,
            cause=cause,
            event_id=event.id,
            event_title=event.title,
            organization_name=event.organization_name,
            held_on=event.held_on,
            venue=event.venue,
            until=until,
            parties=tuple(found[start : start + AT_ONCE]),
        )
        await tell(transaction, EVENT_NOTICE, notice)
