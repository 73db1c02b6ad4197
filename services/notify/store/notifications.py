"""SQL on notifications."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chassis.postgres import Runner, records
from contracts.amendments import ChallengeNews
from contracts.challenges import Challenge
from contracts.matching import MatchFound
from contracts.notify import ListNotifications, Notification, NotificationKind
from services.notify import rules

TELL_MATCH = """
WITH told AS (
    INSERT INTO notifications (person_id, organization_id, kind, cause, challenge_id,
        challenge_title, challenge_organization_name)
    SELECT DISTINCT m.person_id, m.organization_id, $3, $4, $5::uuid, $6, $7
    FROM memberships m
    WHERE m.organization_id = $1 AND m.role = any($2::text[])
        AND m.since <= now() AND (m.until IS NULL OR m.until > now())
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


async def tell_match(runner: Runner, found: MatchFound) -> None:
    """A notification for each live member who has not been told of it yet, and a letter as often
    as they want one.
    """
    whom = (found.organization_id, list(rules.TOLD_OF_MATCHES))
    why = (NotificationKind.MATCH_FOUND, f"match:{found.challenge_id}")
    what = (found.challenge_id, found.challenge_title, found.challenge_organization_name)
    await runner.execute(TELL_MATCH, *whom, *why, *what)


TELL_COLLEAGUES = """
WITH told AS (
    INSERT INTO notifications (person_id, organization_id, kind, cause, challenge_id,
        challenge_title, challenge_organization_name)
    SELECT DISTINCT m.person_id, m.organization_id, $5, $6, $7::uuid, $8, $9
    FROM memberships m
    WHERE m.organization_id = $1 AND (m.role = any($2::text[]) OR m.person_id = any($3::uuid[]))
        AND m.person_id <> all($4::uuid[])
        AND m.since <= now() AND (m.until IS NULL OR m.until > now())
    ORDER BY m.person_id
    ON CONFLICT (person_id, cause) DO NOTHING
    RETURNING id
)
INSERT INTO letters (id) SELECT id FROM told
"""


async def tell_colleagues(
    runner: Runner,
    kind: NotificationKind,
    found: Challenge,
    *,
    roles: Sequence[str] = (),
    people: Sequence[UUID] = (),
    but: Sequence[UUID] = (),
    cause: str = "",
) -> None:
    """Live members of its organization in one of ``roles`` or among ``people``, without ``but``.

    Once for each ``cause``: without one, for each revision of the challenge.
    """
    whom = (found.organization_id, list(roles), list(people), list(but))
    why = (kind, cause or f"{kind}:{found.id}:{found.revision}")
    what = (found.id, found.title, found.organization_name)
    await runner.execute(TELL_COLLEAGUES, *whom, *why, *what)


TELL_PARTIES = """
WITH told AS (
    INSERT INTO notifications (person_id, organization_id, kind, cause, challenge_id,
        challenge_title, challenge_organization_name)
    SELECT DISTINCT ON (m.person_id) m.person_id, m.organization_id, $3, $4, $5::uuid, $6, $7
    FROM unnest($1::uuid[], $2::uuid[]) AS p (organization_id, person_id)
    JOIN memberships m ON m.organization_id = p.organization_id
        AND (p.person_id IS NULL OR p.person_id = m.person_id)
    WHERE m.since <= now() AND (m.until IS NULL OR m.until > now())
    ORDER BY m.person_id
    ON CONFLICT (person_id, cause) DO NOTHING
    RETURNING id
)
INSERT INTO letters (id) SELECT id FROM told
"""


async def tell_parties(runner: Runner, kind: NotificationKind, news: ChallengeNews) -> None:
    """Each of them who still works there, once for each piece of news."""
    whom = (
        [party.organization_id for party in news.parties],
        [party.person_id for party in news.parties],
    )
    what = (news.challenge_id, news.challenge_title, news.challenge_organization_name)
    await runner.execute(TELL_PARTIES, *whom, kind, news.cause, *what)


PAGE = """
SELECT id, kind, challenge_id, challenge_title, challenge_organization_name, created_at, read_at,
    place, note
FROM notifications
WHERE person_id = $1 AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::uuid))
ORDER BY created_at DESC, id DESC LIMIT $4
"""


async def page(
    runner: Runner, person_id: UUID, asked: ListNotifications
) -> tuple[Notification, ...]:
    """Newest first; one more than asked for if there is one."""
    place = (asked.after.at, asked.after.id) if asked.after else (None, None)
    return await records(runner, Notification, PAGE, person_id, *place, asked.first + 1)


COUNTS = """
SELECT count(*) AS total, count(*) FILTER (WHERE read_at IS NULL) AS unread
FROM notifications WHERE person_id = $1
"""


async def counts(runner: Runner, person_id: UUID) -> tuple[int, int]:
    """All of a person's, and those not yet read."""
    [row] = await runner.fetch(COUNTS, person_id)
    return row["total"], row["unread"]


MARK_READ = """
UPDATE notifications SET read_at = now()
WHERE person_id = $1 AND read_at IS NULL
    AND (cardinality($2::uuid[]) = 0 OR id = any($2::uuid[]))
"""


async def mark_read(runner: Runner, person_id: UUID, ids: Sequence[UUID]) -> None:
    """Those of the person's among ``ids``; all of them when there are none."""
    await runner.execute(MARK_READ, person_id, list(ids))
