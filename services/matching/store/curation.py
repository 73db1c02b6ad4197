"""SQL on what people have set about lists: strengths, and decisions on pairs."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.curation import ChangeStrengths, ChoosePair, Choosing, SetStrengths
from contracts.wire import Actor

STRENGTHS = """
SELECT id, strengths, reason, person_id, role, organization_id, set_at, revision FROM strengths
WHERE $1::uuid IS NULL OR id = $1
"""


async def strengths(runner: Runner, scope: UUID) -> SetStrengths | None:
    return await record(runner, SetStrengths, STRENGTHS, scope)


async def all_strengths(runner: Runner) -> tuple[SetStrengths, ...]:
    return await records(runner, SetStrengths, STRENGTHS, None)


SET = """
INSERT INTO strengths (id, strengths, reason, person_id, role, organization_id)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO UPDATE SET strengths = excluded.strengths, reason = excluded.reason,
    person_id = excluded.person_id, role = excluded.role,
    organization_id = excluded.organization_id, set_at = clock_timestamp(),
    revision = strengths.revision + 1
WHERE strengths.revision = $7
RETURNING true
"""


async def set_strengths(runner: Runner, asked: ChangeStrengths, actor: Actor) -> bool:
    """Whether what stood was of the revision that it was made on."""
    who = (actor.person, actor.role, actor.organization)
    values = (asked.id, asked.strengths, asked.reason, *who, asked.revision)
    return bool(await runner.fetchval(SET, *values))


CHOICES = """
SELECT challenge_id, offer_id, choice, reason, person_id, role, organization_id, chosen_at
FROM choices WHERE $1::uuid IS NULL OR challenge_id = $1
ORDER BY choice DESC, chosen_at, offer_id
"""


async def choices(runner: Runner, challenge_id: UUID | None = None) -> tuple[Choosing, ...]:
    """Of a challenge, or all: pins first."""
    return await records(runner, Choosing, CHOICES, challenge_id)


CHOOSE = """
INSERT INTO choices (challenge_id, offer_id, choice, reason, person_id, role, organization_id)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (challenge_id, offer_id) DO UPDATE SET choice = excluded.choice,
    reason = excluded.reason, person_id = excluded.person_id, role = excluded.role,
    organization_id = excluded.organization_id, chosen_at = clock_timestamp()
RETURNING challenge_id, offer_id, choice, reason, person_id, role, organization_id, chosen_at
"""


async def choose(runner: Runner, asked: ChoosePair, actor: Actor) -> Choosing | None:
    who = (actor.person, actor.role, actor.organization)
    pair = (asked.challenge_id, asked.offer_id)
    return await record(runner, Choosing, CHOOSE, *pair, asked.choice, asked.reason, *who)


RELEASE = """
DELETE FROM choices WHERE challenge_id = $1 AND offer_id = $2
RETURNING challenge_id, offer_id, choice, reason, person_id, role, organization_id, chosen_at
"""


async def release(runner: Runner, challenge_id: UUID, offer_id: UUID) -> Choosing | None:
    """What was taken back, if there was anything."""
    return await record(runner, Choosing, RELEASE, challenge_id, offer_id)
