"""Each event has an id of its own: a stream drops a second one under it (reliability.md 3.6)."""

import asyncpg
import pytest

from contracts.rights import SERVICES
from tests.members import town
from tests.outside import rows
from tests.proposing import scene_of

IDS = " UNION ALL ".join(f"SELECT id, subject FROM {name}.outbox" for name in SERVICES)
AGAIN = """
INSERT INTO profiles.outbox (id, subject, payload)
SELECT id, 'event.profiles.v1.offer.withdrawn', payload FROM profiles.outbox
WHERE subject = 'event.profiles.v1.organization.kept' ORDER BY seq LIMIT 1
"""


async def test_no_two_events_of_any_service_have_one_id(platform):
    scene = await scene_of(platform)
    await scene.submitted()

    [found] = await rows(
        platform.settings,
        f"SELECT count(*), count(DISTINCT id), count(DISTINCT subject) FROM ({IDS}) e",
    )

    events, ids, subjects = found
    assert events == ids
    assert subjects > len(("profiles", "challenges"))  # of several kinds


async def test_a_second_event_under_an_id_is_never_told(platform):
    await town(platform)

    with pytest.raises(asyncpg.UniqueViolationError):
        await rows(platform.settings, AGAIN)
