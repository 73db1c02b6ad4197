"""What a unit has going on with others, for who takes it over."""

from __future__ import annotations

from chassis.calls import Asked
from contracts.faults import NotFound
from contracts.handovers import OfUnit, Relation
from services.introductions import standing
from services.introductions.deps import Deps
from services.introductions.store import handovers


async def list_relations(deps: Deps, asked: Asked[OfUnit]) -> tuple[Relation, ...]:
    """Raises ``NotFound`` for another unit than the own one, unless one manages it."""
    who = await standing.acting(deps.database, asked.actor)
    unit = asked.request.unit_id
    if not who.reaches(unit):
        raise NotFound("no such unit")
    return await handovers.relations(deps.database, who.organization, unit, who.wide)
