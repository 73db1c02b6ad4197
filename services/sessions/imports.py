"""Lists of participants: looked at, taken in, taken back."""

from __future__ import annotations

from uuid import UUID

import msgspec

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import Conflict, NotFound
from contracts.matching_events import MatchingEvent
from contracts.participant_imports import (
    IMPORT_PARTICIPANTS,
    UNDO_IMPORT,
    CheckImport,
    ImportCheck,
    Imported,
    ImportParticipants,
    ImportRow,
    ImportUndone,
    UndoImport,
)
from contracts.participants import PARTICIPANT_REGISTERED, EventSide, ParticipantState
from services.sessions import importing, joining, standing
from services.sessions.deps import Deps
from services.sessions.participants import enter
from services.sessions.seats import fill
from services.sessions.store import copies, events, imports, participants


async def check_import(deps: Deps, asked: Asked[CheckImport]) -> ImportCheck:
    """Writes nothing."""
    own = standing.organizes(asked.actor)
    found = await events.by_ids(deps.database, [asked.request.event_id], own)
    if not found or found[0].organization_id != own:
        raise NotFound("no such event")
    [event] = found
    there = await participants.names(deps.database, event.id)
    known = await _known(deps.database, asked.request.rows)
    check = importing.check(event, asked.request.rows, there, known)
    waiting = 0
    for side in EventSide:
        taken = await participants.registered(deps.database, event.id, side)
        asking = sum(one.side == side for one in check.good)
        waiting += max(0, min(asking, taken + asking - joining.capacity(event, side)))
    return msgspec.structs.replace(check, waiting=waiting)


async def import_participants(deps: Deps, asked: Asked[ImportParticipants]) -> Imported:
    async def change(transaction: Runner) -> Imported:
        request = asked.request
        event = await standing.organized(transaction, asked.actor, request.event_id)
        joining.check_not_over(event)
        actor, own = await standing.acting(transaction, asked.actor)
        if not await imports.note(transaction, request.id, event.id, actor.person):
            raise Conflict("this id is already in use")
        there = await participants.names(transaction, event.id)
        known = await _known(transaction, request.rows)
        check = importing.check(event, request.rows, there, known)
        waiting = 0
        for one in check.good:
            state = await enter(transaction, event, one, taken_in=request.id)
            waiting += state is ParticipantState.WAITING
        await _tell(transaction, [one.id for one in check.good])
        reason = f"{len(check.good)} participants"
        await record(
            transaction,
            asked,
            object_kind="event",
            object_id=event.id,
            tenant=own,
            reason=reason,
        )
        left_out = len({each.line for each in check.problems})
        made = len(check.good)
        return Imported(id=request.id, participants=made, waiting=waiting, left_out=left_out)

    return await once(deps.database, IMPORT_PARTICIPANTS, asked, change)


async def _known(runner: Runner, rows: tuple[ImportRow, ...]) -> dict[str, copies.Known]:
    return await copies.by_codes(runner, {importing.code_of(row) for row in rows} - {""})


async def _tell(transaction: Runner, ids: list[UUID]) -> None:
    for one in await participants.by_ids(transaction, ids):
        await tell(transaction, PARTICIPANT_REGISTERED, joining.for_colleagues(one))


async def undo_import(deps: Deps, asked: Asked[UndoImport]) -> ImportUndone:
    """Everybody of it goes, as if they had never been written; places go to who waits."""

    async def change(transaction: Runner) -> ImportUndone:
        request = asked.request
        event = await standing.organized(transaction, asked.actor, request.event_id)
        if event.final_version is not None or await imports.touched(transaction, request.id):
            raise Conflict("somebody of it has changed since", reason="changed_since")
        if not await imports.mark_undone(transaction, request.id, event.id):
            raise NotFound("no such import")
        removed = await imports.remove(transaction, request.id)
        await fill(transaction, event)
        await _record(transaction, asked, event, removed)
        return ImportUndone(id=request.id, removed=removed)

    return await once(deps.database, UNDO_IMPORT, asked, change)


async def _record(
    transaction: Runner, asked: Asked[UndoImport], event: MatchingEvent, removed: int
) -> None:
    await record(
        transaction,
        asked,
        object_kind="event",
        object_id=event.id,
        tenant=event.organization_id,
        reason=f"{removed} participants",
    )
