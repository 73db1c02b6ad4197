"""Keeping what is known besides texts: from the tables at the start, then from what others tell."""

from __future__ import annotations

from chassis.events import Told
from contracts.preferences import PairExcluded
from contracts.profiles import Organization
from contracts.standing import OrganizationStanding
from services.matching.deps import Deps
from services.matching.fit import Facts
from services.matching.store import curation, organizations


async def restore(deps: Deps) -> None:
    """Everything from the tables; strengths and choices are small beside the documents."""
    known = deps.engine.knowledge
    known.year = deps.today().year
    known.facts = await organizations.facts(deps.database)
    known.refused = await organizations.refused(deps.database)
    known.away = await organizations.away(deps.database)
    for one in await curation.all_strengths(deps.database):
        known.strengths[one.id] = one
    for chosen in await curation.choices(deps.database):
        known.choose(chosen)


async def keep_organization(deps: Deps, told: Told[Organization]) -> None:
    """What an organization is: of what size, where, how old."""
    one = told.payload
    await organizations.keep(told.transaction, one)
    facts = Facts(one.kind, one.prefecture, one.population, one.founded, one.revision)
    deps.engine.knowledge.learn(one.id, facts)


async def keep_refusal(deps: Deps, told: Told[PairExcluded]) -> None:
    """Two who are not to be matched; seen in the lists of who said no, and nowhere else."""
    await organizations.refuse(told.transaction, told.payload)
    deps.engine.knowledge.refused = await organizations.refused(told.transaction)


async def keep_standing(deps: Deps, told: Told[OrganizationStanding]) -> None:
    """What a suspended organization has open stays here and is in no list until it is back."""
    await organizations.stand(told.transaction, told.payload)
    deps.engine.knowledge.away = await organizations.away(told.transaction)
    deps.need_groups.changes = -1
