"""SQL on changes that wait for a second person."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record, records
from contracts.members import ChangeKind, ChangeState, PendingChange
from contracts.profiles import Membership
from contracts.wire import Role


class Wanted(Struct, frozen=True, kw_only=True):
    """What is asked for, besides by whom."""

    id: UUID
    organization_id: UUID
    kind: ChangeKind
    membership_id: UUID | None = None
    unit_id: UUID | None = None
    role: Role | None = None
    invitation_id: UUID | None = None
    review_before_publishing: bool | None = None


INSERT = """
INSERT INTO changes (id, organization_id, kind, asked_as, asked_by, membership_id, unit_id, role,
    invitation_id, review_before_publishing)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (id) DO NOTHING
"""


async def insert(runner: Runner, wanted: Wanted, asker: Membership) -> None:
    who = (wanted.id, wanted.organization_id, wanted.kind, asker.id, asker.person_id)
    what = (wanted.membership_id, wanted.unit_id, wanted.role, wanted.invitation_id)
    await runner.execute(INSERT, *who, *what, wanted.review_before_publishing)


HELD = """
SELECT c.id, c.organization_id, c.kind, c.state, c.asked_by, a.name AS asked_by_name, c.asked_at,
    c.expires_at, c.decided_by, c.membership_id, m.person_id, coalesce(p.name, '') AS person_name,
    c.unit_id, c.role, c.invitation_id, coalesce(i.email, '') AS email,
    c.review_before_publishing
FROM changes c
JOIN people a ON a.id = c.asked_by
LEFT JOIN memberships m ON m.id = c.membership_id
LEFT JOIN people p ON p.id = m.person_id
LEFT JOIN invitations i ON i.id = c.invitation_id
WHERE c.id = $1
FOR UPDATE OF c
"""


async def held(runner: Runner, change_id: UUID) -> PendingChange | None:
    """The change, kept from others until the transaction ends."""
    return await record(runner, PendingChange, HELD, change_id)


ORGANIZATION_OF = "SELECT organization_id FROM changes WHERE id = $1"


async def organization_of(runner: Runner, change_id: UUID) -> UUID | None:
    found: UUID | None = await runner.fetchval(ORGANIZATION_OF, change_id)
    return found


ASKED_AS = """
SELECT m.id, m.person_id, m.organization_id, m.unit_id, m.role, m.since, m.until, m.revision
FROM changes c JOIN memberships m ON m.id = c.asked_as
WHERE c.id = $1 AND m.since <= clock_timestamp()
    AND (m.until IS NULL OR m.until > clock_timestamp())
"""


async def asked_as(runner: Runner, change_id: UUID) -> Membership | None:
    """The membership of who asked, as it is now; none when it has ended."""
    return await record(runner, Membership, ASKED_AS, change_id)


LAPSED = "SELECT expires_at <= now() FROM changes WHERE id = $1"


async def has_lapsed(runner: Runner, change_id: UUID) -> bool:
    return bool(await runner.fetchval(LAPSED, change_id))


DECIDE = """
UPDATE changes SET state = $2, decided_by = $3, decided_at = now() WHERE id = $1
"""


async def decide(runner: Runner, change_id: UUID, state: ChangeState, person_id: UUID) -> None:
    await runner.execute(DECIDE, change_id, state, person_id)


IS_WAITING = """
SELECT exists(
    SELECT FROM changes
    WHERE organization_id = $1 AND kind = $2 AND membership_id IS NOT DISTINCT FROM $3::uuid
        AND kind <> 'invitation' AND state = 'waiting' AND expires_at > now() AND id <> $4)
"""


async def is_waiting(runner: Runner, wanted: Wanted) -> bool:
    """Whether another one waits for the same thing; people may be invited side by side."""
    what = (wanted.organization_id, wanted.kind, wanted.membership_id, wanted.id)
    return bool(await runner.fetchval(IS_WAITING, *what))


WAITING_OF = """
SELECT c.id, c.organization_id, c.kind, c.state, c.asked_by, a.name AS asked_by_name, c.asked_at,
    c.expires_at, c.decided_by, c.membership_id, m.person_id, coalesce(p.name, '') AS person_name,
    c.unit_id, c.role, c.invitation_id, coalesce(i.email, '') AS email,
    c.review_before_publishing
FROM changes c
JOIN people a ON a.id = c.asked_by
LEFT JOIN memberships m ON m.id = c.membership_id
LEFT JOIN people p ON p.id = m.person_id
LEFT JOIN invitations i ON i.id = c.invitation_id
WHERE c.organization_id = $1 AND c.state = 'waiting' AND c.expires_at > now()
ORDER BY c.asked_at, c.id LIMIT 200
"""


async def waiting_of(runner: Runner, organization_id: UUID) -> tuple[PendingChange, ...]:
    """Those that may still be confirmed, the oldest first."""
    return await records(runner, PendingChange, WAITING_OF, organization_id)
