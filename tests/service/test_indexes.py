"""Statements that large towns ask often read what they look for, and not whole tables.

Plans are asked for without the ways that are cheapest in an empty table: what is left over is
what a statement can use of the indexes at all.
"""

import re
from uuid import UUID

import asyncpg
import pytest

from services.challenges.store import challenges
from services.challenges.store.proposals import assessing, deciding, lists
from services.introductions.following import store as following
from services.introductions.store import handovers, timing

CASES = {
    "the list of challenges is read in its order": (
        "challenges",
        challenges.PAGE,
        ("open", None, None, None, None, [], None, None, 21, None, None, None, None),
        "Index Scan using challenges_in_order",
    ),
    "accepted proposals that nobody confirmed": (
        "challenges",
        deciding.OVERDUE,
        (),
        r"Index Cond: \(confirm_by <= now",
    ),
    "submitted proposals to calls that are over": (
        "challenges",
        deciding.OVERDUE,
        (),
        r"using (proposals_submitted|challenges_answer_until) ",
    ),
    "an organization's own proposals": (
        "challenges",
        lists.PAGE_OF_ORGANIZATION,
        (UUID(int=1), None, [], None, None, 21),
        r"using proposals_of_organization ",
    ),
    "how many proposals an organization has": (
        "challenges",
        lists.COUNT_OF_ORGANIZATION,
        (UUID(int=1), None, []),
        r"using proposals_of_organization ",
    ),
    "challenges whose proposals somebody reads": (
        "challenges",
        assessing.WITH_PROPOSALS,
        (UUID(int=1), UUID(int=2), True),
        r"using challenges_of_organization ",
    ),
    "memberships that ended": (
        "introductions",
        handovers.NOTE_ENDED,
        (["staff"],),
        r"Index Cond: \(until <= ",
    ),
    "departures to be handed over": (
        "introductions",
        handovers.DUE,
        (),
        r"Index Cond: \(due_at <= ",
    ),
    "interests whose time is over": (
        "introductions",
        timing.EXPIRE,
        (10,),
        r"Index Cond: \(due_at <= ",
    ),
    "follow-ups to be asked": (
        "introductions",
        following.ASK,
        (10,),
        r"Index Cond: \(due_at <= ",
    ),
}


@pytest.mark.parametrize(("schema", "statement", "values", "used"), CASES.values(), ids=CASES)
async def test_what_is_looked_for_often_is_found_by_an_index(town, schema, statement, values, used):
    connection = await asyncpg.connect(town.settings.database_url)
    try:
        for way in ("seqscan", "sort", "hashjoin", "mergejoin", "bitmapscan"):
            await connection.execute(f"SET enable_{way} = off")
        await connection.execute(f"SET search_path = {schema}")
        plan = [row[0] for row in await connection.fetch("EXPLAIN " + statement, *values)]
    finally:
        await connection.close()

    assert any(re.search(used, line) for line in plan), "\n".join(plan)
