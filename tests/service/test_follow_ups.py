"""J6: what became of a meeting, asked of both sides in time, and answered by each for itself."""

from datetime import timedelta

import pytest

from contracts.faults import Conflict, Invalid, NotFound
from contracts.follow_ups import (
    ANSWER_FOLLOW_UP,
    FOLLOW_UP_ASKED,
    LIST_FOLLOW_UPS,
    AnswerFollowUp,
    FollowUpAnswer,
    FollowUpStep,
    ListFollowUps,
)
from contracts.notify import LIST_NOTIFICATIONS, ListNotifications, NotificationKind
from contracts.profiles import OrganizationKind
from contracts.wire import Role
from tests.eventually import eventually
from tests.held import held
from tests.introducing import joined
from tests.members import member
from tests.outside import rows
from tests.service.test_event_notices import heard
from tests.service.test_ratings import introduced

DUE = """
UPDATE introductions.follow_ups SET due_at = clock_timestamp() - interval '1 second'
WHERE introduction_id = $1 AND step = $2 RETURNING step
"""
DAYS = """
SELECT step, (due_at - made_at) > $2::interval AND (due_at - made_at) < $3::interval
FROM introductions.follow_ups f JOIN introductions.introductions i ON i.id = f.introduction_id
WHERE i.id = $1 AND step = $4
"""
TOLD = "SELECT count(*) FROM introductions.outbox WHERE subject = $1"
WEEK = FollowUpStep.WEEK


async def listed(platform, who, introduction):
    asked = ListFollowUps(introduction_id=introduction.id)
    return await platform.web.call(LIST_FOLLOW_UPS, asked, who.actor)


async def answer(platform, who, introduction, said, step=WEEK, **more):
    asked = AnswerFollowUp(introduction_id=introduction.id, step=step, answer=said, **more)
    return await platform.web.call(ANSWER_FOLLOW_UP, asked, who.actor)


async def test_j6_ac5_follow_ups_go_to_both_sides_in_time_and_differing_answers_differ(platform):
    after = await held(platform, heard=heard)
    town, company = after.pair.liaison, after.pair.admin
    await after.both_say_yes()
    found, _ = await introduced(after)
    every = await eventually(lambda: listed(platform, company, found))
    assert [one.step for one in every] == list(FollowUpStep)
    for step, least, most in (
        (WEEK, 6, 8),
        (FollowUpStep.MONTH, 27, 32),
        (FollowUpStep.HALF_YEAR, 180, 185),
        (FollowUpStep.YEAR, 364, 367),
        (FollowUpStep.TWO_YEARS, 729, 732),
    ):
        args = (found.id, timedelta(days=least), timedelta(days=most), step)
        assert await rows(platform.settings, DAYS, *args) == [(str(step), True)]
    with pytest.raises(Conflict) as refused:
        await answer(platform, town, found, FollowUpAnswer.TALKING)
    assert refused.value.reason == "not_asked_yet"

    await rows(platform.settings, DUE, found.id, WEEK)

    async def asked():
        [week, *_] = await listed(platform, town, found)
        return week.asked_at is not None

    await eventually(asked)
    for who in (town, company):

        async def told(who=who):
            page = await platform.web.call(LIST_NOTIFICATIONS, ListNotifications(), who.actor)
            kinds = [one.kind for one in page.notifications]
            return kinds.count(NotificationKind.FOLLOW_UP_ASKED) == 1

        await eventually(told)
    assert await rows(platform.settings, TOLD, FOLLOW_UP_ASKED.subject) == [(1,)]

    mine = await answer(platform, town, found, FollowUpAnswer.PILOT, note="内緒の控え")
    assert (mine.theirs, mine.differs) == (None, False)
    [before, *_] = await listed(platform, company, found)
    assert (before.answer, before.theirs, before.differs) == (None, None, False)
    theirs = await answer(platform, company, found, FollowUpAnswer.TALKING)
    assert (theirs.theirs, theirs.differs) == (FollowUpAnswer.PILOT, True)
    assert "内緒の控え" not in str(await listed(platform, company, found))
    same = await answer(platform, company, found, FollowUpAnswer.PILOT)
    assert not same.differs

    with pytest.raises(Invalid):
        await answer(platform, company, found, FollowUpAnswer.PILOT, note="い" * 1_001)
    with pytest.raises(Invalid):
        await answer(platform, company, found, "perhaps")
    own = await platform.organization("架空の別社", OrganizationKind.COMPANY)
    stranger = await member(platform, own, Role.COMPANY_MEMBER)
    await joined(platform, stranger)
    with pytest.raises(NotFound):
        await listed(platform, stranger, found)
    with pytest.raises(NotFound):
        await answer(platform, stranger, found, FollowUpAnswer.ENDED)
