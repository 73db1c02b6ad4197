"""SQL on passkeys: public keys of authenticators, and how often those have signed."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record, records
from contracts.factors import Passkey


class Kept(Struct, frozen=True, kw_only=True):
    """A passkey with what its signatures are checked with."""

    id: UUID
    account_id: UUID
    public_key: bytes
    sign_count: int


class NewPasskey(Struct, frozen=True, kw_only=True):
    account_id: UUID
    credential_id: bytes
    public_key: bytes
    sign_count: int
    name: str


INSERT = """
INSERT INTO passkeys (account_id, credential_id, public_key, sign_count, name)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (credential_id) DO NOTHING
RETURNING true
"""


async def insert(runner: Runner, new: NewPasskey) -> bool:
    """Whether it is new: a credential belongs to one account, for ever."""
    key = (new.credential_id, new.public_key, new.sign_count)
    return bool(await runner.fetchval(INSERT, new.account_id, *key, new.name))


FIND = """
SELECT id, account_id, public_key, sign_count FROM passkeys WHERE credential_id = $1
"""


async def find(runner: Runner, credential_id: bytes) -> Kept | None:
    return await record(runner, Kept, FIND, credential_id)


COUNT_UP = """
UPDATE passkeys SET sign_count = $2, used_at = now()
WHERE id = $1 AND (sign_count < $2 OR (sign_count = 0 AND $2 = 0))
RETURNING true
"""


async def count_up(runner: Runner, passkey_id: UUID, sign_count: int) -> bool:
    """Whether it has signed more often than ever seen; many authenticators never count."""
    return bool(await runner.fetchval(COUNT_UP, passkey_id, sign_count))


LIST_OF = """
SELECT id, name, created_at, used_at FROM passkeys WHERE account_id = $1 ORDER BY created_at, id
"""


async def list_of(runner: Runner, account_id: UUID) -> tuple[Passkey, ...]:
    return await records(runner, Passkey, LIST_OF, account_id)


CREDENTIALS_OF = "SELECT credential_id FROM passkeys WHERE account_id = $1"


async def credentials_of(runner: Runner, account_id: UUID) -> list[bytes]:
    return [row["credential_id"] for row in await runner.fetch(CREDENTIALS_OF, account_id)]


DELETE = "DELETE FROM passkeys WHERE account_id = $1 AND id = $2 RETURNING true"


async def delete(runner: Runner, account_id: UUID, passkey_id: UUID) -> bool:
    """Whether there was one."""
    return bool(await runner.fetchval(DELETE, account_id, passkey_id))
