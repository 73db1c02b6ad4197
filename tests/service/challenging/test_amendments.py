"""New words for an open challenge: versions that stay, and a second person where one is wanted."""

from uuid import uuid4

import pytest
from msgspec.structs import replace

from contracts.amendments import (
    DECIDE_AMENDMENT,
    GET_AMENDMENT,
    LIST_VERSIONS,
    DecideAmendment,
    GetAmendment,
    ListVersions,
)
from contracts.attachments import (
    ADD_ATTACHMENT,
    REMOVE_ATTACHMENT,
    AddAttachment,
    RemoveAttachment,
    SubjectKind,
)
from contracts.challenges import (
    AMEND_CHALLENGE,
    APPROVE_CHALLENGE,
    CLOSE_CHALLENGE,
    GET_CHALLENGES,
    SAVE_CHALLENGE_DRAFT,
    AmendChallenge,
    ApproveChallenge,
    BudgetStage,
    CloseChallenge,
    CloseReason,
    GetChallenges,
    SaveChallengeDraft,
)
from contracts.faults import Conflict, Forbidden, Invalid, NotFound
from contracts.wire import Role
from tests.members import member
from tests.needs import of_a_need
from tests.service.challenging.places import PROBLEM, opened, place


def change(challenge, title, **more):
    return AmendChallenge(
        id=challenge.id,
        revision=challenge.revision,
        title=title,
        problem=PROBLEM,
        budget_stage=BudgetStage.INFORMATION,
        **{**of_a_need(), **more},
    )


async def versions(platform, challenge, actor=None):
    asked = ListVersions(challenge_id=challenge.id)
    return await platform.web.call(LIST_VERSIONS, asked, actor)


async def test_every_version_that_was_read_stays(platform, settings):
    clerk = await place(platform, settings)
    first = await opened(platform, clerk)
    second = await platform.web.call(AMEND_CHALLENGE, change(first, "題名を直しました"), clerk)

    found = await versions(platform, first)

    assert [(one.revision, one.title) for one in found] == [
        (second.revision, "題名を直しました"),
        (first.revision, first.title),
    ]
    draft = await platform.web.call(SAVE_CHALLENGE_DRAFT, SaveChallengeDraft(id=uuid4()), clerk)
    assert await versions(platform, draft, clerk) == ()


async def test_where_two_people_are_wanted_an_amendment_waits_for_the_second(platform, settings):
    clerk = await place(platform, settings, two_people=True)
    liaison = (await member(platform, clerk.organization, Role.LIAISON)).actor
    made = await opened(platform, clerk)
    made = await platform.web.call(
        APPROVE_CHALLENGE, ApproveChallenge(id=made.id, revision=1), liaison
    )
    new = change(made, "確認を待つ題名です")

    waits = await platform.web.call(AMEND_CHALLENGE, new, clerk)

    assert waits == made
    [seen] = await platform.web.call(GET_CHALLENGES, GetChallenges(ids=(made.id,)))
    assert seen.title == made.title
    ask = GetAmendment(challenge_id=made.id)
    [waiting] = await platform.web.call(GET_AMENDMENT, ask, liaison)
    assert waiting.written.title == "確認を待つ題名です"
    other = await place(platform, settings, "別の市", role=Role.LIAISON)
    assert await platform.web.call(GET_AMENDMENT, ask, other) == ()
    decide = DecideAmendment(id=made.id, revision=made.revision, publish=True)
    with pytest.raises(Forbidden):
        await platform.web.call(DECIDE_AMENDMENT, decide, clerk)
    with pytest.raises(NotFound):
        await platform.web.call(DECIDE_AMENDMENT, decide, other)
    no_reason = DecideAmendment(id=made.id, revision=made.revision, publish=False)
    with pytest.raises(Invalid):
        await platform.web.call(DECIDE_AMENDMENT, no_reason, liaison)
    back = DecideAmendment(id=made.id, revision=made.revision, publish=False, note="数字を")
    await platform.web.call(DECIDE_AMENDMENT, back, liaison)
    [returned] = await platform.web.call(GET_AMENDMENT, ask, clerk)
    assert (returned.return_note, returned.written.title) == ("数字を", "確認を待つ題名です")
    await platform.web.call(AMEND_CHALLENGE, new, clerk)
    done = await platform.web.call(DECIDE_AMENDMENT, decide, liaison)
    assert done.title == "確認を待つ題名です"
    assert len(await versions(platform, made)) == 2
    assert await platform.web.call(GET_AMENDMENT, ask, clerk) == ()


async def test_a_liaison_does_not_publish_the_own_amendment_nor_one_read_before_it_changed(
    platform, settings
):
    liaison = await place(platform, settings, role=Role.LIAISON, two_people=True)
    second = (await member(platform, liaison.organization, Role.LIAISON)).actor
    made = await opened(platform, liaison)
    made = await platform.web.call(
        APPROVE_CHALLENGE, ApproveChallenge(id=made.id, revision=1), second
    )
    await platform.web.call(AMEND_CHALLENGE, change(made, "自分で書いた題名"), liaison)
    decide = DecideAmendment(id=made.id, revision=made.revision, publish=True)
    with pytest.raises(Forbidden) as refused:
        await platform.web.call(DECIDE_AMENDMENT, decide, liaison)
    assert refused.value.reason == "second_person"
    stale = DecideAmendment(id=made.id, revision=1, publish=True)
    with pytest.raises(Conflict):
        await platform.web.call(DECIDE_AMENDMENT, stale, second)


async def test_only_the_words_that_were_read_are_published_or_given_back(platform, settings):
    clerk = await place(platform, settings, two_people=True)
    liaison = (await member(platform, clerk.organization, Role.LIAISON)).actor
    made = await opened(platform, clerk)
    made = await platform.web.call(
        APPROVE_CHALLENGE, ApproveChallenge(id=made.id, revision=1), liaison
    )
    await platform.web.call(AMEND_CHALLENGE, change(made, "読んでもらう題名です"), clerk)
    ask = GetAmendment(challenge_id=made.id)
    [read] = await platform.web.call(GET_AMENDMENT, ask, liaison)
    await platform.web.call(AMEND_CHALLENGE, change(made, "あとで差し替えた題名"), clerk)
    decide = DecideAmendment(
        id=made.id, revision=made.revision, publish=True, written_at=read.written_at
    )
    for late in (decide, replace(decide, publish=False, note="数字を")):
        with pytest.raises(Conflict):
            await platform.web.call(DECIDE_AMENDMENT, late, liaison)
    [waiting] = await platform.web.call(GET_AMENDMENT, ask, liaison)
    assert (waiting.written.title, waiting.return_note) == ("あとで差し替えた題名", "")
    again = replace(decide, written_at=waiting.written_at)
    done = await platform.web.call(DECIDE_AMENDMENT, again, liaison)
    assert done.title == "あとで差し替えた題名"


def file_for(challenge):
    return AddAttachment(
        id=uuid4(),
        subject_kind=SubjectKind.CHALLENGE,
        subject_id=challenge.id,
        name="a.pdf",
        description="地図",
        content=b"%PDF-1.7\n",
    )


async def test_no_file_gets_past_the_second_person_nor_to_what_has_ended(platform, settings):
    clerk = await place(platform, settings, two_people=True)
    liaison = (await member(platform, clerk.organization, Role.LIAISON)).actor
    draft = await platform.web.call(SAVE_CHALLENGE_DRAFT, SaveChallengeDraft(id=uuid4()), clerk)
    await platform.web.call(ADD_ATTACHMENT, file_for(draft), clerk)
    made = await opened(platform, clerk)
    with pytest.raises(Conflict):
        await platform.web.call(ADD_ATTACHMENT, file_for(made), clerk)
    made = await platform.web.call(
        APPROVE_CHALLENGE, ApproveChallenge(id=made.id, revision=1), liaison
    )
    for actor in (clerk, liaison):
        with pytest.raises(Invalid) as refused:
            await platform.web.call(ADD_ATTACHMENT, file_for(made), actor)
        assert [one.problem for one in refused.value.fields] == ["second_person"]

    alone = await place(platform, settings, "一人の村")
    made = await opened(platform, alone)
    kept = await platform.web.call(ADD_ATTACHMENT, file_for(made), alone)
    close = CloseChallenge(id=made.id, revision=made.revision, reason=CloseReason.NO_FIT)
    await platform.web.call(CLOSE_CHALLENGE, close, alone)
    with pytest.raises(Conflict):
        await platform.web.call(ADD_ATTACHMENT, file_for(made), alone)
    gone = RemoveAttachment(id=kept.id, reason="個人の名前がありました")
    assert await platform.web.call(REMOVE_ATTACHMENT, gone, alone) == kept
