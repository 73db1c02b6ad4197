"""SQL on how many published challenges there are for each choice of a filter."""

from __future__ import annotations

from chassis.postgres import Runner, records
from contracts.facets import CountChallengeFacets, FacetCount

# The conditions of the list (store/challenges.py PAGE), those with choices each set aside in turn.
FACETS = """
WITH found AS (
    SELECT c.state, c.direction, c.budget_stage, g.prefecture,
        ($1::text IS NULL OR c.state = $1) AS in_state,
        ($2::text IS NULL OR g.prefecture = $2) AS in_prefecture,
        ($3::text IS NULL OR c.direction = $3) AS in_direction,
        ($4::text IS NULL OR c.budget_stage = $4) AS in_stage
    FROM challenges c JOIN organizations g ON g.id = c.organization_id
    WHERE c.published_at IS NOT NULL
        AND NOT EXISTS (SELECT FROM standings s
            WHERE s.organization_id = c.organization_id AND s.standing <> 'active')
        AND c.search_text LIKE all($5::text[])
        AND ($6::text IS NULL OR $6 = any(c.tags))
        AND ($7::date IS NULL OR c.answer_by IS NULL OR c.answer_by >= $7)
)
SELECT 'state' AS facet, state AS value, count(*)::int AS count
FROM found WHERE in_prefecture AND in_direction AND in_stage GROUP BY state
UNION ALL SELECT 'direction', direction, count(*)::int
FROM found WHERE in_state AND in_prefecture AND in_stage GROUP BY direction
UNION ALL SELECT 'budget_stage', budget_stage, count(*)::int
FROM found WHERE in_state AND in_prefecture AND in_direction GROUP BY budget_stage
UNION ALL SELECT 'prefecture', prefecture, count(*)::int
FROM found WHERE in_state AND in_direction AND in_stage AND prefecture IS NOT NULL
GROUP BY prefecture
ORDER BY 1, 3 DESC, 2
"""


async def facets(
    runner: Runner, asked: CountChallengeFacets, words: list[str]
) -> tuple[FacetCount, ...]:
    chosen = (asked.state, asked.prefecture, asked.direction, asked.budget_stage)
    return await records(runner, FacetCount, FACETS, *chosen, words, asked.tag, asked.open_on)
