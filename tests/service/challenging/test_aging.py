"""Days that come: stale needs, calls that are over; and the same need in other towns."""

from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest

from contracts.challenges import (
    CLOSE_CALL,
    CLOSE_CHALLENGE,
    CONFIRM_CHALLENGE,
    GET_CHALLENGES,
    PUBLISH_CHALLENGE,
    ChallengeState,
    CloseCall,
    CloseChallenge,
    CloseReason,
    ConfirmChallenge,
    Direction,
    GetChallenges,
)
from contracts.faults import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from contracts.same_needs import (
    CLONE_CHALLENGE,
    JOIN_CHALLENGE,
    LIST_JOINED,
    CloneChallenge,
    JoinChallenge,
    ListJoined,
)
from contracts.wire import Role
from tests.eventually import eventually
from tests.needs import review_by
from tests.outside import rows
from tests.service.challenging.places import COMPANY, need, opened, place

TODAY = "(now() AT TIME ZONE 'Asia/Tokyo')::date"
LAST_DAY = "((now() + interval '10 minutes') AT TIME ZONE 'Asia/Tokyo')::date"  # over midnight too


async def one(platform, challenge):
    [found] = await platform.web.call(GET_CHALLENGES, GetChallenges(ids=(challenge.id,)))
    return found


async def aged(platform, settings, challenge, change):
    """As it is once its day has come."""
    before = await one(platform, challenge)
    await rows(settings, f"UPDATE challenges.challenges SET {change} WHERE id = $1", challenge.id)

    async def moved():
        found = await one(platform, challenge)
        return found if found.revision > before.revision else None

    return await eventually(moved)


async def test_a_stale_need_is_confirmed_twice_and_then_has_to_be_looked_at(platform, settings):
    clerk = await place(platform, settings)
    challenge = await opened(platform, clerk)
    for _ in range(2):
        stale = await aged(platform, settings, challenge, f"review_by = {TODAY}")
        assert stale.state is ChallengeState.STALE
        asked = ConfirmChallenge(id=stale.id, revision=stale.revision, review_by=review_by())
        far = review_by() + timedelta(days=400)
        wrong = ConfirmChallenge(id=stale.id, revision=stale.revision, review_by=far)
        with pytest.raises(Invalid):
            await platform.web.call(CONFIRM_CHALLENGE, wrong, clerk)
        back = await platform.web.call(CONFIRM_CHALLENGE, asked, clerk)
        assert back.state is ChallengeState.OPEN
    stale = await aged(platform, settings, challenge, f"review_by = {TODAY}")
    again = ConfirmChallenge(id=stale.id, revision=stale.revision, review_by=review_by())
    with pytest.raises(Conflict) as refused:
        await platform.web.call(CONFIRM_CHALLENGE, again, clerk)
    assert refused.value.reason == "edit_first"
    close = CloseChallenge(id=stale.id, revision=stale.revision, reason=CloseReason.NO_FIT)
    assert (await platform.web.call(CLOSE_CHALLENGE, close, clerk)).state is ChallengeState.CLOSED


async def test_a_call_is_over_after_its_last_day_and_not_on_it(platform, settings):
    clerk = await place(platform, settings)
    last, over = await opened(platform, clerk), await opened(platform, clerk)
    change = f"UPDATE challenges.challenges SET answer_by = {LAST_DAY} WHERE id = $1"
    await rows(settings, change, last.id)
    found = await aged(platform, settings, over, f"answer_by = {TODAY} - 1")
    assert found.state is ChallengeState.SCREENING
    assert (await one(platform, last)).state is ChallengeState.OPEN


async def test_who_decides_ends_a_call_before_its_day_and_once(platform, settings):
    clerk = await place(platform, settings)
    stranger = await place(platform, settings, "となりの市")
    challenge = await opened(platform, clerk)
    asked = CloseCall(id=challenge.id, revision=challenge.revision)
    deciding = [msgspec.structs.replace(who, role=Role.LIAISON) for who in (stranger, clerk)]
    for actor, fault in ((clerk, Forbidden), (deciding[0], NotFound), (None, Unauthenticated)):
        with pytest.raises(fault):
            await platform.web.call(CLOSE_CALL, asked, actor)
    assert (await one(platform, challenge)).state is ChallengeState.OPEN
    done = await platform.web.call(CLOSE_CALL, asked, deciding[1])
    assert (done.state, done.revision) == (ChallengeState.SCREENING, challenge.revision + 1)
    for revision in (asked.revision, done.revision):
        again = CloseCall(id=challenge.id, revision=revision)
        with pytest.raises(Conflict):
            await platform.web.call(CLOSE_CALL, again, deciding[1])


async def test_a_town_joins_a_need_and_takes_it_over_with_its_origin(platform, settings):
    clerk = await place(platform, settings)
    neighbour = await place(platform, settings, "となりの市")
    company = await place(platform, settings, "甲社", COMPANY)
    challenge = await opened(platform, clerk)
    join = JoinChallenge(id=challenge.id)
    for _ in range(2):
        await platform.web.call(JOIN_CHALLENGE, join, neighbour)
    found = await platform.web.call(LIST_JOINED, ListJoined(challenge_id=challenge.id))
    assert [one.organization_id for one in found] == [neighbour.organization]
    own = ListJoined(organization_id=neighbour.organization)
    assert [one.challenge_id for one in await platform.web.call(LIST_JOINED, own)] == [challenge.id]
    for actor, fault in ((clerk, Conflict), (company, Forbidden)):
        with pytest.raises(fault):
            await platform.web.call(JOIN_CHALLENGE, join, actor)
    await platform.web.call(JOIN_CHALLENGE, JoinChallenge(id=challenge.id, leave=True), neighbour)
    assert await platform.web.call(LIST_JOINED, own) == ()

    clone = CloneChallenge(id=uuid4(), origin_id=challenge.id)
    draft = await platform.web.call(CLONE_CHALLENGE, clone, neighbour)
    assert (draft.state, draft.origin_id) == (ChallengeState.DRAFT, challenge.id)
    assert (draft.title, draft.evidence) == (challenge.title, "")
    with pytest.raises(NotFound):  # of what nobody reads nothing is taken over
        await platform.web.call(
            CLONE_CHALLENGE, CloneChallenge(id=uuid4(), origin_id=draft.id), clerk
        )
    with pytest.raises(Invalid):  # a company calls, it has no public need
        await platform.web.call(PUBLISH_CHALLENGE, need(direction=Direction.PUBLIC_NEED), company)
