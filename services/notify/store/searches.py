"""SQL on telling of what saved searches found."""

from __future__ import annotations

from chassis.postgres import Runner
from contracts.notify import NotificationKind
from contracts.saved_searches import SearchFound

TELL = """
WITH told AS (
    INSERT INTO notifications (person_id, organization_id, kind, cause, challenge_id,
        challenge_title, challenge_organization_name)
    SELECT DISTINCT m.person_id, m.organization_id, $3, $4, $5::uuid, $6, $7
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


async def tell(runner: Runner, found: SearchFound) -> None:
    """Those who still work where they saved it."""
    people = [one.person_id for one in found.subscribers]
    organizations = [one.organization_id for one in found.subscribers]
    what = (NotificationKind.SEARCH_FOUND, f"search:{found.challenge_id}", found.challenge_id)
    said = (found.title, found.organization_name)
    await runner.execute(TELL, people, organizations, *what, *said)
