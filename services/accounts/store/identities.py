"""SQL on whom a provider knows by which name, and on who is at their provider just now."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record
from contracts.identity import Purpose


class Begun(Struct, frozen=True, kw_only=True):
    organization_id: UUID
    issuer: str
    purpose: Purpose
    secrets: bytes
    account_id: UUID | None
    invitation_id: UUID | None


BEGIN = """
INSERT INTO begun_at_providers
    (state_hash, organization_id, issuer, purpose, secrets, account_id, invitation_id)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""


async def begin(runner: Runner, state_hash: bytes, begun: Begun) -> None:
    where = (begun.organization_id, begun.issuer, begun.purpose, begun.secrets)
    await runner.execute(BEGIN, state_hash, *where, begun.account_id, begun.invitation_id)


TAKE = """
DELETE FROM begun_at_providers WHERE state_hash = $1 AND begun_at > now() - $2::interval
RETURNING organization_id, issuer, purpose, secrets, account_id, invitation_id
"""


async def take(runner: Runner, state_hash: bytes, life: timedelta) -> Begun | None:
    """For one asker only: then it is gone."""
    return await record(runner, Begun, TAKE, state_hash, life)


DELETE_OLD = "DELETE FROM begun_at_providers WHERE begun_at < now() - $1::interval"


async def delete_old(runner: Runner, life: timedelta) -> None:
    await runner.execute(DELETE_OLD, life)


LINK = """
INSERT INTO identities (organization_id, issuer, subject, account_id) VALUES ($1, $2, $3, $4)
ON CONFLICT (organization_id, account_id) DO UPDATE SET
    issuer = excluded.issuer, subject = excluded.subject, linked_at = now()
RETURNING true
"""
TAKEN = """
SELECT account_id FROM identities WHERE organization_id = $1 AND issuer = $2 AND subject = $3
FOR UPDATE
"""


async def link(runner: Runner, begun: Begun, subject: str, account_id: UUID) -> bool:
    """Whether it is this account's now; what is another's stays so."""
    found = await runner.fetchval(TAKEN, begun.organization_id, begun.issuer, subject)
    if found is not None:
        return bool(found == account_id)
    place = (begun.organization_id, begun.issuer, subject)
    return bool(await runner.fetchval(LINK, *place, account_id))


USE = """
UPDATE identities SET used_at = now()
WHERE organization_id = $1 AND issuer = $2 AND subject = $3
RETURNING account_id
"""


async def use(runner: Runner, begun: Begun, subject: str) -> UUID | None:
    """Whose it is."""
    place = (begun.organization_id, begun.issuer, subject)
    found: UUID | None = await runner.fetchval(USE, *place)
    return found


BELONGS = """
SELECT exists(SELECT FROM memberships m JOIN accounts a ON a.person_id = m.person_id
    WHERE a.id = $1 AND m.organization_id = $2 AND m.since <= clock_timestamp()
        AND (m.until IS NULL OR m.until > clock_timestamp()))
"""


async def belongs(runner: Runner, account_id: UUID, organization_id: UUID) -> bool:
    return bool(await runner.fetchval(BELONGS, account_id, organization_id))
