"""A suspended proposer neither holds a call up nor is told apart, and nothing follows its end."""

import pytest

from contracts.assessments import (
    ASK_CLARIFICATION,
    GET_ASSESSMENT,
    RELEASE_DECISIONS,
    REVEAL_AUTHORS,
    SCORE_PROPOSAL,
    AskClarification,
    GetAssessment,
    ReleaseDecisions,
    RevealAuthors,
    ScoreProposal,
)
from contracts.challenges import (
    CLOSE_CHALLENGE,
    GET_CHALLENGES,
    CloseChallenge,
    CloseReason,
    GetChallenges,
)
from contracts.profiles import OrganizationKind
from contracts.proposal_steps import CONFIRM_PROPOSAL, ConfirmProposal
from contracts.proposals import (
    GET_PROPOSALS,
    LIST_PROPOSALS,
    DecisionOutcome,
    GetProposals,
    ListProposals,
    ProposalState,
)
from contracts.standing import SET_STANDING, SetStanding, Standing
from contracts.wire import Role
from tests.eventually import eventually
from tests.members import member
from tests.outside import rows
from tests.proposing import refusal, scene_of
from tests.service.test_blind_round import reviewing, rubric, worker

ACCEPTED, DECLINED = DecisionOutcome.ACCEPTED, DecisionOutcome.DECLINED


@pytest.fixture
async def scene(platform):
    return await scene_of(platform)


async def stand(scene, organization, standing, admin=None):
    """Put, and known to who decides on proposals."""
    if admin is None:
        own = await scene.platform.organization("架空運営", OrganizationKind.ORGANIZER)
        admin = await member(scene.platform, own, Role.PLATFORM_ADMIN)
    asked = SetStanding(organization_id=organization, standing=standing, reason="苦情の確認のため")
    await scene.ask(SET_STANDING, asked, admin.actor)

    async def known():
        statement = "SELECT standing FROM challenges.standings WHERE organization_id = $1"
        return await rows(scene.platform.settings, statement, organization) == [(standing,)]

    await eventually(known)
    return admin


async def closing(scene):
    [found] = await scene.ask(GET_CHALLENGES, GetChallenges(ids=(scene.challenge,)), scene.liaison)
    asked = CloseChallenge(
        id=scene.challenge, revision=found.revision, reason=CloseReason.WITHDRAWN
    )
    fault = await refusal(scene.ask(CLOSE_CHALLENGE, asked, scene.liaison))
    return fault and fault.reason


async def deciding(scene, proposal, outcome, **more):
    fault = await refusal(scene.decided(proposal.id, outcome=outcome, **more))
    return fault and fault.reason


async def test_a_suspended_proposer_stays_in_its_blind_round_which_ends_with_its_score(scene):
    scene.liaison = await worker(scene, Role.LIAISON)
    await rubric(scene)
    gone, other = await scene.submitted(), await scene.submitted(scene.stranger)
    reviewer = await worker(scene)
    await reviewing(scene, reviewer)
    await scene.declared(scene.liaison, reviewer)
    for one in (gone, other):
        await scene.taken_in(one)
    of_challenge = ListProposals(challenge_id=scene.challenge)

    async def seen():
        page = await scene.ask(LIST_PROPOSALS, of_challenge, reviewer)
        found = await scene.ask(GET_PROPOSALS, GetProposals(ids=(gone.id, other.id)), reviewer)
        return page.total, {one.id for one in page.proposals}, len(found)

    before = await seen()
    await stand(scene, scene.company, Standing.SUSPENDED)

    assert await seen() == before == (2, {gone.id, other.id}, 2)
    for one in (gone, other):
        await scene.ask(SCORE_PROPOSAL, ScoreProposal(id=one.id, points=(5, 1)), reviewer)
    how = await scene.ask(
        GET_ASSESSMENT, GetAssessment(challenge_id=scene.challenge), scene.liaison
    )
    assert how.undecided == 2
    asked = RevealAuthors(challenge_id=scene.challenge, revision=how.revision)
    assert (await scene.ask(REVEAL_AUTHORS, asked, scene.liaison)).round == 2


async def test_a_suspended_proposer_is_declined_or_waited_for_and_not_accepted(scene):
    first, waiting = await scene.submitted(), await scene.submitted(title="ふたつめの提案")
    asked_one = await scene.submitted(title="みっつめの提案")
    for one in (first, waiting, asked_one):
        await scene.taken_in(one)
    ask = AskClarification(id=asked_one.id, revision=asked_one.revision + 1, question="いつから?")
    await scene.ask(ASK_CLARIFICATION, ask, scene.liaison)
    assert await deciding(scene, waiting, ACCEPTED, at_once=False) is None
    admin = await stand(scene, scene.company, Standing.SUSPENDED)

    assert await deciding(scene, first, ACCEPTED) == "proposer_suspended"
    assert await closing(scene) == "undecided"
    release = ReleaseDecisions(challenge_id=scene.challenge)
    assert (await scene.ask(RELEASE_DECISIONS, release, scene.liaison)).released == 0
    assert await deciding(scene, asked_one, DECLINED) is None
    assert await deciding(scene, first, DECLINED) is None

    await stand(scene, scene.company, Standing.ACTIVE, admin)
    assert (await scene.ask(RELEASE_DECISIONS, release, scene.liaison)).released == 1
    assert await closing(scene) == "undecided"  # it may be confirmed for some days


async def test_nothing_is_decided_or_confirmed_on_a_closed_call(scene):
    sent = await scene.submitted()
    await scene.taken_in(sent)
    [accepted] = await scene.decided(sent.id, outcome=ACCEPTED)
    admin = await stand(scene, scene.company, Standing.SUSPENDED)
    assert await closing(scene) is None
    await stand(scene, scene.company, Standing.ACTIVE, admin)

    confirm = ConfirmProposal(id=accepted.id, revision=accepted.revision)
    assert (await refusal(scene.ask(CONFIRM_PROPOSAL, confirm, scene.member))).reason == "call_over"
    # As calls were left before they could not be closed like this.
    statement = "UPDATE challenges.proposals SET state = 'under_review' WHERE id = $1 RETURNING id"
    await rows(scene.platform.settings, statement, accepted.id)
    for outcome in (ACCEPTED, DECLINED):
        assert await deciding(scene, accepted, outcome) == "call_over"
    [found] = await scene.ask(GET_PROPOSALS, GetProposals(ids=(accepted.id,)), scene.member)
    assert found.state is ProposalState.UNDER_REVIEW
