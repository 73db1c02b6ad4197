"""Timetables: made, shown to participants, put back; each change is a new version."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from msgspec.structs import replace

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from chassis.recording import record
from contracts import timetables as contract
from contracts import timetabling
from contracts.faults import Conflict, NotFound
from contracts.matching_events import BookingMode, EventState, MatchingEvent
from services.sessions import events, posing, readying, showing, solving, standing
from services.sessions.after import notices
from services.sessions.ahead import Ahead, Question, Refused, once_solved
from services.sessions.deps import Deps
from services.sessions.store import cancellations, objections, standings
from services.sessions.store import timetables as store
from services.sessions.store.booking import bookings
from services.sessions.timetable import validator
from services.sessions.timetable.checking import Unplannable
from services.sessions.timetable.problem import Lock, Problem, Timetable

Made = tuple[Problem, Timetable]
PLANNED_IN = frozenset({EventState.SCHEDULING, EventState.PROVISIONAL, EventState.LIVE})
OF_THE_VALIDATOR = frozenset({"wrong_sum", "above_bound", "not_wished", "lock_moved"})
"""Nothing that keeps a version from being shown: what was worth more then is no mistake now."""


async def make_timetable(deps: Deps, asked: Asked[timetabling.MakeTimetable]) -> contract.Outcome:
    async def change(transaction: Runner, ahead: Ahead) -> contract.Outcome:
        request = asked.request
        event = await planned(transaction, asked, request.event_id, request.base_version)
        problem = await posed(transaction, event, request.seed)
        previous = await store.version(transaction, event.id) if request.keep else None
        kept = previous.result if previous else None
        return await solved(transaction, asked, event.id, ahead, problem, kept, request.moves)

    return await once_solved(deps, timetabling.MAKE_TIMETABLE, asked, change)


async def solved(
    transaction: Runner,
    asked: Asked[Any],
    event_id: UUID,
    ahead: Ahead | None,
    problem: Problem,
    kept: Timetable | None = None,
    moves: int = 0,
) -> contract.Outcome:
    """A new version. Raises ``Unanswered``, and ``Refused`` with the contradictions by their names.

    With no ``ahead`` it is solved here and now, and they are answered: of an event that nobody
    else sees yet.
    """
    start = await begun(transaction, problem)
    try:
        if ahead is not None:
            result = ahead.answer(Question(problem, kept, moves, start))
        else:
            await store.wait(transaction, contract.PATIENCE)
            result = await solving.solution(problem, kept, moves, start)
    except Unplannable as error:
        names = await named(transaction, event_id)
        outcome = contract.Outcome(reasons=showing.reasons(error.flaws, names))
        if ahead is not None:
            raise Refused(outcome) from None
        return outcome
    return await kept_as_new(transaction, asked, event_id, (problem, result))


async def planned(
    transaction: Runner, asked: Asked[Any], event_id: UUID, base_version: int
) -> MatchingEvent:
    """The event, held, with the newest version the one that was seen. Raises ``Conflict``."""
    event = await standing.organized(transaction, asked.actor, event_id)
    if event.state not in PLANNED_IN:
        raise Conflict("no timetable is made at this stage", reason="not_scheduling")
    newest = await store.newest(transaction, event_id)
    if newest != base_version:
        raise Conflict("somebody else has changed it", newest={"version": newest}, reason="stale")
    return event


async def posed(
    transaction: Runner,
    event: MatchingEvent,
    seed: int = 0,
    put_back: tuple[UUID, UUID] | None = None,
) -> Problem:
    """As everything stands now, with the locks of the newest version; without the suspended."""
    away = await standings.away(transaction, event.id)
    registered = await store.attendees(transaction, event.id)
    people = tuple(one for one in registered if one.id not in away)
    wished = await store.wishes(transaction, event.id)
    if event.mode is BookingMode.SELF:  # nobody meets but who arranged it themselves
        wished = ()
    booked = await bookings.of_event(transaction, event.id)
    dropped = await store.dropped(transaction, event.id, put_back)
    newest = await store.version(transaction, event.id)
    here = {str(one.id) for one in people}
    out = {frozenset((str(one.participant_id), str(one.other_id))) for one in dropped}
    locks = _held(newest.problem.locks if newest else _taken(booked), here, out)
    arranged = [one.pair for one in booked]
    problem = posing.problem(event, people, wished, dropped, locks, seed, arranged)
    start = await begun(transaction, problem)
    if newest is None or start is None:
        return problem
    everybody = await store.attendees(transaction, event.id, also_cancelled=True)
    gone = tuple(one for one in everybody if str(one.id) not in here)
    return posing.with_held(problem, event, newest.result, start, gone)


def _taken(booked: tuple[bookings.Booked, ...]) -> tuple[Lock, ...]:
    """What participants arranged stays where they did, until the organizer lets it go."""
    return tuple(
        Lock(
            public=str(one.public_id),
            private=str(one.private_id),
            slot=one.slot,
            table=one.table_id,
        )
        for one in booked
    )


def _held(locks: tuple[Lock, ...], here: set[str], out: set[frozenset[str]]) -> tuple[Lock, ...]:
    """Who has cancelled, and what an objection took out, is held no longer."""
    return tuple(
        one
        for one in locks
        if {one.public, one.private} <= here and frozenset((one.public, one.private)) not in out
    )


async def begun(transaction: Runner, problem: Problem) -> str | None:
    """The slot from which something may change still; none before the day."""
    now = await store.clock(transaction)
    if not problem.slots or problem.slots[0].starts_at > now:
        return None
    return next((one.id for one in problem.slots if one.starts_at > now), problem.slots[-1].id)


async def named(transaction: Runner, event_id: UUID) -> dict[str, str]:
    return showing.labels(await store.attendees(transaction, event_id, also_cancelled=True))


async def kept_as_new(
    transaction: Runner, asked: Asked[Any], event_id: UUID, made: Made, note: str = ""
) -> contract.Outcome:
    number = await store.newest(transaction, event_id) + 1
    about = note or getattr(asked.request, "note", "")
    by = asked.actor.account if asked.actor else None
    await store.insert(transaction, event_id, number, made, about, by)
    return await concluded(transaction, asked, event_id)


async def concluded(
    transaction: Runner, asked: Asked[Any], event_id: UUID, fields: tuple[str, ...] = ("version",)
) -> contract.Outcome:
    event = await standing.organized(transaction, asked.actor, event_id)
    await record(
        transaction,
        asked,
        object_kind="event",
        object_id=event_id,
        tenant=event.organization_id,
        fields=fields,
    )
    found = await told(transaction, event)
    return contract.Outcome(timetable=found[0])


async def told(
    runner: Runner, event: MatchingEvent, version: int | None = None
) -> tuple[contract.Timetable, ...]:
    stored = await store.version(runner, event.id, version)
    if stored is None:
        return ()
    planned = {one.id for one in stored.problem.participants}
    here = {one.id for one in await store.attendees(runner, event.id)}
    known = await store.attendees(runner, event.id, also_cancelled=True)
    people = tuple(one for one in known if one.id in here or str(one.id) in planned)
    newest = await store.newest(runner, event.id)
    return (showing.timetable(event, stored, people, newest),)


async def restore_timetable(
    deps: Deps, asked: Asked[timetabling.RestoreTimetable]
) -> contract.Outcome:
    async def change(transaction: Runner) -> contract.Outcome:
        request = asked.request
        event = await planned(transaction, asked, request.event_id, request.base_version)
        stored = await store.version(transaction, event.id, request.version)
        if stored is None:
            raise NotFound("no such version")
        result = stored.result
        pairs = [(UUID(one.public), UUID(one.private)) for one in result.meetings]
        await cancellations.lift(transaction, event.id, pairs)
        made = stored.problem, replace(result, moved=0, rescheduled=0, cancelled=0, added=0)
        return await kept_as_new(transaction, asked, event.id, made, f"= {stored.version}")

    return await once(deps.database, timetabling.RESTORE_TIMETABLE, asked, change)


async def show_timetable(deps: Deps, asked: Asked[timetabling.ShowTimetable]) -> contract.Outcome:
    async def change(transaction: Runner) -> contract.Outcome:
        request = asked.request
        event = await planned(transaction, asked, request.event_id, request.base_version)
        stored = await store.version(transaction, event.id)
        if stored is None:
            raise Conflict("there is no timetable yet", reason="no_timetable")
        reasons = await _against(transaction, event, stored)
        if reasons:
            return contract.Outcome(reasons=reasons)
        await _check_turn(transaction, event, final=request.final)
        final = request.final or event.state is EventState.LIVE
        kinds = contract.TimetableState
        state = kinds.FINAL if final else kinds.PROVISIONAL
        shown = event.final_version
        before = await store.version(transaction, event.id, shown) if shown else None
        await store.show(transaction, event.id, stored.version, state)
        await events.move(
            transaction, asked, event.id, EventState.LIVE if final else EventState.PROVISIONAL
        )
        now = await standing.organized(transaction, asked.actor, event.id)
        await notices.shown(transaction, now, before.result if before else None, stored.result)
        found = await told(transaction, now)
        return contract.Outcome(timetable=found[0])

    return await once(deps.database, timetabling.SHOW_TIMETABLE, asked, change)


async def _against(
    transaction: Runner, event: MatchingEvent, stored: store.Stored
) -> tuple[contract.Reason, ...]:
    """What stands against it by now: tables that are gone, people who have cancelled."""
    problem = await posed(transaction, event)
    found = validator.flaws(problem, stored.result)
    names = await named(transaction, event.id)
    return showing.reasons((one for one in found if one.key not in OF_THE_VALIDATOR), names)


async def _check_turn(transaction: Runner, event: MatchingEvent, *, final: bool) -> None:
    """Provisional first; final once nobody can object any more, and nobody waits for an answer."""
    if not final or event.state is EventState.LIVE:
        return
    if event.state is not EventState.PROVISIONAL or event.objections_until is None:
        raise Conflict("show it provisionally first", reason="provisional_first")
    if await store.clock(transaction) < event.objections_until:
        raise Conflict("objections can still be made", reason="objections_run")
    if any(one.accepted is None for one in await objections.of_event(transaction, event.id)):
        raise Conflict("objections wait for an answer", reason="objections_wait")


async def get_timetable(
    deps: Deps, asked: Asked[contract.GetTimetable]
) -> tuple[contract.Timetable, ...]:
    async with deps.database.transaction() as transaction:
        event = await standing.organizing(transaction, asked.actor, asked.request.event_id)
        readying.foresee(event)
        return await told(transaction, event, asked.request.version)


async def list_versions(
    deps: Deps, asked: Asked[contract.ListVersions]
) -> tuple[contract.TimetableVersion, ...]:
    async with deps.database.transaction() as transaction:
        event = await standing.organizing(transaction, asked.actor, asked.request.event_id)
        return await store.versions(transaction, event.id)


async def list_changes(
    deps: Deps, asked: Asked[contract.ListChanges]
) -> tuple[contract.Change, ...]:
    request = asked.request
    async with deps.database.transaction() as transaction:
        event = await standing.organizing(transaction, asked.actor, request.event_id)
        before = await store.version(transaction, event.id, request.since)
        after = await store.version(transaction, event.id, request.until)
        if before is None or after is None:
            raise NotFound("no such version")
        names = await named(transaction, event.id)
    return tuple(showing.changes(before.result, after.result, names))
