"""Confirming, as a second person, what a first one has asked for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from chassis.calls import Asked
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import Conflict, NotFound
from contracts.members import (
    INVITATION_KEPT,
    ChangeKind,
    ChangeState,
    DecideChange,
    InvitationState,
    OfOrganization,
    PendingChange,
    SetPolicy,
)
from contracts.profiles import ORGANIZATION_KEPT, Membership
from contracts.rights import MANAGERS
from contracts.wire import Actor
from services.profiles import membership_rules as rules
from services.profiles.asking import ask_second
from services.profiles.deps import Deps
from services.profiles.members import give
from services.profiles.standing import look_in, managing
from services.profiles.store import changes, invitations, memberships, organizations
from services.profiles.store.changes import Wanted


async def list_changes(deps: Deps, asked: Asked[OfOrganization]) -> tuple[PendingChange, ...]:
    """Those that wait in an organization that the actor manages."""
    await look_in(deps.database, asked)
    return await changes.waiting_of(deps.database, asked.request.organization_id)


async def set_policy(deps: Deps, asked: Asked[SetPolicy]) -> PendingChange:
    """Asks; a second person sets it."""
    request = asked.request
    async with deps.database.transaction() as transaction:
        _, standing, _ = await managing(transaction, asked.actor, request.organization_id)
        wanted = Wanted(
            id=request.id,
            organization_id=request.organization_id,
            kind=ChangeKind.POLICY,
            review_before_publishing=request.review_before_publishing,
        )
        return await ask_second(transaction, asked, wanted, standing)


async def confirm_change(deps: Deps, asked: Asked[DecideChange]) -> PendingChange:
    """Done now, if who asked may still ask for it. Raises ``Forbidden`` for who has asked."""
    async with deps.database.transaction() as transaction:
        actor, standing = await _managing(transaction, asked.actor, asked.request.id)
        found = await _held(transaction, asked.request.id)
        lapsed = await changes.has_lapsed(transaction, found.id)
        rules.check_second(found, actor, lapsed=lapsed)
        asker = await changes.asked_as(transaction, found.id)
        if asker is None or asker.role not in MANAGERS:
            raise Conflict("who asked for this may not any more", reason="asker_left")
        for role in (found.role,) if found.role else ():
            rules.check_reach(standing.role, role)
            rules.check_reach(asker.role, role)
        await _do(transaction, asked, found)
        return await _decided(transaction, asked, found, ChangeState.CONFIRMED)


async def refuse_change(deps: Deps, asked: Asked[DecideChange]) -> PendingChange:
    """By another manager, or taken back by who asked."""
    async with deps.database.transaction() as transaction:
        await _managing(transaction, asked.actor, asked.request.id)
        found = await _held(transaction, asked.request.id)
        if found.state is not ChangeState.WAITING:
            raise Conflict(f"the change is {found.state}", reason="decided")
        if found.invitation_id is not None:
            await _settle(transaction, found.invitation_id, InvitationState.REVOKED)
        return await _decided(transaction, asked, found, ChangeState.REFUSED)


async def _do(transaction: Runner, asked: Asked[Any], change: PendingChange) -> None:
    if change.kind is ChangeKind.ROLE and change.membership_id is not None:
        found = await memberships.live(transaction, change.membership_id)
        if found is None:
            raise Conflict("the membership has ended", reason="membership_ended")
        wanted = Wanted(
            id=change.id,
            organization_id=change.organization_id,
            kind=change.kind,
            unit_id=change.unit_id,
            role=change.role,
        )
        await give(transaction, asked, found, wanted)
    elif change.kind is ChangeKind.INVITATION and change.invitation_id is not None:
        await _settle(transaction, change.invitation_id, InvitationState.SENT)
    elif change.review_before_publishing is not None:
        await memberships.set_policy(
            transaction, change.organization_id, change.review_before_publishing
        )
        organization = await organizations.by_id(transaction, change.organization_id)
        if organization is not None:
            await tell(transaction, ORGANIZATION_KEPT, organization)


async def _settle(transaction: Runner, invitation_id: UUID, state: InvitationState) -> None:
    if state is InvitationState.SENT:
        await invitations.send(transaction, invitation_id)
    else:
        await invitations.set_state(transaction, invitation_id, state)
    found = await invitations.held(transaction, invitation_id)
    if found is not None:
        await tell(transaction, INVITATION_KEPT, found)


async def _managing(
    transaction: Runner, actor: Actor | None, change_id: UUID
) -> tuple[Actor, Membership]:
    """One of another organization is answered as one that is not there."""
    organization_id = await changes.organization_of(transaction, change_id)
    try:
        if organization_id is not None:
            actor, standing, _ = await managing(transaction, actor, organization_id)
            return actor, standing
    except NotFound:
        pass
    raise NotFound("no such change")


async def _held(transaction: Runner, change_id: UUID) -> PendingChange:
    found = await changes.held(transaction, change_id)
    if found is None:
        raise NotFound("no such change")
    return found


async def _decided(
    transaction: Runner, asked: Asked[Any], change: PendingChange, state: ChangeState
) -> PendingChange:
    if asked.actor is not None:
        await changes.decide(transaction, change.id, state, asked.actor.person)
    await record(
        transaction,
        asked,
        object_kind="change",
        object_id=change.id,
        tenant=change.organization_id,
        fields=(change.kind,),
        reason=f"{state}; asked by {change.asked_by}",
    )
    return await _held(transaction, change.id)
