"""SQL on the providers of organizations; their secrets are sealed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record, records
from contracts.identity import Provider, ProviderName, SetProvider


class Kept(Struct, frozen=True, kw_only=True):
    """With its secret; never leaves this service."""

    organization_id: UUID
    name: str
    issuer: str
    client_id: str
    client_secret: bytes
    domains: tuple[str, ...]
    revision: int
    changed_at: datetime


OF = """
SELECT organization_id, name, issuer, client_id, client_secret, domains, revision, changed_at
FROM identity_providers WHERE organization_id = $1
"""


async def of(runner: Runner, organization_id: UUID) -> Kept | None:
    return await record(runner, Kept, OF, organization_id)


NAMES = "SELECT organization_id, name FROM identity_providers ORDER BY name LIMIT 1000"


async def names(runner: Runner) -> tuple[ProviderName, ...]:
    return await records(runner, ProviderName, NAMES)


PUT = """
INSERT INTO identity_providers AS p
    (organization_id, name, issuer, client_id, client_secret, domains)
SELECT $1, $2, $3, $4, $5, $6
WHERE $7 = 0 OR exists(SELECT FROM identity_providers WHERE organization_id = $1)
ON CONFLICT (organization_id) DO UPDATE SET name = excluded.name, issuer = excluded.issuer,
    client_id = excluded.client_id, client_secret = excluded.client_secret,
    domains = excluded.domains, revision = p.revision + 1, changed_at = now()
WHERE p.revision = $7
RETURNING organization_id, name, issuer, client_id, domains, revision, changed_at
"""


async def put(
    runner: Runner, request: SetProvider, secret: bytes, domains: tuple[str, ...]
) -> Provider | None:
    """As it is now; none when it was at another revision."""
    what = (request.organization_id, request.name, request.issuer, request.client_id)
    return await record(runner, Provider, PUT, *what, secret, list(domains), request.revision)


DELETE = "DELETE FROM identity_providers WHERE organization_id = $1 RETURNING true"


async def delete(runner: Runner, organization_id: UUID) -> bool:
    """Whether there was one."""
    return bool(await runner.fetchval(DELETE, organization_id))


END_SESSIONS = "DELETE FROM sessions WHERE organization_id = $1"


async def end_sessions(runner: Runner, organization_id: UUID) -> None:
    """Those that this organization's provider has opened."""
    await runner.execute(END_SESSIONS, organization_id)
