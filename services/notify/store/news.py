"""SQL on telling the people of a unit."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner
from contracts.notify import NotificationKind


class News(Struct, frozen=True, kw_only=True):
    """What the people of a unit are told, once for each ``cause``."""

    kind: NotificationKind
    cause: str
    organization_id: UUID
    unit_id: UUID | None = None
    """None: whoever works there in one of the roles."""
    person_id: UUID | None = None
    """Nobody but this one."""
    subject_id: UUID
    title: str = ""
    other_name: str = ""
    place: str = ""
    """Path on the site."""
    note: str = ""
    introduction_id: UUID | None = None
    """The thread that the letter may be answered in."""


TELL = """
WITH told AS (
    INSERT INTO notifications (person_id, organization_id, kind, cause, challenge_id,
        challenge_title, challenge_organization_name, place, note, introduction_id)
    SELECT DISTINCT m.person_id, m.organization_id, $6, $7, $8::uuid, $9, $10, $11, $12, $13::uuid
    FROM memberships m
    WHERE m.organization_id = $1 AND m.role = any($4::text[])
        AND ($2::uuid IS NULL OR m.unit_id IS NULL OR m.unit_id = $2 OR m.role = any($5::text[]))
        AND ($3::uuid IS NULL OR m.person_id = $3)
        AND m.since <= now() AND (m.until IS NULL OR m.until > now())
    ORDER BY m.person_id
    ON CONFLICT (person_id, cause) DO NOTHING
    RETURNING id, person_id
), written AS (
    INSERT INTO letters (id) SELECT id FROM told
)
SELECT id, person_id FROM told
"""


async def tell(
    runner: Runner, news: News, roles: list[str], heads: list[str]
) -> tuple[tuple[UUID, UUID], ...]:
    """(notification, person) of each who was not told yet; ``heads`` hear of every unit."""
    whom = (news.organization_id, news.unit_id, news.person_id, roles, heads)
    what = (news.kind, news.cause, news.subject_id, news.title, news.other_name)
    more = (news.place, news.note, news.introduction_id)
    rows = await runner.fetch(TELL, *whom, *what, *more)
    return tuple((row["id"], row["person_id"]) for row in rows)
