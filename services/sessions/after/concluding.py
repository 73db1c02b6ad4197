"""What becomes of an event that is archived: its report is kept, and matching learns from it."""

from __future__ import annotations

from chassis.events import Told
from chassis.outbox import tell
from chassis.postgres import Runner
from contracts.introductions import Cause, Introduction
from contracts.matching_events import EventState, MatchingEvent
from contracts.ratings import MEETINGS_CONCLUDED, ConcludedMeeting, MeetingsConcluded
from services.sessions.after import reports
from services.sessions.after.held import Held, held
from services.sessions.after.store import ratings
from services.sessions.deps import Deps
from services.sessions.store import participants

AT_ONCE = 200  # meetings in one event on the bus


async def state_reached(transaction: Runner, event: MatchingEvent) -> None:
    if event.state is EventState.ARCHIVED:
        await reports.keep(transaction, event)
        await _conclude(transaction, event)


async def _conclude(transaction: Runner, event: MatchingEvent) -> None:
    """Nothing of a rehearsal, nor of meetings with somebody who is not on the platform."""
    if event.rehearsal:
        return
    meetings = await held(transaction, event)
    said = {
        (one.participant_id, one.other_id): one.go_on
        for one in await ratings.of(transaction, event.id)
    }
    ids = sorted({key for one in meetings for key in one.pair})
    whose = {one.id: one.organization_id for one in await participants.by_ids(transaction, ids)}

    def concluded(one: Held) -> ConcludedMeeting | None:
        public, private = whose.get(one.public_id), whose.get(one.private_id)
        if public is None or private is None:
            return None
        return ConcludedMeeting(
            id=one.id,
            public_id=public,
            private_id=private,
            public_go_on=said.get((one.public_id, one.private_id)),
            private_go_on=said.get((one.private_id, one.public_id)),
        )

    found = [each for one in meetings if (each := concluded(one)) is not None]
    for start in range(0, len(found), AT_ONCE):
        some = tuple(found[start : start + AT_ONCE])
        told = MeetingsConcluded(event_id=event.id, meetings=some)
        await tell(transaction, MEETINGS_CONCLUDED, told)


async def note_introduction(_: Deps, told: Told[Introduction]) -> None:
    """That a meeting of an event became one, for its report."""
    found = told.payload
    if found.cause is Cause.MEETING and found.cause_id is not None:
        await ratings.note_introduction(told.transaction, found.id, found.cause_id)
