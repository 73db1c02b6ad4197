"""SQL on everything that is of one person: to be given to them, and to be forgotten."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner, records
from contracts.profiles import Membership

PERSON = """
SELECT id, name, name_kana FROM people WHERE id = $1 ORDER BY id OFFSET $2 LIMIT $3
"""
MEMBERSHIPS = """
SELECT m.id, g.name AS organization, u.name AS unit, m.role, m.since, m.until
FROM memberships m JOIN organizations g ON g.id = m.organization_id
LEFT JOIN units u ON u.id = m.unit_id
WHERE m.person_id = $1 ORDER BY m.since, m.id OFFSET $2 LIMIT $3
"""
INVITATIONS = """
SELECT i.id, g.name AS organization, i.role, i.email, i.state, i.made_at
FROM invitations i JOIN organizations g ON g.id = i.organization_id
WHERE i.person_id = $1 ORDER BY i.made_at, i.id OFFSET $2 LIMIT $3
"""
REGISTRATIONS = """
SELECT r.id, r.name, r.contact_name, r.contact_kana, r.email, r.state, r.made_at, r.reason, r.note
FROM registrations r
WHERE r.email IN (SELECT email FROM invitations WHERE person_id = $1 AND email <> '')
ORDER BY r.made_at, r.id OFFSET $2 LIMIT $3
"""
ASKED_CHANGES = """
SELECT c.id, g.name AS organization, c.kind, c.state, c.asked_by = $1 AS asked_by_you,
    c.asked_at, c.decided_at
FROM changes c JOIN organizations g ON g.id = c.organization_id
WHERE c.asked_by = $1 OR c.decided_by = $1 ORDER BY c.asked_at, c.id OFFSET $2 LIMIT $3
"""

CARD = """
SELECT position, about, email, phone, position_shown, about_shown, email_shown, phone_shown,
    keep_months, kept_until
FROM cards WHERE person_id = $1 ORDER BY person_id OFFSET $2 LIMIT $3
"""
DECIDED = """
SELECT r.id, r.name AS organization, r.state, r.decided_at, r.reason, r.note
FROM registrations r WHERE r.decided_by = $1 ORDER BY r.decided_at, r.id OFFSET $2 LIMIT $3
"""
INVITED = """
SELECT i.id, g.name AS organization, i.role, i.state, i.made_at
FROM invitations i JOIN organizations g ON g.id = i.organization_id
JOIN memberships m ON m.id = i.invited_by
WHERE m.person_id = $1 ORDER BY i.made_at, i.id OFFSET $2 LIMIT $3
"""

FORGET_CARD = "DELETE FROM cards WHERE person_id = $1"
FORGET_REGISTRATIONS = """
UPDATE registrations SET contact_name = '', contact_kana = '', email = ''
WHERE email IN (SELECT email FROM invitations WHERE person_id = $1 AND email <> '')
"""
FORGET_INVITATIONS = """
UPDATE invitations SET email = '', revision = revision + 1,
    state = CASE state WHEN 'accepted' THEN state ELSE 'revoked' END
WHERE email IN (SELECT email FROM invitations WHERE person_id = $1 AND email <> '')
"""

FORGET_NAME = """
UPDATE people SET name = $2, name_kana = '', erased_at = now() WHERE id = $1
RETURNING true
"""


async def forget_name(runner: Runner, person_id: UUID, pseudonym: str) -> bool:
    """Whether there was such a person; the name is taken up from nobody any more."""
    return bool(await runner.fetchval(FORGET_NAME, person_id, pseudonym))


END_ALL = """
UPDATE memberships SET until = greatest(clock_timestamp(), since + interval '1 microsecond'),
    revision = revision + 1
WHERE person_id = $1 AND (until IS NULL OR until > clock_timestamp())
RETURNING id, person_id, organization_id, unit_id, role, since, until, revision
"""


async def end_all(runner: Runner, person_id: UUID) -> tuple[Membership, ...]:
    """Those that ended by this."""
    return await records(runner, Membership, END_ALL, person_id)
