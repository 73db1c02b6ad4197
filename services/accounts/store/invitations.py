"""SQL on the invitations that profiles has told of, and the links that notify has made."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record
from contracts.accounts import Locale
from contracts.members import Invitation, InvitationState
from contracts.wire import Role


class Kept(Struct, frozen=True, kw_only=True):
    """An invitation as it is known here, and the role that who asked has at this moment."""

    id: UUID
    organization_id: UUID
    unit_id: UUID | None
    role: Role
    email: str
    locale: Locale
    state: InvitationState
    expires_at: datetime
    is_expired: bool
    is_accepted: bool
    inviter_role: Role | None
    """None: who asked has left."""


KEEP = """
INSERT INTO invitations (id, organization_id, unit_id, role, email, locale, state, invited_by,
    expires_at, revision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (id) DO UPDATE SET state = excluded.state, expires_at = excluded.expires_at,
    revision = excluded.revision
WHERE invitations.revision < excluded.revision
"""


async def keep(runner: Runner, told: Invitation) -> None:
    """Keep the newest revision, in whatever order they arrive."""
    what = (told.id, told.organization_id, told.unit_id, told.role, told.email, told.locale)
    how = (told.state, told.invited_by, told.expires_at, told.revision)
    await runner.execute(KEEP, *what, *how)


KEEP_LINK = """
INSERT INTO invitation_links (token_hash, invitation_id) VALUES ($1, $2) ON CONFLICT DO NOTHING
"""


async def keep_link(runner: Runner, token_hash: bytes, invitation_id: UUID) -> None:
    await runner.execute(KEEP_LINK, token_hash, invitation_id)


BY_LINK = """
SELECT i.id, i.organization_id, i.unit_id, i.role, i.email, i.locale, i.state, i.expires_at,
    i.expires_at <= now() AS is_expired, i.accepted_at IS NOT NULL AS is_accepted,
    m.role AS inviter_role
FROM invitation_links l
JOIN invitations i ON i.id = l.invitation_id
LEFT JOIN memberships m ON m.id = i.invited_by AND m.since <= clock_timestamp()
    AND (m.until IS NULL OR m.until > clock_timestamp())
WHERE l.token_hash = $1
"""


BY_ID = """
SELECT i.id, i.organization_id, i.unit_id, i.role, i.email, i.locale, i.state, i.expires_at,
    i.expires_at <= now() AS is_expired, i.accepted_at IS NOT NULL AS is_accepted,
    m.role AS inviter_role
FROM invitations i
LEFT JOIN memberships m ON m.id = i.invited_by AND m.since <= clock_timestamp()
    AND (m.until IS NULL OR m.until > clock_timestamp())
WHERE i.id = $1
"""


async def by_id(runner: Runner, invitation_id: UUID | None) -> Kept | None:
    return await record(runner, Kept, BY_ID, invitation_id)


async def by_link(runner: Runner, token_hash: bytes) -> Kept | None:
    return await record(runner, Kept, BY_LINK, token_hash)


TAKE = """
UPDATE invitations SET accepted_at = now() WHERE id = $1 AND accepted_at IS NULL RETURNING true
"""


async def take(runner: Runner, invitation_id: UUID) -> bool:
    """Whether it was taken up now, by this transaction and no other."""
    return bool(await runner.fetchval(TAKE, invitation_id))
