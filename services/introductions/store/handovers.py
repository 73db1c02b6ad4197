"""SQL on who left a unit, whom that concerns, and who was told."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record, records
from contracts.handovers import Relation, RelationKind, UnitWithoutOwner
from contracts.profiles import Membership
from contracts.rights import POSTERS, RELEASERS


class Departure(Struct, frozen=True, kw_only=True):
    id: UUID
    person_id: UUID
    organization_id: UUID
    unit_id: UUID | None


class Partner(Struct, frozen=True, kw_only=True):
    """An organization with which something is going on, and the weightiest of that."""

    partner_id: UUID
    partner_unit_id: UUID | None
    kind: RelationKind
    subject_id: UUID


class Keeper(Struct, frozen=True, kw_only=True):
    """Who goes on."""

    person_id: UUID
    name: str
    is_successor: bool


NOTE_MOVED = """
INSERT INTO departures (membership_id, revision, person_id, organization_id, unit_id, left_at)
SELECT id, $2, person_id, organization_id, unit_id, clock_timestamp() FROM memberships
WHERE id = $1 AND revision < $2 AND role = any($4::text[])
    AND (unit_id IS DISTINCT FROM $3 OR NOT $5::text = any($4::text[]))
    AND since <= clock_timestamp() AND (until IS NULL OR until > clock_timestamp())
ON CONFLICT DO NOTHING
"""


async def note_moved(runner: Runner, newest: Membership) -> None:
    """Before the copy is renewed: that its person no longer works where they did."""
    roles = sorted(POSTERS)
    what = (newest.id, newest.revision, newest.unit_id, roles, newest.role)
    await runner.execute(NOTE_MOVED, *what)


NOTE_ENDED = """
WITH over AS (
    UPDATE memberships SET has_left = true
    WHERE NOT has_left AND until <= (SELECT clock_timestamp())
    RETURNING id, revision, person_id, organization_id, unit_id, role, since, until
)
INSERT INTO departures (membership_id, revision, person_id, organization_id, unit_id, left_at)
SELECT id, revision, person_id, organization_id, unit_id, until FROM over
WHERE role = any($1::text[]) AND until > since + interval '1 millisecond'
    AND until > clock_timestamp() - interval '30 days'
ON CONFLICT DO NOTHING
"""


async def note_ended(runner: Runner) -> None:
    """By the database's clock. Not of who never came, and not what is an old story."""
    await runner.execute(NOTE_ENDED, sorted(POSTERS))


DUE = """
SELECT id, person_id, organization_id, unit_id FROM departures
WHERE handed_over_at IS NULL AND due_at <= (SELECT clock_timestamp())
ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
"""
DONE = "UPDATE departures SET handed_over_at = clock_timestamp() WHERE id = $1"
PUT_OFF = """
UPDATE departures SET due_at = clock_timestamp() + interval '1 hour',
    handed_over_at = CASE WHEN left_at < clock_timestamp() - interval '30 days'
        THEN clock_timestamp() END
WHERE id = $1
"""


async def due(runner: Runner) -> Departure | None:
    """The next one, which nobody else takes up meanwhile."""
    return await record(runner, Departure, DUE)


async def done(runner: Runner, departure_id: UUID) -> None:
    await runner.execute(DONE, departure_id)


async def put_off(runner: Runner, departure_id: UUID) -> None:
    """There is nobody to be named yet; after thirty days it is no news any more."""
    await runner.execute(PUT_OFF, departure_id)


PARTNERS = """
SELECT DISTINCT ON (r.partner_id) r.partner_id, r.partner_unit_id, r.kind, r.subject_id
FROM relations r
WHERE r.organization_id = $1
    AND (r.unit_id = $2 OR (r.unit_id IS NULL AND (
        exists(SELECT FROM sides s WHERE s.introduction_id = r.subject_id
            AND s.organization_id = $1 AND s.contact_person = $3)
        OR exists(SELECT FROM messages m WHERE m.introduction_id = r.subject_id
            AND m.organization_id = $1 AND m.person_id = $3)
        OR exists(SELECT FROM interests i WHERE i.id = r.subject_id AND i.sent_by = $3)
        OR exists(SELECT FROM steps t WHERE t.interest_id = r.subject_id
            AND t.organization_id = $1 AND t.person_id = $3))))
    AND NOT exists(SELECT FROM standings t
        WHERE t.organization_id IN (r.organization_id, r.partner_id) AND t.standing <> 'active')
ORDER BY r.partner_id, r.rank, r.since DESC, r.subject_id
"""


async def partners(runner: Runner, left: Departure) -> tuple[Partner, ...]:
    """Those of the unit; of what belongs to no unit, those whom this person dealt with."""
    whose = (left.organization_id, left.unit_id, left.person_id)
    return await records(runner, Partner, PARTNERS, *whose)


KEEPER = """
SELECT m.person_id, coalesce(p.name, '') AS name,
    m.unit_id IS NOT DISTINCT FROM $2 AND $2 IS NOT NULL AS is_successor
FROM memberships m LEFT JOIN people p ON p.id = m.person_id
WHERE m.organization_id = $1 AND m.role = any($3::text[])
    AND (m.unit_id = $2 OR m.role = any($4::text[]))
    AND m.since <= clock_timestamp() AND (m.until IS NULL OR m.until > clock_timestamp())
    AND NOT coalesce(p.is_minor, false)
ORDER BY m.unit_id IS NOT DISTINCT FROM $2 AND $2 IS NOT NULL DESC, m.until IS NULL DESC,
    CASE WHEN m.unit_id = $2 THEN m.since END DESC, m.since, m.id
LIMIT 1
"""


async def keeper(runner: Runner, left: Departure) -> Keeper | None:
    """Who came last to the unit and stays; while nobody is there, the contact point's first."""
    roles, heads = sorted(POSTERS), sorted(RELEASERS)
    whose = (left.organization_id, left.unit_id)
    return await record(runner, Keeper, KEEPER, *whose, roles, heads)


NOTE = """
INSERT INTO handovers (organization_id, unit_id, partner_id, person_id)
SELECT $1::uuid, $2::uuid, $3::uuid, $4::uuid
WHERE NOT exists(
    SELECT FROM handovers h
    WHERE h.organization_id = $1 AND h.partner_id = $3 AND h.unit_id IS NOT DISTINCT FROM $2
        AND h.told_at > clock_timestamp() - interval '30 days')
RETURNING id
"""


async def note(runner: Runner, left: Departure, partner_id: UUID, person_id: UUID) -> UUID | None:
    """None when that partner was told in the last thirty days; the organization is held."""
    whose = (left.organization_id, left.unit_id)
    found: UUID | None = await runner.fetchval(NOTE, *whose, partner_id, person_id)
    return found


HAND_ON = """
WITH passed AS (
    UPDATE sides s SET contact_name = $3, contact_email = NULL, contact_person = $4
    FROM introductions i
    WHERE i.id = s.introduction_id AND i.state = 'live' AND s.organization_id = $1
        AND s.contact_person = $2
        AND (s.unit_id IS NOT DISTINCT FROM $5 OR s.unit_id IS NULL)
    RETURNING s.introduction_id
)
UPDATE introductions SET revision = revision + 1
WHERE id IN (SELECT introduction_id FROM passed)
"""


async def hand_on(runner: Runner, left: Departure, to: Keeper) -> None:
    """Where who left was the contact, who goes on is; the address of who left is nobody's now."""
    whose = (left.organization_id, left.person_id, to.name, to.person_id, left.unit_id)
    await runner.execute(HAND_ON, *whose)


OWNERLESS = """
WITH empty AS (
    SELECT r.organization_id, r.unit_id, count(DISTINCT r.partner_id) AS relations,
        min(r.since) AS since,
        coalesce((SELECT max(m.until) FROM memberships m WHERE m.unit_id = r.unit_id
            AND m.until <= clock_timestamp()), '-infinity'::timestamptz) AS ended,
        coalesce((SELECT max(d.left_at) FROM departures d WHERE d.unit_id = r.unit_id),
            '-infinity'::timestamptz) AS departed
    FROM relations r
    WHERE r.unit_id IS NOT NULL AND NOT exists(
        SELECT FROM memberships m
        WHERE m.unit_id = r.unit_id AND m.organization_id = r.organization_id
            AND m.role = any($1::text[]) AND m.since <= clock_timestamp()
            AND (m.until IS NULL OR m.until > clock_timestamp()))
    GROUP BY r.organization_id, r.unit_id
), late AS (
    SELECT organization_id, unit_id, relations, greatest(ended, departed) AS left_at,
        greatest(ended, departed, since) AS since
    FROM empty
    WHERE greatest(ended, departed, since) <= clock_timestamp() - interval '1 day'
), noted AS (
    INSERT INTO ownerless (unit_id, left_at, organization_id)
    SELECT unit_id, left_at, organization_id FROM late ORDER BY unit_id
    ON CONFLICT DO NOTHING
    RETURNING unit_id
)
SELECT l.organization_id, l.unit_id, l.relations, l.since,
    coalesce((SELECT u ->> 'name' FROM organizations o, jsonb_array_elements(o.units) u
        WHERE o.id = l.organization_id AND u ->> 'id' = l.unit_id::text), '') AS unit_name
FROM noted n JOIN late l ON l.unit_id = n.unit_id
ORDER BY l.unit_id
"""


async def ownerless(runner: Runner) -> tuple[UnitWithoutOwner, ...]:
    """Units nobody has worked in for a day, though others wait there; each time told once."""
    return await records(runner, UnitWithoutOwner, OWNERLESS, sorted(POSTERS))


RELATIONS = """
SELECT r.kind, r.subject_id, r.partner_id, o.name AS partner_name, r.title, r.since, r.due_at,
    CASE WHEN r.kind = 'introduction' THEN (
        SELECT jsonb_build_object('name', s.contact_name, 'email', s.contact_email)
        FROM sides s WHERE s.introduction_id = r.subject_id AND s.organization_id = r.partner_id)
        ELSE '{}'::jsonb END AS contact,
    (SELECT max(m.sent_at) FROM messages m WHERE m.introduction_id = r.subject_id) AS last_at,
    (SELECT min(t.chosen) FROM talks t WHERE t.introduction_id = r.subject_id
        AND t.state = 'chosen' AND t.chosen > clock_timestamp()) AS talk_at
FROM relations r JOIN organizations o ON o.id = r.partner_id
WHERE r.organization_id = $1 AND r.rank <= 3
    AND (r.unit_id = $2 OR ($2 IS NULL AND (r.unit_id IS NULL OR $3)))
ORDER BY r.due_at NULLS LAST, r.rank, r.since DESC, r.subject_id LIMIT 100
"""


async def relations(
    runner: Runner, organization_id: UUID, unit_id: UUID | None, everywhere: bool
) -> tuple[Relation, ...]:
    """What waits for an answer first; of proposals challenges knows."""
    whose = (organization_id, unit_id, everywhere)
    return await records(runner, Relation, RELATIONS, *whose)
