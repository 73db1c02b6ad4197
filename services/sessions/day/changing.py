"""A refilled timetable kept and shown: a new version, both told, what became of it noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from msgspec.structs import replace

from chassis.calls import Asked
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts import event_days as contract
from contracts.event_days import EmptyPlace, MeetingState, Refilled, RefillOutcome
from contracts.participants import ParticipantState
from contracts.timetables import TimetableState
from services.sessions import rearranging, showing
from services.sessions.day import seeing, settling
from services.sessions.day.situation import Situation
from services.sessions.day.stand_ins import Place
from services.sessions.store import timetables
from services.sessions.store.day import people
from services.sessions.store.day.outcomes import Outcome
from services.sessions.timetable.problem import Problem, Timetable

Found = dict[Place, rearranging.Pair]


async def refilled(
    transaction: Runner,
    asked: Asked[contract.RefillMeetings],
    now: Situation,
    found: Found,
    made: tuple[Problem, Timetable],
    left: tuple[EmptyPlace, ...],
) -> RefillOutcome:
    event = now.event
    number = await timetables.newest(transaction, event.id) + 1
    problem, result = made
    whole = rearranging.bounded(result)
    by = asked.actor.account if asked.actor else event.id
    note = _note(now, found)
    await timetables.insert(transaction, event.id, number, (problem, whole), note, by)
    await timetables.show(transaction, event.id, number, TimetableState.FINAL)
    await _note_outcomes(transaction, now, found)
    await _note_left(transaction, now, left, result)
    await _note_dropped(transaction, now, found)
    await _take_in(transaction, now, found)
    if not event.rehearsal:
        for one in _letters(now, found):
            await tell(transaction, contract.MEETING_REFILLED, one)
    await record(
        transaction,
        asked,
        object_kind="event",
        object_id=event.id,
        tenant=event.organization_id,
        fields=("version",),
        reason=note,
    )
    shown = await seeing.seen(transaction, replace(event, final_version=number))
    new = {_id(event.id, pair) for pair in found.values()}
    meetings = tuple(one for one in shown.meetings if one.id in new)
    return RefillOutcome(version=number, refilled=meetings, left=left)


def _id(event_id: UUID, pair: rearranging.Pair) -> UUID:
    return showing.meeting_id(event_id, *pair)


def _note(now: Situation, found: Found) -> str:
    """For the list of versions: numbers, as no name belongs into what stays for ever."""
    changes = (
        f"{now.people[place.missing].number}→{now.people[_other(place, pair)].number}"
        for place, pair in found.items()
    )
    return f"↻ {' '.join(changes)}"[:300]


def _other(place: Place, pair: rearranging.Pair) -> str:
    return next(name for name in pair if name != place.waits)


async def _note_outcomes(transaction: Runner, now: Situation, found: Found) -> None:
    for place, pair in found.items():
        gone = place.pair(place.missing)
        outcome = Outcome(
            meeting_id=_id(now.event.id, gone),
            public_id=UUID(gone[0]),
            private_id=UUID(gone[1]),
            slot=place.slot,
            state=MeetingState.REFILLED.value,
            missing=(UUID(place.missing),),
            replaced_by=_id(now.event.id, pair),
        )
        await settling.conclude(transaction, now.event.id, outcome)


async def _note_left(
    transaction: Runner, now: Situation, left: tuple[EmptyPlace, ...], result: Timetable
) -> None:
    """Who waited there sits elsewhere now: the meeting is gone, though nobody took the place."""
    there = {(one.public, one.private) for one in (*result.meetings, *now.dropped)}
    for place in left:
        was = now.meeting(place.public_id, place.private_id)
        if was is None or (str(place.public_id), str(place.private_id)) in there:
            continue
        outcome = Outcome(
            meeting_id=was.id,
            public_id=was.public_id,
            private_id=was.private_id,
            slot=was.slot,
            state=MeetingState.NO_SHOW.value,
            missing=was.missing,
        )
        await settling.conclude(transaction, now.event.id, outcome)


async def _note_dropped(transaction: Runner, now: Situation, found: Found) -> None:
    """Meetings with who has cancelled leave the timetable, and it is kept why."""
    filled = {place.pair(place.missing) for place in found}
    for one in now.dropped:
        pair = (one.public, one.private)
        if pair in filled:
            continue
        gone = (UUID(name) for name in pair)
        outcome = Outcome(
            meeting_id=_id(now.event.id, pair),
            public_id=UUID(one.public),
            private_id=UUID(one.private),
            slot=one.slot,
            state=MeetingState.CANCELLED.value,
            missing=tuple(who for who in gone if now.has_cancelled(who)),
        )
        await settling.conclude(transaction, now.event.id, outcome)


async def _take_in(transaction: Runner, now: Situation, found: Found) -> None:
    for place, pair in found.items():
        who = now.people[_other(place, pair)]
        if who.state is ParticipantState.WAITING:
            await people.take_in(transaction, who.id)


def _letters(now: Situation, found: Found) -> Iterator[Refilled]:
    starts = {slot.id: slot.starts_at for slot in now.event.slots}
    for place, pair in found.items():
        for name, other in _both(pair):
            who, with_whom = now.people[name], now.people[other]
            yield Refilled(
                event_id=now.event.id,
                event_title=now.event.title,
                meeting_id=_id(now.event.id, pair),
                participant_id=who.id,
                person_id=who.person_id,
                organization_id=who.organization_id,
                email="" if who.person_id else who.email,
                name=who.name,
                other_name=with_whom.name,
                other_organization_name=with_whom.organization_name,
                starts_at=starts[place.slot],
                table=place.table or "",
            )


def _both(pair: rearranging.Pair) -> Iterable[tuple[str, str]]:
    return (pair, (pair[1], pair[0]))
