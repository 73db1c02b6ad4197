"""How proposals are answered: asked back, passed on, decided, confirmed."""

import asyncio
from uuid import uuid4

import pytest

from contracts.assessments import (
    ASK_CLARIFICATION,
    DECIDE_PROPOSALS,
    FORWARD_PROPOSAL,
    RELEASE_DECISIONS,
    TAKE_IN_PROPOSAL,
    AskClarification,
    DecideProposals,
    ForwardProposal,
    ReleaseDecisions,
    TakeInProposal,
)
from contracts.challenges import (
    CLOSE_CALL,
    CLOSE_CHALLENGE,
    GET_CHALLENGES,
    ChallengeState,
    CloseCall,
    CloseChallenge,
    CloseReason,
    GetChallenges,
)
from contracts.faults import Forbidden
from contracts.members import ADD_UNIT, AddUnit
from contracts.proposal_records import GET_RESPONSE_TIMES, GetResponseTimes
from contracts.proposal_steps import (
    ANSWER_CLARIFICATION,
    SUBMIT_PROPOSAL,
    AnswerClarification,
    SubmitProposal,
)
from contracts.proposals import DecisionReason, ProposalState
from contracts.wire import Role
from tests.databases import execute
from tests.eventually import eventually
from tests.members import member
from tests.outside import rows
from tests.proposing import refusal
from tests.service.proposing.looking import ACCEPTED, DECLINED, seen


async def test_a_clarification_stops_the_clock(scene):
    taken = await scene.taken_in(await scene.submitted())
    await scene.ask(
        ASK_CLARIFICATION,
        AskClarification(id=taken.id, revision=taken.revision, question="費用の内訳は?"),
        scene.liaison,
    )
    back = "UPDATE challenges.proposals SET paused_at = paused_at - interval '3 days'"
    await execute(scene.platform.settings.database_url, back)
    paused = await seen(scene, taken, scene.member)
    assert (paused.state, paused.is_paused) == (ProposalState.CLARIFICATION, True)
    assert (paused.answer_due - taken.answer_due).days == 3
    answer = AnswerClarification(id=taken.id, revision=paused.revision, answer="人件費が半分です。")
    answered = await scene.ask(ANSWER_CLARIFICATION, answer, scene.member)
    assert answered.state is ProposalState.UNDER_REVIEW
    assert (answered.answer_due - taken.answer_due).days == 3
    assert answered.clarifications[0].answer == "人件費が半分です。"


async def test_decisions_wait_and_are_released_together(scene):
    one, two = await scene.submitted(title="ひとつめの提案"), await scene.submitted(scene.stranger)
    one, two = await scene.taken_in(one), await scene.taken_in(two)
    await scene.decided(one.id, outcome=ACCEPTED, at_once=False)
    await scene.decided(two.id, outcome=DECLINED, at_once=False)
    for proposal, actor in ((one, scene.member), (two, scene.stranger)):
        theirs = await seen(scene, proposal, actor)
        assert (theirs.state, theirs.decision) == (ProposalState.UNDER_REVIEW, None)

    request = ReleaseDecisions(challenge_id=scene.challenge)
    assert (await scene.ask(RELEASE_DECISIONS, request, scene.liaison)).released == 2
    assert (await scene.ask(RELEASE_DECISIONS, request, scene.liaison)).released == 0

    assert (await seen(scene, one, scene.member)).state is ProposalState.ACCEPTED
    declined = await seen(scene, two, scene.stranger)
    assert (declined.state, declined.decision.note) == (
        ProposalState.DECLINED,
        "費用が合いませんでした。",
    )


async def test_a_decision_has_a_reason(scene):
    submitted = await scene.submitted()
    await scene.declared(scene.liaison)
    request = DecideProposals(
        challenge_id=scene.challenge,
        ids=(submitted.id,),
        outcome=DECLINED,
        reason=DecisionReason.OUT_OF_SCOPE,
        note="  ",
    )
    assert (await refusal(scene.ask(DECIDE_PROPOSALS, request, scene.liaison))).code == "invalid"
    assert (await refusal(scene.decided(submitted.id, outcome=ACCEPTED))).reason == "take_in_first"
    with pytest.raises(Forbidden):
        await scene.ask(DECIDE_PROPOSALS, request, scene.clerk)


async def test_a_call_cannot_close_while_somebody_waits(scene):
    submitted = await scene.submitted()
    [challenge] = await scene.ask(GET_CHALLENGES, GetChallenges(ids=(scene.challenge,)), None)
    close = CloseChallenge(
        id=scene.challenge, revision=challenge.revision, reason=CloseReason.NO_FIT
    )
    assert (await refusal(scene.ask(CLOSE_CHALLENGE, close, scene.clerk))).reason == "undecided"
    await scene.declared(scene.liaison)
    at_once = DecideProposals(
        challenge_id=scene.challenge,
        ids=(submitted.id,),
        outcome=DECLINED,
        reason=DecisionReason.NOT_THIS_FISCAL_YEAR,
        at_once=True,
    )
    await scene.ask(DECIDE_PROPOSALS, at_once, scene.liaison)
    closed = await scene.ask(CLOSE_CHALLENGE, close, scene.clerk)
    assert closed.state is ChallengeState.CLOSED


async def test_submitting_and_closing_at_once_leaves_nobody_without_an_answer(scene):
    draft = await scene.drafted()
    [challenge] = await scene.ask(GET_CHALLENGES, GetChallenges(ids=(scene.challenge,)), None)
    close = CloseChallenge(
        id=scene.challenge, revision=challenge.revision, reason=CloseReason.NO_FIT
    )
    submit = SubmitProposal(id=draft.id, revision=draft.revision, accept_terms=True)
    one, other = await asyncio.gather(
        refusal(scene.ask(SUBMIT_PROPOSAL, submit, scene.member)),
        refusal(scene.ask(CLOSE_CHALLENGE, close, scene.clerk)),
    )
    reasons = {fault.reason for fault in (one, other) if fault}
    assert reasons in ({"call_closed"}, {"undecided"})


@pytest.mark.parametrize(
    ("outcome", "by_hand", "state"),
    [
        (ACCEPTED, True, ChallengeState.MATCHED),
        (ACCEPTED, False, ChallengeState.MATCHED),
        (DECLINED, True, ChallengeState.SCREENING),
    ],
)
async def test_a_call_that_ends_when_all_have_their_answers_is_matched_if_one_was_chosen(
    scene, outcome, by_hand, state
):
    taken = await scene.taken_in(await scene.submitted())
    await scene.decided(taken.id, outcome=outcome)

    async def challenge():
        [found] = await scene.ask(GET_CHALLENGES, GetChallenges(ids=(scene.challenge,)), None)
        return found

    before = await challenge()
    assert before.state is ChallengeState.OPEN
    if by_hand:
        end = CloseCall(id=scene.challenge, revision=before.revision)
        assert (await scene.ask(CLOSE_CALL, end, scene.liaison)).state is state
        return
    over = (
        "UPDATE challenges.challenges SET answer_by = (now() AT TIME ZONE 'Asia/Tokyo')::date - 1"
    )
    await execute(scene.platform.settings.database_url, over)

    async def ended():
        return (await challenge()).state is state

    assert await eventually(ended)


async def test_an_accepted_proposal_lapses_when_nobody_confirms_it(scene):
    taken = await scene.taken_in(await scene.submitted())
    await scene.decided(taken.id, outcome=ACCEPTED)
    late = "UPDATE challenges.proposals SET confirm_by = now() - interval '1 second'"
    await execute(scene.platform.settings.database_url, late)

    async def lapsed():
        return (await seen(scene, taken, scene.member)).state is ProposalState.LAPSED

    assert await eventually(lapsed)


async def test_answers_are_timed_from_five_cases_on(scene):
    async def times():
        request = GetResponseTimes(ids=(scene.town,))
        return await scene.ask(GET_RESPONSE_TIMES, request, None)

    for number in range(5):
        assert await times() == ()
        actor = scene.member if number < 3 else scene.stranger
        submitted = await scene.submitted(actor, title=f"別の提案 {number}")
        await scene.declared(scene.liaison)
        await scene.decided(submitted.id, outcome=DECLINED)
    await execute(
        scene.platform.settings.database_url,
        "UPDATE challenges.proposals SET waits_since = answered_at - interval '4 days'"
        " WHERE answered_at IS NOT NULL",
    )
    [found] = await times()
    assert (found.id, found.cases, found.median_days) == (scene.town, 5, 4.0)


async def test_it_is_passed_on_to_a_section_of_the_own_town_only(scene):
    submitted = await scene.submitted()
    await scene.declared(scene.clerk)
    request = ForwardProposal(id=submitted.id, revision=submitted.revision, unit_id=uuid4())
    assert (await refusal(scene.ask(FORWARD_PROPOSAL, request, scene.clerk))).code == "invalid"
    stale = TakeInProposal(id=submitted.id, revision=submitted.revision + 5)
    assert (await refusal(scene.ask(TAKE_IN_PROPOSAL, stale, scene.clerk))).reason == "stale"


async def test_the_section_it_is_passed_on_to_is_told_once_and_not_by_whom_it_is(scene):
    settings, town = scene.platform.settings, scene.town
    head = await member(scene.platform, town, Role.LIAISON, "窓口 花")
    sections = [
        await scene.ask(ADD_UNIT, AddUnit(id=uuid4(), organization_id=town, name=name), head.actor)
        for name in ("住まい課", "道路課")
    ]
    told, not_told = [
        await member(scene.platform, town, Role.STAFF, unit=section.id) for section in sections
    ]
    everybody = [each.actor.person for each in (head, told, not_told)]
    known = "SELECT count(DISTINCT person_id) FROM notify.memberships WHERE person_id = any($1)"
    assert await eventually(lambda: has(settings, known, everybody, found=3))
    submitted = await scene.submitted()
    await scene.declared(scene.clerk)
    request = ForwardProposal(id=submitted.id, revision=submitted.revision, unit_id=sections[0].id)

    async def passed_on():
        return await refusal(scene.ask(FORWARD_PROPOSAL, request, scene.clerk)) is None

    assert await eventually(passed_on)

    heard = (
        "SELECT person_id, challenge_organization_name, place FROM notify.notifications"
        " WHERE kind = 'proposal_forwarded' ORDER BY person_id"
    )
    place = f"/challenges/{scene.challenge}/proposals"
    whom = sorted(each.actor.person for each in (head, told))
    assert await eventually(lambda: rows(settings, heard))
    assert await rows(settings, heard) == [(person, "", place) for person in whom]


async def has(settings, query, *given, found):
    return await rows(settings, query, *given) == [(found,)]
