"""The list that each sees of their own."""

from uuid import uuid4

import pytest

from contracts.faults import Invalid, Unauthenticated
from contracts.notify import (
    LIST_NOTIFICATIONS,
    MARK_NOTIFICATIONS_READ,
    ListNotifications,
    MarkNotificationsRead,
)
from contracts.wire import After
from tests.service.notifying.people import acting, listed, match, somebody, tell


async def test_each_sees_and_marks_their_own_alone(platform, settings, teller):
    mine, others = await somebody(settings, teller), await somebody(settings, teller)
    await tell(settings, teller, match(), match(), match())
    theirs = (await listed(platform, others)).notifications
    own = (await listed(platform, mine)).notifications

    async def mark(*ids):
        request = MarkNotificationsRead(ids=ids)
        return await platform.web.call(MARK_NOTIFICATIONS_READ, request, acting(mine))

    assert (await mark(theirs[0].id, uuid4())).unread == 3
    assert (await mark(own[1].id)).unread == 2
    assert (await mark(own[1].id)).unread == 2
    assert [one.read_at is None for one in (await listed(platform, mine)).notifications] == [
        True,
        False,
        True,
    ]
    assert (await mark()).unread == 0
    assert (await listed(platform, others)).unread == 3
    assert (await listed(platform, uuid4())).total == 0
    assert not {one.id for one in own} & {one.id for one in theirs}


async def test_a_long_list_comes_page_by_page_newest_first(platform, settings, teller):
    person = await somebody(settings, teller)
    await tell(settings, teller, *(match() for _ in range(7)))

    seen, after, more = [], None, True
    while more:
        page = await listed(platform, person, first=3, after=after)
        seen.extend(page.notifications)
        more, after = page.more, After(at=seen[-1].created_at, id=seen[-1].id)

    whole = (await listed(platform, person, first=100)).notifications
    assert tuple(seen) == whole
    assert len(whole) == 7
    assert [one.created_at for one in whole] == sorted(
        (one.created_at for one in whole), reverse=True
    )


async def test_who_is_not_signed_in_has_no_notifications(platform):
    with pytest.raises(Unauthenticated):
        await platform.web.call(LIST_NOTIFICATIONS, ListNotifications())
    with pytest.raises(Unauthenticated):
        await platform.web.call(MARK_NOTIFICATIONS_READ, MarkNotificationsRead())


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"first": 0}, "first"),
        ({"first": 101}, "first"),
        ({"after": After(id=uuid4(), key="\x00")}, "after.key"),
    ],
)
async def test_a_list_that_cannot_be_is_refused(platform, more, field):
    with pytest.raises(Invalid) as raised:
        await listed(platform, uuid4(), **more)
    assert [problem.field for problem in raised.value.fields] == [field]
