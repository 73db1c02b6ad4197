"""Searches that people keep, and what they are told, through the real bus and databases."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from contracts.challenges import (
    CHALLENGE_PUBLISHED,
    LIST_CHALLENGES,
    PUBLISH_CHALLENGE,
    BudgetStage,
    ChallengeState,
    Direction,
    ListChallenges,
)
from contracts.faults import Forbidden, Invalid, NotFound, Unauthenticated
from contracts.notify import LIST_NOTIFICATIONS, ListNotifications, NotificationKind
from contracts.profiles import MEMBERSHIP_KEPT, Membership, OrganizationKind
from contracts.saved_searches import (
    DELETE_SEARCH,
    LIST_SEARCHES,
    MOST,
    READ_FEED,
    RENAME_SEARCH,
    RENEW_FEED,
    SAVE_SEARCH,
    SHARE_SEARCH,
    DeleteSearch,
    ListSearches,
    ReadFeed,
    RenameSearch,
    RenewFeed,
    SaveSearch,
    ShareSearch,
)
from contracts.wire import Role
from tests.eventually import eventually
from tests.outside import open_teller, rows
from tests.platform import member_of
from tests.service.test_challenges import clerk_of, publishing

FITTING = {
    "search": "移動",
    "prefecture": "福岡県",
    "direction": Direction.PUBLIC_NEED,
    "budget_stage": BudgetStage.INFORMATION,
    "tag": "交通",
}
OTHERWISE = {
    "search": "移動 空き家",
    "prefecture": "大分県",
    "direction": Direction.PRIVATE_CALL,
    "budget_stage": BudgetStage.TENDERING,
    "tag": "福祉",
}


@pytest.fixture
async def clerk(platform):
    return await clerk_of(platform, "架空市")


@pytest.fixture
async def teller(settings, keys):
    async with open_teller(settings, keys, "profiles", "challenges") as found:
        yield found


@pytest.fixture
async def company(platform):
    return await platform.organization("架空企画", OrganizationKind.COMPANY)


async def subscriber(settings, teller, company):
    """Somebody of the company whom notify knows."""
    actor = member_of(company)
    kept = Membership(
        id=uuid4(),
        person_id=actor.person,
        organization_id=company,
        unit_id=None,
        role=Role.COMPANY_MEMBER,
        since=datetime.now(UTC) - timedelta(days=1),
    )
    await teller.tell(MEMBERSHIP_KEPT, kept)

    async def known():
        look = "SELECT id FROM notify.memberships WHERE person_id = $1"
        return await rows(settings, look, actor.person)

    await eventually(known)
    return actor


async def saved(platform, actor, **filters):
    asked = SaveSearch(**{"id": uuid4(), "name": "移動手段", **filters})
    return await platform.web.call(SAVE_SEARCH, asked, actor)


async def told(platform, actor):
    page = await platform.web.call(LIST_NOTIFICATIONS, ListNotifications(), actor)
    return [n.kind for n in page.notifications].count(NotificationKind.SEARCH_FOUND)


async def test_each_subscriber_is_told_once_however_often_the_event_is_told(
    platform, settings, teller, clerk, company
):
    both, other, never = [await subscriber(settings, teller, company) for _ in range(3)]
    await saved(platform, both, **FITTING)
    await saved(platform, both, search="移動")
    await saved(platform, other, tag="交通")
    await saved(platform, never, search="空き家")
    new = publishing(tags=("交通",))
    challenge = await platform.web.call(PUBLISH_CHALLENGE, new, clerk)

    async def heard():
        return await told(platform, both) and await told(platform, other)

    await eventually(heard)
    again = [await teller.tell(CHALLENGE_PUBLISHED, challenge) for _ in range(3)]

    async def read():
        look = "SELECT 1 FROM challenges.inbox WHERE event_id = any($1::uuid[])"
        return len(await rows(settings, look, again)) >= len(again)

    await eventually(read)
    await eventually(lambda: _all_told(settings))
    counts = [await told(platform, actor) for actor in (both, other, never)]
    assert counts == [1, 1, 0]


async def _all_told(settings):
    """Whatever challenges has told of searches was read by notify."""
    look = """SELECT o.id FROM challenges.outbox o
        LEFT JOIN notify.inbox i ON i.event_id = o.id
        WHERE o.subject = 'event.challenges.v1.search.found' AND i.event_id IS NULL"""
    return not await rows(settings, look)


async def test_a_search_fits_exactly_what_the_list_shows(
    platform, settings, teller, clerk, company
):
    looking = {}
    for name in FITTING:
        for filters in (FITTING, OTHERWISE):
            actor = await subscriber(settings, teller, company)
            await saved(platform, actor, **{name: filters[name]})
            looking[name, filters[name]] = actor
    await platform.web.call(PUBLISH_CHALLENGE, publishing(tags=("交通",)), clerk)

    async def heard():
        fitting = [told(platform, looking[name, given]) for name, given in FITTING.items()]
        return all(await asyncio.gather(*fitting)) and await _all_told(settings)

    await eventually(heard)
    for (name, given), actor in looking.items():
        shown = await platform.web.call(LIST_CHALLENGES, ListChallenges(**{name: given}))
        fits = int(given == FITTING[name])
        assert (await told(platform, actor), shown.total) == (fits, fits), name


async def test_the_list_finds_what_can_still_be_answered_on_a_day(platform, clerk):
    ends = datetime.now(UTC).date() + timedelta(days=30)
    await platform.web.call(PUBLISH_CHALLENGE, publishing(answer_by=ends), clerk)
    await platform.web.call(PUBLISH_CHALLENGE, publishing(), clerk)

    async def found(day: date):
        asked = ListChallenges(state=ChallengeState.OPEN, open_on=day)
        page = await platform.web.call(LIST_CHALLENGES, asked)
        return page.total, len(page.challenges)

    assert await found(ends) == (2, 2)
    assert await found(ends + timedelta(days=1)) == (1, 1)


async def test_nobody_reaches_a_search_of_somebody_else(platform, company):
    owner, stranger = member_of(company), member_of(company)
    mine = await saved(platform, owner, search="移動")
    for method, asked in (
        (RENAME_SEARCH, RenameSearch(id=mine.id, name="別の名前")),
        (RENEW_FEED, RenewFeed(id=mine.id)),
        (SHARE_SEARCH, ShareSearch(id=mine.id, shared=True)),
        (DELETE_SEARCH, DeleteSearch(id=mine.id)),
    ):
        with pytest.raises(NotFound):
            await platform.web.call(method, asked, stranger)
        with pytest.raises(Unauthenticated):
            await platform.web.call(method, asked, None)
        with pytest.raises(Forbidden):
            await platform.web.call(method, asked, member_of(company, Role.AUDITOR))
    assert await platform.web.call(LIST_SEARCHES, ListSearches(), stranger) == ()
    assert await platform.web.call(LIST_SEARCHES, ListSearches(), owner) == (mine,)


async def test_what_is_shared_is_seen_by_the_own_organization_and_changed_by_its_owner_alone(
    platform, settings, teller, clerk, company
):
    owner = await subscriber(settings, teller, company)
    colleague = await subscriber(settings, teller, company)
    other = member_of(await platform.organization("別の企画", OrganizationKind.COMPANY))
    mine = await saved(platform, owner, search="移動", shared=True)
    hidden = await saved(platform, owner, search="空き家")

    async def seen(actor):
        found = await platform.web.call(LIST_SEARCHES, ListSearches(), actor)
        return [(one.id, one.is_own, one.shared) for one in found]

    assert await seen(colleague) == [(mine.id, False, True)]
    assert await seen(other) == []
    assert set(await seen(owner)) == {(mine.id, True, True), (hidden.id, True, False)}
    with pytest.raises(NotFound):
        await platform.web.call(DELETE_SEARCH, DeleteSearch(id=mine.id), colleague)
    await platform.web.call(PUBLISH_CHALLENGE, publishing(), clerk)
    await eventually(lambda: told(platform, owner))
    await eventually(lambda: _all_told(settings))
    assert await told(platform, colleague) == 0
    await platform.web.call(SHARE_SEARCH, ShareSearch(id=mine.id, shared=False), owner)
    assert await seen(colleague) == []


async def test_a_feed_shows_what_is_public_until_its_address_is_renewed(platform, clerk, company):
    owner = member_of(company)
    mine = await saved(platform, owner, tag="交通")
    await platform.web.call(PUBLISH_CHALLENGE, publishing(tags=("交通",)), clerk)
    await platform.web.call(PUBLISH_CHALLENGE, publishing(tags=("福祉",)), clerk)

    feed = await platform.web.call(READ_FEED, ReadFeed(token=mine.feed_token))
    assert [one.tags for one in feed.challenges] == [("交通",)]
    assert feed.name == mine.name
    renewed = await platform.web.call(RENEW_FEED, RenewFeed(id=mine.id), owner)
    with pytest.raises(NotFound):
        await platform.web.call(READ_FEED, ReadFeed(token=mine.feed_token))
    await platform.web.call(READ_FEED, ReadFeed(token=renewed.feed_token))
    await platform.web.call(DELETE_SEARCH, DeleteSearch(id=mine.id), owner)
    with pytest.raises(NotFound):
        await platform.web.call(READ_FEED, ReadFeed(token=renewed.feed_token))


async def test_twenty_searches_are_kept_and_no_more_however_fast_they_come(platform, company):
    owner = member_of(company)
    answers = await asyncio.gather(
        *(saved(platform, owner, search="移動") for _ in range(MOST + 5)), return_exceptions=True
    )
    refused = [one for one in answers if isinstance(one, Invalid)]
    assert {(p.field, p.problem) for one in refused for p in one.fields} == {("name", "too_many")}
    kept = await platform.web.call(LIST_SEARCHES, ListSearches(), owner)
    assert (len(kept), len(refused)) == (MOST, 5)


async def test_a_search_that_cannot_be_saved_names_the_field(platform, company):
    for given, field in (
        ({"name": "   ", "search": "移動"}, "name"),
        ({"search": "   "}, "search"),
        ({"name": "長" * 61, "search": "移動"}, "name"),
        ({"search": "移" * 201}, "search"),
        ({"tag": "分" * 41}, "tag"),
        ({"search": "移動", "prefecture": "火星"}, "prefecture"),
    ):
        with pytest.raises(Invalid) as refused:
            await saved(platform, member_of(company), **given)
        assert [problem.field for problem in refused.value.fields] == [field]
