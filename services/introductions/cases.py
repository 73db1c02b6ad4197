"""Reports of messages: a moderator's case, with an outcome and a reason that the author sees."""

from __future__ import annotations

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import Conflict, FieldProblem, Invalid, NotFound
from contracts.threads import (
    DECIDE_CASE,
    MESSAGE_HIDDEN,
    MESSAGE_RESTORED,
    REPORT_MESSAGE,
    RESTORE_MESSAGE,
    DecideCase,
    ListCases,
    MessageCase,
    MessageHidden,
    MessageRestored,
    Outcome,
    ReportMessage,
    RestoreMessage,
)
from services.introductions.deps import Deps
from services.introductions.introductions import held
from services.introductions.store import cases, copies, threads
from services.introductions.store.threads import Written


async def report_message(deps: Deps, asked: Asked[ReportMessage]) -> MessageCase:
    """What the other side wrote; again, the same case."""

    async def change(transaction: Runner) -> MessageCase:
        message = await threads.written(transaction, asked.request.message_id)
        if message is None:
            raise NotFound("no such introduction")
        who, _ = await held(transaction, asked, message.introduction_id)
        if message.organization_id == who.organization:
            raise Conflict("this was written by your own side", reason="own_message")
        await cases.insert(transaction, asked.request, who.organization, who.person)
        found = await cases.of_message(transaction, message.id, who.organization)
        if found is None:
            raise Conflict("this id is already in use")
        await record(
            transaction,
            asked,
            object_kind="case",
            object_id=found.id,
            tenant=who.organization,
        )
        return found

    return await once(deps.database, REPORT_MESSAGE, asked, change)


async def list_cases(deps: Deps, asked: Asked[ListCases]) -> tuple[MessageCase, ...]:
    """What two said to each other: that a moderator read it is recorded, with how much."""
    async with deps.database.transaction() as transaction:
        hidden = asked.request.hidden
        found = await (cases.hidden(transaction) if hidden else cases.waiting(transaction))
        if found:
            shown = str(len(found))
            await record(transaction, asked, object_kind="case", reason=shown)
    return found


async def decide_case(deps: Deps, asked: Asked[DecideCase]) -> MessageCase:
    """Once. What is hidden stays where it is and is shown to nobody; its author hears why."""
    _check_reason(asked.request.reason)

    async def change(transaction: Runner) -> MessageCase:
        actor = asked.actor
        known = await cases.one(transaction, asked.request.id)
        if known is None or actor is None:
            raise NotFound("no such case")
        if not await cases.decide(transaction, asked.request, actor.person):
            raise Conflict("this is decided already", reason="decided")
        message = await threads.written(transaction, known.message_id)
        if asked.request.outcome is Outcome.HIDDEN and message is not None:
            await _hide(transaction, message, asked.request.reason.strip())
        await record(
            transaction,
            asked,
            object_kind="case",
            object_id=known.id,
            fields=("outcome",),
            reason=asked.request.outcome,
        )
        return await cases.one(transaction, known.id) or known

    return await once(deps.database, DECIDE_CASE, asked, change)


async def _hide(transaction: Runner, message: Written, reason: str) -> None:
    await threads.hide(transaction, message.id, reason)
    own = await copies.organization(transaction, message.organization_id)
    told = MessageHidden(
        id=message.id,
        introduction_id=message.introduction_id,
        person_id=message.person_id,
        organization_id=message.organization_id,
        other_organization_name=own.name if own else "",
        reason=reason,
    )
    await tell(transaction, MESSAGE_HIDDEN, told)


async def restore_message(deps: Deps, asked: Asked[RestoreMessage]) -> MessageCase:
    """What was hidden is shown again, as it was written; its author hears why."""
    _check_reason(asked.request.reason)

    async def change(transaction: Runner) -> MessageCase:
        actor = asked.actor
        known = await cases.one(transaction, asked.request.id)
        if known is None or actor is None:
            raise NotFound("no such case")
        at = await cases.restore(transaction, asked.request, actor.person)
        message = await threads.written(transaction, known.message_id)
        if at is None or message is None:
            raise Conflict("this message is not hidden", reason="not_hidden")
        await threads.show(transaction, message.id)
        told = MessageRestored(
            id=message.id,
            introduction_id=message.introduction_id,
            person_id=message.person_id,
            organization_id=message.organization_id,
            reason=asked.request.reason.strip(),
            restored_at=at,
        )
        await tell(transaction, MESSAGE_RESTORED, told)
        await record(
            transaction,
            asked,
            object_kind="case",
            object_id=known.id,
            fields=("outcome",),
            reason=asked.request.reason.strip(),
        )
        return await cases.one(transaction, known.id) or known

    return await once(deps.database, RESTORE_MESSAGE, asked, change)


def _check_reason(given: str) -> None:
    if not given.strip():
        raise Invalid("say why", fields=(FieldProblem("reason", "required"),))
