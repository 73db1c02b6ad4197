"""What a unit keeps to come back to, through the real bus and database."""

import asyncio
from uuid import uuid4

import pytest

from contracts.faults import Forbidden, Invalid, NotFound, Unauthenticated
from contracts.shortlists import (
    DROP_THINGS,
    KEEP_THING,
    LIST_SHORTLIST,
    MOST,
    DropThings,
    KeepThing,
    ListShortlist,
)
from contracts.wire import Role
from tests.introducing import two, unit
from tests.members import member
from tests.outside import rows
from tests.platform import member_of


async def things(pair, kind, count=1):
    """Published ones, as introductions has heard of them."""
    add = """INSERT INTO introductions.causes (id, kind, organization_id, title, state, revision)
        SELECT gen_random_uuid(), $1, $2, 'もの', 'open', 1 FROM generate_series(1, $3)
        RETURNING id"""
    whose = pair.town if kind == "challenge" else pair.company
    return [row[0] for row in await rows(pair.platform.settings, add, kind, whose, count)]


async def keep(pair, who, thing):
    return await pair.platform.web.call(KEEP_THING, KeepThing(id=thing), who)


async def kept(pair, who, *ids):
    found = await pair.platform.web.call(LIST_SHORTLIST, ListShortlist(ids=ids), who)
    return [one.id for one in found.entries]


async def test_what_is_kept_is_seen_by_the_own_side_alone_and_told_to_nobody(platform):
    pair = await two(platform)
    [challenge], [offer] = await things(pair, "challenge"), await things(pair, "offer")

    for _ in range(2):
        await keep(pair, pair.admin.actor, challenge)
    await keep(pair, pair.admin.actor, offer)

    assert await kept(pair, pair.admin.actor) == [offer, challenge]
    assert await kept(pair, pair.admin.actor, challenge, uuid4()) == [challenge]
    colleague = await member(pair.platform, pair.company, Role.COMPANY_MEMBER)
    assert await kept(pair, colleague.actor) == [offer, challenge]
    assert await kept(pair, pair.liaison.actor) == []
    assert await told_of(pair, offer) == await told_of(pair, challenge) == [(0,)]
    left = await pair.platform.web.call(DROP_THINGS, DropThings(ids=(challenge,)), colleague.actor)
    assert [one.id for one in left.entries] == [offer]
    await pair.platform.web.call(DROP_THINGS, DropThings(ids=(offer,)), pair.liaison.actor)
    assert await kept(pair, pair.admin.actor) == [offer]


async def told_of(pair, thing):
    """How often the service has told of it, to whomever."""
    look = "SELECT count(*) FROM introductions.outbox WHERE payload::text LIKE $1"
    return await rows(pair.platform.settings, look, f"%{thing}%")


async def test_a_unit_keeps_for_itself_and_who_manages_all_sees_each(platform):
    pair = await two(platform)
    first, second = [
        await unit(pair, pair.liaison.actor, pair.town, name) for name in ("財政課", "福祉課")
    ]
    one = await member(pair.platform, pair.town, Role.STAFF, unit=first)
    other = await member(pair.platform, pair.town, Role.STAFF, unit=second)
    mine, shared = await things(pair, "offer", 2)
    await keep(pair, one.actor, mine)
    await keep(pair, pair.liaison.actor, shared)
    await keep(pair, pair.liaison.actor, mine)

    assert sorted(await kept(pair, one.actor)) == sorted([mine, shared])
    assert sorted(await kept(pair, other.actor)) == sorted([mine, shared])
    await pair.platform.web.call(DROP_THINGS, DropThings(ids=(mine,)), other.actor)
    assert await kept(pair, other.actor) == [shared]
    assert sorted(await kept(pair, one.actor)) == sorted([mine, shared])
    assert sorted(await kept(pair, pair.liaison.actor)) == sorted([mine, shared])


async def test_a_list_is_not_longer_than_it_may_be_however_fast_it_grows(platform):
    pair = await two(platform)
    many = await things(pair, "offer", MOST + 3)
    fill = """INSERT INTO introductions.shortlists (organization_id, kind, thing_id)
        SELECT $1, 'offer', unnest($2::uuid[])"""
    await rows(pair.platform.settings, fill, pair.town, many[: MOST - 2])

    answers = await asyncio.gather(
        *(keep(pair, pair.liaison.actor, one) for one in many[MOST - 2 :]), return_exceptions=True
    )

    refused = [one for one in answers if isinstance(one, Invalid)]
    assert {(p.field, p.problem) for one in refused for p in one.fields} == {("id", "too_many")}
    assert (len(refused), len(await kept(pair, pair.liaison.actor))) == (3, MOST)
    await keep(pair, pair.liaison.actor, many[0])  # what is there stays kept


async def test_what_was_never_public_and_whoever_may_not_is_refused(platform):
    pair = await two(platform)
    [offer] = await things(pair, "offer")
    with pytest.raises(NotFound):
        await keep(pair, pair.liaison.actor, uuid4())
    for method, asked in (
        (KEEP_THING, KeepThing(id=offer)),
        (DROP_THINGS, DropThings(ids=(offer,))),
        (LIST_SHORTLIST, ListShortlist()),
    ):
        with pytest.raises(Unauthenticated):
            await pair.platform.web.call(method, asked, None)
        for role in (Role.AUDITOR, Role.COORDINATOR):
            with pytest.raises(Forbidden):
                await pair.platform.web.call(method, asked, member_of(pair.town, role))
    for wrong in ((), (offer,) * 201):
        with pytest.raises(Invalid):
            await pair.platform.web.call(DROP_THINGS, DropThings(ids=wrong), pair.liaison.actor)
