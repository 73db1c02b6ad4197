"""Answering what a run found, whether it can be repeated, and how two runs differ."""

from __future__ import annotations

import asyncio
from functools import partial
from uuid import UUID

from chassis.calls import Asked
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import Conflict, NotFound, Unauthenticated
from contracts.match_runs import (
    MOST_SHOWN,
    DiffRuns,
    GetRun,
    ListMaking,
    ListRunLists,
    ListRuns,
    MakingPage,
    MatchRun,
    Placed,
    Recomputed,
    RunDiff,
    RunInMaking,
    RunList,
    RunListPage,
    RunMatches,
    RunPage,
)
from services.matching.course import Course
from services.matching.deps import Deps
from services.matching.differing import changed_inputs, changed_lists, diffs
from services.matching.frozen import Rankings, inputs_hash
from services.matching.store import runs


async def run_matches(deps: Deps, asked: Asked[RunMatches]) -> MatchRun:
    """Make a run and keep it; sent twice, the first is the answer.

    Raises ``NotFound`` for a challenge that is not open, ``Conflict`` for an id that is taken.
    """
    request, actor = asked.request, asked.actor
    if actor is None:
        raise Unauthenticated("sign in first")
    kept = await runs.one(deps.database, request.id)
    if kept is not None:
        return _the_same(kept, asked)
    course, what = Course(), (request.challenge_id, request.length, request.event_id)
    deps.making.setdefault(request.id, course)
    try:
        found = await _rankings(deps, *what, course)
    finally:
        if deps.making.get(request.id) is course:
            del deps.making[request.id]
    if request.challenge_id is not None and not found.lists:
        raise NotFound("no such challenge is open")
    async with deps.database.transaction() as transaction:
        is_new = await runs.add(transaction, request, deps.engine.version, found, actor)
        if is_new:
            await runs.add_lists(transaction, request.id, _lists(found))
            await record(transaction, asked, object_kind="match_run", object_id=request.id)
        return _the_same(await _run(transaction, request.id), asked)


async def get_run(deps: Deps, asked: Asked[GetRun]) -> MatchRun:
    return await _run(deps.database, asked.request.id)


async def list_making(deps: Deps, _: Asked[ListMaking]) -> MakingPage:
    """What this process is making now."""
    return MakingPage(
        runs=tuple(
            RunInMaking(id=key, done=course.done, total=course.total)
            for key, course in deps.making.items()
        )
    )


async def list_runs(deps: Deps, asked: Asked[ListRuns]) -> RunPage:
    """The newest first."""
    found = await runs.page(deps.database, asked.request)
    total, first = await runs.count(deps.database), asked.request.first
    return RunPage(runs=found[:first], more=len(found) > first, total=total)


async def list_run_lists(deps: Deps, asked: Asked[ListRunLists]) -> RunListPage:
    request = asked.request
    run = await _run(deps.database, request.id)
    found = await runs.lists(deps.database, run.id, request.after_place, request.first)
    more = run.lists > request.after_place + len(found)
    return RunListPage(lists=found, more=more and bool(found), total=run.lists)


async def recompute_run(deps: Deps, asked: Asked[GetRun]) -> Recomputed:
    """Run it again on what is open now, and say what is not as it was; keeps nothing."""
    run = await _run(deps.database, asked.request.id)
    now = await _rankings(deps, run.challenge_id, run.length, run.event_id, Course())
    changed = changed_inputs(await runs.inputs(deps.database, run.id), now.inputs)
    differing = changed_lists(await runs.lists(deps.database, run.id), _lists(now))
    return Recomputed(
        identical=not differing,
        same_engine=run.engine == deps.engine.version,
        inputs_hash=inputs_hash(now.inputs),
        changed=tuple(changed[:MOST_SHOWN]),
        changed_inputs=len(changed),
        changed_lists=differing,
        same_parameters=_same(run.parameters_hash, now.parameters_hash),
    )


async def diff_runs(deps: Deps, asked: Asked[DiffRuns]) -> RunDiff:
    a, b = [await _run(deps.database, key) for key in (asked.request.a, asked.request.b)]
    before, after = [await runs.inputs(deps.database, run.id) for run in (a, b)]
    found = diffs(await runs.lists(deps.database, a.id), await runs.lists(deps.database, b.id))
    return RunDiff(
        same_inputs=a.inputs_hash == b.inputs_hash,
        same_engine=a.engine == b.engine,
        changed_inputs=len(changed_inputs(before, after)),
        changed_lists=len(found),
        lists=tuple(found[:MOST_SHOWN]),
        same_parameters=_same(a.parameters_hash, b.parameters_hash),
    )


def _same(before: str, now: str) -> bool:
    """A run from before parameters were kept is taken to have had the same."""
    return not before or before == now


async def _rankings(
    deps: Deps, challenge_id: UUID | None, length: int, event: UUID | None, course: Course
) -> Rankings:
    """Counted in a thread, which stops soon after nobody waits for it any more."""
    work = partial(deps.engine.rankings, length, challenge_id, event, course=course)
    async with deps.counting:
        try:
            return await asyncio.to_thread(work)
        finally:
            course.stop()


async def _run(runner: Runner, run_id: UUID) -> MatchRun:
    found = await runs.one(runner, run_id)
    if found is None:
        raise NotFound("no such run")
    return found


def _the_same(run: MatchRun, asked: Asked[RunMatches]) -> MatchRun:
    request = asked.request
    mine = asked.actor is not None and run.person_id == asked.actor.person
    made = (run.challenge_id, run.length, run.event_id)
    if not mine or made != (request.challenge_id, request.length, request.event_id):
        raise Conflict("another run has this id")
    return run


def _lists(found: Rankings) -> list[RunList]:
    return [
        RunList(
            challenge_id=key,
            offers=tuple(
                Placed(offer_id=offer_id, rank=rank, score=score)
                for rank, (offer_id, score) in enumerate(lines, start=1)
            ),
        )
        for key, lines in found.lists.items()
    ]
