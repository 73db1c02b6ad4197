"""Who reads how much of a proposal, and when."""

import pytest

from contracts.faults import NotFound
from contracts.proposal_records import LIST_READS, ListReads
from contracts.proposal_steps import (
    CONFIRM_PROPOSAL,
    WITHDRAW_PROPOSAL,
    ConfirmProposal,
    WithdrawProposal,
)
from contracts.proposals import (
    LIST_PROPOSALS,
    Disclosure,
    ListProposals,
    ProposalSection,
    ProposalState,
    SectionKey,
    Side,
)
from tests.databases import fetch
from tests.proposing import SECRET, refusal, words
from tests.service.proposing.looking import ACCEPTED, seen


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


async def test_a_withdrawn_proposal_is_read_no_more(scene):
    submitted = await scene.submitted()
    await scene.declared(scene.clerk)
    request = WithdrawProposal(id=submitted.id, revision=submitted.revision)
    await scene.ask(WITHDRAW_PROPOSAL, request, scene.member)
    theirs = await seen(scene, submitted, scene.clerk)
    assert (theirs.state, theirs.sections) == (ProposalState.WITHDRAWN, ())
    assert len((await seen(scene, submitted, scene.member)).sections) == 4


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
