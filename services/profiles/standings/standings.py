"""Setting the standing of an organization; closing it ends what it has open here."""

from __future__ import annotations

from uuid import UUID

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import Conflict, FieldProblem, Forbidden, Invalid, NotFound
from contracts.members import INVITATION_KEPT
from contracts.profiles import MEMBERSHIP_KEPT, OFFER_WITHDRAWN
from contracts.rights import SUSPENDERS
from contracts.standing import (
    SET_STANDING,
    STANDING_SET,
    GetStanding,
    OrganizationStanding,
    SetStanding,
    Standing,
)
from contracts.wire import Actor, Role
from services.profiles.deps import Deps
from services.profiles.standing import acting_in
from services.profiles.store import invitations, offers, standings


async def set_standing(deps: Deps, asked: Asked[SetStanding]) -> OrganizationStanding:
    """Raises ``NotFound``, ``Forbidden``, and ``Conflict`` for one that is closed or so already."""
    request = asked.request
    if not request.reason.strip():
        raise Invalid("say why", fields=(FieldProblem("reason", "required"),))

    async def change(transaction: Runner) -> OrganizationStanding:
        await _check_may(transaction, asked.actor, request)
        found = await standings.held(transaction, request.organization_id)
        if found is None:
            raise NotFound("no such organization")
        check_follows(found.standing, request.standing)
        await standings.set_standing(
            transaction, request.organization_id, request.standing, request.reason.strip()
        )
        if request.standing is Standing.CLOSED:
            await _close(transaction, request.organization_id)
        return await _told(transaction, asked)

    return await once(deps.database, SET_STANDING, asked, change)


async def get_standing(deps: Deps, asked: Asked[GetStanding]) -> OrganizationStanding:
    """With what was said. A company admin sees the own; raises ``NotFound`` for any other."""
    actor, wanted = asked.actor, asked.request.organization_id
    is_own = actor is not None and actor.organization == wanted
    is_seen = is_own or (actor is not None and actor.role in SUSPENDERS)
    found = await standings.seen(deps.database, wanted) if is_seen else None
    if found is None:
        raise NotFound("no such organization")
    return found


def check_follows(before: Standing, after: Standing) -> None:
    """Raises ``Conflict``: what is closed stays so, and the same again is no change."""
    if before is Standing.CLOSED or before is after:
        raise Conflict(f"the organization is {before}", reason=f"is_{before}")


async def _check_may(transaction: Runner, actor: Actor | None, asked: SetStanding) -> None:
    """Nobody suspends or closes the organization that runs the platform from within it."""
    if actor is None or actor.organization is None:
        raise NotFound("no such organization")
    standing = await acting_in(transaction, actor, actor.organization)
    own = actor.organization == asked.organization_id
    if standing.role is Role.PLATFORM_ADMIN:
        if own:
            raise Forbidden("another platform's admins decide on this one", reason="own_platform")
        return
    if standing.role is Role.MODERATOR:
        _check_moderator(asked, own=own)
        return
    if not own:
        raise NotFound("no such organization")
    if asked.standing is not Standing.CLOSED:
        raise Forbidden("only the platform suspends an organization")


def _check_moderator(asked: SetStanding, *, own: bool) -> None:
    """Raises ``Forbidden`` for all but suspending another organization."""
    if own:
        raise Forbidden("nobody suspends the organization they act for", reason="own_platform")
    if asked.standing is not Standing.SUSPENDED:
        raise Forbidden("a platform admin lets in again, or closes", reason="admins_let_in")


async def _close(transaction: Runner, organization_id: UUID) -> None:
    """Offers are withdrawn, invitations revoked, memberships ended; challenges by the event."""
    for offer_id in await standings.open_offers(transaction, organization_id):
        await offers.withdraw(transaction, offer_id)
        offer = await offers.held(transaction, offer_id)
        if offer is not None:
            await tell(transaction, OFFER_WITHDRAWN, offer)
    for invitation_id in await standings.revoke_invitations(transaction, organization_id):
        invitation = await invitations.held(transaction, invitation_id)
        if invitation is not None:
            await tell(transaction, INVITATION_KEPT, invitation)
    for ended in await standings.end_memberships(transaction, organization_id):
        await tell(transaction, MEMBERSHIP_KEPT, ended)


async def _told(transaction: Runner, asked: Asked[SetStanding]) -> OrganizationStanding:
    after = await standings.held(transaction, asked.request.organization_id)
    if after is None:
        raise NotFound("no such organization")
    await tell(transaction, STANDING_SET, after)
    await record(
        transaction,
        asked,
        object_kind="organization",
        object_id=after.organization_id,
        tenant=after.organization_id,
        fields=("standing",),
        reason=str(after.standing),
    )
    return after
