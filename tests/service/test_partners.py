"""Which organizations fit one's own best, of those that are named."""

from uuid import uuid4

import pytest

from contracts.faults import Forbidden, Invalid, NotFound, Unauthenticated
from contracts.matching import (
    BEST_PARTNERS,
    MATCHES_OF_WORDS,
    BestPartners,
    MatchesOfWords,
    Words,
)
from tests.eventually import eventually
from tests.service.test_challenges import clerk_of
from tests.service.test_matching import BUS, SCHOOL, offering
from tests.service.test_matching import story as _story

story = _story


async def best(platform, actor, *others):
    asked = BestPartners(organization_id=actor.organization, others=others)
    return await platform.web.call(BEST_PARTNERS, asked, actor)


async def test_partners_are_named_by_fit_from_both_sides(platform, story):
    clerk, _, (bus, _), (school, _) = story
    second, _ = await offering(platform, "架空第二交通", "乗合バスと買い物の足", BUS + SCHOOL)
    others = (school.organization, bus.organization, second.organization, uuid4())

    async def told():
        found = await best(platform, clerk, *others)
        return {one.organization_id for one in found} >= {bus.organization, second.organization}

    await eventually(told)
    found = await best(platform, clerk, *others)
    scores = [one.match.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert found[0].match.reasons
    assert [one.match.rank for one in found] == list(range(1, len(found) + 1))
    [back] = await best(platform, bus, clerk.organization, school.organization)
    assert back.organization_id == clerk.organization
    [there] = [one for one in found if one.organization_id == bus.organization]
    assert (back.match.challenge_id, back.match.offer_id) == (
        there.match.challenge_id,
        there.match.offer_id,
    )
    assert await best(platform, clerk) == ()


async def of_words(platform, actor, *texts, **more):
    words = tuple(Words(id=uuid4(), text=text) for text in texts)
    asked = MatchesOfWords(**{"organization_id": actor.organization, "words": words} | more)
    found = await platform.web.call(MATCHES_OF_WORDS, asked, actor)
    return words, {one.id: one.match for one in found}


async def test_words_of_who_has_nothing_here_are_held_against_what_one_has_open(platform, story):
    clerk, challenge, (bus, offer), _ = story

    words, found = await of_words(platform, clerk, BUS, "", "zzz qqq", BUS)
    assert set(found) == {words[0].id, words[3].id}
    first, last = found[words[0].id], found[words[3].id]
    assert (first.challenge_id, first.offer_id) == (challenge.id, words[0].id)
    assert first.reasons == last.reasons != ()
    [word], found = await of_words(platform, bus, "高齢者が買い物や通院に使えるバスがほしい")
    assert (found[word.id].challenge_id, found[word.id].offer_id) == (word.id, offer.id)
    assert await of_words(platform, bus) == ((), {})

    with pytest.raises(NotFound):
        await of_words(platform, bus, "バス", organization_id=clerk.organization)
    for bad in (["あ" * 1_001], ["バス"] * 101):
        with pytest.raises(Invalid):
            await of_words(platform, clerk, *bad)


async def test_nobody_asks_for_another_organization(platform):
    clerk = await clerk_of(platform, "架空町")
    asked = BestPartners(organization_id=uuid4(), others=())
    with pytest.raises(NotFound):
        await platform.web.call(BEST_PARTNERS, asked, clerk)
    with pytest.raises((Unauthenticated, Forbidden)):
        await platform.web.call(BEST_PARTNERS, asked, None)
    many = BestPartners(organization_id=clerk.organization, others=(uuid4(),) * 501)
    with pytest.raises(Invalid):
        await platform.web.call(BEST_PARTNERS, many, clerk)
