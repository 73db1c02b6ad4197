"""A blind round is blind by every door, and who has a conflict of interest finds nothing there."""

import json

import msgspec
import pytest

from contracts.assessments import (
    ASSIGN_REVIEWERS,
    DECLARE_CONFLICT,
    GET_ASSESSMENT,
    GET_SCORES,
    LIST_ASSESSMENTS,
    REVEAL_AUTHORS,
    SCORE_PROPOSAL,
    SET_RUBRIC,
    AssignReviewers,
    Criterion,
    DeclareConflict,
    GetAssessment,
    GetScores,
    ListAssessments,
    RevealAuthors,
    ScoreProposal,
    SetRubric,
)
from contracts.profiles import KEEP_PERSON, KeepPerson
from contracts.proposals import (
    GET_PROPOSALS,
    LIST_PROPOSALS,
    GetProposals,
    ListProposals,
    ProposalSection,
    SectionKey,
)
from contracts.wire import Role
from tests.databases import fetch
from tests.eventually import eventually
from tests.platform import OPERATOR, staff_of
from tests.proposing import refusal, scene_of, words

NAMES = ("片付け社", "ことば社")
CRITERIA = (Criterion(name="効果", weight=3), Criterion(name="実現できるか", weight=1))
"""By 5 and 1 points: (5*3 + 1*1) / 4."""


@pytest.fixture
async def scene(platform):
    return await scene_of(platform)


async def rubric(scene, *, is_blind=True):
    request = SetRubric(
        challenge_id=scene.challenge, revision=0, criteria=CRITERIA, is_blind=is_blind
    )
    return await scene.ask(SET_RUBRIC, request, scene.liaison)


async def reviewing(scene, *actors):
    """People of the town, known to the service, who are asked to review."""
    request = AssignReviewers(
        challenge_id=scene.challenge, person_ids=tuple(actor.person for actor in actors)
    )

    async def known():
        return await refusal(scene.ask(ASSIGN_REVIEWERS, request, scene.liaison)) is None

    assert await eventually(known)


async def worker(scene, role=Role.REVIEWER):
    """Somebody who works for the town, as profiles tells it."""
    actor = staff_of(scene.town, role)
    row = KeepPerson(
        id=actor.person,
        name="見本 審査",
        organization_id=scene.town,
        role=role,
        membership_id=actor.account,
    )
    await scene.platform.operator.call(KEEP_PERSON, row, OPERATOR)
    return actor


def named(*answers):
    """Who of the proposers is named, or known by an id, anywhere in the answers."""
    return json.dumps(msgspec.to_builtins(answers), ensure_ascii=False)


async def test_nobody_of_the_town_learns_by_any_door_whose_it_is(scene, database):
    scene.liaison = await worker(scene, Role.LIAISON)
    await rubric(scene)
    sections = (
        *words().sections,
        ProposalSection(key=SectionKey.ASKS, text="片付け社にデータをください"),
    )
    submitted = await scene.submitted(summary="片付け社が引き受けます。", sections=sections)
    reviewer = await worker(scene)
    await reviewing(scene, reviewer)
    await scene.declared(scene.clerk, scene.liaison, reviewer)
    await scene.taken_in(submitted)
    of_challenge = ListProposals(challenge_id=scene.challenge)
    for who in (scene.clerk, scene.liaison, reviewer):
        answers = [
            await scene.ask(GET_PROPOSALS, GetProposals(ids=(submitted.id,)), who),
            await scene.ask(LIST_PROPOSALS, of_challenge, who),
            await scene.ask(GET_ASSESSMENT, GetAssessment(challenge_id=scene.challenge), who),
            await scene.ask(LIST_ASSESSMENTS, ListAssessments(), who),
            await scene.ask(GET_SCORES, GetScores(ids=(submitted.id,)), who),
        ]
        text = named(*answers)
        assert "片付け社" not in text
        assert str(scene.company) not in text
        assert str(scene.member.person) not in text
        assert SectionKey.TEAM not in {one.key for one in answers[0][0].sections}
        for name in (*NAMES, "片付け"):
            searched = await scene.ask(
                LIST_PROPOSALS, msgspec.structs.replace(of_challenge, search=name + "社"), who
            )
            assert searched.total == 0

    async def told():
        rows = await fetch(
            database,
            "SELECT kind, challenge_organization_name || challenge_title || note || place AS text"
            " FROM notify.notifications",
        )
        kinds = {row["kind"] for row in rows}
        assert not any("片付け社" in row["text"] for row in rows)
        return {"proposal_received", "proposals_to_review"} <= kinds

    assert await eventually(told)
    entries = await fetch(
        database,
        "SELECT payload::text AS text FROM challenges.outbox"
        f" WHERE subject LIKE '%record.written' AND payload->>'tenant' = '{scene.town}'",
    )
    written = "".join(row["text"] for row in entries)
    assert str(submitted.id) in written
    assert str(scene.company) not in written
    assert str(scene.member.person) not in written


async def test_the_names_appear_when_the_round_is_over(scene):
    how = await rubric(scene)
    submitted = await scene.submitted()
    reviewer = await worker(scene)
    await reviewing(scene, reviewer)
    await scene.declared(scene.liaison, reviewer)
    await scene.taken_in(submitted)
    reveal = RevealAuthors(challenge_id=scene.challenge, revision=how.revision)
    assert (await refusal(scene.ask(REVEAL_AUTHORS, reveal, scene.liaison))).reason == "round_open"
    score = ScoreProposal(id=submitted.id, points=(5, 1), comment="よい")
    given = await scene.ask(SCORE_PROPOSAL, score, reviewer)
    assert (given.own.total, given.others, given.mean) == (4.0, (), None)
    assert (await scene.ask(REVEAL_AUTHORS, reveal, scene.liaison)).round == 2
    [seen] = await scene.ask(GET_PROPOSALS, GetProposals(ids=(submitted.id,)), scene.liaison)
    assert (seen.organization_name, seen.is_blind) == ("片付け社", False)
    [scores] = await scene.ask(GET_SCORES, GetScores(ids=(submitted.id,)), scene.liaison)
    assert scores.mean == 4.0


async def test_who_has_a_conflict_neither_reads_nor_scores_nor_counts(scene):
    await rubric(scene, is_blind=False)
    one, other = await scene.submitted(), await scene.submitted(scene.stranger)
    reviewer = await worker(scene)
    await reviewing(scene, reviewer)
    await scene.declared(scene.liaison)
    await scene.declared(reviewer, against=(scene.company,))
    for proposal in (one, other):
        await scene.taken_in(proposal)

    listed = ListProposals(challenge_id=scene.challenge)
    page = await scene.ask(LIST_PROPOSALS, listed, reviewer)
    assert ([each.id for each in page.proposals], page.total) == ([other.id], 1)
    how = await scene.ask(GET_ASSESSMENT, GetAssessment(challenge_id=scene.challenge), reviewer)
    assert (how.proposals, how.undecided) == (1, 1)
    both = GetProposals(ids=(one.id, other.id))
    assert [each.id for each in await scene.ask(GET_PROPOSALS, both, reviewer)] == [other.id]
    scores = await scene.ask(GET_SCORES, GetScores(ids=(one.id, other.id)), reviewer)
    assert [each.id for each in scores] == [other.id]
    refused = await refusal(
        scene.ask(SCORE_PROPOSAL, ScoreProposal(id=one.id, points=(3, 3)), reviewer)
    )
    assert refused.code == "not_found"

    await scene.ask(SCORE_PROPOSAL, ScoreProposal(id=other.id, points=(5, 5)), reviewer)
    await scene.ask(DECLARE_CONFLICT, DeclareConflict(id=other.id), reviewer)
    assert (await scene.ask(LIST_PROPOSALS, listed, reviewer)).total == 0
    [left] = await scene.ask(GET_SCORES, GetScores(ids=(other.id,)), scene.liaison)
    assert left.mean is None


async def test_what_was_said_of_conflicts_stays(scene):
    """Whoever could say it again could try out names in a blind round."""
    await scene.submitted()
    await scene.declared(scene.clerk)
    await scene.declared(scene.clerk, against=(scene.company,))
    listed = ListProposals(challenge_id=scene.challenge)
    assert (await scene.ask(LIST_PROPOSALS, listed, scene.clerk)).total == 1


async def test_a_rubric_stays_once_somebody_went_by_it(scene):
    await scene.submitted()
    await scene.declared(scene.liaison)
    assert (await refusal(rubric(scene))).reason == "seen_already"
    await rubric(scene, is_blind=False)
    again = SetRubric(challenge_id=scene.challenge, revision=0, criteria=CRITERIA)
    assert (await refusal(scene.ask(SET_RUBRIC, again, scene.liaison))).reason == "stale"


async def test_only_people_of_the_town_review(scene):
    request = AssignReviewers(challenge_id=scene.challenge, person_ids=(scene.member.person,))
    assert (await refusal(scene.ask(ASSIGN_REVIEWERS, request, scene.liaison))).code == "invalid"
