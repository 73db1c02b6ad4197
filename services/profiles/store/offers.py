"""SQL on offers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.profiles import (
    AmendOffer,
    CostBand,
    ImportOffer,
    ListOffers,
    Offer,
    PublishOffer,
)
from contracts.wire import Source

INSERT = """
INSERT INTO offers (
    id, organization_id, title, text, tags, reach, cost_yen, state, source, search_text,
    track_record, before_budget
)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'published', $8, $9, $10, $11)
ON CONFLICT (id) DO NOTHING
RETURNING true
"""


async def insert(
    runner: Runner,
    offer: PublishOffer | ImportOffer,
    organization_id: UUID,
    search_text: str,
    source: Source | None,
) -> bool:
    """Whether it is new; not when that id is already taken."""
    values = (offer.id, organization_id, offer.title, offer.text, list(offer.tags))
    more = (list(offer.reach), offer.cost_yen, source, search_text, list(offer.track_record))
    return bool(await runner.fetchval(INSERT, *values, *more, offer.before_budget))


CHANGE = """
UPDATE offers SET title = $2, text = $3, tags = $4, reach = $5, cost_yen = $6, search_text = $7,
    track_record = $8, before_budget = $9, revision = revision + 1
WHERE id = $1
"""


async def change(runner: Runner, offer: AmendOffer | ImportOffer, search_text: str) -> None:
    values = (offer.id, offer.title, offer.text, list(offer.tags), list(offer.reach))
    more = (offer.cost_yen, search_text, list(offer.track_record), offer.before_budget)
    await runner.execute(CHANGE, *values, *more)


WITHDRAW = "UPDATE offers SET state = 'withdrawn', revision = revision + 1 WHERE id = $1"


async def withdraw(runner: Runner, offer_id: UUID) -> None:
    await runner.execute(WITHDRAW, offer_id)


HELD = """
SELECT o.id, o.organization_id, o.title, o.text, o.tags, o.reach, o.cost_yen, o.state, o.source,
    o.revision, o.published_at, o.track_record, o.before_budget, g.kind AS organization_kind,
    g.name AS organization_name
FROM offers o JOIN organizations g ON g.id = o.organization_id
WHERE o.id = $1
FOR UPDATE OF o
"""


async def held(runner: Runner, offer_id: UUID) -> Offer | None:
    """The offer, kept from others until the transaction ends."""
    return await record(runner, Offer, HELD, offer_id)


BY_IDS = """
SELECT o.id, o.organization_id, o.title, o.text, o.tags, o.reach, o.cost_yen, o.state, o.source,
    o.revision, o.published_at, o.track_record, o.before_budget, g.kind AS organization_kind,
    g.name AS organization_name
FROM offers o JOIN organizations g ON g.id = o.organization_id
WHERE o.id = any($1::uuid[])
    AND (o.state = 'published' AND g.standing = 'active' OR o.organization_id = $2)
"""


async def by_ids(
    runner: Runner, ids: Sequence[UUID], organization_id: UUID | None
) -> tuple[Offer, ...]:
    """Those of them that ``organization_id`` (none: the public) may see, in no order."""
    return await records(runner, Offer, BY_IDS, list(ids), organization_id)


BANDS: dict[CostBand, tuple[int | None, int | None, bool]] = {
    CostBand.FREE: (0, 0, False),
    CostBand.TO_500_000: (1, 500_000, False),
    CostBand.TO_2_000_000: (500_001, 2_000_000, False),
    CostBand.ABOVE_2_000_000: (2_000_001, None, False),
    CostBand.OPEN: (None, None, True),
}
"""Band -> (at least, at most, whether no sum is said)."""

PAGE = """
SELECT o.id, o.organization_id, o.title, o.text, o.tags, o.reach, o.cost_yen, o.state, o.source,
    o.revision, o.published_at, o.track_record, o.before_budget, g.kind AS organization_kind,
    g.name AS organization_name
FROM offers o JOIN organizations g ON g.id = o.organization_id
WHERE o.state = 'published' AND g.standing = 'active'
    AND ($1::uuid IS NULL OR o.organization_id = $1)
    AND ($2::text IS NULL OR o.reach = '{}' OR $2 = any(o.reach))
    AND o.search_text LIKE all($3::text[])
    AND ($4::text IS NULL OR $4 = any(o.tags))
    AND ($5::bigint IS NULL OR o.cost_yen >= $5) AND ($6::bigint IS NULL OR o.cost_yen <= $6)
    AND (NOT $7::boolean OR o.cost_yen IS NULL)
    AND ($8::text IS NULL OR g.kind = $8)
    AND ($9::boolean IS NULL OR (o.before_budget OR coalesce(o.cost_yen = 0, false)) = $9)
    AND ($10::timestamptz IS NULL OR (o.published_at, o.id) < ($10, $11))
ORDER BY o.published_at DESC, o.id DESC LIMIT $12
"""


async def page(runner: Runner, asked: ListOffers, words: list[str]) -> tuple[Offer, ...]:
    """Newest first; one more than asked for, when there is one."""
    after = asked.after
    place = (after.at, after.id) if after else (None, None)
    return await records(runner, Offer, PAGE, *_filters(asked, words), *place, asked.first + 1)


COUNT = """
SELECT count(*) FROM offers o JOIN organizations g ON g.id = o.organization_id
WHERE o.state = 'published' AND g.standing = 'active'
    AND ($1::uuid IS NULL OR o.organization_id = $1)
    AND ($2::text IS NULL OR o.reach = '{}' OR $2 = any(o.reach))
    AND o.search_text LIKE all($3::text[])
    AND ($4::text IS NULL OR $4 = any(o.tags))
    AND ($5::bigint IS NULL OR o.cost_yen >= $5) AND ($6::bigint IS NULL OR o.cost_yen <= $6)
    AND (NOT $7::boolean OR o.cost_yen IS NULL)
    AND ($8::text IS NULL OR g.kind = $8)
    AND ($9::boolean IS NULL OR (o.before_budget OR coalesce(o.cost_yen = 0, false)) = $9)
"""


async def count(runner: Runner, asked: ListOffers, words: list[str]) -> int:
    return int(await runner.fetchval(COUNT, *_filters(asked, words)))


def _filters(asked: ListOffers, words: list[str]) -> tuple[Any, ...]:
    """The first nine of ``PAGE`` and of ``COUNT``."""
    band = BANDS[asked.cost] if asked.cost else (None, None, False)
    where = (asked.organization_id, asked.prefecture, words, asked.tag)
    return (*where, *band, asked.kind, asked.before_budget)
