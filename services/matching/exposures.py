"""Counting who is shown how often, keeping the counts, and showing the last one."""

from __future__ import annotations

import asyncio
from functools import partial

from msgspec import structs

from chassis.calls import Asked
from chassis.stopping import told_to_stop
from contracts.exposure import (
    Exposure,
    ExposureGroup,
    FoundExposure,
    GetExposure,
    Grouping,
    MakeExposure,
)
from contracts.rights import INSPECTORS
from services.matching import exposing
from services.matching.deps import Deps
from services.matching.fit import UNKNOWN
from services.matching.store import documents, exposures

LENGTH = 10
SMALLEST = 5
"""Documents of a group that everybody may see: of fewer it says whose they are."""
FIRST, EVERY = 900.0, 6 * 3_600.0  # seconds


async def make_exposure(deps: Deps, _: Asked[MakeExposure]) -> Exposure:
    return await count(deps)


async def get_exposure(deps: Deps, asked: Asked[GetExposure]) -> FoundExposure:
    found = await exposures.last(deps.database)
    if found is None or (asked.actor is not None and asked.actor.role in INSPECTORS):
        return FoundExposure(found=found)
    large = tuple(one for one in found.groups if one.documents >= SMALLEST)
    return FoundExposure(found=structs.replace(found, groups=large))


async def keep(deps: Deps) -> None:
    """Count now and then, so that the page of everybody is never old; runs until cancelled."""
    await asyncio.sleep(FIRST)
    while not told_to_stop():
        await count(deps)
        await asyncio.sleep(EVERY)


async def count(deps: Deps) -> Exposure:
    async with deps.counting:
        groups, challenges, offers = await asyncio.to_thread(_groups, deps)
    made = Exposure(
        made_at=await documents.now(deps.database),
        length=LENGTH,
        challenges=challenges,
        offers=offers,
        engine=deps.engine.version,
        groups=tuple(groups),
    )
    await exposures.add(deps.database, made)
    return made


def _groups(deps: Deps) -> tuple[list[ExposureGroup], int, int]:
    engine = deps.engine
    challenges, offers = engine.open_documents("challenge"), engine.open_documents("offer")
    if not challenges or not offers:
        return [], len(challenges), len(offers)
    of_offers = engine.rankings(LENGTH).lists
    of_challenges = engine.rankings(LENGTH, side="offer").lists
    facts, year, quarter = engine.knowledge.facts, engine.knowledge.year, exposing.quarters(offers)
    by_offers = partial(exposing.groups, documents=offers, lists=of_offers)
    found = exposing.groups(
        Grouping.TOWN_SIZE,
        challenges,
        of_challenges,
        lambda one: str(facts.get(one.organization_id, UNKNOWN).size or exposing.UNKNOWN),
    )
    found += by_offers(
        Grouping.COMPANY_AGE,
        value=lambda one: exposing.age(facts.get(one.organization_id, UNKNOWN), year),
    )
    found += by_offers(
        Grouping.ORGANIZATION_KIND, value=lambda one: one.organization_kind or exposing.UNKNOWN
    )
    found += by_offers(
        Grouping.PROFILE_LENGTH, value=lambda one: quarter.get(one.id, exposing.UNKNOWN)
    )
    return found, len(challenges), len(offers)
