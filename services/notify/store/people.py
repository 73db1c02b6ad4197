"""SQL on people: their names, memberships and addresses, as others have told of them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, records
from contracts.accounts import Account, Locale
from contracts.profiles import Membership, Person
from contracts.wire import Role


class Addressee(Struct, frozen=True, kw_only=True):
    person_id: UUID
    email: str
    locale: Locale
    name: str = ""


KEEP_NAME = """
INSERT INTO people (id, name) VALUES ($1, $2)
ON CONFLICT (id) DO UPDATE SET name = excluded.name
"""


async def keep_name(runner: Runner, person: Person) -> None:
    await runner.execute(KEEP_NAME, person.id, person.name)


KEEP_MEMBERSHIP = """
INSERT INTO memberships (id, person_id, organization_id, role, since, until, revision, unit_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id) DO UPDATE SET
    person_id = excluded.person_id, organization_id = excluded.organization_id,
    role = excluded.role, since = excluded.since, until = excluded.until,
    revision = excluded.revision, unit_id = excluded.unit_id
WHERE memberships.revision < excluded.revision
"""


async def keep_membership(runner: Runner, membership: Membership) -> None:
    """Keep the newest revision, in whatever order they arrive."""
    who = (membership.id, membership.person_id, membership.organization_id, membership.role)
    when = (membership.since, membership.until, membership.revision)
    await runner.execute(KEEP_MEMBERSHIP, *who, *when, membership.unit_id)


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


class Sender(Struct, frozen=True, kw_only=True):
    """The address of an account, as of a revision of it."""

    person_id: UUID
    email: str
    revision: int


# Waits for a change of the address that is being taken in: KEEP_ADDRESS tells of it anew.
ADDRESSES = """
SELECT person_id, email, revision FROM addresses WHERE person_id = any($1::uuid[])
ORDER BY person_id FOR SHARE
"""


async def addresses(runner: Runner, people: Sequence[UUID]) -> dict[UUID, Sender]:
    found = await records(runner, Sender, ADDRESSES, list(people))
    return {one.person_id: one for one in found}


class Answerable(Struct, frozen=True, kw_only=True):
    id: UUID
    introduction_id: UUID


ANSWERABLE = """
SELECT id, introduction_id FROM notifications
WHERE person_id = $1 AND introduction_id IS NOT NULL AND created_at > now() - interval '30 days'
ORDER BY created_at DESC, id DESC LIMIT 1000
"""


async def answerable(runner: Runner, person: UUID) -> tuple[Answerable, ...]:
    """The notifications whose letters may still be answered."""
    return await records(runner, Answerable, ANSWERABLE, person)


MANAGERS_OF = """
SELECT DISTINCT a.person_id, a.email, a.locale
FROM memberships m JOIN addresses a ON a.person_id = m.person_id
WHERE (m.role = $4 OR (m.role = any($2::text[]) AND m.organization_id = any($1::uuid[])))
    AND m.since <= now() AND (m.until IS NULL OR m.until > now()) AND a.person_id <> $3
    AND NOT exists(
        SELECT FROM organization_standings o
        WHERE o.organization_id = m.organization_id AND o.standing = 'suspended')
"""


async def managers_of(
    runner: Runner, organizations: Sequence[UUID], managers: Sequence[Role], but: UUID
) -> tuple[Addressee, ...]:
    """Who manages one of these, and every platform admin; not the person it is about."""
    who = (list(organizations), list(managers), but, Role.PLATFORM_ADMIN)
    return await records(runner, Addressee, MANAGERS_OF, *who)
