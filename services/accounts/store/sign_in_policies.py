"""SQL on what organizations demand of those who act for them."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner, record
from contracts.sign_in_policy import SetSignInPolicy, SignInPolicy

OF = """
SELECT organization_id, second_factor, networks::text[] AS networks, revision, changed_at
FROM sign_in_policies WHERE organization_id = $1
"""


async def of(runner: Runner, organization_id: UUID) -> SignInPolicy:
    found = await record(runner, SignInPolicy, OF, organization_id)
    return found or SignInPolicy(organization_id=organization_id)


PUT = """
INSERT INTO sign_in_policies AS p (organization_id, second_factor, networks)
SELECT $1, $2, $3::text[]::cidr[]
WHERE $4 = 0 OR exists(SELECT FROM sign_in_policies WHERE organization_id = $1)
ON CONFLICT (organization_id) DO UPDATE SET second_factor = excluded.second_factor,
    networks = excluded.networks, revision = p.revision + 1, changed_at = now()
WHERE p.revision = $4
RETURNING organization_id, second_factor, networks::text[] AS networks, revision, changed_at
"""


async def put(
    runner: Runner, request: SetSignInPolicy, networks: tuple[str, ...]
) -> SignInPolicy | None:
    """As it is now; none when it was at another revision."""
    what = (request.organization_id, request.second_factor, list(networks), request.revision)
    return await record(runner, SignInPolicy, PUT, *what)


DEMANDS_SECOND_FACTOR = """
SELECT exists(
    SELECT FROM sign_in_policies p
    JOIN memberships m ON m.organization_id = p.organization_id
    JOIN accounts a ON a.person_id = m.person_id
    WHERE a.id = $1 AND p.second_factor AND (m.until IS NULL OR m.until > clock_timestamp()))
"""


async def demands_second_factor(runner: Runner, account_id: UUID) -> bool:
    """Of this account, by any organization that it acts for or will."""
    return bool(await runner.fetchval(DEMANDS_SECOND_FACTOR, account_id))
