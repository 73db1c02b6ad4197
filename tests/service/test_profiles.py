"""Offers, organizations and municipalities, through the real bus and database."""

import asyncio
from uuid import UUID, uuid4

import pytest

from contracts.codes import municipality_id
from contracts.faults import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from contracts.profiles import (
    AMEND_OFFER,
    GET_MUNICIPALITY,
    GET_OFFERS,
    KEEP_MUNICIPALITIES,
    KEEP_ORGANIZATIONS,
    LIST_OFFERS,
    LIST_ORGANIZATIONS,
    PUBLISH_OFFER,
    WITHDRAW_OFFER,
    AmendOffer,
    GetMunicipality,
    GetOffers,
    KeepMunicipalities,
    KeepMunicipality,
    KeepOrganization,
    KeepOrganizations,
    ListOffers,
    ListOrganizations,
    MunicipalityKind,
    OfferState,
    OrganizationKind,
    PublishOffer,
    WithdrawOffer,
)
from contracts.wire import After
from tests.platform import OPERATOR, Platform, member_of, staff_of

TEXT = "予約制の乗合バスを、住民と自治体と一緒に運行します(架空)。"


def offer(**more):
    return PublishOffer(**{"id": uuid4(), "title": "乗合バスの運行支援", "text": TEXT, **more})


async def company(platform: Platform, name: str = "架空交通株式会社") -> UUID:
    return await platform.organization(name, OrganizationKind.COMPANY, "福岡県")


async def test_an_offer_sent_twice_is_published_once(platform):
    member = member_of(await company(platform))
    request = offer()

    first, second = await asyncio.gather(
        platform.web.call(PUBLISH_OFFER, request, member),
        platform.web.call(PUBLISH_OFFER, request, member),
    )

    assert first == second
    assert (await platform.web.call(LIST_OFFERS, ListOffers())).total == 1


async def test_every_field_that_cannot_stand_is_named(platform):
    member = member_of(await company(platform))

    with pytest.raises(Invalid) as refused:
        await platform.web.call(
            PUBLISH_OFFER, offer(title="短い", text="", reach=("東京",), cost_yen=-1), member
        )

    found = {(problem.field, problem.problem) for problem in refused.value.fields}
    assert found == {("title", "too_short"), ("text", "required"), ("cost_yen", "too_small")}


async def test_an_unknown_prefecture_is_named(platform):
    member = member_of(await company(platform))

    with pytest.raises(Invalid) as refused:
        await platform.web.call(PUBLISH_OFFER, offer(reach=("東京",)), member)

    assert [problem.problem for problem in refused.value.fields] == ["unknown_prefecture"]


@pytest.mark.parametrize(
    "bad",
    [
        "a\x00b",
        "名前\u202e",
        "a" + "\u0301" * 9,
        "か" + "\u3099" * 9,
        "\u200b",
        "\x85",
        "\u2028",
        "\uffff",
    ],
)
async def test_characters_that_deceive_are_refused_by_field(platform, bad):
    member = member_of(await company(platform))

    with pytest.raises(Invalid) as refused:
        await platform.web.call(PUBLISH_OFFER, offer(text=TEXT + bad), member)

    assert [problem.field for problem in refused.value.fields] == ["text"]


async def test_only_who_acts_for_an_organization_offers(platform):
    with pytest.raises(Unauthenticated):
        await platform.web.call(PUBLISH_OFFER, offer())
    with pytest.raises(Unauthenticated):  # the web cannot speak for an operator
        await platform.web.call(PUBLISH_OFFER, offer(), OPERATOR)
    with pytest.raises(Forbidden):
        await platform.operator.call(PUBLISH_OFFER, offer(), OPERATOR)


async def test_a_stale_revision_is_answered_with_the_newest(platform):
    member = member_of(await company(platform))
    made = await platform.web.call(PUBLISH_OFFER, offer(), member)
    change = AmendOffer(id=made.id, revision=1, title="新しい題名です", text=TEXT)
    await platform.web.call(AMEND_OFFER, change, member)

    with pytest.raises(Conflict) as refused:
        await platform.web.call(AMEND_OFFER, change, member)

    assert refused.value.newest["title"] == "新しい題名です"
    assert refused.value.newest["revision"] == 2


async def test_another_organization_does_not_learn_that_an_offer_is_there(platform):
    mine, theirs = member_of(await company(platform)), member_of(await company(platform, "別社"))
    made = await platform.web.call(PUBLISH_OFFER, offer(), mine)
    gone = await platform.web.call(WITHDRAW_OFFER, WithdrawOffer(id=made.id, revision=1), mine)

    for actor in (theirs, None):
        assert await platform.web.call(GET_OFFERS, GetOffers(ids=(made.id,)), actor) == ()
    assert gone.state is OfferState.WITHDRAWN
    seen = await platform.web.call(GET_OFFERS, GetOffers(ids=(made.id,)), mine)
    assert [found.id for found in seen] == [made.id]
    with pytest.raises(NotFound):
        await platform.web.call(
            AMEND_OFFER, AmendOffer(id=made.id, revision=2, title="奪います!", text=TEXT), theirs
        )


async def test_one_key_makes_one_change_however_often_it_is_sent(platform):
    member = member_of(await company(platform))
    made = await platform.web.call(PUBLISH_OFFER, offer(), member)
    change = AmendOffer(
        id=made.id, revision=1, title="同じ鍵の変更", text=TEXT, idempotency_key="k1"
    )

    answers = await asyncio.gather(
        *(platform.web.call(AMEND_OFFER, change, member) for _ in range(20))
    )

    assert {answer.revision for answer in answers} == {2}
    other = AmendOffer(
        id=made.id, revision=2, title="別の本文です", text=TEXT, idempotency_key="k1"
    )
    with pytest.raises(Invalid) as refused:
        await platform.web.call(AMEND_OFFER, other, member)
    assert [problem.problem for problem in refused.value.fields] == ["used_otherwise"]


async def test_pages_follow_each_other_without_gap_or_repeat(platform):
    member = member_of(await company(platform))
    for number in range(7):
        await platform.web.call(PUBLISH_OFFER, offer(title=f"提案その{number}番"), member)

    seen, after = [], None
    while True:
        page = await platform.web.call(LIST_OFFERS, ListOffers(first=3, after=after))
        seen += [found.title for found in page.offers]
        if not page.more:
            break
        after = After(id=page.offers[-1].id, at=page.offers[-1].published_at)

    assert seen == [f"提案その{number}番" for number in reversed(range(7))]


@pytest.mark.parametrize("search", ["%", "_", "\\", "' or 1=1 --", "100%"])
async def test_a_search_is_taken_literally(platform, search):
    member = member_of(await company(platform))
    await platform.web.call(PUBLISH_OFFER, offer(), member)

    assert (await platform.web.call(LIST_OFFERS, ListOffers(search=search))).total == 0


async def test_organizations_are_listed_by_their_reading(platform):
    rows = (("亜", "あ"), ("ガス", "がす"), ("かき", "カキ"), ("名", ""))
    await platform.operator.call(
        KEEP_ORGANIZATIONS,
        KeepOrganizations(
            rows=tuple(
                KeepOrganization(id=uuid4(), kind=OrganizationKind.NPO, name=name, name_kana=kana)
                for name, kana in rows
            )
        ),
        OPERATOR,
    )

    page = await platform.web.call(LIST_ORGANIZATIONS, ListOrganizations())

    assert [found.name for found in page.organizations] == ["亜", "かき", "ガス", "名"]


async def test_a_municipality_is_found_by_its_code_and_is_an_organization(platform):
    row = KeepMunicipality(
        lg_code="011002",
        name="札幌市",
        name_kana="さっぽろし",
        kind=MunicipalityKind.DESIGNATED_CITY,
        prefecture="北海道",
    )
    keep = KeepMunicipalities(rows=(row,))
    first = await platform.operator.call(KEEP_MUNICIPALITIES, keep, OPERATOR)
    again = await platform.operator.call(KEEP_MUNICIPALITIES, keep, OPERATOR)

    found = await platform.web.call(GET_MUNICIPALITY, GetMunicipality(lg_code="011002"))

    assert (first.new, again.new, again.same) == (1, 0, 1)
    assert (found.name, found.id) == ("札幌市", municipality_id("011002"))
    with pytest.raises(NotFound):
        await platform.web.call(GET_MUNICIPALITY, GetMunicipality(lg_code="012025"))


async def test_a_wrong_check_digit_refuses_the_row(platform):
    row = KeepMunicipality(
        lg_code="011003", name="x市", name_kana="", kind=MunicipalityKind.CITY, prefecture="北海道"
    )

    with pytest.raises(Invalid) as refused:
        await platform.operator.call(KEEP_MUNICIPALITIES, KeepMunicipalities(rows=(row,)), OPERATOR)

    assert [p.field for p in refused.value.fields] == ["rows.0.lg_code"]


async def test_staff_cannot_do_what_only_an_operator_may(platform):
    with pytest.raises(Forbidden):
        await platform.operator.call(
            KEEP_MUNICIPALITIES, KeepMunicipalities(rows=()), staff_of(uuid4())
        )


async def test_an_id_sent_again_with_other_words_is_a_conflict(platform):
    member = member_of(await company(platform))
    request = offer()
    await platform.web.call(PUBLISH_OFFER, request, member)

    with pytest.raises(Conflict) as refused:
        await platform.web.call(PUBLISH_OFFER, offer(id=request.id, title="別の題名です"), member)

    assert refused.value.newest["title"] == request.title
