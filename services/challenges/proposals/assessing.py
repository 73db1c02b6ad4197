"""How proposals are looked at: the rubric, who reviews, and with whom somebody has a conflict."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from chassis.calls import Asked
from chassis.events import Told
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.assessments import (
    ASSIGN_REVIEWERS,
    DECLARE_CONFLICTS,
    REVEAL_AUTHORS,
    REVIEWER_ASSIGNED,
    SET_RUBRIC,
    Assessment,
    AssignReviewers,
    DeclareConflicts,
    GetAssessment,
    ListAssessments,
    RevealAuthors,
    ReviewerAssigned,
    SetRubric,
)
from contracts.faults import Conflict, FieldProblem, Invalid
from contracts.profiles import Membership
from contracts.rights import POSTERS
from services.challenges.deps import Deps
from services.challenges.proposals import judging
from services.challenges.rules import poster
from services.challenges.store import challenges
from services.challenges.store.proposals import assessing, outside, writing


async def get_assessment(deps: Deps, asked: Asked[GetAssessment]) -> Assessment:
    """As who asks may see it. Raises ``NotFound`` for other organizations' challenges."""
    return await _seen(deps.database, asked, asked.request.challenge_id)


async def list_assessments(deps: Deps, asked: Asked[ListAssessments]) -> tuple[Assessment, ...]:
    """The newest challenges first."""
    actor, own = poster(asked.actor)
    ids = await assessing.with_proposals(deps.database, own, actor.person, actor.role in POSTERS)
    return tuple([await _seen(deps.database, asked, one) for one in ids])


async def set_rubric(deps: Deps, asked: Asked[SetRubric]) -> Assessment:
    async def change(transaction: Runner) -> Assessment:
        before = await held(transaction, asked, asked.request.challenge_id, deciding=True)
        if asked.request.revision != before.revision:
            raise Conflict("the rubric has changed since it was read", reason="stale")
        looked, scored = await assessing.started(transaction, before.challenge_id)
        judging.check_rubric(before, asked.request, looked=looked, scored=scored)
        await assessing.set_rubric(transaction, asked.request)
        return await done(transaction, asked, before.challenge_id, ("criteria", "is_blind"))

    return await once(deps.database, SET_RUBRIC, asked, change)


async def assign_reviewers(deps: Deps, asked: Asked[AssignReviewers]) -> Assessment:
    """These people alone. Raises ``Invalid`` for who does not work for the organization."""
    actor, own = poster(asked.actor)
    people = list(dict.fromkeys(asked.request.person_ids))

    async def change(transaction: Runner) -> Assessment:
        before = await held(transaction, asked, asked.request.challenge_id, deciding=True)
        if set(people) - await assessing.working(transaction, own, people):
            problem = FieldProblem("person_ids", "unknown_value")
            raise Invalid("not everybody works here", fields=(problem,))
        new = await assessing.assign(transaction, before.challenge_id, people, actor.person)
        for person in new:
            await _tell_assigned(transaction, before, own, person)
        return await done(transaction, asked, before.challenge_id, ("reviewers",))

    return await once(deps.database, ASSIGN_REVIEWERS, asked, change)


async def _tell_assigned(transaction: Runner, found: Assessment, own: UUID, person: UUID) -> None:
    challenge = await challenges.held(transaction, found.challenge_id)
    name = challenge.organization_name if challenge else ""
    assigned = ReviewerAssigned(
        challenge_id=found.challenge_id,
        challenge_title=found.challenge_title,
        organization_id=own,
        organization_name=name,
        person_id=person,
        at=await writing.moment(transaction),
    )
    await tell(transaction, REVIEWER_ASSIGNED, assigned)


async def declare_conflicts(deps: Deps, asked: Asked[DeclareConflicts]) -> Assessment:
    """Before anything is read. What was said stays: whoever could change it could try names out."""
    actor, _ = poster(asked.actor)

    async def change(transaction: Runner) -> Assessment:
        before = await held(transaction, asked, asked.request.challenge_id, deciding=False)
        ids = asked.request.organization_ids
        first = await assessing.declare(transaction, before.challenge_id, actor.person, ids)
        if not first:
            raise Conflict("this was said already", reason="declared_already")
        return await done(transaction, asked, before.challenge_id, ("organization_ids",))

    return await once(deps.database, DECLARE_CONFLICTS, asked, change)


async def reveal_authors(deps: Deps, asked: Asked[RevealAuthors]) -> Assessment:
    """End the blind round. Raises ``Conflict`` (``round_open``) while scores are missing."""

    async def change(transaction: Runner) -> Assessment:
        before = await held(transaction, asked, asked.request.challenge_id, deciding=True)
        if asked.request.revision != before.revision:
            raise Conflict("the assessment has changed since it was read", reason="stale")
        if not before.is_blind or before.revealed_at is not None:
            raise Conflict("there is no blind round", reason="not_blind")
        if await assessing.left_to_score(transaction, before.challenge_id):
            raise Conflict("scores of this round are missing", reason="round_open")
        await assessing.reveal(transaction, before.challenge_id)
        return await done(transaction, asked, before.challenge_id, ("round",))

    return await once(deps.database, REVEAL_AUTHORS, asked, change)


async def keep_member(_: Deps, told: Told[Membership]) -> None:
    await assessing.keep_member(told.transaction, told.payload)


async def held(
    transaction: Runner, asked: Asked[Any], challenge_id: UUID, *, deciding: bool
) -> Assessment:
    """The assessment, kept from others, of who may decide or at least look."""
    await assessing.hold(transaction, challenge_id)
    found = await _seen(transaction, asked, challenge_id)
    if deciding:
        judging.check_deciding(asked.actor, found)
    return found


async def _seen(runner: Runner, asked: Asked[Any], challenge_id: UUID) -> Assessment:
    actor, own = poster(asked.actor)
    found = await assessing.seen(runner, challenge_id, actor.person, own)
    return judging.assessment(found, actor)


async def done(
    transaction: Runner, asked: Asked[Any], challenge_id: UUID, fields: tuple[str, ...]
) -> Assessment:
    """In the ledger of who posted the challenge, also what a reviewer from outside does."""
    await record(
        transaction,
        asked,
        object_kind="assessment",
        object_id=challenge_id,
        tenant=await outside.owner(transaction, challenge_id),
        fields=fields,
    )
    return await _seen(transaction, asked, challenge_id)
