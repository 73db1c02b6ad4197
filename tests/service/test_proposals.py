"""Proposals from draft to confirmation, through the real bus and database."""

import asyncio
import hashlib
import json
from uuid import uuid4

import asyncpg
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
    CLOSE_CHALLENGE,
    GET_CHALLENGES,
    ChallengeState,
    CloseChallenge,
    CloseReason,
    GetChallenges,
)
from contracts.faults import Conflict, Forbidden, Invalid, NotFound
from contracts.proposals import (
    ANSWER_CLARIFICATION,
    ANSWER_INVITATION,
    CONFIRM_PROPOSAL,
    GET_PROPOSALS,
    GET_RESPONSE_TIMES,
    INVITE_PARTNER,
    LIST_PROPOSALS,
    LIST_READS,
    LIST_RECEIPTS,
    REVISE_PROPOSAL,
    SAVE_PROPOSAL_DRAFT,
    SUBMIT_PROPOSAL,
    WITHDRAW_PROPOSAL,
    AnswerClarification,
    AnswerInvitation,
    ConfirmProposal,
    DecisionOutcome,
    DecisionReason,
    Disclosure,
    GetProposals,
    GetResponseTimes,
    InvitePartner,
    ListProposals,
    ListReads,
    ListReceipts,
    ProposalSection,
    ProposalState,
    ReviseProposal,
    SaveProposalDraft,
    SectionKey,
    Side,
    SubmitProposal,
    WithdrawProposal,
)
from tests.databases import execute, fetch
from tests.eventually import eventually
from tests.proposing import SECRET, refusal, scene_of, words

ACCEPTED, DECLINED = DecisionOutcome.ACCEPTED, DecisionOutcome.DECLINED


@pytest.fixture
async def scene(platform):
    return await scene_of(platform)


async def seen(scene, proposal, actor):
    found = await scene.ask(GET_PROPOSALS, GetProposals(ids=(proposal.id,)), actor)
    return found[0] if found else None


async def test_50_submits_at_once_are_one(scene):
    draft = await scene.drafted()
    request = SubmitProposal(id=draft.id, revision=draft.revision, accept_terms=True)

    answers = await asyncio.gather(
        *(scene.ask(SUBMIT_PROPOSAL, request, scene.member) for _ in range(50)),
        return_exceptions=True,
    )

    done = [answer for answer in answers if not isinstance(answer, Exception)]
    assert {answer.version for answer in done} == {1}
    receipts = await scene.ask(LIST_RECEIPTS, ListReceipts(id=draft.id), scene.member)
    assert [receipt.version for receipt in receipts] == [1]


async def test_a_receipt_is_the_hash_of_the_canonical_form(scene):
    submitted = await scene.submitted()
    await scene.ask(
        REVISE_PROPOSAL,
        ReviseProposal(
            id=submitted.id, revision=submitted.revision, words=words(title="書き直した提案です")
        ),
        scene.member,
    )

    newest, first = await scene.ask(LIST_RECEIPTS, ListReceipts(id=submitted.id), scene.member)

    for receipt in (newest, first):
        assert hashlib.sha256(receipt.content.encode()).hexdigest() == receipt.sha256
        content = json.loads(receipt.content)
        again = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert again == receipt.content
    assert json.loads(first.content)["title"] == words().title
    assert json.loads(newest.content)["title"] == "書き直した提案です"
    assert await scene.ask(LIST_RECEIPTS, ListReceipts(id=submitted.id), scene.stranger) == ()
    assert await scene.ask(LIST_RECEIPTS, ListReceipts(id=submitted.id), scene.liaison) == ()


async def test_the_last_moment_is_the_databases(scene):
    draft = await scene.drafted()
    request = SubmitProposal(id=draft.id, revision=draft.revision, accept_terms=True)
    move = "UPDATE challenges.challenges SET answer_until = now() {} interval '1 second'"

    await execute(scene.platform.settings.database_url, move.format("-"))
    late = await refusal(scene.ask(SUBMIT_PROPOSAL, request, scene.member))
    assert (late.code, late.reason) == ("conflict", "call_closed")
    assert (await seen(scene, draft, scene.member)).state is ProposalState.DRAFT

    async def in_time():
        await execute(scene.platform.settings.database_url, move.format("+"))
        return await refusal(scene.ask(SUBMIT_PROPOSAL, request, scene.member)) is None

    assert await eventually(in_time)
    assert (await seen(scene, draft, scene.member)).version == 1


async def test_whoever_waited_for_the_lock_over_the_last_moment_is_late(scene):
    """What counts is the moment at which it is its turn, not when it began to wait."""
    draft = await scene.drafted()
    request = SubmitProposal(id=draft.id, revision=draft.revision, accept_terms=True)
    connection = await asyncpg.connect(scene.platform.settings.database_url)
    async with connection.transaction():
        await connection.execute("SELECT FROM challenges.challenges FOR UPDATE")
        asking = asyncio.create_task(refusal(scene.ask(SUBMIT_PROPOSAL, request, scene.member)))

        async def waits():
            return await connection.fetchval("SELECT true FROM pg_locks WHERE NOT granted LIMIT 1")

        assert await eventually(waits)
        await connection.execute(
            "UPDATE challenges.challenges SET answer_until = clock_timestamp()"
        )
    late = await asking
    await connection.close()

    assert late.reason == "call_closed"
    assert (await seen(scene, draft, scene.member)).state is ProposalState.DRAFT


async def test_every_field_that_is_missing_is_named(scene):
    draft = await scene.drafted(
        title="短い",
        summary="",
        sections=(ProposalSection(key=SectionKey.PLAN, text="だれに?", level=Disclosure.NAMED),),
    )

    with pytest.raises(Invalid) as refused:
        await scene.ask(
            SUBMIT_PROPOSAL,
            SubmitProposal(id=draft.id, revision=draft.revision, accept_terms=False),
            scene.member,
        )

    found = {(problem.field, problem.problem) for problem in refused.value.fields}
    assert found == {
        ("title", "too_short"),
        ("summary", "required"),
        ("approach", "required"),
        ("plan", "nobody_named"),
        ("accept_terms", "not_attested"),
    }


async def test_two_who_edit_one_revision_both_keep_their_words(scene):
    draft = await scene.drafted()

    def save(title):
        return SaveProposalDraft(
            id=draft.id,
            challenge_id=scene.challenge,
            revision=draft.revision,
            words=words(title=title),
        )

    await scene.ask(SAVE_PROPOSAL_DRAFT, save("先に直した題名です"), scene.member)
    with pytest.raises(Conflict) as refused:
        await scene.ask(SAVE_PROPOSAL_DRAFT, save("あとで直した題名です"), scene.member)

    assert refused.value.newest["title"] == "先に直した題名です"
    assert refused.value.reason == "stale"


async def test_sections_open_step_by_step_and_every_look_is_noted(scene):
    submitted = await scene.submitted()
    assert (await refusal(seen(scene, submitted, scene.clerk))).reason == "declare_first"
    await scene.declared(scene.clerk, scene.liaison)

    def keys(found):
        return {section.key.value for section in found.sections}

    first = await seen(scene, submitted, scene.clerk)
    assert keys(first) == {"approach", "team"}
    assert set(first.hidden) == {SectionKey.EFFECT, SectionKey.COST}
    taken = await scene.taken_in(submitted)
    assert keys(await seen(scene, submitted, scene.clerk)) == {"approach", "team", "effect"}
    [accepted] = await scene.decided(taken.id, outcome=ACCEPTED)
    mine = await seen(scene, submitted, scene.member)
    assert (mine.decision.note, mine.decision.private_note) == ("くわしく聞かせてください。", "")
    await scene.ask(
        CONFIRM_PROPOSAL, ConfirmProposal(id=mine.id, revision=mine.revision), scene.member
    )
    assert keys(await seen(scene, submitted, scene.clerk)) == {"approach", "team", "effect", "cost"}

    reads = await scene.ask(LIST_READS, ListReads(id=submitted.id), scene.member)
    assert [len(read.sections) for read in reads] == [4, 3, 2]
    assert {read.side for read in reads} == {Side.OWNER}
    assert accepted.state is ProposalState.ACCEPTED


async def test_a_section_for_named_people_is_theirs_alone(scene):
    sections = (
        *words().sections,
        ProposalSection(
            key=SectionKey.PLAN,
            text="名前を挙げた人だけに",
            level=Disclosure.NAMED,
            people=(scene.clerk.person,),
        ),
    )
    submitted = await scene.submitted(sections=sections)
    await scene.declared(scene.clerk, scene.liaison)

    theirs = await seen(scene, submitted, scene.clerk)
    assert "名前を挙げた人だけに" in {section.text for section in theirs.sections}
    others = await seen(scene, submitted, scene.liaison)
    assert "名前を挙げた人だけに" not in {section.text for section in others.sections}


async def test_partners_join_before_it_is_submitted(scene):
    draft = await scene.drafted()
    invited = await scene.ask(
        INVITE_PARTNER,
        InvitePartner(id=draft.id, revision=draft.revision, organization_id=scene.other),
        scene.member,
    )
    request = SubmitProposal(id=draft.id, revision=invited.revision, accept_terms=True)
    with pytest.raises(Invalid) as refused:
        await scene.ask(SUBMIT_PROPOSAL, request, scene.member)
    assert [problem.field for problem in refused.value.fields] == ["partners"]

    theirs = await seen(scene, draft, scene.stranger)
    assert (theirs.side, theirs.sections) == (Side.INVITED, ())
    answer = AnswerInvitation(id=draft.id, accept=True)
    joined = await scene.ask(ANSWER_INVITATION, answer, scene.stranger)
    assert (joined.side, len(joined.sections)) == (Side.PARTNER, 4)
    with pytest.raises(Forbidden):
        await scene.ask(SUBMIT_PROPOSAL, request, scene.stranger)
    done = await scene.ask(SUBMIT_PROPOSAL, request, scene.member)
    assert [partner.name for partner in done.partners] == ["ことば社"]


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


async def test_an_organization_sends_three_to_one_challenge(scene):
    for number in range(3):
        await scene.submitted(title=f"別の提案 {number}")
    assert (await refusal(scene.submitted(title="四つめの提案"))).reason == "too_many_here"
    assert await refusal(scene.submitted(scene.stranger)) is None


async def test_nobody_proposes_to_the_own_side(scene):
    assert (await refusal(scene.drafted(scene.clerk))).reason == "own_challenge"


async def test_a_withdrawn_proposal_is_read_no_more(scene):
    submitted = await scene.submitted()
    await scene.declared(scene.clerk)
    request = WithdrawProposal(id=submitted.id, revision=submitted.revision)
    await scene.ask(WITHDRAW_PROPOSAL, request, scene.member)
    theirs = await seen(scene, submitted, scene.clerk)
    assert (theirs.state, theirs.sections) == (ProposalState.WITHDRAWN, ())
    assert len((await seen(scene, submitted, scene.member)).sections) == 4


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


async def test_what_is_sent_to_many_challenges_is_noticed(platform):
    first = await scene_of(platform)
    await first.submitted()
    second = await scene_of(platform)
    second.member, second.company = first.member, first.company
    again = await second.submitted()
    assert (again.alike, again.side) == (1, Side.LEAD)
    different = await second.submitted(
        title="まったく別の話です",
        summary="給食の残りを減らします。",
        sections=(ProposalSection(key=SectionKey.APPROACH, text="献立と量を毎日測って見直す" * 4),),
    )
    assert different.alike == 0


async def test_lists_hold_what_is_ones_own(scene):
    submitted = await scene.submitted()
    await scene.declared(scene.liaison, scene.clerk)
    of_challenge = ListProposals(challenge_id=scene.challenge)
    found = await scene.ask(LIST_PROPOSALS, of_challenge, scene.clerk)
    assert [one.id for one in found.proposals] == [submitted.id]
    assert found.proposals[0].sections == ()
    theirs = await scene.ask(LIST_PROPOSALS, ListProposals(), scene.stranger)
    assert submitted.id not in {one.id for one in theirs.proposals}
    with pytest.raises(NotFound):
        await scene.ask(LIST_PROPOSALS, of_challenge, scene.stranger)


async def test_events_never_hold_what_is_written(scene, database):
    taken = await scene.taken_in(await scene.submitted())
    await scene.decided(taken.id, outcome=ACCEPTED)
    rows = await fetch(database, "SELECT payload::text AS text FROM challenges.outbox")
    told = "".join(row["text"] for row in rows)
    assert str(taken.id) in told
    assert SECRET not in told
    assert "内部の覚え" not in told
    assert words().title not in told


async def test_it_is_passed_on_to_a_section_of_the_own_town_only(scene):
    submitted = await scene.submitted()
    await scene.declared(scene.clerk)
    request = ForwardProposal(id=submitted.id, revision=submitted.revision, unit_id=uuid4())
    assert (await refusal(scene.ask(FORWARD_PROPOSAL, request, scene.clerk))).code == "invalid"
    stale = TakeInProposal(id=submitted.id, revision=submitted.revision + 5)
    assert (await refusal(scene.ask(TAKE_IN_PROPOSAL, stale, scene.clerk))).reason == "stale"
