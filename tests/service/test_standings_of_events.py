"""Events of organizations that are suspended or close: kept back, or called off and told."""

from uuid import uuid4

from contracts.matching_events import (
    GET_EVENTS,
    LIST_EVENTS,
    EventState,
    GetEvents,
    ListEvents,
)
from contracts.participants import REGISTER, Register
from contracts.profiles import OrganizationKind
from contracts.standing import SET_STANDING, SetStanding, Standing
from contracts.wire import Role
from tests.eventually import eventually
from tests.matching_event import advance, known, organizer, planned
from tests.members import account, letters, member, platform_admin
from tests.outside import rows
from tests.proposing import refusal

WHY = "規約に反する書き込みがありました。"


async def stand(platform, admin, organization, standing):
    asked = SetStanding(organization_id=organization, standing=standing, reason=WHY)
    await platform.web.call(SET_STANDING, asked, admin.actor)

    async def arrived():
        asked = "SELECT standing FROM sessions.standings WHERE organization_id = $1"
        return [row[0] for row in await rows(platform.settings, asked, organization)] == [standing]

    await eventually(arrived)


async def company(platform, name):
    own = await platform.organization(name, OrganizationKind.COMPANY)
    found = await member(platform, own, Role.COMPANY_ADMIN)
    await known(platform, found)
    return found


async def registering(platform, event, who):
    asked = Register(id=uuid4(), event_id=event.id, consent=True)
    return await platform.web.call(REGISTER, asked, who.actor)


async def opened(platform):
    """An organizer, an event that takes registrations, who comes, and who does not."""
    who = await organizer(platform)
    event = await planned(platform, who)
    event = await advance(platform, who, event, EventState.REGISTRATION)
    coming, other = await company(platform, "架空来る社"), await company(platform, "架空来ない社")
    await registering(platform, event, coming)
    return who, event, coming, other


async def seen(platform, event, actor):
    """(by its id, in the list and its count)."""
    found = await platform.web.call(GET_EVENTS, GetEvents(ids=(event.id,)), actor)
    page = await platform.web.call(LIST_EVENTS, ListEvents(), actor)
    return [one.state for one in found], (len(page.events), page.total)


async def test_an_event_of_a_suspended_organizer_is_there_for_who_takes_part_alone(platform):
    admin = await platform_admin(platform)
    who, event, coming, other = await opened(platform)
    state = EventState.REGISTRATION
    for actor in (None, other.actor, coming.actor):
        assert await seen(platform, event, actor) == ([state], (1, 1))

    await stand(platform, admin, who.actor.organization, Standing.SUSPENDED)

    for actor, found in ((None, []), (other.actor, []), (coming.actor, [state])):
        assert await seen(platform, event, actor) == (found, (0, 0))
    said = await refusal(registering(platform, event, other))
    assert (said.code, said.reason) == ("conflict", "organizer_inactive")
    await stand(platform, admin, who.actor.organization, Standing.ACTIVE)
    assert await seen(platform, event, None) == ([state], (1, 1))
    assert (await registering(platform, event, other)).state == "registered"


async def test_closing_calls_off_what_is_to_come_and_tells_who_would_have_come(platform):
    admin = await platform_admin(platform)
    who, event, coming, other = await opened(platform)
    draft = await planned(platform, who)
    email = await account(platform, coming)

    await stand(platform, admin, who.actor.organization, Standing.CLOSED)

    assert await seen(platform, event, other.actor) == ([EventState.CALLED_OFF], (0, 0))
    assert await seen(platform, draft, other.actor) == ([], (0, 0))
    await eventually(lambda: [one for one in letters(platform.settings, email) if "中止" in one])
