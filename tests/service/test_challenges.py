"""Challenges from draft to closing, through the real bus and database."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from contracts.challenges import (
    AMEND_CHALLENGE,
    CLOSE_CHALLENGE,
    COUNT_CHALLENGES,
    GET_CHALLENGES,
    LIST_CHALLENGES,
    PUBLISH_CHALLENGE,
    SAVE_CHALLENGE_DRAFT,
    AmendChallenge,
    BudgetStage,
    ChallengeState,
    CloseChallenge,
    CloseReason,
    CountChallenges,
    Direction,
    GetChallenges,
    ListChallenges,
    PublishChallenge,
    SaveChallengeDraft,
)
from contracts.faults import Conflict, Forbidden, Invalid, NotFound, Unavailable
from contracts.profiles import OrganizationKind
from contracts.wire import Role
from tests.databases import execute
from tests.eventually import eventually
from tests.needs import of_a_need
from tests.platform import member_of, staff_of

PROBLEM = "路線バスが減り、運転をやめた高齢者が買い物や病院に行けなくなっています(架空)。"


def publishing(**more):
    words = {"title": "高齢者の移動手段", "problem": PROBLEM, **of_a_need()}
    return PublishChallenge(
        **{"id": uuid4(), **words, "budget_stage": BudgetStage.INFORMATION, **more}
    )


@pytest.fixture
async def clerk(platform):
    return await clerk_of(platform, "架空市")


async def clerk_of(platform, name, kind=OrganizationKind.MUNICIPALITY):
    """Staff of a new town that challenges has heard of."""
    actor = staff_of(await platform.organization(name, kind, "福岡県"))
    await heard_of(platform, actor)
    return actor


async def heard_of(platform, actor):
    """Until challenges knows the organization that somebody acts for."""

    async def heard():
        try:
            await platform.web.call(SAVE_CHALLENGE_DRAFT, SaveChallengeDraft(id=uuid4()), actor)
        except Unavailable:
            return False
        except Invalid:  # it is known, and posts the other way
            return True
        return True

    await eventually(heard)


async def test_a_challenge_sent_twice_is_published_once(platform, clerk):
    request = publishing()

    answers = await asyncio.gather(
        *(platform.web.call(PUBLISH_CHALLENGE, request, clerk) for _ in range(10))
    )

    assert {answer.revision for answer in answers} == {1}
    assert (await platform.web.call(LIST_CHALLENGES, ListChallenges())).total == 1


async def test_every_field_that_cannot_stand_is_named(platform, clerk):
    with pytest.raises(Invalid) as refused:
        await platform.web.call(
            PUBLISH_CHALLENGE,
            publishing(title="     ", problem="みじかい" * 5, answer_by=date(2020, 1, 1)),
            clerk,
        )

    found = {(problem.field, problem.problem) for problem in refused.value.fields}
    assert found == {("title", "required"), ("answer_by", "too_soon")}


async def test_a_draft_is_seen_by_its_own_organization_alone(platform, clerk):
    other = await clerk_of(platform, "別の市")
    draft = await platform.web.call(
        SAVE_CHALLENGE_DRAFT, SaveChallengeDraft(id=uuid4(), title="秘密の下書き"), clerk
    )

    async def seen_by(actor):
        ids = GetChallenges(ids=(draft.id,))
        listing = ListChallenges(state=ChallengeState.DRAFT, search="秘密")
        page = await platform.web.call(LIST_CHALLENGES, listing, actor)
        everything = await platform.web.call(LIST_CHALLENGES, ListChallenges(search="秘密"), actor)
        found = await platform.web.call(GET_CHALLENGES, ids, actor)
        return len(found), page.total, len(page.challenges), everything.total

    assert await seen_by(clerk) == (1, 1, 1, 0)
    assert await seen_by(other) == (0, 0, 0, 0)
    assert await seen_by(None) == (0, 0, 0, 0)
    for request, method in (
        (SaveChallengeDraft(id=draft.id, revision=1), SAVE_CHALLENGE_DRAFT),
        (publishing(id=draft.id, revision=1), PUBLISH_CHALLENGE),
        (CloseChallenge(id=draft.id, revision=1, reason=CloseReason.NO_FIT), CLOSE_CHALLENGE),
    ):
        with pytest.raises(NotFound):
            await platform.web.call(method, request, other)


async def test_a_draft_grows_and_is_published_as_written(platform, clerk):
    draft = await platform.web.call(SAVE_CHALLENGE_DRAFT, SaveChallengeDraft(id=uuid4()), clerk)
    again = await platform.web.call(
        SAVE_CHALLENGE_DRAFT, SaveChallengeDraft(id=draft.id, revision=1, title="途中"), clerk
    )

    published = await platform.web.call(
        PUBLISH_CHALLENGE, publishing(id=draft.id, revision=again.revision), clerk
    )

    assert (draft.revision, again.revision, published.revision) == (1, 2, 3)
    assert published.state is ChallengeState.OPEN
    assert published.published_at is not None


async def test_two_editors_do_not_overwrite_each_other(platform, clerk):
    made = await platform.web.call(PUBLISH_CHALLENGE, publishing(), clerk)

    def amending(title):
        return AmendChallenge(
            id=made.id,
            revision=1,
            title=title,
            problem=PROBLEM,
            budget_stage=BudgetStage.REQUESTED,
            **of_a_need(),
        )

    answers = await asyncio.gather(
        *(
            platform.web.call(AMEND_CHALLENGE, amending(f"編集者{n}の題名です"), clerk)
            for n in range(2)
        ),
        return_exceptions=True,
    )

    won = [answer for answer in answers if not isinstance(answer, Exception)]
    lost = [answer for answer in answers if isinstance(answer, Conflict)]
    assert (len(won), len(lost)) == (1, 1)
    assert lost[0].newest["title"] == won[0].title


async def test_a_closed_challenge_stays_to_be_read_and_cannot_be_changed(platform, clerk):
    made = await platform.web.call(PUBLISH_CHALLENGE, publishing(), clerk)
    closing = CloseChallenge(
        id=made.id, revision=1, reason=CloseReason.MATCHED, note="決まりました"
    )

    closed = await platform.web.call(CLOSE_CHALLENGE, closing, clerk)

    assert closed.state is ChallengeState.CLOSED
    assert (await platform.web.call(GET_CHALLENGES, GetChallenges(ids=(made.id,)))) == (closed,)
    with pytest.raises(Conflict):
        await platform.web.call(CLOSE_CHALLENGE, closing, clerk)


async def test_companies_call_and_towns_need(platform):
    company = member_of(
        (await clerk_of(platform, "架空会社", OrganizationKind.COMPANY)).organization
    )

    with pytest.raises(Invalid) as refused:
        await platform.web.call(
            PUBLISH_CHALLENGE, publishing(direction=Direction.PUBLIC_NEED), company
        )
    called = await platform.web.call(PUBLISH_CHALLENGE, publishing(), company)

    assert [problem.problem for problem in refused.value.fields] == ["wrong_side"]
    assert called.direction is Direction.PRIVATE_CALL


async def test_an_observer_does_not_post(platform, clerk):
    watching = staff_of(clerk.organization, Role.OBSERVER)

    with pytest.raises(Forbidden):
        await platform.web.call(PUBLISH_CHALLENGE, publishing(), watching)


async def test_an_answer_by_that_has_passed_may_stay_but_not_be_set(platform, clerk, database):
    made = await platform.web.call(
        PUBLISH_CHALLENGE,
        publishing(answer_by=datetime.now(UTC).date() + timedelta(days=30)),
        clerk,
    )
    passed = date(2020, 4, 1)
    await execute(database, "UPDATE challenges.challenges SET answer_by = '2020-04-01'")

    amend = AmendChallenge(
        id=made.id,
        revision=1,
        title="題名を直しました",
        problem=PROBLEM,
        budget_stage=BudgetStage.REQUESTED,
        answer_by=passed,
        **of_a_need(),
    )
    answer = await platform.web.call(AMEND_CHALLENGE, amend, clerk)

    assert answer.answer_by == passed


async def test_open_challenges_are_counted_by_prefecture(platform, clerk):
    for _ in range(3):
        await platform.web.call(PUBLISH_CHALLENGE, publishing(), clerk)
    await platform.web.call(SAVE_CHALLENGE_DRAFT, SaveChallengeDraft(id=uuid4()), clerk)

    counts = await platform.web.call(COUNT_CHALLENGES, CountChallenges())

    assert [(row.prefecture, row.open) for row in counts] == [("福岡県", 3)]


async def test_an_id_sent_again_with_other_words_is_a_conflict_and_nothing_is_lost(platform, clerk):
    draft = SaveChallengeDraft(id=uuid4(), title="はじめの題名")
    await platform.web.call(SAVE_CHALLENGE_DRAFT, draft, clerk)
    again = await platform.web.call(SAVE_CHALLENGE_DRAFT, draft, clerk)
    assert again.revision == 1

    other = SaveChallengeDraft(id=draft.id, title="書き直した題名")
    with pytest.raises(Conflict) as refused:
        await platform.web.call(SAVE_CHALLENGE_DRAFT, other, clerk)
    assert refused.value.newest["title"] == "はじめの題名"

    published = publishing()
    await platform.web.call(PUBLISH_CHALLENGE, published, clerk)
    with pytest.raises(Conflict):
        await platform.web.call(
            PUBLISH_CHALLENGE, publishing(id=published.id, title="別の題名です"), clerk
        )


@pytest.mark.parametrize("blank", ["\u2800" * 10, "\ufe0f" * 10, " \u3000" * 10])
async def test_a_title_that_shows_nothing_is_no_title(platform, clerk, blank):
    with pytest.raises(Invalid) as refused:
        await platform.web.call(PUBLISH_CHALLENGE, publishing(title=blank), clerk)

    assert [(p.field, p.problem) for p in refused.value.fields] == [("title", "required")]


async def test_a_page_of_the_longest_texts_is_answered(platform, clerk):
    made = [
        publishing(problem="長い文章です。" * 1_142, evidence="根拠" * 2_000) for _ in range(30)
    ]
    for request in made:
        await platform.web.call(PUBLISH_CHALLENGE, request, clerk)

    page = await platform.web.call(LIST_CHALLENGES, ListChallenges(first=100))
    by_id = await platform.web.call(GET_CHALLENGES, GetChallenges(ids=tuple(r.id for r in made)))

    assert len(page.challenges) == len(by_id) == 30
