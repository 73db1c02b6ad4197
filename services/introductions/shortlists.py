"""What a unit keeps to come back to. Nothing is told of it, to nobody."""

from __future__ import annotations

from chassis.calls import Asked
from contracts.faults import FieldProblem, Invalid, NotFound
from contracts.shortlists import MOST, DropThings, KeepThing, ListShortlist, Shortlist
from services.introductions import standing
from services.introductions.deps import Deps
from services.introductions.store import copies, shortlists

SHOWN = MOST * 2
"""Of somebody who sees what each unit kept."""


async def keep_thing(deps: Deps, asked: Asked[KeepThing]) -> Shortlist:
    """Raises ``NotFound`` for what was never public, ``Invalid`` when the list is full."""
    thing_id = asked.request.id
    async with deps.database.transaction() as transaction:
        who = await standing.acting(transaction, asked.actor)
        found = await copies.cause(transaction, thing_id)
        if found is None:
            raise NotFound("nothing that can be kept")
        count = await shortlists.how_many(transaction, who)
        there = await shortlists.of(transaction, who, (thing_id,), 1)
        if count >= MOST and not there:
            raise Invalid("the list is full", fields=(FieldProblem("id", "too_many", MOST),))
        await shortlists.keep(transaction, who, found.kind, thing_id)
        return Shortlist(entries=await shortlists.of(transaction, who, (thing_id,), 1))


async def drop_things(deps: Deps, asked: Asked[DropThings]) -> Shortlist:
    """What is left."""
    async with deps.database.transaction() as transaction:
        who = await standing.acting(transaction, asked.actor)
        await shortlists.drop(transaction, who, asked.request.ids)
        return Shortlist(entries=await shortlists.of(transaction, who, (), SHOWN))


async def list_shortlist(deps: Deps, asked: Asked[ListShortlist]) -> Shortlist:
    who = await standing.acting(deps.database, asked.actor)
    found = await shortlists.of(deps.database, who, asked.request.ids, SHOWN)
    return Shortlist(entries=found)
