"""Events of organizations that are suspended or close: kept back, or called off and told."""

from uuid import uuid4

import msgspec

from contracts.matching_events import (
    GET_EVENTS,
    LIST_EVENTS,
    BookingMode,
    EventState,
    GetEvents,
    ListEvents,
)
from contracts.participants import (
    LIST_PARTICIPANTS,
    REGISTER,
    SAVE_PARTICIPANT,
    EventSide,
    ListParticipants,
    Register,
    SaveParticipant,
)
from contracts.profiles import OrganizationKind
from contracts.standing import SET_STANDING, SetStanding, Standing
from contracts.wire import Role
from tests.booking import arranging, refused
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


async def test_who_closes_leaves_the_events_of_others_and_whom_they_would_have_met_is_told(
    platform,
):
    admin = await platform_admin(platform)
    scene = await arranging(platform, BookingMode.SELF, public=[{}], private=[{}, {}])
    [host], [booked, other] = scene.public, scene.private
    await scene.book(booked, host)
    early = await planned(platform, scene.who)  # seen by its organizer alone
    draft = SaveParticipant(
        id=uuid4(),
        event_id=early.id,
        side=EventSide.PRIVATE,
        organization_id=scene.company.actor.organization,
        organization_name="架空合同会社",
        name="見本 葵",
    )
    await platform.web.call(SAVE_PARTICIPANT, draft, scene.who.actor)
    closed = scene.company.actor.organization

    await stand(platform, admin, closed, Standing.CLOSED)

    assert await states_of(scene, booked, other, draft.id) == ["cancelled"] * 3
    assert (await scene.seen(host)).booked == ()
    assert await scene.free(host, booked, other) == [(), ()]
    told = "SELECT organization_id FROM notify.notifications WHERE kind = 'event_given_back'"

    async def arrived():
        return await scene.sql(told) == [(scene.town.actor.organization,)]

    await eventually(arrived)
    again = msgspec.structs.replace(draft, id=uuid4(), event_id=scene.event.id)
    said = await refusal(platform.web.call(SAVE_PARTICIPANT, again, scene.who.actor))
    assert [(one.field, one.problem) for one in said.fields] == [
        ("organization_id", "unknown_value")
    ]


async def states_of(scene, *whom):
    asked = "SELECT state FROM sessions.participants WHERE id = any($1) ORDER BY state"
    return [state for (state,) in await scene.sql(asked, list(whom))]


async def test_who_is_suspended_is_in_no_list_and_not_bookable_until_let_in_again(platform):
    admin = await platform_admin(platform)
    scene = await arranging(platform, BookingMode.SELF, public=[{}], private=[{}, {}])
    [host], [booked, other] = scene.public, scene.private
    await scene.book(booked, host, "S1")
    suspended = scene.company.actor.organization

    async def read():
        listed = ListParticipants(event_id=scene.event.id, side=EventSide.PRIVATE)
        pages = [
            await platform.web.call(LIST_PARTICIPANTS, listed, actor)
            for actor in (scene.town.actor, scene.who.actor)
        ]
        shown = [(len(one.participants), one.total) for one in pages]
        return shown, await scene.free(host, other)

    before = ([(2, 2), (2, 2)], [("S2", "S3")])
    assert await read() == before
    await stand(platform, admin, suspended, Standing.SUSPENDED)

    assert await read() == ([(0, 0), (2, 2)], [()]), "the organizer sees whom they have let in"
    assert await refused(scene.book(host, other, "S2")) == "NotFound"
    assert [one.slot for one in (await scene.seen(host)).booked] == ["S1"]

    await stand(platform, admin, suspended, Standing.ACTIVE)
    assert await read() == before
    assert await refused(scene.book(host, other, "S2")) == "done"


async def test_a_request_of_who_is_suspended_waits_unseen(platform):
    admin = await platform_admin(platform)
    scene = await arranging(platform, BookingMode.HYBRID, public=[{}], private=[{}])
    [host], [me] = scene.public, scene.private
    await scene.request(me, host)
    [received] = (await scene.seen(host)).received

    await stand(platform, admin, scene.company.actor.organization, Standing.SUSPENDED)

    assert (await scene.seen(host)).received == ()
    assert await refused(scene.answer(host, received.id, accepted=True)) == "not_free"
    await stand(platform, admin, scene.company.actor.organization, Standing.ACTIVE)
    assert await refused(scene.answer(host, received.id, accepted=True)) == "done"
