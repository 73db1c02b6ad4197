"""The same need in other towns and what became of it, through the real bus."""

from uuid import uuid4

import pytest

from contracts.challenges import (
    CLOSE_CHALLENGE,
    PUBLISH_CHALLENGE,
    CloseChallenge,
    CloseReason,
)
from contracts.faults import Invalid
from contracts.matching import SIMILAR_CHALLENGES, SimilarChallenges
from deploy.town import services
from services.matching.app import SERVICE
from tests.eventually import eventually
from tests.platform import open_platform
from tests.service.test_challenges import clerk_of, publishing


async def similar(platform, challenge, **more):
    asked = SimilarChallenges(challenge_id=challenge.id, **more)
    found = await platform.web.call(SIMILAR_CHALLENGES, asked)
    return [one.challenge_id for one in found]


async def published(platform, town, **more):
    clerk = await clerk_of(platform, town)
    return clerk, await platform.web.call(PUBLISH_CHALLENGE, publishing(**more), clerk)


async def closed(platform, town, reason):
    clerk, challenge = await published(platform, town)
    closing = CloseChallenge(id=challenge.id, revision=1, reason=reason)
    return await platform.web.call(CLOSE_CHALLENGE, closing, clerk)


async def test_towns_with_the_same_need_find_each_other(platform):
    _, one = await published(platform, "架空市")
    _, other = await published(platform, "架空町")

    async def found():
        return await similar(platform, one) == [other.id]

    await eventually(found)
    assert await similar(platform, other) == [one.id]
    assert await similar(platform, one, solved=True) == []


async def test_a_need_that_was_solved_is_a_precedent_and_one_given_up_is_not(settings, keys):
    async with open_platform(settings, keys) as platform:
        async with services(settings):
            matched = await closed(platform, "架空市", CloseReason.MATCHED)
            solved = await closed(platform, "架空町", CloseReason.SOLVED_OTHERWISE)
            await closed(platform, "架空村", CloseReason.WITHDRAWN)
            _, one = await published(platform, "別の市")

            async def found():
                wanted = sorted([matched.id, solved.id])
                return sorted(await similar(platform, one, solved=True)) == wanted

            await eventually(found)
            await eventually(lambda: _none_open(platform, one))

        async with services(settings, (SERVICE.name,)):
            assert len(await similar(platform, one, solved=True)) == 2


async def _none_open(platform, one):
    return await similar(platform, one) == []


async def test_a_challenge_nobody_knows_is_like_nothing(platform):
    for solved in (False, True):
        asked = SimilarChallenges(challenge_id=uuid4(), solved=solved)
        assert await platform.web.call(SIMILAR_CHALLENGES, asked) == ()


@pytest.mark.parametrize("first", [0, -1, 101])
async def test_a_length_that_cannot_be_is_refused(platform, first):
    with pytest.raises(Invalid):
        await platform.web.call(
            SIMILAR_CHALLENGES, SimilarChallenges(challenge_id=uuid4(), first=first)
        )
