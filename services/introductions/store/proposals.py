"""SQL on the copies of what challenges tells of proposals."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record
from contracts.proposals import ProposalState, ProposalTold

KEEP = """
INSERT INTO proposals (id, challenge_id, title, owner_id, organization_id, state, is_blind,
    revision, answer_due, unit_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (id) DO UPDATE SET title = excluded.title, state = excluded.state,
    is_blind = excluded.is_blind, revision = excluded.revision,
    answer_due = excluded.answer_due, unit_id = excluded.unit_id
WHERE proposals.revision <= excluded.revision
"""


async def keep(runner: Runner, told: ProposalTold) -> None:
    what = (told.id, told.challenge_id, told.challenge_title, told.owner_id, told.organization_id)
    how = (told.state, told.is_blind, told.revision, told.answer_due, told.unit_id)
    await runner.execute(KEEP, *what, *how)


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
