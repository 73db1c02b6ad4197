"""Proposals are handed in once, in time and whole, for a receipt."""

import asyncio
import hashlib
import json

import asyncpg
import pytest

from contracts.faults import Conflict, Forbidden, Invalid
from contracts.proposal_records import LIST_RECEIPTS, ListReceipts
from contracts.proposal_steps import (
    ANSWER_INVITATION,
    INVITE_PARTNER,
    REVISE_PROPOSAL,
    SAVE_PROPOSAL_DRAFT,
    SUBMIT_PROPOSAL,
    AnswerInvitation,
    InvitePartner,
    ReviseProposal,
    SaveProposalDraft,
    SubmitProposal,
)
from contracts.proposals import Disclosure, ProposalSection, ProposalState, SectionKey, Side
from tests.databases import execute
from tests.eventually import eventually
from tests.proposing import refusal, scene_of, words
from tests.service.proposing.looking import seen


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
    move = "UPDATE challenges.challenges SET answer_until = now() {} interval '9 seconds'"

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


async def test_an_organization_sends_three_to_one_challenge(scene):
    for number in range(3):
        await scene.submitted(title=f"別の提案 {number}")
    assert (await refusal(scene.submitted(title="四つめの提案"))).reason == "too_many_here"
    assert await refusal(scene.submitted(scene.stranger)) is None


async def test_nobody_proposes_to_the_own_side(scene):
    assert (await refusal(scene.drafted(scene.clerk))).reason == "own_challenge"


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
