"""SQL on memberships: who works where now, and how that changes.

Whatever changes who belongs to an organization holds the organization first (``hold``), so
that two who go at the same time see each other.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record, records
from contracts.members import ListMembers, Member
from contracts.profiles import Membership, OrganizationKind
from contracts.rights import MANAGERS
from contracts.wire import Role


class Held(Struct, frozen=True, kw_only=True):
    """An organization whose members change in nobody else's transaction."""

    id: UUID
    kind: OrganizationKind
    name: str
    review_before_publishing: bool


HOLD = """
SELECT id, kind, name, review_before_publishing FROM organizations WHERE id = $1
FOR NO KEY UPDATE
"""


async def hold(runner: Runner, organization_id: UUID) -> Held | None:
    return await record(runner, Held, HOLD, organization_id)


STANDING = """
SELECT id, person_id, organization_id, unit_id, role, since, until, revision
FROM memberships
WHERE person_id = $1 AND organization_id = $2 AND role = $3
    AND since <= clock_timestamp() AND (until IS NULL OR until > clock_timestamp())
    AND EXISTS (SELECT FROM organizations g WHERE g.id = $2 AND g.standing = 'active')
ORDER BY since, id LIMIT 1
"""


async def standing(
    runner: Runner, person_id: UUID, organization_id: UUID, role: Role
) -> Membership | None:
    """The live membership in which somebody acts, as it is at this moment."""
    return await record(runner, Membership, STANDING, person_id, organization_id, role)


LIVE = """
SELECT id, person_id, organization_id, unit_id, role, since, until, revision
FROM memberships
WHERE id = $1 AND since <= clock_timestamp() AND (until IS NULL OR until > clock_timestamp())
"""


async def live(runner: Runner, membership_id: UUID) -> Membership | None:
    return await record(runner, Membership, LIVE, membership_id)


NOT_ENDED = """
SELECT id, person_id, organization_id, unit_id, role, since, until, revision
FROM memberships WHERE id = $1 AND (until IS NULL OR until > clock_timestamp())
"""


async def not_ended(runner: Runner, membership_id: UUID) -> Membership | None:
    """One that is live or has yet to begin."""
    return await record(runner, Membership, NOT_ENDED, membership_id)


ENDED = """
SELECT exists(
        SELECT FROM memberships WHERE person_id = $1 AND organization_id = $2)
    AND NOT exists(
        SELECT FROM memberships WHERE person_id = $1 AND organization_id = $2
            AND since <= clock_timestamp() AND (until IS NULL OR until > clock_timestamp()))
"""


async def has_left(runner: Runner, person_id: UUID, organization_id: UUID) -> bool:
    """Whether somebody belonged to an organization and does no longer."""
    return bool(await runner.fetchval(ENDED, person_id, organization_id))


MANAGER_STAYS = """
SELECT exists(
    SELECT FROM memberships
    WHERE organization_id = $1 AND id <> $2 AND role = any($3::text[])
        AND since <= clock_timestamp() AND until IS NULL)
"""


async def manager_stays(runner: Runner, organization_id: UUID, without: UUID) -> bool:
    """Whether somebody else manages it, and is not about to go either."""
    roles = sorted(MANAGERS)
    return bool(await runner.fetchval(MANAGER_STAYS, organization_id, without, roles))


CHANGE = """
UPDATE memberships SET role = $2, unit_id = $3, revision = revision + 1 WHERE id = $1
RETURNING id, person_id, organization_id, unit_id, role, since, until, revision
"""


async def change(
    runner: Runner, membership_id: UUID, role: Role, unit_id: UUID | None
) -> Membership | None:
    return await record(runner, Membership, CHANGE, membership_id, role, unit_id)


END = """
UPDATE memberships SET revision = revision + 1,
    until = greatest(coalesce($2, clock_timestamp()), since + interval '1 microsecond')
WHERE id = $1
RETURNING id, person_id, organization_id, unit_id, role, since, until, revision
"""


async def end(runner: Runner, membership_id: UUID, until: datetime | None) -> Membership | None:
    """At ``until``; none: now. One that has not begun ends as it begins."""
    return await record(runner, Membership, END, membership_id, until)


BEGIN = """
INSERT INTO memberships (id, person_id, organization_id, unit_id, role) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO NOTHING
RETURNING id, person_id, organization_id, unit_id, role, since, until, revision
"""


async def begin(
    runner: Runner,
    membership_id: UUID,
    person_id: UUID,
    organization_id: UUID,
    unit_id: UUID | None,
    role: Role,
) -> Membership | None:
    """The new one, or none when it was begun before."""
    values = (membership_id, person_id, organization_id, unit_id, role)
    return await record(runner, Membership, BEGIN, *values)


PAGE = """
SELECT m.id, m.person_id, p.name, p.name_kana, m.organization_id, m.unit_id, m.role, m.since,
    m.until, m.revision
FROM memberships m JOIN people p ON p.id = m.person_id
WHERE m.organization_id = $1 AND (m.until IS NULL OR m.until > clock_timestamp())
    AND ($2::timestamptz IS NULL OR (m.since, m.id) > ($2, $3::uuid))
ORDER BY m.since, m.id LIMIT $4
"""


async def page(runner: Runner, asked: ListMembers) -> tuple[Member, ...]:
    """In the order of their beginning; one more than asked for, when there is one."""
    place = (asked.after.at, asked.after.id) if asked.after else (None, None)
    return await records(runner, Member, PAGE, asked.organization_id, *place, asked.first + 1)


COUNT = """
SELECT count(*) FROM memberships
WHERE organization_id = $1 AND (until IS NULL OR until > clock_timestamp())
"""


async def count(runner: Runner, organization_id: UUID) -> int:
    return int(await runner.fetchval(COUNT, organization_id))


HAS_UNIT = "SELECT exists(SELECT FROM units WHERE id = $1 AND organization_id = $2)"


async def has_unit(runner: Runner, unit_id: UUID, organization_id: UUID) -> bool:
    return bool(await runner.fetchval(HAS_UNIT, unit_id, organization_id))


ADD_UNIT = """
INSERT INTO units (id, organization_id, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
RETURNING true
"""


async def add_unit(runner: Runner, unit_id: UUID, organization_id: UUID, name: str) -> bool:
    """Whether it is new; not when the id or the name is taken."""
    return bool(await runner.fetchval(ADD_UNIT, unit_id, organization_id, name))


SET_POLICY = """
UPDATE organizations SET review_before_publishing = $2, revision = revision + 1 WHERE id = $1
"""


async def set_policy(runner: Runner, organization_id: UUID, review: bool) -> None:
    await runner.execute(SET_POLICY, organization_id, review)
