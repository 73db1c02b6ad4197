"""Files of proposals: open as far as their level and the round allow, and each look is noted."""

from uuid import uuid4

import pytest

from contracts.assessments import (
    DECLARE_CONFLICT,
    SET_RUBRIC,
    Criterion,
    DeclareConflict,
    SetRubric,
)
from contracts.attachments import (
    ADD_ATTACHMENT,
    LIST_ATTACHMENTS,
    READ_ATTACHMENT,
    REMOVE_ATTACHMENT,
    AddAttachment,
    ListAttachments,
    ReadAttachment,
    RemoveAttachment,
    SubjectKind,
)
from contracts.proposal_records import LIST_READS, ListReads
from contracts.proposals import Disclosure
from tests.proposing import refusal, scene_of

PROPOSAL = SubjectKind.PROPOSAL


@pytest.fixture
async def scene(platform):
    return await scene_of(platform)


def file(proposal, level=None, name="plan.txt"):
    return AddAttachment(
        id=uuid4(),
        subject_kind=PROPOSAL,
        subject_id=proposal.id,
        name=name,
        description="計画",
        content=f"片付け社の計画 {uuid4()}".encode(),
        level=level,
    )


async def seen_by(scene, proposal, actor):
    """The levels of the files in the list; each of them can be read, and no other."""
    request = ListAttachments(subject_kind=PROPOSAL, subject_id=proposal.id)
    found = await scene.ask(LIST_ATTACHMENTS, request, actor)
    for one in found:
        assert (await scene.ask(READ_ATTACHMENT, ReadAttachment(id=one.id), actor)).content
    return {one.level.value for one in found}


async def attached(scene, proposal):
    for level in (Disclosure.PUBLIC, None, Disclosure.INTRODUCTION):
        await scene.ask(ADD_ATTACHMENT, file(proposal, level), scene.member)


async def test_a_file_is_open_from_its_level_on_and_the_proposers_see_who_read_it(scene):
    draft = await scene.drafted()
    await attached(scene, draft)
    await scene.declared(scene.liaison)
    every = {"public", "interest", "introduction"}
    assert await seen_by(scene, draft, scene.member) == every
    for other in (scene.liaison, scene.stranger, None):
        assert await seen_by(scene, draft, other) == set()

    submitted = await scene.submitted()
    await attached(scene, submitted)
    assert await seen_by(scene, submitted, scene.liaison) == {"public"}
    await scene.taken_in(submitted)
    assert await seen_by(scene, submitted, scene.liaison) == {"public", "interest"}
    assert await seen_by(scene, submitted, scene.stranger) == set()
    reads = await scene.ask(LIST_READS, ListReads(id=submitted.id), scene.member)
    assert [one.attachment for one in reads if one.attachment] == ["plan.txt"] * 3
    await scene.ask(DECLARE_CONFLICT, DeclareConflict(id=submitted.id), scene.liaison)
    assert await seen_by(scene, submitted, scene.liaison) == set()


async def test_no_file_is_open_to_the_town_while_the_round_is_blind(scene):
    criteria = (Criterion(name="効果", weight=3),)
    rubric = SetRubric(challenge_id=scene.challenge, revision=0, criteria=criteria, is_blind=True)
    await scene.ask(SET_RUBRIC, rubric, scene.liaison)
    submitted = await scene.submitted()
    request = file(submitted, Disclosure.PUBLIC, "片付け社.txt")
    await scene.ask(ADD_ATTACHMENT, request, scene.member)
    await scene.taken_in(submitted)
    assert await seen_by(scene, submitted, scene.liaison) == set()
    read = scene.ask(READ_ATTACHMENT, ReadAttachment(id=request.id), scene.liaison)
    assert (await refusal(read)).code == "not_found"


async def test_who_has_not_declared_reads_no_file_either(scene):
    submitted = await scene.submitted()
    request = file(submitted, Disclosure.PUBLIC)
    await scene.ask(ADD_ATTACHMENT, request, scene.member)
    read = scene.ask(READ_ATTACHMENT, ReadAttachment(id=request.id), scene.liaison)
    assert (await refusal(read)).reason == "declare_first"


async def test_files_change_by_its_proposers_alone_and_as_long_as_its_words_may(scene):
    submitted = await scene.submitted()
    request = file(submitted)
    await scene.ask(ADD_ATTACHMENT, request, scene.member)
    await scene.declared(scene.liaison)
    gone = RemoveAttachment(id=request.id, reason="古い版のため")
    for other in (scene.stranger, scene.liaison):
        code = "not_found" if other is scene.stranger else "forbidden"
        add = scene.ask(ADD_ATTACHMENT, file(submitted), other)
        assert (await refusal(add)).code == code
        assert (await refusal(scene.ask(REMOVE_ATTACHMENT, gone, other))).code == code
    by_name = scene.ask(ADD_ATTACHMENT, file(submitted, Disclosure.NAMED), scene.member)
    assert [one.field for one in (await refusal(by_name)).fields] == ["level"]
    await scene.taken_in(submitted)
    late = await refusal(scene.ask(ADD_ATTACHMENT, file(submitted), scene.member))
    assert (late.code, late.reason) == ("conflict", "moved_on")
    late = await refusal(scene.ask(REMOVE_ATTACHMENT, gone, scene.member))
    assert late.reason == "moved_on"
