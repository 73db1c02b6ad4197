"""SQL on the copies of what challenges tells of proposals."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record
from contracts.proposals import ProposalState, ProposalTold

KEEP = """
INSERT INTO proposals (id, challenge_id, title, owner_id, organization_id, state, is_blind,
    revision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id) DO UPDATE SET title = excluded.title, state = excluded.state,
    is_blind = excluded.is_blind, revision = excluded.revision
WHERE proposals.revision <= excluded.revision
"""


async def keep(runner: Runner, told: ProposalTold) -> None:
    what = (told.id, told.challenge_id, told.challenge_title, told.owner_id, told.organization_id)
    await runner.execute(KEEP, *what, told.state, told.is_blind, told.revision)


class Known(Struct, frozen=True, kw_only=True):
    id: UUID
    challenge_id: UUID
    title: str
    owner_id: UUID
    organization_id: UUID
    state: ProposalState
    is_blind: bool


ONE = """
SELECT id, challenge_id, title, owner_id, organization_id, state, is_blind
FROM proposals WHERE id = $1
"""


async def one(runner: Runner, proposal_id: UUID) -> Known | None:
    return await record(runner, Known, ONE, proposal_id)
