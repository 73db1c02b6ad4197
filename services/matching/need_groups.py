"""Answering in which towns there is the same need."""

from __future__ import annotations

import asyncio
import time
from uuid import UUID

from chassis.calls import Asked
from contracts.need_groups import ListNeedGroups, NeedGroup, NeedGroupPage
from services.matching.deps import Deps

WORTH = 20.0
"""Groups are used so many times as long as it took to make them, when something has changed."""


async def list_need_groups(deps: Deps, asked: Asked[ListNeedGroups]) -> NeedGroupPage:
    request = asked.request
    found = await _groups(deps)
    if request.challenge_id is not None:
        found = tuple(one for one in found if request.challenge_id in one.challenge_ids)
    end = request.after_place + request.first
    return NeedGroupPage(
        groups=found[request.after_place : end], more=len(found) > end, total=len(found)
    )


async def _groups(deps: Deps) -> tuple[NeedGroup, ...]:
    kept = deps.need_groups
    async with kept.lock:
        fresh = time.monotonic() - kept.made < WORTH * kept.took
        if kept.changes != deps.engine.changes and not fresh:
            kept.changes, began = deps.engine.changes, time.monotonic()
            kept.groups = await asyncio.to_thread(_made, deps)
            kept.made = time.monotonic()
            kept.took = kept.made - began
        return kept.groups


def _made(deps: Deps) -> tuple[NeedGroup, ...]:
    """Without those of organizations that do not take part."""
    away, documents = deps.engine.knowledge.away, deps.engine.open_documents("challenge")
    owners = {one.id: one.organization_id for one in documents if one.organization_id not in away}
    found = []
    for group in deps.engine.need_groups():
        members = tuple(key for key in group.members if key in owners) if away else group.members
        if len(members) > 1:
            found.append(
                NeedGroup(
                    id=group.id,
                    central_id=members[0],
                    challenge_ids=members,
                    organizations=len(_owners(owners, members)),
                )
            )
    return tuple(found)


def _owners(owners: dict[UUID, UUID], members: tuple[UUID, ...]) -> set[UUID]:
    return {owners[key] for key in members if key in owners}
