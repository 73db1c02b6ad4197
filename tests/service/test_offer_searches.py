"""Searches for offers that people keep, and what they are told, through the real bus."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from contracts.faults import Forbidden, Invalid, NotFound, Unauthenticated
from contracts.notify import LIST_NOTIFICATIONS, ListNotifications, NotificationKind
from contracts.offer_searches import (
    CHANGE_OFFER_SEARCH,
    DELETE_OFFER_SEARCH,
    LIST_OFFER_SEARCHES,
    READ_OFFER_FEED,
    SAVE_OFFER_SEARCH,
    ChangeOfferSearch,
    DeleteOfferSearch,
    ListOfferSearches,
    ReadOfferFeed,
    SaveOfferSearch,
)
from contracts.profiles import (
    LIST_OFFERS,
    MEMBERSHIP_KEPT,
    OFFER_PUBLISHED,
    PUBLISH_OFFER,
    CostBand,
    ListOffers,
    Membership,
    OrganizationKind,
    PublishOffer,
)
from contracts.saved_searches import MOST
from contracts.wire import Actor, Role
from tests.eventually import eventually
from tests.outside import open_teller, rows
from tests.platform import member_of, staff_of

FITTING = {
    "search": "片付け",
    "prefecture": "福岡県",
    "tag": "空き家",
    "cost": CostBand.TO_500_000,
    "kind": OrganizationKind.COMPANY,
    "before_budget": True,
}
OTHERWISE = {
    "search": "片付け 給食",
    "prefecture": "大分県",
    "tag": "福祉",
    "cost": CostBand.OPEN,
    "kind": OrganizationKind.NPO,
    "before_budget": False,
}


@pytest.fixture
async def town(platform):
    return await platform.organization("架空市", OrganizationKind.MUNICIPALITY, "福岡県")


@pytest.fixture
async def company(platform):
    return await platform.organization("架空企画", OrganizationKind.COMPANY)


@pytest.fixture
async def teller(settings, keys):
    async with open_teller(settings, keys, "profiles") as found:
        yield found


def offering(**more):
    given = {
        "id": uuid4(),
        "title": "空き家の片付けを引き受けます",
        "text": "家財の片付けから借り手さがしまで、一つの窓口で進めます。",
        "tags": ("空き家",),
        "reach": ("福岡県",),
        "cost_yen": 300_000,
        "before_budget": True,
    }
    return PublishOffer(**{**given, **more})


async def looker(settings, teller, town, role=Role.STAFF):
    """Somebody of the town whom notify knows."""
    actor = Actor(account=uuid4(), person=uuid4(), role=role, organization=town)
    kept = Membership(
        id=uuid4(),
        person_id=actor.person,
        organization_id=town,
        unit_id=None,
        role=role,
        since=datetime.now(UTC) - timedelta(days=1),
    )
    await teller.tell(MEMBERSHIP_KEPT, kept)
    look = "SELECT id FROM notify.memberships WHERE person_id = $1"
    await eventually(lambda: rows(settings, look, actor.person))
    return actor


async def saved(platform, actor, **filters):
    asked = SaveOfferSearch(**{"id": uuid4(), "name": "片付け", **filters})
    return await platform.web.call(SAVE_OFFER_SEARCH, asked, actor)


async def told(platform, actor):
    page = await platform.web.call(LIST_NOTIFICATIONS, ListNotifications(), actor)
    found = [one for one in page.notifications if one.kind is NotificationKind.OFFER_FOUND]
    return [one.place for one in found]


async def all_told(settings):
    """Whatever profiles told of offers was read by notify."""
    look = """SELECT o.id FROM profiles.outbox o LEFT JOIN notify.inbox i ON i.event_id = o.id
        WHERE o.subject = 'event.profiles.v1.offer.found' AND i.event_id IS NULL"""
    return not await rows(settings, look)


async def read(settings, ids):
    look = "SELECT 1 FROM profiles.inbox WHERE event_id = any($1::uuid[])"
    return len(await rows(settings, look, ids)) >= len(ids)


async def test_a_search_for_offers_finds_what_the_list_shows_and_tells_once(
    platform, settings, teller, town, company
):
    looking = {}
    for name in FITTING:
        for filters in (FITTING, OTHERWISE):
            actor = await looker(settings, teller, town)
            await saved(platform, actor, **{name: filters[name]})
            await saved(platform, actor, name="もうひとつ", **{name: filters[name]})
            looking[name, filters[name]] = actor
    own = await looker(settings, teller, company, Role.COMPANY_MEMBER)
    await saved(platform, own, tag="空き家")

    offer = await platform.web.call(PUBLISH_OFFER, offering(), member_of(company))
    again = [await teller.tell(OFFER_PUBLISHED, offer) for _ in range(3)]
    await eventually(lambda: read(settings, again))

    for (name, value), actor in looking.items():
        listed = await platform.web.call(LIST_OFFERS, ListOffers(**{name: value}), actor)
        fits = offer.id in {one.id for one in listed.offers}
        assert fits is (value == FITTING[name]), name

        async def heard(actor=actor, fits=fits):
            return await told(platform, actor) == ([f"/offers/{offer.id}"] if fits else [])

        await eventually(heard)
    await eventually(lambda: all_told(settings))
    assert await told(platform, own) == []  # nobody is told of their own


async def test_a_search_for_offers_is_its_owners_and_its_feed_is_public(platform, town, company):
    clerk, colleague = staff_of(town), staff_of(town)
    stranger = member_of(company)
    mine = await saved(platform, clerk, **FITTING)
    offer = await platform.web.call(PUBLISH_OFFER, offering(), stranger)
    dear = await platform.web.call(PUBLISH_OFFER, offering(cost_yen=900_000), stranger)

    feed = await platform.web.call(READ_OFFER_FEED, ReadOfferFeed(token=mine.feed_token))
    assert [one.id for one in feed.offers] == [offer.id]
    assert feed.name == mine.name
    assert dear.id not in {one.id for one in feed.offers}

    async def seen(actor):
        return await platform.web.call(LIST_OFFER_SEARCHES, ListOfferSearches(), actor)

    assert await seen(colleague) == ()
    for other in (colleague, stranger):
        for method, asked in (
            (CHANGE_OFFER_SEARCH, ChangeOfferSearch(id=mine.id, name="奪った")),
            (DELETE_OFFER_SEARCH, DeleteOfferSearch(id=mine.id)),
        ):
            with pytest.raises(NotFound):
                await platform.web.call(method, asked, other)
    changed = ChangeOfferSearch(id=mine.id, name="新しい名前", shared=True, renew_feed=True)
    changed = await platform.web.call(CHANGE_OFFER_SEARCH, changed, clerk)
    assert (changed.name, changed.shared, changed.search) == ("新しい名前", True, "片付け")
    [shared] = await seen(colleague)
    assert not shared.is_own
    assert await seen(stranger) == ()
    with pytest.raises(NotFound):
        await platform.web.call(READ_OFFER_FEED, ReadOfferFeed(token=mine.feed_token))
    await platform.web.call(DELETE_OFFER_SEARCH, DeleteOfferSearch(id=mine.id), clerk)
    assert await seen(clerk) == ()


async def test_a_search_for_offers_has_a_name_a_filter_and_a_limit(platform, town):
    clerk = staff_of(town)
    for wrong in ({}, {"name": "　", "tag": "x"}, {"search": " 　"}):
        with pytest.raises(Invalid):
            await saved(platform, clerk, **wrong)
    with pytest.raises(Invalid) as refused:
        await saved(platform, clerk, search="片付け", prefecture="火星")
    assert [one.field for one in refused.value.fields] == ["prefecture"]
    with pytest.raises(Unauthenticated):
        await saved(platform, None, tag="x")
    nowhere = Actor(account=uuid4(), person=uuid4(), role=Role.STAFF)
    with pytest.raises(Forbidden):
        await saved(platform, nowhere, tag="x")
    first = await saved(platform, clerk, tag="0")
    asked = SaveOfferSearch(id=first.id, name="もう一度", tag="1")
    assert await platform.web.call(SAVE_OFFER_SEARCH, asked, clerk) == first
    for number in range(1, MOST):
        await saved(platform, clerk, tag=str(number))
    with pytest.raises(Invalid) as refused:
        await saved(platform, clerk, tag="多い")
    assert refused.value.fields[0].problem == "too_many"
    with pytest.raises(Invalid):
        await platform.web.call(
            CHANGE_OFFER_SEARCH, ChangeOfferSearch(id=first.id, name=" "), clerk
        )
