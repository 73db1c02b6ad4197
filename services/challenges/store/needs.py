"""SQL on who has the same need, and on who takes part in a challenge."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner, records
from contracts.amendments import Party
from contracts.same_needs import Joined, ListJoined

JOIN = """
INSERT INTO joins (challenge_id, organization_id, person_id) VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING
"""
LEAVE = "DELETE FROM joins WHERE challenge_id = $1 AND organization_id = $2"


async def join(runner: Runner, challenge_id: UUID, organization_id: UUID, person: UUID) -> None:
    await runner.execute(JOIN, challenge_id, organization_id, person)


async def leave(runner: Runner, challenge_id: UUID, organization_id: UUID) -> None:
    await runner.execute(LEAVE, challenge_id, organization_id)


JOINED = """
SELECT j.challenge_id, j.organization_id, j.joined_at
FROM joins j JOIN challenges c ON c.id = j.challenge_id
WHERE ($1::uuid IS NULL OR j.challenge_id = $1) AND ($2::uuid IS NULL OR j.organization_id = $2)
    AND ($1::uuid IS NOT NULL OR $2::uuid IS NOT NULL)
    AND c.published_at IS NOT NULL AND c.state <> 'closed'
    AND NOT is_kept_back(c.id, c.organization_id, $3)
ORDER BY j.joined_at, j.organization_id LIMIT 200
"""


async def joined(runner: Runner, asked: ListJoined, own: UUID | None) -> tuple[Joined, ...]:
    """The first who said so first. Of challenges that are not yet closed."""
    return await records(runner, Joined, JOINED, asked.challenge_id, asked.organization_id, own)


TAKE_PART = """
INSERT INTO parties (challenge_id, organization_id, person_id, because) VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING
"""


async def take_part(
    runner: Runner, challenge_id: UUID, organization_id: UUID, person: UUID, because: str
) -> None:
    """From now on this person is told whatever is told of the challenge.

    ``because``: asked, proposed or introduced.
    """
    await runner.execute(TAKE_PART, challenge_id, organization_id, person, because)


INTRODUCE = """
INSERT INTO introduced (challenge_id, organization_id)
SELECT c.id, $2 FROM challenges c WHERE c.id = $1 AND c.organization_id <> $2
ON CONFLICT DO NOTHING
"""


async def introduce(runner: Runner, challenge_id: UUID, organization_id: UUID) -> None:
    """From now on its people are told, whoever they are by then; not those of the challenge."""
    await runner.execute(INTRODUCE, challenge_id, organization_id)


PARTIES = """
SELECT organization_id, person_id FROM parties WHERE challenge_id = $1
UNION SELECT organization_id, NULL FROM introduced WHERE challenge_id = $1
ORDER BY organization_id, person_id LIMIT 2000
"""


async def parties(runner: Runner, challenge_id: UUID) -> tuple[Party, ...]:
    return await records(runner, Party, PARTIES, challenge_id)
