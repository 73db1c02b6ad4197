"""SQL on how many offers there are for each choice of a filter."""

from __future__ import annotations

from chassis.postgres import Runner, records
from contracts.facets import CountOfferFacets, FacetCount

# The conditions of the list (store/offers.py PAGE), those with choices each set aside in turn.
FACETS = """
WITH seen AS (
    SELECT g.kind, (o.before_budget OR coalesce(o.cost_yen = 0, false)) AS before_budget,
        CASE WHEN o.cost_yen IS NULL THEN 'open' WHEN o.cost_yen = 0 THEN 'free'
            WHEN o.cost_yen <= 500000 THEN 'to_500_000'
            WHEN o.cost_yen <= 2000000 THEN 'to_2_000_000' ELSE 'above_2_000_000' END AS cost
    FROM offers o JOIN organizations g ON g.id = o.organization_id
    WHERE o.state = 'published' AND g.standing = 'active'
        AND o.search_text LIKE all($4::text[])
        AND ($5::text IS NULL OR o.reach = '{}' OR $5 = any(o.reach))
        AND ($6::text IS NULL OR $6 = any(o.tags))
), found AS (
    SELECT kind, cost, before_budget, ($1::text IS NULL OR kind = $1) AS in_kind,
        ($2::text IS NULL OR cost = $2) AS in_cost,
        ($3::boolean IS NULL OR before_budget = $3) AS in_time
    FROM seen
)
SELECT 'kind' AS facet, kind AS value, count(*)::int AS count
FROM found WHERE in_cost AND in_time GROUP BY kind
UNION ALL SELECT 'cost', cost, count(*)::int FROM found WHERE in_kind AND in_time GROUP BY cost
UNION ALL SELECT 'before_budget', 'yes', count(*)::int
FROM found WHERE in_kind AND in_cost AND before_budget HAVING count(*) > 0
ORDER BY 1, 3 DESC, 2
"""


async def facets(
    runner: Runner, asked: CountOfferFacets, words: list[str]
) -> tuple[FacetCount, ...]:
    chosen = (asked.kind, asked.cost, asked.before_budget)
    return await records(runner, FacetCount, FACETS, *chosen, words, asked.prefecture, asked.tag)
