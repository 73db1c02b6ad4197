"""Check-in at the door: what tablets noted is kept once, whenever and however often it comes."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts import checkins as contract
from contracts.checkins import CheckInKind, CheckInOutcome, CheckInResult
from contracts.matching_events import MatchingEvent
from contracts.participants import ParticipantState
from services.sessions import standing
from services.sessions.day import rules, settling
from services.sessions.deps import Deps
from services.sessions.store import timetables
from services.sessions.store.day import check_ins as store
from services.sessions.store.day.check_ins import Arrived, Note
from services.sessions.store.day.people import Comer, numbered

Asking = Asked[contract.RecordCheckIns]


async def record_check_ins(deps: Deps, asked: Asking) -> tuple[CheckInOutcome, ...]:
    """The event is held meanwhile: two tablets come one after the other."""

    async def change(transaction: Runner) -> tuple[CheckInOutcome, ...]:
        request = asked.request
        rules.check_reasons(request.check_ins)
        event = await standing.staffed(transaction, asked.actor, request.event_id)
        rules.check_day(event)
        numbers = {contract.number_of(one.code) or 0 for one in request.check_ins}
        people = {one.number: one for one in await numbered(transaction, event.id, numbers)}
        whom = [one.id for one in people.values()]
        if any(one.kind is CheckInKind.UNDO for one in request.check_ins):
            await settling.settle_over(transaction, event)
        before = await store.arrivals_of(transaction, whom)
        await _keep(transaction, asked, event, people)
        after = await store.arrivals_of(transaction, whom)
        await _tell(transaction, event, before, after)
        return tuple(_outcome(one, people, after) for one in request.check_ins)

    async with deps.turns.turn(asked.request.event_id):
        return await once(deps.database, contract.RECORD_CHECK_INS, asked, change)


async def _keep(
    transaction: Runner, asked: Asking, event: MatchingEvent, people: Mapping[int, Comer]
) -> None:
    now = await timetables.clock(transaction)
    notes = {}
    for one in asked.request.check_ins:
        who = people.get(contract.number_of(one.code) or 0)
        if who is not None and one.id not in notes:
            notes[one.id] = Note(
                id=one.id,
                participant_id=who.id,
                kind=one.kind.value,
                means=one.means.value,
                at=rules.corrected(one, now, event.slots),
                reason=one.reason.strip(),
            )
    account = asked.actor.account if asked.actor else event.id
    door = asked.request.door
    new = await store.keep(transaction, event.id, tuple(notes.values()), door, account)
    await _record(transaction, asked, event, [notes[one] for one in notes if one in new])


async def _record(
    transaction: Runner, asked: Asking, event: MatchingEvent, new: list[Note]
) -> None:
    """One entry with the count; what is taken back or put back one by one, with its reason."""
    tenant = event.organization_id
    apart = [one for one in new if one.kind != CheckInKind.ARRIVAL]
    if len(new) > len(apart):
        counted = f"{len(new) - len(apart)} arrivals"
        await record(
            transaction,
            asked,
            object_kind="event",
            object_id=event.id,
            tenant=tenant,
            fields=("check_ins",),
            reason=counted,
        )
    for one in apart:
        await record(
            transaction,
            asked,
            object_kind="participant",
            object_id=one.participant_id,
            tenant=tenant,
            fields=("check_ins",),
            reason=one.reason or one.kind,
        )


async def _tell(
    transaction: Runner,
    event: MatchingEvent,
    before: Mapping[UUID, Arrived],
    after: Mapping[UUID, Arrived],
) -> None:
    """Whose arrival is another now; meetings that were over by then may have been held."""
    changed = [one for one in sorted({*before, *after}) if before.get(one) != after.get(one)]
    for one in changed:
        at = after[one].at if one in after else None
        told = contract.Arrival(event_id=event.id, participant_id=one, arrived_at=at)
        await tell(transaction, contract.ARRIVAL_CHANGED, told)
    if changed:
        await settling.settle_again(transaction, event, changed)


def _outcome(
    one: contract.CheckIn, people: Mapping[int, Comer], after: Mapping[UUID, Arrived]
) -> CheckInOutcome:
    number = contract.number_of(one.code)
    if number is None:
        return CheckInOutcome(id=one.id, result=CheckInResult.BAD_CODE, code=one.code)
    code = contract.short_code(number)
    who = people.get(number)
    if who is None:
        return CheckInOutcome(id=one.id, result=CheckInResult.UNKNOWN, code=code)
    there = after.get(who.id)
    return CheckInOutcome(
        id=one.id,
        result=_result(one, who, there),
        code=code,
        participant_id=who.id,
        number=number,
        name=who.name,
        organization_name=who.organization_name,
        side=who.side,
        arrived_at=there.at if there else None,
    )


def _result(one: contract.CheckIn, who: Comer, there: Arrived | None) -> CheckInResult:
    if one.kind is CheckInKind.RESTORE:
        return CheckInResult.RESTORED if there else CheckInResult.NOT_THERE
    if one.kind is CheckInKind.UNDO or there is None:
        return CheckInResult.UNDONE
    if there.check_in_id != one.id:
        return CheckInResult.ALREADY
    if who.state is ParticipantState.CANCELLED:
        return CheckInResult.CANCELLED
    return (
        CheckInResult.STANDS_BY if who.state is ParticipantState.WAITING else CheckInResult.ARRIVED
    )
