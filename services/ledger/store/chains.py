"""SQL on the chains: adding to their ends, and reading them through from their beginnings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from chassis.postgres import Runner, records
from contracts.ledger import KeptHead
from contracts.recording import Entry

HOLD = """
INSERT INTO heads (tenant, seq, hash) VALUES ($1, 0, $2)
ON CONFLICT (tenant) DO UPDATE SET seq = heads.seq
RETURNING seq, hash
"""


async def hold(runner: Runner, tenant: UUID, genesis: bytes) -> tuple[int, bytes]:
    """Where the chain ends, kept from others until the transaction ends."""
    [row] = await runner.fetch(HOLD, tenant, genesis)
    return row["seq"], row["hash"]


ADD = """
WITH added AS (
    INSERT INTO entries (
        tenant, seq, previous, hash, id, at, account, person, role, organization, unit, operation,
        object_kind, object_id, result, reason, fields, address, user_agent, trace
    )
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20)
    ON CONFLICT (id) DO NOTHING
    RETURNING tenant, seq, hash
)
UPDATE heads SET seq = added.seq, hash = added.hash FROM added WHERE heads.tenant = added.tenant
"""


async def add(runner: Runner, entry: Entry, seq: int, previous: bytes, mark: bytes) -> None:
    """The next link; one that is there already changes nothing."""
    await runner.execute(
        ADD,
        *(entry.tenant, seq, previous, mark, entry.id, entry.at),
        *(entry.account, entry.person, entry.role, entry.organization, entry.unit),
        *(entry.operation, entry.object_kind, entry.object_id, entry.result, entry.reason),
        *(list(entry.fields), entry.address, entry.user_agent, entry.trace),
    )


NEXT_TENANT = """
SELECT tenant FROM (
    (SELECT tenant FROM entries WHERE $1::uuid IS NULL OR tenant > $1 ORDER BY tenant LIMIT 1)
    UNION ALL
    (SELECT tenant FROM heads WHERE $1::uuid IS NULL OR tenant > $1 ORDER BY tenant LIMIT 1)
) AS found ORDER BY tenant LIMIT 1
"""


async def next_tenant(runner: Runner, after: UUID | None) -> UUID | None:
    """The first one after it, in the order of their ids; with a head or not."""
    found: UUID | None = await runner.fetchval(NEXT_TENANT, after)
    return found


STRETCH = """
SELECT h.seq AS head_seq, h.hash AS head_hash, e.tenant, e.seq, e.previous, e.hash, e.id, e.at,
    e.account, e.person, e.role, e.organization, e.unit, e.operation, e.object_kind, e.object_id,
    e.result, e.reason, e.fields, e.address, e.user_agent, e.trace
FROM (SELECT) AS one
LEFT JOIN heads h ON h.tenant = $1
LEFT JOIN LATERAL (
    SELECT tenant, seq, previous, hash, id, at, account, person, role, organization, unit,
        operation, object_kind, object_id, result, reason, fields, address, user_agent, trace
    FROM entries WHERE tenant = $1 AND seq > $2 ORDER BY seq LIMIT $3
) AS e ON true
ORDER BY e.seq
"""


async def stretch(
    runner: Runner, tenant: UUID, after: int, most: int
) -> Sequence[Mapping[str, Any]]:
    """The next entries in order, each with the head as it was at that moment; at least one row."""
    return await runner.fetch(STRETCH, tenant, after, most)


HASH_AT = "SELECT hash FROM entries WHERE tenant = $1 AND seq = $2"


async def hash_at(runner: Runner, tenant: UUID, seq: int) -> bytes | None:
    found: bytes | None = await runner.fetchval(HASH_AT, tenant, seq)
    return found


HEADS = "SELECT tenant, seq, encode(hash, 'hex') AS hash, now() AS at FROM heads WHERE seq > 0"


async def heads(runner: Runner) -> tuple[KeptHead, ...]:
    """Where every chain ends now."""
    return await records(runner, KeptHead, HEADS)
