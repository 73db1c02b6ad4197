"""For whom somebody acts, by this service's own copies at this moment."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner
from contracts.faults import Forbidden
from contracts.rights import POSTERS
from contracts.standing import Standing
from contracts.wire import Actor
from services.introductions import rules
from services.introductions.rules import Acting
from services.introductions.store import copies, standings


async def acting(runner: Runner, actor: Actor | None) -> Acting:
    """Raises ``Forbidden`` for somebody who, or whose organization, is known here to have left."""
    who = rules.acting(actor)
    await check_active(runner, who.organization)
    if await copies.has_left(runner, who.person, who.organization):
        raise Forbidden("this membership has ended", reason="membership_ended")
    return who


async def check_active(runner: Runner, organization_id: UUID) -> None:
    """Raises ``Forbidden`` when nobody acts for the organization: suspended, or closed."""
    standing = await standings.standing(runner, organization_id)
    if standing is not Standing.ACTIVE:
        raise Forbidden(f"this organization is {standing}", reason=f"organization_{standing}")


async def check_writes(runner: Runner, person: UUID, organization: UUID) -> None:
    """Raises ``Forbidden`` for whoever the page would not let in; by mail there is no sign-in."""
    await check_active(runner, organization)
    if await copies.is_kept_out(runner, person):
        raise Forbidden("this account is suspended", reason="account_suspended")


async def check_not_alone(runner: Runner, *sides: tuple[UUID, UUID | None]) -> None:
    """Raises ``Forbidden`` when minors alone would be at one of the sides (organization, unit)."""
    for organization, unit in sides:
        if await copies.only_minors(
            runner, organization, unit, sorted(POSTERS), sorted(rules.WIDE)
        ):
            raise Forbidden("a minor needs an adult of the own side", reason="minor")


async def check_adult(runner: Runner, person: UUID) -> None:
    """Raises ``Forbidden``: a minor gives no contact and opens no conversation."""
    if await copies.is_minor(runner, person):
        raise Forbidden("a minor needs an adult of the own side", reason="minor")
