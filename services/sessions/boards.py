"""The organizer's board: meetings moved and locked by hand, and the places they could have."""

from __future__ import annotations

from typing import Any

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from contracts import timetables as contract
from contracts.faults import NotFound
from services.sessions import rearranging, showing, standing
from services.sessions.deps import Deps
from services.sessions.store import timetables as store
from services.sessions.timetable.checking import Flaw
from services.sessions.timetables import kept_as_new, named, planned


def _pair(request: Any) -> rearranging.Pair:
    return str(request.public_id), str(request.private_id)


async def move_meeting(deps: Deps, asked: Asked[contract.MoveMeeting]) -> contract.Outcome:
    """To that place where nothing stands against it; else nothing changes, and it is said what."""

    async def change(transaction: Runner) -> contract.Outcome:
        request = asked.request
        event = await planned(transaction, asked, request.event_id, request.base_version)
        stored = await _newest(transaction, event.id)
        names = await named(transaction, event.id)
        pair, where = _pair(request), (request.slot, request.table)
        try:
            after = rearranging.put(stored.problem, stored.result, pair, *where)
        except KeyError:
            raise NotFound("these two do not both want to meet") from None
        flaws = rearranging.flaws_of(stored.problem, stored.result, pair, *where)
        held = rearranging.of(stored.result, pair)
        if held and held.locked:
            flaws.append(Flaw(field="meetings", key="locked", names=pair))
        if flaws:
            return contract.Outcome(reasons=showing.reasons(flaws, names))
        note = (
            f"{names.get(pair[0], '')} × {names.get(pair[1], '')} → {' '.join(filter(None, where))}"
        )
        made = stored.problem, after
        return await kept_as_new(transaction, asked, event.id, made, note[:300])

    return await once(deps.database, contract.MOVE_MEETING, asked, change)


async def lock_meeting(deps: Deps, asked: Asked[contract.LockMeeting]) -> contract.Outcome:
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
        sign = "●" if request.locked else "○"
        note = f"{sign} {names.get(pair[0], '')} × {names.get(pair[1], '')}"
        return await kept_as_new(transaction, asked, event.id, made, note[:300])

    return await once(deps.database, contract.LOCK_MEETING, asked, change)


async def list_places(deps: Deps, asked: Asked[contract.ListPlaces]) -> tuple[contract.Place, ...]:
    request = asked.request
    async with deps.database.transaction() as transaction:
        event = await standing.organized(transaction, asked.actor, request.event_id)
        stored = await _newest(transaction, event.id)
        names = await named(transaction, event.id)
    pair = _pair(request)
    if rearranging.of(stored.result, pair) is None and not rearranging.wanted(stored.problem, pair):
        raise NotFound("these two do not both want to meet")
    return tuple(
        contract.Place(slot=slot, table=table, reasons=showing.reasons(flaws, names))
        for slot, table, flaws in rearranging.places(stored.problem, stored.result, pair)
    )


async def _newest(transaction: Runner, event_id: Any) -> store.Stored:
    stored = await store.version(transaction, event_id)
    if stored is None:
        raise NotFound("there is no timetable yet")
    return stored
