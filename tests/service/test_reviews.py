"""What one writes another publishes, where an organization wants it so."""

import asyncio
from uuid import uuid4

import pytest

from contracts.challenges import (
    AMEND_CHALLENGE,
    APPROVE_CHALLENGE,
    CLOSE_CHALLENGE,
    COUNT_CHALLENGES,
    GET_CHALLENGES,
    LIST_CHALLENGES,
    PUBLISH_CHALLENGE,
    RETURN_CHALLENGE,
    SAVE_CHALLENGE_DRAFT,
    AmendChallenge,
    ApproveChallenge,
    BudgetStage,
    ChallengeState,
    CloseChallenge,
    CloseReason,
    CountChallenges,
    GetChallenges,
    ListChallenges,
    PublishChallenge,
    ReturnChallenge,
    SaveChallengeDraft,
)
from contracts.faults import Conflict, Fault, Forbidden, Invalid, NotFound
from contracts.matching import MATCHES_OF_CHALLENGE, MatchesOfChallenge
from contracts.members import CONFIRM_CHANGE, SET_POLICY, DecideChange, SetPolicy
from contracts.notify import LIST_NOTIFICATIONS, ListNotifications, NotificationKind
from contracts.wire import Role
from tests.eventually import eventually
from tests.members import member, town
from tests.needs import of_a_need
from tests.outside import rows

PROBLEM = "空き家に家財が残り、片付けと修繕と借り手さがしが進みません。"
IN_REVIEW, OPEN = ChallengeState.IN_REVIEW, ChallengeState.OPEN


def challenge(**more):
    given = {"title": "空き家の片付けを進めたい", "problem": PROBLEM, **of_a_need()}
    return PublishChallenge(
        **{"id": uuid4(), "budget_stage": BudgetStage.INFORMATION, **given, **more}
    )


async def careful_town(platform, settings):
    """A town where what one writes another publishes: two liaisons and a clerk."""
    here = await town(platform)
    first, second = [await member(platform, here, Role.LIAISON) for _ in range(2)]
    clerk = await member(platform, here, Role.STAFF)
    asked = SetPolicy(id=uuid4(), organization_id=here, review_before_publishing=True)
    await platform.web.call(SET_POLICY, asked, first.actor)
    await platform.web.call(CONFIRM_CHANGE, DecideChange(id=asked.id), second.actor)
    known = "SELECT FROM challenges.organizations WHERE id = $1 AND review_before_publishing"
    await eventually(lambda: rows(settings, known, here))
    return here, first, second, clerk


async def test_without_the_policy_a_clerk_publishes_at_once(platform, settings):
    here = await town(platform)
    clerk = await member(platform, here, Role.STAFF)
    known = "SELECT FROM challenges.organizations WHERE id = $1"
    await eventually(lambda: rows(settings, known, here))

    assert (await platform.web.call(PUBLISH_CHALLENGE, challenge(), clerk.actor)).state is OPEN


async def test_with_it_a_challenge_waits_and_nobody_else_finds_it_through_any_door(
    platform, settings
):
    here, first, _, clerk = await careful_town(platform, settings)
    other = await member(platform, await town(platform, "別の市"), Role.LIAISON)

    made = await platform.web.call(PUBLISH_CHALLENGE, challenge(), clerk.actor)
    again = await platform.web.call(PUBLISH_CHALLENGE, challenge(id=made.id), clerk.actor)

    assert (made.state, made.published_at) == (IN_REVIEW, None)
    assert made == again
    for actor in (other.actor, None):
        got = await platform.web.call(GET_CHALLENGES, GetChallenges(ids=(made.id,)), actor)
        assert got == ()
        for asked in (
            ListChallenges(),
            ListChallenges(state=IN_REVIEW),
            ListChallenges(state=IN_REVIEW, organization_id=here),
            ListChallenges(search="空き家"),
            ListChallenges(organization_id=here),
            ListChallenges(prefecture="福岡県"),
        ):
            page = await platform.web.call(LIST_CHALLENGES, asked, actor)
            assert (page.challenges, page.total) == ((), 0)
        counts = await platform.web.call(COUNT_CHALLENGES, CountChallenges(), actor)
        assert [row.open for row in counts] == []
        none = MatchesOfChallenge(challenge_id=uuid4())
        asked = MatchesOfChallenge(challenge_id=made.id)
        assert await platform.web.call(MATCHES_OF_CHALLENGE, asked, actor) == (
            await platform.web.call(MATCHES_OF_CHALLENGE, none, actor)
        )
    assert await rows(settings, "SELECT count(*) FROM matching.documents") == [(0,)]
    own = await platform.web.call(LIST_CHALLENGES, ListChallenges(state=IN_REVIEW), first.actor)
    assert [one.id for one in own.challenges] == [made.id]
    for method, request in (
        (APPROVE_CHALLENGE, ApproveChallenge(id=made.id, revision=1)),
        (RETURN_CHALLENGE, ReturnChallenge(id=made.id, revision=1, note="だめ")),
    ):
        with pytest.raises(NotFound):
            await platform.web.call(method, request, other.actor)


async def test_a_liaison_who_did_not_write_it_publishes_it(platform, settings):
    _, first, _, clerk = await careful_town(platform, settings)
    made = await platform.web.call(PUBLISH_CHALLENGE, challenge(), clerk.actor)
    approve = ApproveChallenge(id=made.id, revision=made.revision)

    with pytest.raises(Forbidden):
        await platform.web.call(APPROVE_CHALLENGE, approve, clerk.actor)
    done = await platform.web.call(APPROVE_CHALLENGE, approve, first.actor)

    assert done.state is OPEN
    assert done.published_at is not None
    page = await platform.web.call(LIST_CHALLENGES, ListChallenges())
    assert [one.id for one in page.challenges] == [made.id]


async def test_who_wrote_it_or_handed_it_in_never_publishes_it(platform, settings):
    _, first, second, clerk = await careful_town(platform, settings)
    own = await platform.web.call(PUBLISH_CHALLENGE, challenge(), first.actor)
    given = challenge()
    draft = SaveChallengeDraft(id=given.id, title=given.title, problem=given.problem)
    await platform.web.call(SAVE_CHALLENGE_DRAFT, draft, clerk.actor)
    handed = await platform.web.call(
        PUBLISH_CHALLENGE, challenge(id=given.id, revision=1), first.actor
    )

    for made in (own, handed):
        approve = ApproveChallenge(id=made.id, revision=made.revision)
        with pytest.raises(Forbidden) as refused:
            await platform.web.call(APPROVE_CHALLENGE, approve, first.actor)
        assert refused.value.reason == "second_person"
        assert (await platform.web.call(APPROVE_CHALLENGE, approve, second.actor)).state is OPEN


async def test_what_is_given_back_is_a_draft_with_a_reason_and_is_handed_in_again(
    platform, settings
):
    _, first, _, clerk = await careful_town(platform, settings)
    made = await platform.web.call(PUBLISH_CHALLENGE, challenge(), clerk.actor)

    with pytest.raises(Invalid):
        await platform.web.call(
            RETURN_CHALLENGE, ReturnChallenge(id=made.id, revision=1, note=" \n "), first.actor
        )
    back = await platform.web.call(
        RETURN_CHALLENGE,
        ReturnChallenge(id=made.id, revision=1, note="数字の出どころを書いてください。"),
        first.actor,
    )
    assert (back.state, back.return_note) == (
        ChallengeState.DRAFT,
        "数字の出どころを書いてください。",
    )
    handed = await platform.web.call(
        PUBLISH_CHALLENGE, challenge(id=made.id, revision=back.revision), clerk.actor
    )
    done = await platform.web.call(
        APPROVE_CHALLENGE, ApproveChallenge(id=made.id, revision=handed.revision), first.actor
    )

    assert (handed.state, done.state, done.return_note) == (IN_REVIEW, OPEN, "")


async def test_what_waits_is_not_written_on_and_what_was_read_is_what_is_published(
    platform, settings
):
    _, first, second, clerk = await careful_town(platform, settings)
    made = await platform.web.call(PUBLISH_CHALLENGE, challenge(), clerk.actor)
    words = {"title": "別の題名にすりかえる", "problem": PROBLEM, **of_a_need()}

    for method, request in (
        (SAVE_CHALLENGE_DRAFT, SaveChallengeDraft(id=made.id, revision=1, **words)),
        (
            AMEND_CHALLENGE,
            AmendChallenge(id=made.id, revision=1, budget_stage=BudgetStage.INFORMATION, **words),
        ),
        (PUBLISH_CHALLENGE, challenge(id=made.id, revision=1, **words)),
    ):
        with pytest.raises(Conflict):
            await platform.web.call(method, request, clerk.actor)
    back = await platform.web.call(
        RETURN_CHALLENGE, ReturnChallenge(id=made.id, revision=1, note="直して"), first.actor
    )
    await platform.web.call(
        PUBLISH_CHALLENGE, challenge(id=made.id, revision=back.revision, **words), clerk.actor
    )
    with pytest.raises(Conflict):  # read before it was changed
        await platform.web.call(
            APPROVE_CHALLENGE, ApproveChallenge(id=made.id, revision=1), second.actor
        )


async def test_fifty_who_publish_and_give_back_at_once_do_one_of_it(platform, settings):
    _, first, second, clerk = await careful_town(platform, settings)
    made = await platform.web.call(PUBLISH_CHALLENGE, challenge(), clerk.actor)

    answers = await asyncio.gather(
        *(
            platform.web.call(
                APPROVE_CHALLENGE, ApproveChallenge(id=made.id, revision=1), first.actor
            )
            for _ in range(25)
        ),
        *(
            platform.web.call(
                RETURN_CHALLENGE, ReturnChallenge(id=made.id, revision=1, note="x"), second.actor
            )
            for _ in range(25)
        ),
        return_exceptions=True,
    )

    assert sum(not isinstance(answer, Fault) for answer in answers) == 1


async def test_what_waits_may_be_given_up_unseen(platform, settings):
    _, _, _, clerk = await careful_town(platform, settings)
    made = await platform.web.call(PUBLISH_CHALLENGE, challenge(), clerk.actor)
    close = CloseChallenge(id=made.id, revision=1, reason=CloseReason.WITHDRAWN)

    await platform.web.call(CLOSE_CHALLENGE, close, clerk.actor)

    got = await platform.web.call(GET_CHALLENGES, GetChallenges(ids=(made.id,)))
    assert got == ()
    assert (await platform.web.call(LIST_CHALLENGES, ListChallenges())).total == 0


async def test_who_may_publish_it_is_told_and_the_author_when_it_comes_back(platform, settings):
    _, first, second, clerk = await careful_town(platform, settings)
    made = await platform.web.call(PUBLISH_CHALLENGE, challenge(), clerk.actor)

    async def told(somebody):
        page = await platform.web.call(LIST_NOTIFICATIONS, ListNotifications(), somebody.actor)
        return [one.kind for one in page.notifications]

    await eventually(lambda: told(first))
    assert await told(first) == await told(second) == [NotificationKind.REVIEW_ASKED]
    assert await told(clerk) == []
    await platform.web.call(
        RETURN_CHALLENGE, ReturnChallenge(id=made.id, revision=1, note="直して"), first.actor
    )
    await eventually(lambda: told(clerk))
    assert await told(clerk) == [NotificationKind.CHALLENGE_RETURNED]
