"""Scores by the rubric, and a conflict of interest that is only seen in reading."""

from __future__ import annotations

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from chassis.recording import record
from contracts.assessments import (
    DECLARE_CONFLICT,
    SCORE_PROPOSAL,
    Assessment,
    DeclareConflict,
    GetScores,
    Score,
    ScoreProposal,
    Scores,
)
from contracts.faults import Conflict, FieldProblem, Invalid, NotFound
from contracts.proposals import Side
from contracts.wire import Actor
from services.challenges.deps import Deps
from services.challenges.proposals import rules
from services.challenges.proposals.holding import hold, note
from services.challenges.proposals.rules import Action
from services.challenges.rules import poster
from services.challenges.store.proposals import assessing, seen
from services.challenges.store.proposals.seen import Held


async def score_proposal(deps: Deps, asked: Asked[ScoreProposal]) -> Scores:
    """One's own, of this round; again it takes the place of the earlier one."""
    actor, own = poster(asked.actor)

    async def change(transaction: Runner) -> Scores:
        found = await hold(transaction, asked, Action.SCORE, None)
        how = await assessing.seen(transaction, found.challenge_id, actor.person, own)
        if how is None:
            raise NotFound("no such proposal")
        await assessing.score(transaction, found.id, _score(how, asked.request, actor))
        await note(transaction, asked, found)
        given = (await assessing.scores(transaction, [found.id])).get(found.id, [])
        return visible(found, actor, given)

    return await once(deps.database, SCORE_PROPOSAL, asked, change)


def _score(how: Assessment, asked: ScoreProposal, actor: Actor) -> Score:
    """Raises ``Conflict`` without a rubric, ``Invalid`` for points that do not belong to it."""
    if not how.criteria:
        raise Conflict("there is no rubric yet", reason="no_rubric")
    if len(asked.points) != len(how.criteria):
        raise Invalid("not a point for each", fields=(FieldProblem("points", "required"),))
    weights = [one.weight for one in how.criteria]
    pairs = zip(asked.points, weights, strict=True)
    return Score(
        person_id=actor.person,
        round=how.round,
        points=asked.points,
        comment=asked.comment.strip(),
        total=sum(points * weight for points, weight in pairs) / sum(weights),
    )


async def declare_conflict(deps: Deps, asked: Asked[DeclareConflict]) -> Scores:
    """With this one: from now on it is not there for who says so."""
    actor, _ = poster(asked.actor)

    async def change(transaction: Runner) -> Scores:
        found = await hold(transaction, asked, Action.DECLARE, None)
        await assessing.conflict(transaction, found.id, actor.person, asked.request.note.strip())
        tenant = found.owner_id
        await record(transaction, asked, object_kind="proposal", object_id=found.id, tenant=tenant)
        return Scores(id=found.id)

    return await once(deps.database, DECLARE_CONFLICT, asked, change)


async def get_scores(deps: Deps, asked: Asked[GetScores]) -> tuple[Scores, ...]:
    """Of those of the proposals that the actor may look at."""
    actor, _ = poster(asked.actor)
    held = await seen.seen(deps.database, asked.request.ids, actor)
    given = await assessing.scores(deps.database, asked.request.ids)
    return tuple(
        visible(one, actor, given.get(one.id, []))
        for one in held
        if rules.side_of(one, actor) in rules.LOOKERS
    )


def visible(found: Held, actor: Actor, given: list[Score]) -> Scores:
    """Who reviews it sees what others think only after saying what they think themselves."""
    newest = max((one.round for one in given), default=1)
    own = [one for one in given if one.person_id == actor.person]
    done = any(one.round == newest for one in own)
    may = rules.side_of(found, actor) is Side.OWNER and (done or not found.is_reviewer)
    of_round = [one.total for one in given if one.round == newest]
    return Scores(
        id=found.id,
        own=own[-1] if own else None,
        others=tuple(one for one in given if one.person_id != actor.person) if may else (),
        mean=sum(of_round) / len(of_round) if may and of_round else None,
    )
