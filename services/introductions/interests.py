"""Interest: sent, seen, accepted, declined, forwarded, cancelled."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import msgspec

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import Conflict, FieldProblem, Invalid, NotFound
from contracts.introductions import (
    ACCEPT_INTEREST,
    CANCEL_INTEREST,
    CASES_TO_SHOW,
    DECLINE_INTEREST,
    FORWARD_INTEREST,
    INTEREST_DECLINED,
    INTEREST_FORWARDED,
    INTEREST_SEEN,
    INTEREST_SENT,
    SEE_INTEREST,
    SEND_INTEREST,
    AcceptInterest,
    ChangeInterest,
    DeclineInterest,
    ForwardInterest,
    GetInterests,
    GetResponses,
    Interest,
    InterestPage,
    InterestState,
    ListInterests,
    Responses,
    SendInterest,
    StepKind,
)
from contracts.profiles import PUBLIC_KINDS
from contracts.wire import Event
from services.introductions import joining, rules, standing
from services.introductions.addressing import address
from services.introductions.deps import Deps
from services.introductions.dialogues import note_interest
from services.introductions.rules import Acting
from services.introductions.store import copies, interests, introductions, pairs, standings, timing
from services.introductions.store.introductions import Yes


async def send_interest(deps: Deps, asked: Asked[SendInterest]) -> Interest:
    """Within the cap. If the other side had said yes in private, the two are together at once."""

    async def change(transaction: Runner) -> Interest:
        who = await standing.acting(transaction, asked.actor)
        request = asked.request
        rules.check_sending(request)
        request = msgspec.structs.replace(request, contact=rules.contact_of(request.contact))
        await standing.check_adult(transaction, who.person)
        known = await interests.held(transaction, request.id, who.organization)
        if known is not None:
            return _same(known, who, request)
        to = await address(transaction, who, request)
        await copies.hold_organization(transaction, who.organization)
        await pairs.hold(transaction, who.organization, to.to_organization)
        await _check_sending(transaction, who, to.to_organization)
        await interests.insert(transaction, request, to, who.person, rules.TIME)
        await _step(transaction, request.id, StepKind.SENT, who)
        return await _sent(transaction, asked, who, to.to_organization)

    return await once(deps.database, SEND_INTEREST, asked, change)


async def _sent(
    transaction: Runner, asked: Asked[SendInterest], who: Acting, other: UUID
) -> Interest:
    found = await _conclude(transaction, asked, who, asked.request.id, INTEREST_SENT)
    await note_interest(transaction, found, who.person)
    theirs = await pairs.yes(transaction, other, who.organization)
    waiting = await interests.open_between(transaction, other, who.organization)
    mine = _yes(who, asked.request)
    if waiting:
        first, _ = joining.yes_of_interest(waiting)
        await joining.join(transaction, first, mine, joining.about_of(found))
    elif theirs:
        await joining.join(transaction, mine, theirs, joining.about_of(found))
    return await _now(transaction, found.id, who)


async def _check_sending(transaction: Runner, who: Acting, other: UUID) -> None:
    if await introductions.live_between(transaction, who.organization, other):
        raise Conflict("the two of you know each other", reason="already_introduced")
    rules.check_open(await interests.count_open(transaction, who.organization))


def _same(known: Interest, who: Acting, asked: SendInterest) -> Interest:
    """What was sent under that id before. Raises ``Conflict`` for something else."""
    if known.from_organization_id != who.organization or known.line != asked.line:
        raise Conflict("this id is already in use")
    return known


async def see_interest(deps: Deps, asked: Asked[ChangeInterest]) -> Interest:
    """That the receiver has looked at it; again, nothing changes."""

    async def change(transaction: Runner) -> Interest:
        who, found = await _held(transaction, asked, "see")
        if found.state is InterestState.SEEN:
            return found
        await interests.set_state(transaction, found.id, InterestState.SEEN)
        await _step(transaction, found.id, StepKind.SEEN, who)
        return await _conclude(transaction, asked, who, found.id, INTEREST_SEEN)

    return await once(deps.database, SEE_INTEREST, asked, change)


async def cancel_interest(deps: Deps, asked: Asked[ChangeInterest]) -> Interest:
    """By the sender, who may send another one for it."""

    async def change(transaction: Runner) -> Interest:
        who, found = await _held(transaction, asked, "cancel")
        await interests.set_state(transaction, found.id, InterestState.CANCELLED)
        await _step(transaction, found.id, StepKind.CANCELLED, who)
        return await _conclude(transaction, asked, who, found.id, None)

    return await once(deps.database, CANCEL_INTEREST, asked, change)


async def accept_interest(deps: Deps, asked: Asked[AcceptInterest]) -> Interest:
    """Both said yes: an introduction, with the contacts of both."""

    async def change(transaction: Runner) -> Interest:
        who, found = await _held(transaction, asked, "accept")
        rules.check_revision(found, asked.request.revision)
        await standing.check_adult(transaction, who.person)
        if not await standings.is_active(transaction, found.from_organization_id):
            raise Conflict("they do not take part any more", reason="cause_closed")
        waiting = await interests.open_between(
            transaction, found.from_organization_id, who.organization
        )
        mine = [one for one in waiting if one.id == found.id]
        first, _ = joining.yes_of_interest(mine)
        about = joining.about_of(found)
        await joining.join(transaction, first, _yes(who, asked.request), about)
        return await _conclude(transaction, asked, who, found.id, None)

    return await once(deps.database, ACCEPT_INTEREST, asked, change)


async def decline_interest(deps: Deps, asked: Asked[DeclineInterest]) -> Interest:
    async def change(transaction: Runner) -> Interest:
        who, found = await _held(transaction, asked, "decline")
        request = asked.request
        rules.check_revision(found, request.revision)
        declined = InterestState.DECLINED
        note = request.note.strip()
        await interests.set_state(transaction, found.id, declined, request.reason, note)
        await _step(transaction, found.id, StepKind.DECLINED, who)
        return await _conclude(transaction, asked, who, found.id, INTEREST_DECLINED)

    return await once(deps.database, DECLINE_INTEREST, asked, change)


async def forward_interest(deps: Deps, asked: Asked[ForwardInterest]) -> Interest:
    """To another unit of one's own organization: the same interest, with all that was."""

    async def change(transaction: Runner) -> Interest:
        who, found = await _held(transaction, asked, "forward")
        request = asked.request
        rules.check_revision(found, request.revision)
        own = await copies.organization(transaction, who.organization)
        if own is None or not own.has_unit(request.unit_id) or request.unit_id == found.to_unit_id:
            problem = FieldProblem("unit_id", "unknown")
            raise Invalid("no other unit of this organization", fields=(problem,))
        unit, time, most = request.unit_id, rules.TIME, rules.FORWARDS
        if not await interests.forward(transaction, found.id, unit, time, most):
            raise Conflict("it went on too often", reason="forwarded_too_often")
        await _step(transaction, found.id, StepKind.FORWARDED, who, unit, request.note.strip())
        return await _conclude(transaction, asked, who, found.id, INTEREST_FORWARDED)

    return await once(deps.database, FORWARD_INTEREST, asked, change)


async def get_interests(deps: Deps, asked: Asked[GetInterests]) -> tuple[Interest, ...]:
    who = await standing.acting(deps.database, asked.actor)
    found = await interests.by_ids(deps.database, asked.request.ids, who.organization)
    return tuple(one for one in found if rules.is_of(one, who))


async def list_interests(deps: Deps, asked: Asked[ListInterests]) -> InterestPage:
    who = await standing.acting(deps.database, asked.actor)
    whose = (who.organization, who.unit, who.wide)
    found, total, waiting = await asyncio.gather(
        interests.page(deps.database, *whose, asked.request),
        interests.count(deps.database, *whose, asked.request),
        interests.count_open(deps.database, who.organization),
    )
    first = asked.request.first
    return InterestPage(interests=found[:first], more=len(found) > first, total=total, open=waiting)


async def get_responses(deps: Deps, asked: Asked[GetResponses]) -> tuple[Responses, ...]:
    """Of public bodies that have had enough cases; of the others nothing."""
    kinds = sorted(PUBLIC_KINDS)
    return await interests.responses(deps.database, asked.request.ids, kinds, CASES_TO_SHOW)


async def _held(transaction: Runner, asked: Asked[Any], what: str) -> tuple[Acting, Interest]:
    """The pair first and then the interest, as everybody holds them."""
    who = await standing.acting(transaction, asked.actor)
    known = await interests.by_ids(transaction, [asked.request.id], who.organization)
    for one in known:
        await pairs.hold(transaction, one.from_organization_id, one.to_organization_id)
    found = await interests.held(transaction, asked.request.id, who.organization)
    overdue = await timing.is_over(transaction, asked.request.id)
    return who, rules.check_step(found, who, what, overdue=overdue)


async def _step(
    transaction: Runner,
    interest_id: UUID,
    kind: StepKind,
    who: Acting,
    unit: UUID | None = None,
    note: str = "",
) -> None:
    whose = {"organization": who.organization, "person": who.person}
    await interests.step(transaction, interest_id, kind, **whose, unit=unit, note=note)


def _yes(who: Acting, asked: SendInterest | AcceptInterest) -> Yes:
    return Yes(
        organization=who.organization,
        unit=who.unit,
        contact=rules.contact_of(asked.contact),
        person=who.person,
    )


async def _now(transaction: Runner, interest_id: UUID, who: Acting) -> Interest:
    found = await interests.by_ids(transaction, [interest_id], who.organization)
    if not found:
        raise NotFound("no such interest")
    return found[0]


async def _conclude(
    transaction: Runner,
    asked: Asked[Any],
    who: Acting,
    interest_id: UUID,
    event: Event[Interest] | None,
) -> Interest:
    """As it stands now, recorded, and told where there is something to tell."""
    found = await _now(transaction, interest_id, who)
    await record(
        transaction,
        asked,
        object_kind="interest",
        object_id=interest_id,
        tenant=who.organization,
        fields=("state",),
    )
    if event is not None:
        [bare] = await interests.by_ids(transaction, [interest_id], None)
        await tell(transaction, event, msgspec.structs.replace(bare, steps=()))
    return found
