"""Who is suspended, or whose organization is, is planned with nobody and stands in for nobody."""

import pytest

from contracts.event_days import LIST_STAND_INS, ListStandIns
from contracts.standing import SUSPEND_ACCOUNT, Standing, SuspendAccount
from tests.eventually import eventually
from tests.live_day import arrive, live, move, seen
from tests.lots import SET_LOT, lot_for
from tests.matching_event import known
from tests.members import account, platform_admin
from tests.outside import rows
from tests.service.standing.people import WHY, company, stand
from tests.timetabled import prepared

AWAY = """
SELECT (SELECT count(*) FROM sessions.standings
        WHERE organization_id = $1 AND standing = 'suspended')
    + (SELECT count(*) FROM sessions.people WHERE id = $2 AND is_kept_out)
"""
BELONGS = "UPDATE sessions.participants SET organization_id = $2, person_id = $3 WHERE id = $1"


async def suspended(platform, admin, boss, how, *, out=True):
    """Known to who plans."""
    if how == "organization":
        standing = Standing.SUSPENDED if out else Standing.ACTIVE
        await stand(platform, admin, boss.actor.organization, standing)
    else:
        asked = SuspendAccount(person_id=boss.actor.person, is_suspended=out, reason=WHY)
        await platform.web.call(SUSPEND_ACCOUNT, asked, admin.actor)

    async def arrived():
        given = (boss.actor.organization, boss.actor.person)
        return (await rows(platform.settings, AWAY, *given))[0][0] == int(out)

    await eventually(arrived)


async def somebody(platform):
    _, boss = await company(platform)
    await account(platform, boss)
    await known(platform, boss)
    return await platform_admin(platform), boss


def people(made):
    return {who for one in made.timetable.meetings for who in (one.public_id, one.private_id)}


@pytest.mark.parametrize("how", ["organization", "account"])
async def test_who_is_suspended_is_not_planned_until_let_in_again(how, platform):
    admin, boss = await somebody(platform)
    day = await prepared(platform, own=boss)
    assert day.private[0] in people(await day.make(0))

    await suspended(platform, admin, boss, how)
    made = await day.make(1)
    kept = await day.make(2, keep=True)

    for one in (made, kept):
        assert people(one) == {*day.public, *day.private[1:]}
        assert one.timetable.checked
    await suspended(platform, admin, boss, how, out=False)
    assert day.private[0] in people(await day.make(3))


@pytest.mark.parametrize("how", ["organization", "account"])
async def test_who_is_suspended_stands_in_for_nobody(how, platform):
    admin, boss = await somebody(platform)
    day = await live(platform, minutes=1, public=1, private=4, slot_count=1, tables=1)
    [gone] = (await seen(day)).meetings
    free = [one for one in day.private if one != gone.private_id]
    await day.sql(BELONGS, free[0], boss.actor.organization, boss.actor.person)
    await day.sql(SET_LOT, day.event_id, lot_for([(day.public[0], one) for one in free]))
    await arrive(day, *day.public, *free)
    await move(day, 5.1)

    async def offered():
        asked = ListStandIns(
            event_id=day.event_id, public_id=gone.public_id, private_id=gone.private_id
        )
        found = await platform.web.call(LIST_STAND_INS, asked, day.who.actor)
        return {one.participant_id for one in found}

    before = await offered()
    await suspended(platform, admin, boss, how)

    assert before == set(free)
    assert await offered() == set(free[1:])
