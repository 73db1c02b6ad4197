"""SQL on how often somebody is written to, and on digests.

A day and a week begin at seven in the morning in Japan, by the database's clock.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record, records
from contracts.accounts import Locale
from contracts.digests import LetterRhythm, Rhythm

OF = "SELECT rhythm FROM rhythms WHERE person_id = $1"


async def of(runner: Runner, person_id: UUID) -> LetterRhythm:
    return await record(runner, LetterRhythm, OF, person_id) or LetterRhythm()


IS_KNOWN = "SELECT exists(SELECT FROM addresses WHERE person_id = $1)"


async def is_known(runner: Runner, person_id: UUID) -> bool:
    return bool(await runner.fetchval(IS_KNOWN, person_id))


CHOOSE = """
WITH chosen AS (
    INSERT INTO rhythms (person_id, rhythm) VALUES ($1, $2)
    ON CONFLICT (person_id) DO UPDATE SET rhythm = excluded.rhythm
), released AS (
    DELETE FROM held h USING notifications n
    WHERE n.id = h.id AND n.person_id = $1 AND $2 IN ('at_once', 'never')
    RETURNING h.id
)
INSERT INTO letters (id) SELECT id FROM released WHERE $2 = 'at_once'
ON CONFLICT (id) DO NOTHING
"""


async def choose(runner: Runner, person_id: UUID, rhythm: Rhythm) -> None:
    """What waited goes out now, waits on, or never goes."""
    await runner.execute(CHOOSE, person_id, rhythm)


class Due(Struct, frozen=True, kw_only=True):
    """Somebody whose period has begun, with something new from before."""

    person_id: UUID
    rhythm: Rhythm
    period: date
    until: datetime
    """When it began: what is newer waits for the next."""
    email: str
    locale: Locale
    name: str


DUE = """
SELECT r.person_id, r.rhythm, began.day::date AS period, began.at AS until, a.email, a.locale,
    coalesce(p.name, '') AS name
FROM rhythms r
JOIN addresses a ON a.person_id = r.person_id
LEFT JOIN people p ON p.id = r.person_id
CROSS JOIN LATERAL (
    SELECT day, (day + interval '7 hours') AT TIME ZONE 'Asia/Tokyo' AS at
    FROM date_trunc(CASE r.rhythm WHEN 'daily' THEN 'day' ELSE 'week' END,
        now() AT TIME ZONE 'Asia/Tokyo' - interval '7 hours') AS day
) AS began
WHERE r.rhythm IN ('daily', 'weekly')
    AND coalesce(a.bounced_at, '-infinity') < now() - interval '7 days'
    AND NOT exists(
        SELECT FROM account_standings s WHERE s.person_id = r.person_id AND s.is_suspended)
    AND NOT exists(
        SELECT FROM digests d
        WHERE d.person_id = r.person_id AND d.rhythm = r.rhythm AND d.period = began.day::date)
    AND exists(
        SELECT FROM held h JOIN notifications n ON n.id = h.id
        WHERE n.person_id = r.person_id AND n.created_at < began.at AND n.read_at IS NULL
            AND NOT exists(
                SELECT FROM organization_standings o
                WHERE o.organization_id = n.organization_id AND o.standing = 'suspended')
            AND exists(
                SELECT FROM memberships m
                WHERE m.person_id = n.person_id AND m.organization_id = n.organization_id
                    AND m.since <= now() AND (m.until IS NULL OR m.until > now())))
ORDER BY r.person_id LIMIT $1
"""


async def due(runner: Runner, limit: int) -> tuple[Due, ...]:
    return await records(runner, Due, DUE, limit)


BEGIN = """
INSERT INTO digests (person_id, rhythm, period) VALUES ($1, $2, $3)
ON CONFLICT (person_id, rhythm, period) DO NOTHING
RETURNING id
"""


async def begin(runner: Runner, one: Due) -> UUID | None:
    """None when somebody else has this one."""
    found: UUID | None = await runner.fetchval(BEGIN, one.person_id, one.rhythm, one.period)
    return found


class Item(Struct, frozen=True, kw_only=True):
    challenge_id: UUID
    challenge_title: str
    challenge_organization_name: str
    place: str = ""


TAKE = """
WITH taken AS (
    DELETE FROM held h USING notifications n
    WHERE n.id = h.id AND n.person_id = $1 AND n.created_at < $2
        AND NOT exists(
            SELECT FROM organization_standings o
            WHERE o.organization_id = n.organization_id AND o.standing = 'suspended')
    RETURNING n.id, n.created_at, n.read_at, n.person_id, n.organization_id, n.challenge_id,
        n.challenge_title, n.challenge_organization_name, n.place
), once AS (
    SELECT DISTINCT ON (t.challenge_id) t.id, t.created_at, t.challenge_id, t.challenge_title,
        t.challenge_organization_name, t.place
    FROM taken t
    WHERE t.read_at IS NULL AND exists(
        SELECT FROM memberships m
        WHERE m.person_id = t.person_id AND m.organization_id = t.organization_id
            AND m.since <= now() AND (m.until IS NULL OR m.until > now()))
    ORDER BY t.challenge_id, t.created_at, t.id
)
SELECT challenge_id, challenge_title, challenge_organization_name, place
FROM once ORDER BY created_at, id
"""


async def take(runner: Runner, one: Due) -> tuple[Item, ...]:
    """What waited until the period began and is still unread, each challenge once.

    What an organization that is suspended was told waits until it is let in again.
    """
    return await records(runner, Item, TAKE, one.person_id, one.until)
