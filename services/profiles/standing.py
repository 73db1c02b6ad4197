"""In which membership somebody acts, by this service's own table at this moment.

The gateway's copy in accounts is fed by an event and so a few hundredths of a second behind;
what changes who belongs to an organization does not rely on it (docs/decisions/0013).
"""

from __future__ import annotations

from uuid import UUID

from chassis.calls import Asked
from chassis.postgres import Database, Runner
from chassis.recording import record
from contracts.faults import Forbidden, NotFound
from contracts.members import ListMembers, OfOrganization
from contracts.profiles import Membership
from contracts.standing import Standing
from contracts.wire import Actor
from services.profiles import membership_rules as rules
from services.profiles.store import memberships, standings
from services.profiles.store.memberships import Held


async def acting_in(runner: Runner, actor: Actor, organization_id: UUID) -> Membership:
    """Raises ``Forbidden`` when the actor's membership has ended, or the organization is out."""
    found = await memberships.standing(runner, actor.person, organization_id, actor.role)
    if found is None:
        await check_active(runner, organization_id)
        raise Forbidden("this membership has ended", reason="membership_ended")
    return found


async def check_active(runner: Runner, organization_id: UUID) -> None:
    """Raises ``Forbidden`` when nobody acts for the organization: suspended, or closed."""
    standing = await standings.standing(runner, organization_id)
    if standing is not Standing.ACTIVE:
        raise Forbidden(f"this organization is {standing}", reason=f"organization_{standing}")


async def managing(
    transaction: Runner, actor: Actor | None, organization_id: UUID
) -> tuple[Actor, Membership, Held]:
    """Who acts, in which membership, on which organization, which is held from now on.

    Raises ``NotFound`` and ``Forbidden``.
    """
    own = rules.manages(actor, organization_id)
    held = await memberships.hold(transaction, organization_id)
    if held is None or actor is None:
        raise NotFound("no such organization")
    return actor, await acting_in(transaction, actor, own), held


async def check_sees(runner: Runner, actor: Actor | None, organization_id: UUID) -> None:
    """Raises unless the actor is to see who belongs to it."""
    own = rules.manages(actor, organization_id)
    if actor is not None:
        await acting_in(runner, actor, own)


async def look_in(database: Database, asked: Asked[OfOrganization] | Asked[ListMembers]) -> None:
    """As ``check_sees``; that a platform admin looks into another organization is recorded."""
    actor, where = asked.actor, asked.request.organization_id
    await check_sees(database, actor, where)
    if actor is None or actor.organization == where:
        return
    async with database.transaction() as transaction:
        await record(transaction, asked, object_kind="organization", object_id=where, tenant=where)


async def check_not_left(runner: Runner, actor: Actor | None) -> None:
    """Raises ``Forbidden`` for somebody who is known here to have left."""
    if actor is None or actor.organization is None:
        return
    await check_active(runner, actor.organization)
    if await memberships.has_left(runner, actor.person, actor.organization):
        raise Forbidden("this membership has ended", reason="membership_ended")
