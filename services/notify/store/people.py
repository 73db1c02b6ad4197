"""SQL on people: their names, memberships and addresses, as others have told of them."""

from __future__ import annotations

from chassis.postgres import Runner
from contracts.accounts import Account
from contracts.profiles import Membership, Person

KEEP_NAME = """
INSERT INTO people (id, name) VALUES ($1, $2)
ON CONFLICT (id) DO UPDATE SET name = excluded.name
"""


async def keep_name(runner: Runner, person: Person) -> None:
    await runner.execute(KEEP_NAME, person.id, person.name)


KEEP_MEMBERSHIP = """
INSERT INTO memberships (id, person_id, organization_id, role, since, until, revision)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET
    person_id = excluded.person_id, organization_id = excluded.organization_id,
    role = excluded.role, since = excluded.since, until = excluded.until,
    revision = excluded.revision
WHERE memberships.revision < excluded.revision
"""


async def keep_membership(runner: Runner, membership: Membership) -> None:
    """Keep the newest revision, in whatever order they arrive."""
    who = (membership.id, membership.person_id, membership.organization_id, membership.role)
    when = (membership.since, membership.until, membership.revision)
    await runner.execute(KEEP_MEMBERSHIP, *who, *when)


KEEP_ADDRESS = """
INSERT INTO addresses (person_id, account_id, email, locale, revision) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (person_id) DO UPDATE SET
    account_id = excluded.account_id, email = excluded.email, locale = excluded.locale,
    revision = excluded.revision, bounced_at = NULL
WHERE addresses.revision < excluded.revision
"""


async def keep_address(runner: Runner, account: Account) -> None:
    """Keep the newest revision, in whatever order they arrive."""
    values = (account.person_id, account.id, account.email, account.locale, account.revision)
    await runner.execute(KEEP_ADDRESS, *values)
