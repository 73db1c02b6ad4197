"""SQL on looser policies that wait for a second person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record
from contracts.sign_in_policy import SetSignInPolicy


class Waiting(Struct, frozen=True, kw_only=True):
    second_factor: bool
    networks: tuple[str, ...]
    revision: int
    asked_by: UUID
    asked_at: datetime


WAITING = """
SELECT second_factor, networks::text[] AS networks, revision, asked_by, asked_at
FROM looser_policies WHERE organization_id = $1 AND asked_at > now() - interval '7 days'
FOR UPDATE
"""


async def waiting(runner: Runner, organization_id: UUID) -> Waiting | None:
    """What was asked for within seven days; kept from others until the transaction ends."""
    return await record(runner, Waiting, WAITING, organization_id)


ASK = """
INSERT INTO looser_policies (organization_id, second_factor, networks, revision, asked_by)
VALUES ($1, $2, $3::text[]::cidr[], $4, $5)
ON CONFLICT (organization_id) DO UPDATE SET second_factor = excluded.second_factor,
    networks = excluded.networks, revision = excluded.revision, asked_by = excluded.asked_by,
    asked_at = now()
"""


async def ask(
    runner: Runner, request: SetSignInPolicy, networks: tuple[str, ...], person_id: UUID
) -> None:
    what = (request.organization_id, request.second_factor, list(networks), request.revision)
    await runner.execute(ASK, *what, person_id)


DROP = "DELETE FROM looser_policies WHERE organization_id = $1"


async def drop(runner: Runner, organization_id: UUID) -> None:
    await runner.execute(DROP, organization_id)
