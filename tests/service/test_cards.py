"""Cards: each field is shown to whom its person chose, and contact data is looked at on record."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from contracts.cards import (
    GET_CARDS,
    GET_OWN_CARD,
    SET_CARD,
    GetCards,
    GetOwnCard,
    SetCard,
    Visibility,
)
from contracts.faults import Conflict, Forbidden, Invalid, Unauthenticated
from contracts.introductions import (
    INTRODUCTION_ENDED,
    INTRODUCTION_MADE,
    Cause,
    Introduction,
    IntroductionState,
    Side,
)
from contracts.members import END_MEMBERSHIP, EndMembership
from contracts.profiles import OrganizationKind
from contracts.retention import PurgeNow, purge
from contracts.wire import Role
from deploy.town import services
from tests.eventually import eventually
from tests.members import member, town
from tests.outside import open_teller, rows
from tests.platform import OPERATOR, open_platform

EMAIL, PHONE = "aoi@city.example", "0940-00-0000"
ALL = SetCard(
    position="主任",
    about="交通の担当です。",
    email=EMAIL,
    phone=PHONE,
    phone_shown=Visibility.AFTER_CONSENT,
)


@pytest.fixture
async def platform(settings, keys):
    names = ("profiles", "ledger")
    async with services(settings, names), open_platform(settings, keys) as found:
        yield found


@pytest.fixture
async def teller(settings, keys):
    async with open_teller(settings, keys, "introductions") as found:
        yield found


async def look(platform, organization, who=None):
    return await platform.web.call(
        GET_CARDS, GetCards(organization_id=organization), who.actor if who else None
    )


def introduced(one, other, revision=1, state=IntroductionState.LIVE):
    return Introduction(
        id=uuid4(),
        ours=Side(organization_id=one),
        theirs=Side(organization_id=other),
        cause=Cause.FREE,
        state=state,
        made_at=datetime.now(UTC),
        revision=revision,
    )


async def seen_entries(platform, person):
    return await rows(
        platform.settings,
        "SELECT person, fields FROM ledger.entries WHERE object_id = $1 AND operation = $2",
        str(person),
        GET_CARDS.subject,
    )


async def test_contact_data_is_for_colleagues_and_after_an_introduction_for_the_other_side(
    platform, teller
):
    own = await town(platform)
    company = await platform.organization("架空社", OrganizationKind.COMPANY)
    stranger = await platform.organization("ほかの社", OrganizationKind.COMPANY)
    me = await member(platform, own, Role.STAFF, "見本 葵")
    colleague = await member(platform, own, Role.STAFF)
    partner = await member(platform, company, Role.COMPANY_MEMBER)
    third = await member(platform, stranger, Role.COMPANY_ADMIN)
    await platform.web.call(SET_CARD, ALL, me.actor)

    [card] = await look(platform, own, colleague)
    assert (card.name, card.email, card.phone) == ("見本 葵", EMAIL, PHONE)
    for who in (None, partner, third):
        [card] = await look(platform, own, who)
        assert (card.position, card.email, card.phone) == ("主任", "", "")

    made = introduced(own, company)
    await teller.tell(INTRODUCTION_MADE, made)

    async def known():
        [card] = await look(platform, own, partner)
        return card.email

    assert await eventually(known) == EMAIL
    [card] = await look(platform, own, third)
    assert card.email == ""

    async def recorded():
        found = await seen_entries(platform, me.actor.person)
        return {who for who, _ in found} == {colleague.actor.person, partner.actor.person}

    await eventually(recorded)
    ended = introduced(own, company, revision=2, state=IntroductionState.ENDED)
    await teller.tell(
        INTRODUCTION_ENDED,
        Introduction(**{**{f: getattr(ended, f) for f in ended.__struct_fields__}, "id": made.id}),
    )
    await eventually(lambda: _is_hidden(platform, own, partner))


async def _is_hidden(platform, own, who):
    [card] = await look(platform, own, who)
    return card.email == ""


async def test_who_has_left_is_neither_seen_nor_sees_contacts(platform):
    own = await town(platform)
    boss = await member(platform, own, Role.LIAISON)
    me = await member(platform, own, Role.STAFF)
    await platform.web.call(SET_CARD, ALL, me.actor)
    await platform.web.call(END_MEMBERSHIP, EndMembership(id=me.membership, revision=1), boss.actor)

    assert await look(platform, own, boss) == ()
    for asking in (look(platform, own, me), platform.web.call(SET_CARD, ALL, me.actor)):
        with pytest.raises(Forbidden):
            await asking


async def test_hidden_is_for_colleagues_alone_and_nothing_shown_is_nobody(platform):
    own = await town(platform)
    me, colleague = [await member(platform, own, Role.STAFF) for _ in range(2)]
    hidden = SetCard(
        **{f"{name}_shown": Visibility.HIDDEN for name in ("position", "about", "email")},
        position="主任",
    )
    await platform.web.call(SET_CARD, hidden, me.actor)

    assert await look(platform, own) == ()
    assert [card.position for card in await look(platform, own, colleague)] == ["主任"]
    assert await look(platform, uuid4()) == ()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"email": "a@b\n.example"}, "email"),
        ({"phone": "＜script＞"}, "phone"),
        ({"phone": "1" * 31}, "phone"),
        ({"email_shown": Visibility.EVERYBODY}, "email_shown"),
        ({"phone_shown": Visibility.EVERYBODY}, "phone_shown"),
        ({"about": "あ" * 1_001}, "about"),
        ({"keep_months": 37}, "keep_months"),
    ],
)
async def test_what_cannot_stand_is_named(platform, wrong, field):
    me = await member(platform, await town(platform), Role.STAFF)
    with pytest.raises(Invalid) as refused:
        await platform.web.call(SET_CARD, SetCard(**wrong), me.actor)
    assert [one.field for one in refused.value.fields] == [field]


async def test_a_stale_card_is_a_conflict_and_a_visitor_has_none(platform):
    me = await member(platform, await town(platform), Role.STAFF)
    first = await platform.web.call(SET_CARD, ALL, me.actor)
    with pytest.raises(Conflict):
        await platform.web.call(SET_CARD, ALL, me.actor)
    again = SetCard(position="係長", revision=first.revision)
    assert (await platform.web.call(SET_CARD, again, me.actor)).revision == 2
    assert (await platform.web.call(GET_OWN_CARD, GetOwnCard(), me.actor)).position == "係長"
    with pytest.raises(Unauthenticated):
        await platform.web.call(GET_OWN_CARD, GetOwnCard())


async def test_a_card_whose_time_is_over_is_purged_and_counted(platform):
    own = await town(platform)
    old, new = [await member(platform, own, Role.STAFF) for _ in range(2)]
    for who in (old, new):
        await platform.web.call(SET_CARD, ALL, who.actor)
    await rows(
        platform.settings,
        "UPDATE profiles.cards SET kept_until = now() - interval '1 second' WHERE person_id = $1",
        old.actor.person,
    )
    assert [card.person_id for card in await look(platform, own, old)] == [new.actor.person]

    done = await platform.operator.call(purge("profiles"), PurgeNow(), OPERATOR)

    assert done.counts["cards"] == 1

    async def recorded():
        return await rows(
            platform.settings,
            "SELECT reason FROM ledger.entries WHERE operation = $1",
            purge("profiles").subject,
        )

    assert await eventually(recorded) == [("1 cards",)]
    again = await platform.operator.call(purge("profiles"), PurgeNow(), OPERATOR)
    assert again.counts["cards"] == 0
