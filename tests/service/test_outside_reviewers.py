"""Reviewers of other organizations: on one call, by no other door, and until its decision."""

import json
from uuid import uuid4

import msgspec
import pytest

from contracts.assessments import (
    ANSWER_REVIEW,
    ASSIGN_REVIEWERS,
    DECIDE_PROPOSALS,
    DECLARE_CONFLICT,
    DISMISS_REVIEWER,
    GET_ASSESSMENT,
    GET_SCORES,
    INVITE_REVIEWER,
    LIST_ASSESSMENTS,
    LIST_REVIEW_INVITATIONS,
    RELEASE_DECISIONS,
    REVEAL_AUTHORS,
    SCORE_PROPOSAL,
    SET_RUBRIC,
    TAKE_IN_PROPOSAL,
    AnswerReview,
    AssignReviewers,
    Criterion,
    DecideProposals,
    DeclareConflict,
    DismissReviewer,
    GetAssessment,
    GetScores,
    InviteReviewer,
    ListAssessments,
    ListReviewInvitations,
    OutsideState,
    ReleaseDecisions,
    RevealAuthors,
    ScoreProposal,
    SetRubric,
    TakeInProposal,
)
from contracts.challenges import (
    CLOSE_CHALLENGE,
    GET_CHALLENGES,
    CloseChallenge,
    CloseReason,
    GetChallenges,
)
from contracts.faults import Conflict, Forbidden, Invalid, NotFound
from contracts.profiles import KEEP_PERSON, KeepPerson, OrganizationKind
from contracts.proposal_records import LIST_READS, LIST_RECEIPTS, ListReads, ListReceipts
from contracts.proposals import (
    GET_PROPOSALS,
    LIST_PROPOSALS,
    DecisionOutcome,
    DecisionReason,
    GetProposals,
    ListProposals,
    Side,
)
from contracts.wire import Actor, Role
from tests.databases import fetch
from tests.eventually import eventually
from tests.platform import OPERATOR
from tests.proposing import refusal, scene_of

CRITERIA = (Criterion(name="効果", weight=1),)


@pytest.fixture
async def scene(platform):
    found = await scene_of(platform)
    await found.ask(
        SET_RUBRIC,
        SetRubric(challenge_id=found.challenge, revision=0, criteria=CRITERIA, is_blind=True),
        found.liaison,
    )
    return found


async def person_of(scene, organization, role):
    """Somebody who works there, as profiles tells it and challenges has heard of."""
    actor = Actor(account=uuid4(), person=uuid4(), role=role, organization=organization)
    row = KeepPerson(
        id=actor.person,
        name="見本 外部",
        organization_id=organization,
        role=role,
        membership_id=actor.account,
    )
    await scene.platform.operator.call(KEEP_PERSON, row, OPERATOR)
    return actor


async def other_city(scene):
    """A liaison of another city, who decides at home and may decide nothing here."""
    city = await scene.platform.organization("となり市", OrganizationKind.MUNICIPALITY, "福岡県")
    return await person_of(scene, city, Role.LIAISON)


async def invited(scene, organization):
    request = InviteReviewer(challenge_id=scene.challenge, organization_id=organization)

    async def known():
        return await refusal(scene.ask(INVITE_REVIEWER, request, scene.liaison)) is None

    assert await eventually(known)


async def accepted(scene, actor):
    await invited(scene, actor.organization)
    asked = AnswerReview(challenge_id=scene.challenge, accept=True)
    done = await scene.ask(ANSWER_REVIEW, asked, actor)
    assert done.state is OutsideState.ACCEPTED

    async def known():
        asked = GetAssessment(challenge_id=scene.challenge)
        return await refusal(scene.ask(GET_ASSESSMENT, asked, actor)) is None

    assert await eventually(known)  # once challenges has heard that they work there


def doors(scene, proposal):
    """Everything that may be asked about a proposal to the call, and about the call's proposals."""
    key, call = proposal.id, scene.challenge
    return {
        "proposals": (GET_PROPOSALS, GetProposals(ids=(key,))),
        "whole": (GET_PROPOSALS, GetProposals(ids=(key,), whole=True)),
        "list": (LIST_PROPOSALS, ListProposals(challenge_id=call)),
        "search": (LIST_PROPOSALS, ListProposals(challenge_id=call, search="片付け")),
        "assessment": (GET_ASSESSMENT, GetAssessment(challenge_id=call)),
        "assessments": (LIST_ASSESSMENTS, ListAssessments()),
        "scores": (GET_SCORES, GetScores(ids=(key,))),
        "reads": (LIST_READS, ListReads(id=key)),
        "receipts": (LIST_RECEIPTS, ListReceipts(id=key)),
        "score": (SCORE_PROPOSAL, ScoreProposal(id=key, points=(3,))),
        "conflict": (DECLARE_CONFLICT, DeclareConflict(id=key)),
    }


async def closed(scene, proposal, actor):
    """That by no door anything of the proposal is there for them."""
    for name, (method, request) in doors(scene, proposal).items():
        try:
            answer = await scene.ask(method, request, actor)
        except (NotFound, Forbidden):
            continue
        said = json.dumps(msgspec.to_builtins(answer), ensure_ascii=False)
        assert str(proposal.id) not in said or '"own": null' in said, name
        assert proposal.title not in said, name
        assert str(scene.challenge) not in said, name


async def test_a_reviewer_from_outside_declares_reads_blind_and_scores_and_decides_nothing(
    scene, database
):
    submitted = await scene.submitted()
    outside = await other_city(scene)
    colleague = await person_of(scene, outside.organization, Role.LIAISON)
    await closed(scene, submitted, outside)
    await invited(scene, outside.organization)
    await invited(scene, outside.organization)  # twice: asked once
    await closed(scene, submitted, outside)
    [waiting] = await scene.ask(LIST_REVIEW_INVITATIONS, ListReviewInvitations(), outside)
    assert (waiting.challenge_id, waiting.organization_name) == (scene.challenge, "架空市")
    await accepted(scene, outside)
    assert await scene.ask(LIST_REVIEW_INVITATIONS, ListReviewInvitations(), colleague) == ()
    await closed(scene, submitted, colleague)  # who accepted is who reviews

    unread = await refusal(
        scene.ask(LIST_PROPOSALS, ListProposals(challenge_id=scene.challenge), outside)
    )
    assert (type(unread), unread.reason) == (Forbidden, "declare_first")
    await scene.declared(outside)
    await scene.taken_in(submitted)
    how = await scene.ask(GET_ASSESSMENT, GetAssessment(challenge_id=scene.challenge), outside)
    assert (how.is_outside, how.is_reviewer, how.may_decide) == (True, True, False)
    assert (how.reviewers, how.outside, how.pending) == ((), (), 0)
    assert [
        one.challenge_id for one in await scene.ask(LIST_ASSESSMENTS, ListAssessments(), outside)
    ]
    answers = [
        await scene.ask(method, request, outside)
        for name, (method, request) in doors(scene, submitted).items()
        if name != "conflict"
    ]
    said = json.dumps(msgspec.to_builtins(answers), ensure_ascii=False)
    assert "片付け社" not in said
    assert str(scene.company) not in said
    [read] = await scene.ask(GET_PROPOSALS, GetProposals(ids=(submitted.id,), whole=True), outside)
    assert read.side is Side.REVIEWER
    looks = await scene.ask(LIST_READS, ListReads(id=submitted.id), scene.member)
    assert {one.organization_id for one in looks} == {outside.organization}

    call = scene.challenge
    decide = DecideProposals(
        challenge_id=call,
        ids=(submitted.id,),
        outcome=DecisionOutcome.DECLINED,
        reason=DecisionReason.COST,
        note="だめ",
    )
    for method, request in (
        (SET_RUBRIC, SetRubric(challenge_id=call, revision=1, criteria=CRITERIA)),
        (ASSIGN_REVIEWERS, AssignReviewers(challenge_id=call, person_ids=())),
        (INVITE_REVIEWER, InviteReviewer(challenge_id=call, organization_id=scene.other)),
        (DISMISS_REVIEWER, DismissReviewer(challenge_id=call, organization_id=scene.other)),
        (REVEAL_AUTHORS, RevealAuthors(challenge_id=call, revision=1)),
        (DECIDE_PROPOSALS, decide),
        (RELEASE_DECISIONS, ReleaseDecisions(challenge_id=call)),
        (TAKE_IN_PROPOSAL, TakeInProposal(id=submitted.id, revision=submitted.revision)),
    ):
        refused = await refusal(scene.ask(method, request, outside))
        assert isinstance(refused, Forbidden), method.subject

    await scene.declared(scene.liaison)
    how = await scene.ask(GET_ASSESSMENT, GetAssessment(challenge_id=call), scene.liaison)
    assert [(one.organization_name, one.state) for one in how.outside] == [
        ("となり市", OutsideState.ACCEPTED)
    ]
    # Whoever names the own reviewers anew does not lose those from outside.
    await scene.ask(
        ASSIGN_REVIEWERS, AssignReviewers(challenge_id=call, person_ids=()), scene.liaison
    )
    assert await scene.ask(LIST_PROPOSALS, ListProposals(challenge_id=call), outside)

    rows = f"SELECT tenant, operation FROM ledger.entries WHERE account = '{outside.account}'"

    async def recorded():
        return {
            row["operation"].rsplit(".", 2)[1]: row["tenant"] for row in await fetch(database, rows)
        }

    async def all_recorded():
        return len(await recorded()) >= 3

    await eventually(all_recorded)
    tenants = set((await recorded()).values())
    assert scene.company not in tenants  # the proposers' ledger says nothing of who scored


async def test_the_rights_of_a_reviewer_from_outside_end_with_the_decision_or_before(scene):
    submitted = await scene.submitted()
    outside, gone = await other_city(scene), await person_of(scene, scene.other, Role.COMPANY_ADMIN)
    await accepted(scene, outside)
    await accepted(scene, gone)
    await scene.declared(outside, gone)
    await scene.taken_in(submitted)
    call = scene.challenge
    listed = ListProposals(challenge_id=call)
    assert (await scene.ask(LIST_PROPOSALS, listed, gone)).total == 1
    dismiss = DismissReviewer(challenge_id=call, organization_id=scene.other)
    await scene.ask(DISMISS_REVIEWER, dismiss, scene.liaison)
    await closed(scene, submitted, gone)
    again = await refusal(scene.ask(DISMISS_REVIEWER, dismiss, scene.liaison))
    assert isinstance(again, NotFound)

    assert (await scene.ask(LIST_PROPOSALS, listed, outside)).total == 1
    [found] = await scene.ask(GET_PROPOSALS, GetProposals(ids=(submitted.id,)), scene.liaison)
    await scene.decided(found.id, outcome=DecisionOutcome.DECLINED)
    await close(scene)
    await closed(scene, submitted, outside)
    late = InviteReviewer(challenge_id=call, organization_id=scene.other)
    refused = await refusal(scene.ask(INVITE_REVIEWER, late, scene.liaison))
    assert (type(refused), refused.reason) == (Conflict, "call_closed")


async def close(scene):
    asked = GetChallenges(ids=(scene.challenge,))
    [found] = await scene.ask(GET_CHALLENGES, asked, scene.liaison)
    closing = CloseChallenge(
        id=found.id, revision=found.revision, reason=CloseReason.NO_FIT, note="合うものがない"
    )
    await scene.ask(CLOSE_CHALLENGE, closing, scene.liaison)


async def test_nobody_reviews_where_they_propose_and_nobody_proposes_where_they_review(scene):
    await scene.submitted()
    rival = await person_of(scene, scene.company, Role.COMPANY_ADMIN)
    await invited(scene, scene.company)  # which says nothing of whether it proposes
    asked = AnswerReview(challenge_id=scene.challenge, accept=True)
    refused = await refusal(scene.ask(ANSWER_REVIEW, asked, rival))
    assert (type(refused), refused.reason) == (Conflict, "proposes_here")

    reviewer = await person_of(scene, scene.other, Role.COMPANY_ADMIN)
    await accepted(scene, reviewer)
    await scene.declared(reviewer)
    assert await scene.ask(LIST_PROPOSALS, ListProposals(challenge_id=scene.challenge), reviewer)
    refused = await refusal(scene.submitted(scene.stranger))
    assert (type(refused), refused.reason) == (Conflict, "reviews_here")


async def test_an_invitation_to_review_is_for_who_was_asked(scene):
    outside = await other_city(scene)
    asked = AnswerReview(challenge_id=scene.challenge, accept=True)
    assert isinstance(await refusal(scene.ask(ANSWER_REVIEW, asked, outside)), NotFound)
    for wrong in (scene.town, uuid4()):
        request = InviteReviewer(challenge_id=scene.challenge, organization_id=wrong)
        assert isinstance(
            await refusal(scene.ask(INVITE_REVIEWER, request, scene.liaison)), Invalid
        )
    for who, fault in ((scene.clerk, Forbidden), (outside, NotFound)):
        request = InviteReviewer(challenge_id=scene.challenge, organization_id=scene.other)
        assert isinstance(await refusal(scene.ask(INVITE_REVIEWER, request, who)), fault)
    await invited(scene, outside.organization)
    no = AnswerReview(challenge_id=scene.challenge, accept=False)
    assert (await scene.ask(ANSWER_REVIEW, no, outside)).state is OutsideState.DECLINED
    assert isinstance(await refusal(scene.ask(ANSWER_REVIEW, asked, outside)), NotFound)
    await invited(scene, outside.organization)  # and may be asked again
    assert (await scene.ask(ANSWER_REVIEW, asked, outside)).state is OutsideState.ACCEPTED
