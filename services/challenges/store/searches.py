"""SQL on saved searches."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.saved_searches import (
    RenameSearch,
    SavedSearch,
    SaveSearch,
    ShareSearch,
    Subscriber,
)
from contracts.wire import Actor

TAKE_TURN = "SELECT pg_advisory_xact_lock(hashtext('searches' || $1::text))"
HOW_MANY = "SELECT count(*) FROM searches WHERE person_id = $1"


async def how_many(runner: Runner, person_id: UUID) -> int:
    """Of a person; nobody else counts them until the transaction ends."""
    await runner.execute(TAKE_TURN, str(person_id))
    return int(await runner.fetchval(HOW_MANY, person_id))


INSERT = """
INSERT INTO searches (id, person_id, organization_id, name, search, patterns, prefecture, direction,
    budget_stage, tag, feed_token, shared)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (id) DO NOTHING
"""


async def insert(
    runner: Runner, asked: SaveSearch, actor: Actor, patterns: list[str], feed_token: str
) -> None:
    who = (asked.id, actor.person, actor.organization, asked.name, asked.search, patterns)
    filters = (asked.prefecture, asked.direction, asked.budget_stage, asked.tag)
    await runner.execute(INSERT, *who, *filters, feed_token, asked.shared)


SEEN = """
SELECT id, name, search, prefecture, direction, budget_stage, tag, feed_token, created_at, shared,
    person_id = $1 AS is_own
FROM searches WHERE person_id = $1 OR (shared AND organization_id = $2)
ORDER BY is_own DESC, created_at DESC, id LIMIT 200
"""
ONE = """
SELECT id, name, search, prefecture, direction, budget_stage, tag, feed_token, created_at, shared
FROM searches WHERE id = $1 AND person_id = $2
"""


async def seen(runner: Runner, actor: Actor) -> tuple[SavedSearch, ...]:
    """A person's own, and what others share with the organization that they act for."""
    return await records(runner, SavedSearch, SEEN, actor.person, actor.organization)


async def one(runner: Runner, search_id: UUID, person_id: UUID) -> SavedSearch | None:
    """One of a person's own; another's is not there."""
    return await record(runner, SavedSearch, ONE, search_id, person_id)


RENAME = "UPDATE searches SET name = $3 WHERE id = $1 AND person_id = $2"
SHARE = "UPDATE searches SET shared = $3 WHERE id = $1 AND person_id = $2"
RENEW = "UPDATE searches SET feed_token = $3 WHERE id = $1 AND person_id = $2"
DELETE = "DELETE FROM searches WHERE id = $1 AND person_id = $2"


async def rename(runner: Runner, asked: RenameSearch, person_id: UUID) -> None:
    await runner.execute(RENAME, asked.id, person_id, asked.name)


async def share(runner: Runner, asked: ShareSearch, person_id: UUID) -> None:
    await runner.execute(SHARE, asked.id, person_id, asked.shared)


async def renew(runner: Runner, search_id: UUID, person_id: UUID, feed_token: str) -> None:
    await runner.execute(RENEW, search_id, person_id, feed_token)


async def delete(runner: Runner, search_id: UUID, person_id: UUID) -> None:
    await runner.execute(DELETE, search_id, person_id)


BY_FEED = """
SELECT id, name, search, prefecture, direction, budget_stage, tag, feed_token, created_at
FROM searches WHERE feed_token = $1
"""


async def by_token(runner: Runner, token: str) -> SavedSearch | None:
    return await record(runner, SavedSearch, BY_FEED, token)


# The conditions of the list (store/challenges.py PAGE), asked the other way round.
SUBSCRIBERS = """
SELECT DISTINCT ON (s.person_id) s.person_id, s.organization_id
FROM searches s, challenges c JOIN organizations g ON g.id = c.organization_id
WHERE c.id = $1 AND c.published_at IS NOT NULL
    AND (s.prefecture IS NULL OR g.prefecture = s.prefecture)
    AND (s.direction IS NULL OR c.direction = s.direction)
    AND (s.budget_stage IS NULL OR c.budget_stage = s.budget_stage)
    AND (s.tag IS NULL OR s.tag = any(c.tags))
    AND c.search_text LIKE all(s.patterns)
ORDER BY s.person_id, s.created_at, s.id
"""


async def subscribers(runner: Runner, challenge_id: UUID) -> tuple[Subscriber, ...]:
    """Everybody who looks for such a challenge, each once, for whom they saved it first."""
    return await records(runner, Subscriber, SUBSCRIBERS, challenge_id)


SAVED = """
SELECT id, organization_id, name, search, prefecture, direction, budget_stage, tag, shared,
    created_at
FROM searches WHERE person_id = $1 ORDER BY created_at, id OFFSET $2 LIMIT $3
"""
FORGET = "DELETE FROM searches WHERE person_id = $1"
