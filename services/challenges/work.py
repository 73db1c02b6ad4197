"""What a unit has promised and decided, for who takes it over."""

from __future__ import annotations

import asyncio

from chassis.calls import Asked
from contracts.faults import Forbidden, NotFound
from contracts.handovers import OfUnit, UnitWork
from contracts.rights import RELEASERS
from services.challenges.deps import Deps
from services.challenges.store import work


async def get_unit_work(deps: Deps, asked: Asked[OfUnit]) -> UnitWork:
    """Raises ``NotFound`` for another unit than the own one, unless one manages it."""
    actor, unit = asked.actor, asked.request.unit_id
    if actor is None or actor.organization is None:
        raise Forbidden("act for an organization to do this")
    is_wide = actor.role in RELEASERS
    if not is_wide and unit not in {None, actor.unit}:
        raise NotFound("no such unit")
    whose = (actor.organization, unit, is_wide and unit is None)
    promises, decided = await asyncio.gather(
        work.promises(deps.database, *whose), work.decided(deps.database, *whose)
    )
    return UnitWork(promises=promises, decided=decided)
