"""Members of an organization: who they are, in which role, and until when."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID, uuid4

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import changed, record
from contracts.faults import Conflict, FieldProblem, Invalid, NotFound
from contracts.members import (
    CHANGE_MEMBERSHIP,
    END_MEMBERSHIP,
    AddUnit,
    ChangeKind,
    ChangeMembership,
    EndMembership,
    ListMembers,
    MemberPage,
    MembershipChange,
)
from contracts.profiles import MEMBERSHIP_KEPT, ORGANIZATION_KEPT, Membership, Unit
from contracts.wire import Actor
from services.profiles import membership_rules as rules
from services.profiles.asking import ask_second
from services.profiles.deps import Deps
from services.profiles.standing import acting_in, look_in, managing
from services.profiles.store import memberships, organizations, people
from services.profiles.store.changes import Wanted


async def list_members(deps: Deps, asked: Asked[ListMembers]) -> MemberPage:
    """Raises ``NotFound`` for whoever does not manage that organization."""
    await look_in(deps.database, asked)
    found, total = await asyncio.gather(
        memberships.page(deps.database, asked.request),
        memberships.count(deps.database, asked.request.organization_id),
    )
    first = asked.request.first
    return MemberPage(members=found[:first], more=len(found) > first, total=total)


async def change_membership(deps: Deps, asked: Asked[ChangeMembership]) -> MembershipChange:
    """Another unit or a lower role at once; a higher role waits for a second person."""

    async def change(transaction: Runner) -> MembershipChange:
        request = asked.request
        organization_id = await _organization_of(transaction, request.id)
        actor, standing, held = await managing(transaction, asked.actor, organization_id)
        found = await _live(transaction, request.id)
        rules.check_not_own(found, actor)
        rules.check_reach(standing.role, found.role, request.role)
        rules.check_revision(found, request.revision)
        rules.check_role(request.role, held.kind)
        await check_unit(transaction, request.unit_id, organization_id)
        if rules.takes_two(found.role, request.role):
            wanted = Wanted(
                id=uuid4(),
                organization_id=organization_id,
                kind=ChangeKind.ROLE,
                membership_id=found.id,
                unit_id=request.unit_id,
                role=request.role,
            )
            pending = await ask_second(transaction, asked, wanted, standing)
            return MembershipChange(membership=found, pending=pending)
        return MembershipChange(membership=await give(transaction, asked, found, request))

    return await once(deps.database, CHANGE_MEMBERSHIP, asked, change)


async def end_membership(deps: Deps, asked: Asked[EndMembership]) -> Membership:
    """Somebody's, by a manager; one's own, by everybody but the last manager."""

    async def change(transaction: Runner) -> Membership:
        until = rules.check_until(asked.request.until)
        organization_id = await _organization_of(transaction, asked.request.id)
        await _check_ends(transaction, asked.actor, asked.request.id, organization_id)
        found = await _live_or_coming(transaction, asked.request.id)
        rules.check_revision(found, asked.request.revision)
        if rules.loses_manager(found.role, None):
            await _check_manager_stays(transaction, found)
        ended = await memberships.end(transaction, found.id, until)
        return await _told(transaction, asked, found, ended)

    return await once(deps.database, END_MEMBERSHIP, asked, change)


async def give(
    transaction: Runner, asked: Asked[Any], found: Membership, wanted: ChangeMembership | Wanted
) -> Membership:
    """The membership with another role or unit, told and recorded. Raises ``Conflict``."""
    role = wanted.role or found.role
    if rules.loses_manager(found.role, role):
        await _check_manager_stays(transaction, found)
    after = await memberships.change(transaction, found.id, role, wanted.unit_id)
    return await _told(transaction, asked, found, after)


async def add_unit(deps: Deps, asked: Asked[AddUnit]) -> Unit:
    """A section of one's organization; the same again changes nothing."""
    request = asked.request
    name = request.name.strip()
    if not name:
        raise Invalid("a unit has a name", fields=(FieldProblem("name", "required"),))
    async with deps.database.transaction() as transaction:
        await managing(transaction, asked.actor, request.organization_id)
        unit = Unit(id=request.id, organization_id=request.organization_id, name=name)
        new = await memberships.add_unit(transaction, unit.id, unit.organization_id, name)
        found = await organizations.by_id(transaction, request.organization_id)
        if found is None or unit not in found.units:
            raise Conflict("there is such a unit", fields=(FieldProblem("name", "taken"),))
        if new:
            await tell(transaction, ORGANIZATION_KEPT, found)
            await record(
                transaction,
                asked,
                object_kind="unit",
                object_id=unit.id,
                tenant=unit.organization_id,
                fields=("name",),
            )
    return unit


async def check_unit(transaction: Runner, unit_id: UUID | None, organization_id: UUID) -> None:
    """Raises ``Invalid`` for a unit of another organization."""
    if unit_id is not None and not await memberships.has_unit(
        transaction, unit_id, organization_id
    ):
        raise Invalid("no such unit", fields=(FieldProblem("unit_id", "unknown"),))


async def _check_ends(
    transaction: Runner, actor: Actor | None, membership_id: UUID, organization_id: UUID
) -> None:
    """Raises unless it is the actor's own, or one that they may take away."""
    found = await people.membership(transaction, membership_id)
    if actor is None or found is None:
        raise NotFound("no such organization")
    if found.person_id == actor.person and actor.organization == organization_id:
        await memberships.hold(transaction, organization_id)
        await acting_in(transaction, actor, organization_id)
        return
    _, standing, _ = await managing(transaction, actor, organization_id)
    found = await _live_or_coming(transaction, membership_id)
    rules.check_reach(standing.role, found.role)


async def _organization_of(transaction: Runner, membership_id: UUID) -> UUID:
    found = await people.membership(transaction, membership_id)
    if found is None:
        raise NotFound("no such organization")
    return found.organization_id


async def _live(transaction: Runner, membership_id: UUID) -> Membership:
    found = await memberships.live(transaction, membership_id)
    if found is None:
        raise Conflict("the membership has ended", reason="membership_ended")
    return found


async def _live_or_coming(transaction: Runner, membership_id: UUID) -> Membership:
    found = await memberships.not_ended(transaction, membership_id)
    if found is None:
        raise Conflict("the membership has ended", reason="membership_ended")
    return found


async def _check_manager_stays(transaction: Runner, found: Membership) -> None:
    if not await memberships.manager_stays(transaction, found.organization_id, found.id):
        raise rules.last_manager()


async def _told(
    transaction: Runner, asked: Asked[Any], before: Membership, after: Membership | None
) -> Membership:
    if after is None:  # it is held, with its organization
        raise LookupError(before.id)
    await tell(transaction, MEMBERSHIP_KEPT, after)
    await record(
        transaction,
        asked,
        object_kind="membership",
        object_id=after.id,
        tenant=after.organization_id,
        fields=changed(before, after),
    )
    return after
