"""SQL on all second factors of an account together."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record


class Factors(Struct, frozen=True, kw_only=True):
    passkeys: int
    totp_since: datetime | None
    recovery_codes_left: int

    @property
    def is_any(self) -> bool:
        """Recovery codes are no factor of their own: they stand in for one."""
        return self.passkeys > 0 or self.totp_since is not None


OF = """
SELECT (SELECT count(*) FROM passkeys WHERE account_id = $1) AS passkeys,
    (SELECT confirmed_at FROM totp WHERE account_id = $1) AS totp_since,
    (SELECT count(*) FROM recovery_codes WHERE account_id = $1 AND used_at IS NULL)
        AS recovery_codes_left
"""


async def of(runner: Runner, account_id: UUID) -> Factors:
    found = await record(runner, Factors, OF, account_id)
    if found is None:  # a SELECT without FROM always has a row
        raise LookupError(account_id)
    return found


LOCK = "SELECT true FROM accounts WHERE id = $1 FOR UPDATE"


async def lock(runner: Runner, account_id: UUID) -> None:
    """Changes of the factors of one account come one after another from here on."""
    await runner.fetchval(LOCK, account_id)
