"""From a published text to matches and the word to the company, through the real bus."""

from uuid import uuid4

import pytest

from contracts.challenges import (
    CLOSE_CHALLENGE,
    PUBLISH_CHALLENGE,
    CloseChallenge,
    CloseReason,
)
from contracts.faults import NotFound, Unauthenticated
from contracts.matching import (
    MATCHES_FOR_ORGANIZATION,
    MATCHES_OF_CHALLENGE,
    MATCHES_OF_OFFER,
    MatchesForOrganization,
    MatchesOfChallenge,
    MatchesOfOffer,
)
from contracts.profiles import (
    PUBLISH_OFFER,
    WITHDRAW_OFFER,
    OrganizationKind,
    PublishOffer,
    WithdrawOffer,
)
from deploy.town import services
from services.matching.app import SERVICE
from tests.eventually import eventually
from tests.platform import member_of, open_platform
from tests.service.test_challenges import clerk_of, publishing

BUS = "高齢者のための予約制の乗合バスを、市町村と一緒に運行します。買い物や通院の足になります。"
SCHOOL = "小学校の給食で出る食べ残しを堆肥に変える機械を、自治体に貸し出します。"


async def offering(platform, name, title, text):
    member = member_of(await platform.organization(name, OrganizationKind.COMPANY, "福岡県"))
    offer = await platform.web.call(
        PUBLISH_OFFER, PublishOffer(id=uuid4(), title=title, text=text), member
    )
    return member, offer


async def of_challenge(platform, challenge_id, **more):
    asked = MatchesOfChallenge(challenge_id=challenge_id, **more)
    return await platform.web.call(MATCHES_OF_CHALLENGE, asked)


@pytest.fixture
async def story(platform):
    """A town, two companies with an offer each, and a challenge that one of them fits."""
    clerk = await clerk_of(platform, "架空市")
    bus = await offering(platform, "架空交通", "予約制の乗合バス", BUS)
    school = await offering(platform, "架空堆肥", "給食の食べ残しの堆肥化", SCHOOL)
    challenge = await platform.web.call(PUBLISH_CHALLENGE, publishing(), clerk)

    async def matched():
        found = await of_challenge(platform, challenge.id)
        return found.matches and found.matches[0].offer_id == bus[1].id

    await eventually(matched)
    return clerk, challenge, bus, school


async def test_the_offer_that_fits_comes_first_and_says_why(platform, story):
    _, challenge, (_, bus), _ = story

    best = (await of_challenge(platform, challenge.id)).matches[0]

    assert (best.rank, best.offer_id, best.challenge_id) == (1, bus.id, challenge.id)
    assert 0 < best.score <= 1
    assert any("高齢者" in reason.term or "バス" in reason.term for reason in best.reasons)
    assert all(reason.challenge_text and reason.offer_text for reason in best.reasons)
    shares = sum(r.contribution for r in best.reasons) + sum(p.contribution for p in best.parts)
    assert shares == pytest.approx(1, abs=1e-6)


async def test_the_other_side_sees_the_same_match(platform, story):
    _, challenge, (_, bus), _ = story

    found = await platform.web.call(MATCHES_OF_OFFER, MatchesOfOffer(offer_id=bus.id))

    assert [match.challenge_id for match in found.matches] == [challenge.id]


async def test_an_organization_sees_what_fits_it_and_nobody_else_does(platform, story):
    _, challenge, (member, _), (other, _) = story
    asked = MatchesForOrganization(organization_id=member.organization)

    found = await platform.web.call(MATCHES_FOR_ORGANIZATION, asked, member)

    assert challenge.id in [match.challenge_id for match in found.matches]
    with pytest.raises(NotFound):
        await platform.web.call(MATCHES_FOR_ORGANIZATION, asked, other)
    with pytest.raises(Unauthenticated):
        await platform.web.call(MATCHES_FOR_ORGANIZATION, asked)


async def test_what_is_closed_or_withdrawn_is_in_no_list(platform, story):
    clerk, challenge, (member, bus), _ = story
    withdrawing = WithdrawOffer(id=bus.id, revision=1)
    await platform.web.call(WITHDRAW_OFFER, withdrawing, member)

    async def offer_gone():
        found = await of_challenge(platform, challenge.id)
        return bus.id not in [match.offer_id for match in found.matches]

    await eventually(offer_gone)
    closing = CloseChallenge(id=challenge.id, revision=1, reason=CloseReason.NO_FIT)
    await platform.web.call(CLOSE_CHALLENGE, closing, clerk)

    async def challenge_gone():
        return not (await of_challenge(platform, challenge.id)).matches

    await eventually(challenge_gone)


async def test_a_challenge_nobody_knows_has_no_matches(platform):
    assert (await of_challenge(platform, uuid4())).total == 0


async def test_matches_come_in_pages(platform, story):
    _, challenge, _, _ = story
    for number in range(5):
        await offering(platform, f"架空交通{number}", f"乗合バスの運行その{number}", BUS)

    async def all_there():
        return (await of_challenge(platform, challenge.id)).total >= 6

    await eventually(all_there)

    async def pages_make_the_whole():  # scores move once, when the potentials are learned
        whole = await of_challenge(platform, challenge.id, first=100)
        first = await of_challenge(platform, challenge.id, first=4)
        second = await of_challenge(platform, challenge.id, first=4, after_rank=4)
        return first.more and (first.matches + second.matches)[: whole.total] == whole.matches[:8]

    await eventually(pages_make_the_whole)


async def test_a_restarted_service_matches_as_before(settings, keys):
    async with open_platform(settings, keys) as platform:
        async with services(settings):
            clerk = await clerk_of(platform, "架空市")
            await offering(platform, "架空交通", "予約制の乗合バス", BUS)
            challenge = await platform.web.call(PUBLISH_CHALLENGE, publishing(), clerk)

            async def matched():
                return (await of_challenge(platform, challenge.id)).total

            await eventually(matched)
            before = [
                match.offer_id for match in (await of_challenge(platform, challenge.id)).matches
            ]

        async with services(settings, (SERVICE.name,)):
            once = await of_challenge(platform, challenge.id)
            assert [match.offer_id for match in once.matches] == before

        async with services(settings, (SERVICE.name,)):
            assert await of_challenge(platform, challenge.id) == once
