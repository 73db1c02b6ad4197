"""What became of meetings, once their slot is over: held, or who did not come."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from chassis.chores import chore
from chassis.outbox import tell
from chassis.postgres import Runner
from contracts.event_days import MEETING_SETTLED, MeetingState, SettledMeeting
from contracts.matching_events import MatchingEvent
from contracts.timetables import Meeting
from services.sessions import showing
from services.sessions.day import rules
from services.sessions.deps import Deps
from services.sessions.store import events, timetables
from services.sessions.store.day import check_ins, outcomes, people


async def settle_due(deps: Deps) -> int:
    """A few slots at once; returns how many."""
    async with deps.database.transaction() as transaction:
        found = await outcomes.due(transaction)
        for one in found:
            event = await _held(transaction, one.event_id)
            if event is not None:
                await _settle(transaction, event, {one.slot})
            await outcomes.settle(transaction, one.event_id, one.slot)
    return len(found)


settle_meetings = chore("meetings settle", settle_due, pause=2.0)


async def settle_over(transaction: Runner, event: MatchingEvent) -> None:
    """What is over by now, before an arrival is taken back. The event is held."""
    slots = {one.slot for one in await outcomes.due(transaction, event.id)}
    if slots:
        await _settle(transaction, event, slots)
    for slot in slots:
        await outcomes.settle(transaction, event.id, slot)


async def settle_again(transaction: Runner, event: MatchingEvent, changed: Iterable[UUID]) -> None:
    """Late notes: somebody was there after all. What was held stays so. The event is held."""
    over = await outcomes.settled(transaction, event.id)
    if not over:
        return
    slots = {slot.id: slot for slot in event.slots if slot.id in over}
    arrived = await _arrived(transaction, event)
    known = await outcomes.of_event(transaction, event.id)
    whom = set(changed)
    for one in await shown_meetings(transaction, event):
        if one.slot not in slots or not {one.public_id, one.private_id} & whom:
            continue
        found = rules.outcome_of(one, slots[one.slot], arrived)
        if rules.says_more(found, known.get(one.id)):
            await conclude(transaction, event.id, found)


async def _held(transaction: Runner, event_id: UUID) -> MatchingEvent | None:
    organizer = await outcomes.organizer(transaction, event_id)
    return await events.held(transaction, event_id, organizer)


async def _settle(transaction: Runner, event: MatchingEvent, over: Collection[str]) -> None:
    """Meetings in those slots; of what became something before, that stays."""
    slots = {slot.id: slot for slot in event.slots if slot.id in over}
    arrived = await _arrived(transaction, event)
    gone = await people.gone(transaction, event.id)
    known = await outcomes.of_event(transaction, event.id)
    for one in await shown_meetings(transaction, event):
        if one.slot in slots and rules.is_open(one, known.get(one.id)):
            found = rules.outcome_of(one, slots[one.slot], arrived, gone)
            await conclude(transaction, event.id, found)


async def _arrived(transaction: Runner, event: MatchingEvent) -> dict[UUID, datetime]:
    found = await check_ins.arrivals(transaction, event.id)
    return {who: one.at for who, one in found.items()}


async def shown_meetings(runner: Runner, event: MatchingEvent) -> tuple[Meeting, ...]:
    """Of the version that participants see."""
    if event.final_version is None:
        return ()
    stored = await timetables.version(runner, event.id, event.final_version)
    return showing.meetings(event.id, stored.result) if stored else ()


async def conclude(transaction: Runner, event_id: UUID, one: outcomes.Outcome) -> None:
    """Keep what became of a meeting, and tell it where that is new."""
    at = await outcomes.keep(transaction, event_id, one)
    if at is None:
        return
    told = SettledMeeting(
        id=one.meeting_id,
        event_id=event_id,
        public_id=one.public_id,
        private_id=one.private_id,
        slot=one.slot,
        state=MeetingState(one.state),
        missing=one.missing,
        settled_at=at,
    )
    await tell(transaction, MEETING_SETTLED, told)
