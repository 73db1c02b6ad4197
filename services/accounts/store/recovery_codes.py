"""SQL on recovery codes, of which only keyed hashes are kept."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chassis.postgres import Runner

DELETE_OF = "DELETE FROM recovery_codes WHERE account_id = $1"


async def delete_of(runner: Runner, account_id: UUID) -> None:
    await runner.execute(DELETE_OF, account_id)


INSERT = """
INSERT INTO recovery_codes (account_id, code_hash) SELECT $1, unnest($2::bytea[])
"""


async def insert(runner: Runner, account_id: UUID, hashes: Sequence[bytes]) -> None:
    await runner.execute(INSERT, account_id, list(hashes))


USE = """
UPDATE recovery_codes SET used_at = now()
WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL
RETURNING true
"""


async def use(runner: Runner, account_id: UUID, code_hash: bytes) -> bool:
    """Whether it is one of these and unused until now; for one asker only."""
    return bool(await runner.fetchval(USE, account_id, code_hash))
