"""The organizer's board: meetings put, moved, locked and taken out by hand, and their places."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from contracts import timetables as contract
from contracts import timetabling
from contracts.faults import NotFound
from contracts.matching_events import MatchingEvent
from services.sessions import rearranging, showing, standing
from services.sessions.ahead import Ahead, once_solved
from services.sessions.deps import Deps
from services.sessions.store import cancellations
from services.sessions.store import timetables as store
from services.sessions.store.day import people
from services.sessions.timetable.checking import Flaw
from services.sessions.timetable.problem import Problem, Side
from services.sessions.timetables import kept_as_new, named, planned, posed, solved

NOT_BOTH = (contract.Reason(key="not_both"),)
"""Against every pair that not both want, and whatever its place: that one said no is not told
from that one, or both, said nothing. Who came in when nobody could say anything any more is put."""


def _pair(request: Any) -> rearranging.Pair:
    return str(request.public_id), str(request.private_id)


async def move_meeting(deps: Deps, asked: Asked[timetabling.MoveMeeting]) -> contract.Outcome:
    """To that place where nothing stands against it; else nothing changes, and it is said what."""

    async def change(transaction: Runner) -> contract.Outcome:
        request = asked.request
        event = await planned(transaction, asked, request.event_id, request.base_version)
        stored = await _newest(transaction, event.id)
        names = await named(transaction, event.id)
        pair, where = _pair(request), (request.slot, request.table)
        problem = await _problem(transaction, event, stored, pair)
        wanted = rearranging.wanted(problem, pair)
        held = rearranging.of(stored.result, pair)
        if not (wanted or held or await _came_late(transaction, event, pair)):
            return contract.Outcome(reasons=NOT_BOTH)
        flaws = rearranging.flaws_of(problem, stored.result, pair, *where)
        if held and held.locked and wanted:
            flaws.append(Flaw(field="meetings", key="locked", names=pair))
        if flaws:
            return contract.Outcome(reasons=showing.reasons(flaws, names))
        note = (
            f"{names.get(pair[0], '')} × {names.get(pair[1], '')} → {' '.join(filter(None, where))}"
        )
        if wanted:
            made = problem, rearranging.put(problem, stored.result, pair, *where)
        else:
            made = rearranging.put_by_hand(problem, stored.result, pair, *where)
        await cancellations.lift(transaction, event.id, [(request.public_id, request.private_id)])
        return await kept_as_new(transaction, asked, event.id, made, note[:300])

    return await once(deps.database, timetabling.MOVE_MEETING, asked, change)


async def cancel_meeting(deps: Deps, asked: Asked[timetabling.CancelMeeting]) -> contract.Outcome:
    """Taken out, and kept out; with ``fill`` its place goes to those left out."""

    async def change(transaction: Runner, ahead: Ahead) -> contract.Outcome:
        request = asked.request
        event = await planned(transaction, asked, request.event_id, request.base_version)
        stored = await _newest(transaction, event.id)
        names = await named(transaction, event.id)
        pair = _pair(request)
        try:
            made = rearranging.without(stored.problem, stored.result, pair)
        except KeyError:
            raise NotFound("these two do not meet") from None
        ids = (request.public_id, request.private_id)
        await cancellations.put(transaction, event.id, ids, request.reason)
        if request.fill:
            problem = await posed(transaction, event)
            return await solved(transaction, asked, event.id, ahead, problem, made[1])
        note = f"× {names.get(pair[0], '')} × {names.get(pair[1], '')}"
        return await kept_as_new(transaction, asked, event.id, made, note[:300])

    return await once_solved(deps, timetabling.CANCEL_MEETING, asked, change)


async def _problem(
    transaction: Runner, event: MatchingEvent, stored: store.Stored, pair: rearranging.Pair
) -> Problem:
    """As it was solved; as it stands now, for two of whom one came later or was taken out.

    Raises ``NotFound`` for who does not take part, or sits on the same side.
    """
    ids = (UUID(pair[0]), UUID(pair[1]))
    if rearranging.wanted(stored.problem, pair) or rearranging.of(stored.result, pair):
        return stored.problem
    now = await posed(transaction, event, put_back=ids)
    sides = {one.id: one.side for one in now.participants}
    if (sides.get(pair[0]), sides.get(pair[1])) != (Side.PUBLIC, Side.PRIVATE):
        raise NotFound("these two cannot meet here")
    return now


async def _came_late(transaction: Runner, event: MatchingEvent, pair: rearranging.Pair) -> bool:
    """Of a pair of which nobody can have said anything: what is refused of it tells nothing."""
    return not {*map(UUID, pair)}.isdisjoint(await people.late(transaction, event.id))


async def lock_meeting(deps: Deps, asked: Asked[timetabling.LockMeeting]) -> contract.Outcome:
    async def change(transaction: Runner) -> contract.Outcome:
        request = asked.request
        event = await planned(transaction, asked, request.event_id, request.base_version)
        stored = await _newest(transaction, event.id)
        names = await named(transaction, event.id)
        pair = _pair(request)
        try:
            made = rearranging.locked(stored.problem, stored.result, pair, held=request.locked)
        except KeyError:
            raise NotFound("these two do not meet") from None
        if not request.locked and not rearranging.wanted(stored.problem, pair):
            return contract.Outcome(reasons=(contract.Reason(key="put_by_hand"),))
        sign = "●" if request.locked else "○"
        note = f"{sign} {names.get(pair[0], '')} × {names.get(pair[1], '')}"
        return await kept_as_new(transaction, asked, event.id, made, note[:300])

    return await once(deps.database, timetabling.LOCK_MEETING, asked, change)


async def list_places(
    deps: Deps, asked: Asked[timetabling.ListPlaces]
) -> tuple[timetabling.Place, ...]:
    request = asked.request
    pair = _pair(request)
    async with deps.database.transaction() as transaction:
        event = await standing.organized(transaction, asked.actor, request.event_id)
        stored = await _newest(transaction, event.id)
        problem = await _problem(transaction, event, stored, pair)
        names = await named(transaction, event.id)
        late = await _came_late(transaction, event, pair)
    free = rearranging.wanted(problem, pair) or rearranging.of(stored.result, pair) or late
    return tuple(
        timetabling.Place(
            slot=slot, table=table, reasons=showing.reasons(flaws, names) if free else NOT_BOTH
        )
        for slot, table, flaws in rearranging.places(problem, stored.result, pair)
    )


async def _newest(transaction: Runner, event_id: Any) -> store.Stored:
    stored = await store.version(transaction, event_id)
    if stored is None:
        raise NotFound("there is no timetable yet")
    return stored
