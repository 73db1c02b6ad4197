"""SQL on runs and their lists."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec

from chassis.postgres import Runner, record, records
from contracts.match_runs import ListRuns, MatchRun, RunList, RunMatches
from contracts.wire import Actor
from services.matching.frozen import Rankings, inputs_hash

ADD = """
INSERT INTO runs (id, challenge_id, length, seed, engine, inputs, inputs_hash, person_id, role,
    organization_id, event_id, parameters_hash)
VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (id) DO NOTHING
RETURNING true
"""


async def add(
    runner: Runner,
    asked: RunMatches,
    engine: str,
    found: Rankings,
    actor: Actor,
) -> bool:
    """Whether it was new."""
    inputs = {str(key): revision for key, revision in found.inputs.items()}
    given = (asked.id, asked.challenge_id, asked.length, engine, inputs, inputs_hash(found.inputs))
    who = (actor.person, actor.role, actor.organization)
    more = (asked.event_id, found.parameters_hash)
    return bool(await runner.fetchval(ADD, *given, *who, *more))


ADD_LISTS = """
INSERT INTO run_lists (run_id, place, challenge_id, offers)
SELECT $1, place, (row ->> 'challenge_id')::uuid, row -> 'offers'
FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS given (row, place)
"""


async def add_lists(runner: Runner, run_id: UUID, lists: Sequence[RunList]) -> None:
    await runner.execute(ADD_LISTS, run_id, list(lists))


ONE = """
SELECT id, challenge_id, length, seed, engine, inputs_hash, made_at, person_id, role,
    organization_id, event_id, parameters_hash,
    (SELECT count(*) FROM jsonb_object_keys(inputs)) AS inputs,
    (SELECT count(*) FROM run_lists WHERE run_id = runs.id) AS lists
FROM runs WHERE id = $1
"""


async def one(runner: Runner, run_id: UUID) -> MatchRun | None:
    return await record(runner, MatchRun, ONE, run_id)


PAGE = """
SELECT id, challenge_id, length, seed, engine, inputs_hash, made_at, person_id, role,
    organization_id, event_id, parameters_hash,
    (SELECT count(*) FROM jsonb_object_keys(inputs)) AS inputs,
    (SELECT count(*) FROM run_lists WHERE run_id = runs.id) AS lists
FROM runs WHERE $1::timestamptz IS NULL OR (made_at, id) < ($1, $2)
ORDER BY made_at DESC, id DESC LIMIT $3
"""


async def page(runner: Runner, asked: ListRuns) -> tuple[MatchRun, ...]:
    """Newest first; one more than asked for, when there is one."""
    place = (asked.after.at, asked.after.id) if asked.after else (None, None)
    return await records(runner, MatchRun, PAGE, *place, asked.first + 1)


COUNT = "SELECT count(*) FROM runs"


async def count(runner: Runner) -> int:
    return int(await runner.fetchval(COUNT))


INPUTS = "SELECT inputs FROM runs WHERE id = $1"


async def inputs(runner: Runner, run_id: UUID) -> dict[UUID, int]:
    """Document -> its revision when the run was made."""
    found = await runner.fetchval(INPUTS, run_id)
    return msgspec.convert(found or {}, dict[UUID, int])


LISTS = """
SELECT challenge_id, offers FROM run_lists
WHERE run_id = $1 AND place > $2
ORDER BY place LIMIT $3
"""


async def lists(
    runner: Runner, run_id: UUID, after: int = 0, most: int | None = None
) -> tuple[RunList, ...]:
    """In the order of the challenges' ids; all of them without ``most``."""
    return await records(runner, RunList, LISTS, run_id, after, most)
