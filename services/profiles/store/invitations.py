"""SQL on invitations."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.members import Invitation, InvitationState, Invite

INSERT = """
INSERT INTO invitations (id, organization_id, unit_id, role, email, locale, state, invited_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id) DO NOTHING
RETURNING true
"""


async def insert(
    runner: Runner, asked: Invite, email: str, state: InvitationState, invited_by: UUID
) -> bool:
    """Whether it is new; not when that id is already taken."""
    what = (asked.id, asked.organization_id, asked.unit_id, asked.role)
    return bool(await runner.fetchval(INSERT, *what, email, asked.locale, state, invited_by))


HELD = """
SELECT i.id, i.organization_id, g.name AS organization_name, i.unit_id, i.role, i.email, i.locale,
    i.state, i.invited_by, p.name AS invited_by_name, i.made_at, i.expires_at, i.revision
FROM invitations i
JOIN organizations g ON g.id = i.organization_id
JOIN memberships m ON m.id = i.invited_by
JOIN people p ON p.id = m.person_id
WHERE i.id = $1
FOR UPDATE OF i
"""


async def held(runner: Runner, invitation_id: UUID) -> Invitation | None:
    """The invitation, kept from others until the transaction ends."""
    return await record(runner, Invitation, HELD, invitation_id)


ORGANIZATION_OF = "SELECT organization_id FROM invitations WHERE id = $1"


async def organization_of(runner: Runner, invitation_id: UUID) -> UUID | None:
    found: UUID | None = await runner.fetchval(ORGANIZATION_OF, invitation_id)
    return found


SEND = """
UPDATE invitations SET state = 'sent', expires_at = now() + interval '7 days',
    revision = revision + 1
WHERE id = $1
"""


async def send(runner: Runner, invitation_id: UUID) -> None:
    """Its seven days begin now."""
    await runner.execute(SEND, invitation_id)


SET_STATE = """
UPDATE invitations SET state = $2, person_id = $3, revision = revision + 1 WHERE id = $1
"""


async def set_state(
    runner: Runner, invitation_id: UUID, state: InvitationState, person_id: UUID | None = None
) -> None:
    await runner.execute(SET_STATE, invitation_id, state, person_id)


OPEN_OF = """
SELECT i.id, i.organization_id, g.name AS organization_name, i.unit_id, i.role, i.email, i.locale,
    i.state, i.invited_by, p.name AS invited_by_name, i.made_at, i.expires_at, i.revision
FROM invitations i
JOIN organizations g ON g.id = i.organization_id
JOIN memberships m ON m.id = i.invited_by
JOIN people p ON p.id = m.person_id
WHERE i.organization_id = $1 AND i.state = 'sent' AND i.expires_at > now()
ORDER BY i.made_at DESC, i.id LIMIT 200
"""


async def open_of(runner: Runner, organization_id: UUID) -> tuple[Invitation, ...]:
    """Those that may still be taken up, the newest first."""
    return await records(runner, Invitation, OPEN_OF, organization_id)


ASKED_LATELY = """
SELECT count(*) FROM invitations WHERE organization_id = $1 AND made_at > now() - interval '1 day'
"""


async def asked_lately(runner: Runner, organization_id: UUID) -> int:
    """How many were made within a day."""
    return int(await runner.fetchval(ASKED_LATELY, organization_id))


LAPSED = "SELECT expires_at <= now() FROM invitations WHERE id = $1"


async def has_lapsed(runner: Runner, invitation_id: UUID) -> bool:
    return bool(await runner.fetchval(LAPSED, invitation_id))
