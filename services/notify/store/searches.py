"""SQL on telling of what saved searches found."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner
from contracts.notify import NotificationKind
from contracts.saved_searches import Subscriber

TELL = """
WITH told AS (
    INSERT INTO notifications (person_id, organization_id, kind, cause, challenge_id,
        challenge_title, challenge_organization_name, place)
    SELECT DISTINCT m.person_id, m.organization_id, $3, $4, $5::uuid, $6, $7, $8
    FROM unnest($1::uuid[], $2::uuid[]) AS s (person_id, organization_id)
        JOIN memberships m USING (person_id, organization_id)
    WHERE m.since <= now() AND (m.until IS NULL OR m.until > now())
    ORDER BY m.person_id
    ON CONFLICT (person_id, cause) DO NOTHING
    RETURNING id, person_id
), paced AS (
    SELECT t.id, coalesce(r.rhythm, 'at_once') AS rhythm
    FROM told t LEFT JOIN rhythms r ON r.person_id = t.person_id
), kept AS (
    INSERT INTO held (id) SELECT id FROM paced WHERE rhythm IN ('daily', 'weekly')
)
INSERT INTO letters (id) SELECT id FROM paced WHERE rhythm = 'at_once'
"""


class Found(Struct, frozen=True, kw_only=True):
    """A challenge or an offer that somebody looks for."""

    kind: NotificationKind
    cause: str
    id: UUID
    title: str
    organization_name: str
    place: str = ""
    """Path on the site, where it is no challenge."""


async def tell(runner: Runner, found: Found, subscribers: Sequence[Subscriber]) -> None:
    """Those who still work where they saved it."""
    people = [one.person_id for one in subscribers]
    organizations = [one.organization_id for one in subscribers]
    what = (found.kind, found.cause, found.id, found.title, found.organization_name, found.place)
    await runner.execute(TELL, people, organizations, *what)
