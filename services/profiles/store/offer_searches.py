"""SQL on searches for offers that people keep."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.offer_searches import ChangeOfferSearch, OfferSearch, SaveOfferSearch
from contracts.saved_searches import Subscriber
from contracts.wire import Actor
from services.profiles.store.offers import BANDS

TAKE_TURN = "SELECT pg_advisory_xact_lock(hashtext('offer_searches' || $1::text))"
HOW_MANY = "SELECT count(*) FROM offer_searches WHERE person_id = $1"


async def how_many(runner: Runner, person_id: UUID) -> int:
    """Of a person; nobody else counts them until the transaction ends."""
    await runner.execute(TAKE_TURN, str(person_id))
    return int(await runner.fetchval(HOW_MANY, person_id))


INSERT = """
INSERT INTO offer_searches (id, person_id, organization_id, name, search, patterns, prefecture, tag,
    cost, cost_least, cost_most, cost_open, kind, before_budget, feed_token, shared)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
ON CONFLICT (id) DO NOTHING
"""


async def insert(
    runner: Runner, asked: SaveOfferSearch, actor: Actor, patterns: list[str], feed_token: str
) -> None:
    who = (asked.id, actor.person, actor.organization, asked.name, asked.search, patterns)
    band = BANDS[asked.cost] if asked.cost else (None, None, False)
    filters = (asked.prefecture, asked.tag, asked.cost, *band, asked.kind, asked.before_budget)
    await runner.execute(INSERT, *who, *filters, feed_token, asked.shared)


SEEN = """
SELECT id, name, search, prefecture, tag, cost, kind, before_budget, feed_token, created_at, shared,
    person_id = $1 AS is_own
FROM offer_searches WHERE person_id = $1 OR (shared AND organization_id = $2)
ORDER BY is_own DESC, created_at DESC, id LIMIT 200
"""
ONE = """
SELECT id, name, search, prefecture, tag, cost, kind, before_budget, feed_token, created_at, shared
FROM offer_searches WHERE id = $1 AND person_id = $2
"""


async def seen(runner: Runner, actor: Actor) -> tuple[OfferSearch, ...]:
    """A person's own, and what others share with the organization that they act for."""
    return await records(runner, OfferSearch, SEEN, actor.person, actor.organization)


async def one(runner: Runner, search_id: UUID, person_id: UUID) -> OfferSearch | None:
    """One of a person's own; another's is not there."""
    return await record(runner, OfferSearch, ONE, search_id, person_id)


CHANGE = """
UPDATE offer_searches SET name = coalesce($3, name), shared = coalesce($4, shared),
    feed_token = coalesce($5, feed_token)
WHERE id = $1 AND person_id = $2
"""
DELETE = "DELETE FROM offer_searches WHERE id = $1 AND person_id = $2"


async def change(
    runner: Runner, asked: ChangeOfferSearch, person_id: UUID, feed_token: str | None
) -> None:
    await runner.execute(CHANGE, asked.id, person_id, asked.name, asked.shared, feed_token)


async def delete(runner: Runner, search_id: UUID, person_id: UUID) -> None:
    await runner.execute(DELETE, search_id, person_id)


BY_FEED = """
SELECT id, name, search, prefecture, tag, cost, kind, before_budget, feed_token, created_at
FROM offer_searches WHERE feed_token = $1
"""


async def by_token(runner: Runner, token: str) -> OfferSearch | None:
    return await record(runner, OfferSearch, BY_FEED, token)


# The conditions of the list (store/offers.py PAGE), asked the other way round.
SUBSCRIBERS = """
SELECT DISTINCT ON (s.person_id) s.person_id, s.organization_id
FROM offer_searches s, offers o JOIN organizations g ON g.id = o.organization_id
WHERE o.id = $1 AND o.state = 'published' AND g.standing = 'active' AND o.source IS NULL
    AND s.organization_id <> o.organization_id
    AND (s.prefecture IS NULL OR o.reach = '{}' OR s.prefecture = any(o.reach))
    AND o.search_text LIKE all(s.patterns)
    AND (s.tag IS NULL OR s.tag = any(o.tags))
    AND (s.cost_least IS NULL OR o.cost_yen >= s.cost_least)
    AND (s.cost_most IS NULL OR o.cost_yen <= s.cost_most)
    AND (NOT s.cost_open OR o.cost_yen IS NULL)
    AND (s.kind IS NULL OR g.kind = s.kind)
    AND (s.before_budget IS NULL
        OR (o.before_budget OR coalesce(o.cost_yen = 0, false)) = s.before_budget)
ORDER BY s.person_id, s.created_at, s.id
"""


async def subscribers(runner: Runner, offer_id: UUID) -> tuple[Subscriber, ...]:
    """Everybody else who looks for such an offer, each once, for whom they saved it first.

    Nobody is told of what was brought in from elsewhere (docs/decisions/0006).
    """
    return await records(runner, Subscriber, SUBSCRIBERS, offer_id)


SAVED = """
SELECT id, organization_id, name, search, prefecture, tag, cost, kind, before_budget, shared,
    created_at
FROM offer_searches WHERE person_id = $1 ORDER BY created_at, id OFFSET $2 LIMIT $3
"""
FORGET = "DELETE FROM offer_searches WHERE person_id = $1"
