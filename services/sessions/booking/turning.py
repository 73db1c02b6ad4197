"""What participants arranged as meetings of the timetable: brought in, and taken out again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from msgspec.structs import replace

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from contracts.matching_events import ADVANCE_EVENT, AdvanceEvent, EventState, MatchingEvent
from services.sessions import events, rearranging, rules, standing, timetables
from services.sessions.deps import Deps
from services.sessions.store import timetables as store
from services.sessions.store.booking import bookings, requests
from services.sessions.timetable import checking
from services.sessions.timetable.problem import Lock, Meeting, Problem


async def advance_event(deps: Deps, asked: Asked[AdvanceEvent]) -> MatchingEvent:
    """What was arranged is the first version once nobody arranges anything any more."""

    async def change(transaction: Runner) -> MatchingEvent:
        request = asked.request
        found = await standing.organized(transaction, asked.actor, request.id)
        rules.check_revision(found, request.revision)
        rules.check_advancing(found, request.state)
        moved = await events.move(transaction, asked, found.id, request.state)
        if moved.state is EventState.SCHEDULING:
            await requests.expire(transaction, moved.id)
            await _bring_in(transaction, asked, moved)
        return moved

    return await once(deps.database, ADVANCE_EVENT, asked, change)


async def _bring_in(transaction: Runner, asked: Asked[Any], event: MatchingEvent) -> None:
    booked = await bookings.of_event(transaction, event.id)
    if not booked:
        return
    problem = _sound(await timetables.posed(transaction, event))
    meetings = tuple(
        Meeting(
            public=lock.public,
            private=lock.private,
            slot=lock.slot,
            table=lock.table,
            locked=True,
        )
        for lock in problem.locks
    )
    made = problem, rearranging.seated(problem, meetings)
    by = asked.actor.account if asked.actor else event.id
    await store.insert(transaction, event.id, 1, made, f"+ {len(meetings)}", by)


def _sound(problem: Problem) -> Problem:
    """What no longer fits, since somebody's day was changed, is wished for and held nowhere."""
    if not checking.problem_flaws(problem):
        return problem
    held: tuple[Lock, ...] = ()
    for lock in problem.locks:
        if not checking.problem_flaws(replace(problem, locks=(*held, lock))):
            held = (*held, lock)
    return replace(problem, locks=held)


async def withdraw(
    transaction: Runner, asked: Asked[Any], event: MatchingEvent, pair: tuple[UUID, UUID]
) -> None:
    """Out of what is shown, and out of the version that the organizer works at."""
    newest = await store.version(transaction, event.id)
    if newest is None or asked.actor is None:
        return
    shown = None
    if event.final_version is not None:
        shown = await store.version(transaction, event.id, event.final_version)
    names = str(pair[0]), str(pair[1])
    known = await timetables.named(transaction, event.id)
    note = " × ".join(known.get(name, "") for name in names)[:290]
    number = newest.version
    for stored in {one.version: one for one in (shown, newest) if one}.values():
        if rearranging.of(stored.result, names) is None:
            continue
        number += 1
        made = rearranging.without(stored.problem, stored.result, names)
        await store.insert(transaction, event.id, number, made, f"× {note}", asked.actor.account)
        if shown is not None and stored.version == shown.version:
            await store.show(transaction, event.id, number, shown.state)
