"""SQL on the copies of what profiles and challenges tell."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec
from msgspec import Struct

from chassis.postgres import Runner, record
from contracts.challenges import Challenge
from contracts.profiles import Membership, Offer, Organization, OrganizationKind, Person
from contracts.standing import AccountStandingSet

KEEP_ORGANIZATION = """
INSERT INTO organizations (id, kind, name, units, revision) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name,
    units = excluded.units, revision = excluded.revision
WHERE organizations.revision <= excluded.revision
"""


async def keep_organization(runner: Runner, found: Organization) -> None:
    """Keep the newest revision, in whatever order they arrive."""
    units = msgspec.to_builtins(found.units)
    values = (found.id, found.kind, found.name, units, found.revision)
    await runner.execute(KEEP_ORGANIZATION, *values)


KEEP_PERSON = """
INSERT INTO people (id, is_minor, name) VALUES ($1, $2, $3)
ON CONFLICT (id) DO UPDATE SET is_minor = excluded.is_minor, name = excluded.name
"""


async def keep_person(runner: Runner, found: Person) -> None:
    await runner.execute(KEEP_PERSON, found.id, found.is_minor, found.name)


KEEP_ACCOUNT = """
INSERT INTO people (id, is_kept_out, kept_out_at) VALUES ($1, $2, $3)
ON CONFLICT (id) DO UPDATE SET is_kept_out = excluded.is_kept_out,
    kept_out_at = excluded.kept_out_at
WHERE coalesce(people.kept_out_at, '-infinity') <= excluded.kept_out_at
"""


async def keep_account(runner: Runner, told: AccountStandingSet) -> None:
    """Whether they are kept out, as it was said last; in whatever order it arrives."""
    await runner.execute(KEEP_ACCOUNT, told.person_id, told.is_suspended, told.at)


KEEP_MEMBERSHIP = """
INSERT INTO memberships (id, person_id, organization_id, unit_id, role, since, until, revision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id) DO UPDATE SET person_id = excluded.person_id,
    organization_id = excluded.organization_id, unit_id = excluded.unit_id,
    role = excluded.role, since = excluded.since, until = excluded.until,
    revision = excluded.revision
WHERE memberships.revision < excluded.revision
"""


async def keep_membership(runner: Runner, found: Membership) -> None:
    who = (found.id, found.person_id, found.organization_id, found.unit_id, found.role)
    await runner.execute(KEEP_MEMBERSHIP, *who, found.since, found.until, found.revision)


KEEP_CAUSE = """
INSERT INTO causes (id, kind, organization_id, unit_id, title, state, budget_stage, answer_by,
    revision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (id) DO UPDATE SET unit_id = excluded.unit_id, title = excluded.title,
    state = excluded.state, budget_stage = excluded.budget_stage,
    answer_by = excluded.answer_by, revision = excluded.revision, changed_at = now()
WHERE causes.revision < excluded.revision
"""


async def keep_challenge(runner: Runner, found: Challenge) -> None:
    whose = (found.id, "challenge", found.organization_id, found.unit_id, found.title)
    how = (found.state, found.budget_stage, found.answer_by, found.revision)
    await runner.execute(KEEP_CAUSE, *whose, *how)


async def keep_offer(runner: Runner, found: Offer) -> None:
    whose = (found.id, "offer", found.organization_id, None, found.title)
    await runner.execute(KEEP_CAUSE, *whose, found.state, None, None, found.revision)


class Known(Struct, frozen=True, kw_only=True):
    """An organization as it is known here."""

    id: UUID
    kind: OrganizationKind
    name: str
    units: tuple[dict[str, str], ...] = ()

    def has_unit(self, unit_id: UUID) -> bool:
        return any(unit["id"] == str(unit_id) for unit in self.units)


ORGANIZATION = "SELECT id, kind, name, units FROM organizations WHERE id = $1"


async def organization(runner: Runner, organization_id: UUID) -> Known | None:
    return await record(runner, Known, ORGANIZATION, organization_id)


HOLD = "SELECT id, kind, name, units FROM organizations WHERE id = $1 FOR NO KEY UPDATE"


async def hold_organization(runner: Runner, organization_id: UUID) -> Known | None:
    """Nobody else counts or sends for it meanwhile."""
    return await record(runner, Known, HOLD, organization_id)


class CauseKnown(Struct, frozen=True, kw_only=True):
    id: UUID
    kind: str
    organization_id: UUID
    unit_id: UUID | None
    title: str
    state: str


CAUSE = "SELECT id, kind, organization_id, unit_id, title, state FROM causes WHERE id = $1"


async def cause(runner: Runner, cause_id: UUID) -> CauseKnown | None:
    return await record(runner, CauseKnown, CAUSE, cause_id)


HAS_LEFT = """
SELECT exists(SELECT FROM memberships WHERE person_id = $1 AND organization_id = $2)
    AND NOT exists(
        SELECT FROM memberships WHERE person_id = $1 AND organization_id = $2
            AND since <= clock_timestamp() AND (until IS NULL OR until > clock_timestamp()))
"""


async def has_left(runner: Runner, person_id: UUID, organization_id: UUID) -> bool:
    """Whether somebody belonged to an organization and does no longer."""
    return bool(await runner.fetchval(HAS_LEFT, person_id, organization_id))


LIVE = """
SELECT id, person_id, organization_id, unit_id, role, since, until, revision FROM memberships
WHERE person_id = $1 AND organization_id = $2
    AND since <= clock_timestamp() AND (until IS NULL OR until > clock_timestamp())
ORDER BY since, id LIMIT 1
"""


async def live(runner: Runner, person_id: UUID, organization_id: UUID) -> Membership | None:
    return await record(runner, Membership, LIVE, person_id, organization_id)


ALONE = """
SELECT coalesce(bool_or(is_minor), false) AND NOT coalesce(bool_or(NOT is_minor), false)
FROM (
    SELECT coalesce(p.is_minor, false) AS is_minor FROM memberships m
    LEFT JOIN people p ON p.id = m.person_id
    WHERE m.organization_id = $1 AND m.role = any($3::text[])
        AND ($2::uuid IS NULL OR m.unit_id IS NOT DISTINCT FROM $2 OR m.role = any($4::text[]))
        AND m.since <= clock_timestamp() AND (m.until IS NULL OR m.until > clock_timestamp())
) there
"""


async def only_minors(
    runner: Runner,
    organization_id: UUID,
    unit_id: UUID | None,
    roles: Sequence[str],
    wide: Sequence[str],
) -> bool:
    """Whether minors alone would be at that side; ``wide`` roles see every unit."""
    return bool(await runner.fetchval(ALONE, organization_id, unit_id, list(roles), list(wide)))


IS_MINOR = "SELECT coalesce((SELECT is_minor FROM people WHERE id = $1), false)"


async def is_minor(runner: Runner, person_id: UUID) -> bool:
    return bool(await runner.fetchval(IS_MINOR, person_id))


IS_KEPT_OUT = "SELECT coalesce((SELECT is_kept_out FROM people WHERE id = $1), false)"


async def is_kept_out(runner: Runner, person_id: UUID) -> bool:
    """Whether their account is suspended."""
    return bool(await runner.fetchval(IS_KEPT_OUT, person_id))
