"""How the day stands, as the solver needs it: who is here, and what is planned."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from msgspec.structs import replace

from chassis.postgres import Runner
from contracts.event_days import DayMeeting
from contracts.faults import Conflict
from contracts.matching_events import EventState, MatchingEvent
from contracts.participants import ParticipantState
from services.sessions import posing, showing
from services.sessions.day.drawing import Draw
from services.sessions.day.seeing import seen
from services.sessions.store import standings, timetables
from services.sessions.store.day.people import Comer, comers, late, lot
from services.sessions.timetable.problem import Meeting, Problem, Timetable


@dataclass(frozen=True, slots=True)
class Situation:
    event: MatchingEvent
    people: dict[str, Comer]
    here: tuple[str, ...]
    """Who has arrived and is not suspended, in the order of their numbers."""
    problem: Problem
    """With who waits and is here; with the locks of the version that is shown."""
    result: Timetable
    """That version; of who has cancelled only what is over."""
    dropped: tuple[Meeting, ...]
    """The rest of theirs."""
    meetings: tuple[DayMeeting, ...]
    draw: Draw

    def meeting(self, public_id: UUID, private_id: UUID) -> DayMeeting | None:
        pair = (public_id, private_id)
        return next((one for one in self.meetings if (one.public_id, one.private_id) == pair), None)

    def has_cancelled(self, who: UUID) -> bool:
        return self.people[str(who)].state is ParticipantState.CANCELLED

    @property
    def names(self) -> dict[str, str]:
        return showing.labels(self.people.values())


async def situation(runner: Runner, event: MatchingEvent) -> Situation:
    """Raises ``Conflict`` outside the day itself. Held by who is going to change something."""
    stored = await timetables.version(runner, event.id, event.final_version)
    if event.state is not EventState.LIVE or event.final_version is None or stored is None:
        raise Conflict("nobody meets at this stage", reason="not_the_day")
    people = await comers(runner, event.id)
    coming = tuple(one for one in people if _may_sit(one))
    known = {str(one.id) for one in coming}
    day = await seen(runner, event)
    over = {slot.id for slot in day.slots if slot.ends_at <= day.now}
    meetings, dropped = _kept(stored.result.meetings, known, over)
    planned = {(one.public, one.private) for one in meetings}
    locks = tuple(one for one in stored.problem.locks if (one.public, one.private) in planned)
    wishes = await timetables.wishes(runner, event.id)
    out = await timetables.dropped(runner, event.id)
    problem = posing.problem(event, coming, wishes, out, locks)
    start = next((slot.id for slot in day.slots if slot.id not in over), None)
    if start is not None:
        gone = tuple(one for one in people if one.state is ParticipantState.CANCELLED)
        problem = posing.with_held(problem, event, stored.result, start, gone)
    away = await standings.away(runner, event.id)
    arrived = [one for one in coming if one.arrived_at is not None and one.id not in away]
    return Situation(
        event=event,
        people={str(one.id): one for one in people},
        here=tuple(str(one.id) for one in sorted(arrived, key=_by_number)),
        problem=problem,
        result=replace(stored.result, meetings=meetings),
        dropped=dropped,
        meetings=day.meetings,
        draw=Draw(
            lot=await lot(runner, event.id),
            late={str(one) for one in await late(runner, event.id)},
        ),
    )


def _kept(
    meetings: tuple[Meeting, ...], known: set[str], over: set[str]
) -> tuple[tuple[Meeting, ...], tuple[Meeting, ...]]:
    """Meetings that stay, and those that cannot be any more because somebody has cancelled."""
    gone = [one for one in meetings if one.slot not in over and {*_pair(one)} - known]
    return tuple(one for one in meetings if one not in gone), tuple(gone)


def _pair(one: Meeting) -> tuple[str, str]:
    return one.public, one.private


def _by_number(one: Comer) -> int:
    return one.number


def _may_sit(one: Comer) -> bool:
    waits = one.state is ParticipantState.WAITING and one.arrived_at is not None
    return waits or one.state is ParticipantState.REGISTERED
