"""SQL on accounts."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record, records
from contracts.accounts import Account, OpenAccount, PasswordChanged
from contracts.regaining import FactorChange, FactorsChanged


class Secret(Struct, frozen=True, kw_only=True):
    """An account and what its password is compared with; never leaves this service."""

    id: UUID
    password_hash: str


TAKEN = """
SELECT id, person_id, email, locale, revision FROM accounts
WHERE id = $1 OR email = $2 OR person_id = $3
"""


async def taken(runner: Runner, request: OpenAccount, email: str) -> tuple[Account, ...]:
    """Accounts that already have the id, the address or the person."""
    return await records(runner, Account, TAKEN, request.id, email, request.person_id)


INSERT = """
INSERT INTO accounts (id, person_id, email, locale, password_hash) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT DO NOTHING
RETURNING id, person_id, email, locale, revision
"""


async def insert(
    runner: Runner, request: OpenAccount, email: str, password_hash: str
) -> Account | None:
    """The new account, or none when something of it is taken."""
    values = (request.id, request.person_id, email, request.locale, password_hash)
    return await record(runner, Account, INSERT, *values)


SECRET = "SELECT id, password_hash FROM accounts WHERE email = $1"  # noqa: S105 -- a statement


async def secret(runner: Runner, email: str) -> Secret | None:
    return await record(runner, Secret, SECRET, email)


SECRET_OF = "SELECT id, password_hash FROM accounts WHERE id = $1"  # noqa: S105 -- likewise


async def secret_of(runner: Runner, account_id: UUID) -> Secret | None:
    return await record(runner, Secret, SECRET_OF, account_id)


HOLD_PASSWORD = "SELECT true FROM accounts WHERE id = $1 AND password_hash = $2 FOR SHARE"  # noqa: S105 -- likewise


async def hold_password(runner: Runner, known: Secret) -> bool:
    """Whether it is still this one, and stays so until the transaction ends."""
    return bool(await runner.fetchval(HOLD_PASSWORD, known.id, known.password_hash))


ACCEPT_TERMS = """
UPDATE accounts SET terms_version = $2, terms_accepted_at = now() WHERE id = $1
"""


async def accept_terms(runner: Runner, account_id: UUID, version: str) -> None:
    await runner.execute(ACCEPT_TERMS, account_id, version)


TELL_TERMS = "UPDATE accounts SET terms_version = $2 WHERE id = $1"


async def tell_terms(runner: Runner, account_id: UUID, version: str) -> None:
    """On paper, by the operator who opened it: the next version is asked for on the page."""
    await runner.execute(TELL_TERMS, account_id, version)


SET_PASSWORD = """
UPDATE accounts SET password_hash = $2 WHERE id = $1
RETURNING id AS account_id, person_id, email, locale, now() AS changed_at
"""  # noqa: S105 -- likewise


async def set_password(
    runner: Runner, account_id: UUID, password_hash: str
) -> PasswordChanged | None:
    return await record(runner, PasswordChanged, SET_PASSWORD, account_id, password_hash)


ADDRESSEE = "SELECT id, person_id, email, locale, revision FROM accounts WHERE email = $1"


async def addressee(runner: Runner, email: str) -> Account | None:
    """Whose address it is."""
    return await record(runner, Account, ADDRESSEE, email)


CHANGED = """
SELECT id AS account_id, person_id, email, locale, $2::text AS change, $3::text AS device,
    now() AS changed_at
FROM accounts WHERE id = $1
"""


async def changed(
    runner: Runner, account_id: UUID, change: FactorChange, device: str
) -> FactorsChanged | None:
    """What its owner is told."""
    return await record(runner, FactorsChanged, CHANGED, account_id, change, device)
