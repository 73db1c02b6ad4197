"""A matching event of the shared town on its day, for tests of its pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from contracts.checkins import short_code
from tests.eventually import eventually
from tests.gateway.browsing import Visitor
from tests.gateway.test_pages_timetables import sql
from tests.lots import lot_for
from tests.platform import Town
from tests.timetabled import PEOPLE

EVENT = """
INSERT INTO sessions.events (id, organization_id, title, venue, state, public_capacity,
    private_capacity, slots, tables, consent, final_version, lot)
VALUES ($1, $2::text::uuid, '架空の当日', '架空会館', 'live', 500, 500, $3::text::jsonb,
    $4::text::jsonb, '', 1, $5)
"""
TIMETABLE = """
INSERT INTO sessions.timetables (event_id, version, state, problem, result, made_by)
VALUES ($1, 1, 'final', $2::text::jsonb, $3::text::jsonb, $1)
"""
LONG = timedelta(minutes=20)
VALUE = {"first_served": 0, "floor": 0, "musts": 0, "score": 0}


@dataclass
class TownDay:
    """``people``: first those at tables, then those who come to them; numbered from 1."""

    town: Town
    event: str
    people: list[UUID]

    def path(self, rest: str) -> str:
        return f"/events/{self.event}/{rest}"

    @property
    def codes(self) -> list[str]:
        return [short_code(number) for number in range(1, len(self.people) + 1)]


def _slots(minutes: float) -> list[dict[str, str]]:
    begun = datetime.now(UTC) - timedelta(minutes=minutes)
    return [
        {
            "id": f"S{n + 1}",
            "starts_at": (begun + n * LONG).isoformat(),
            "ends_at": (begun + (n + 1) * LONG).isoformat(),
        }
        for n in range(2)
    ]


async def day_in_town(
    town: Town, organizer: str, *, minutes: float = 6, public: int = 2, private: int = 4
) -> TownDay:
    """The first slot began so many minutes ago; each at a table meets one in either slot.

    The first two who meet nobody are drawn to stand in with the first two at tables.
    """
    event = uuid4()
    slots = _slots(minutes)
    tables = [{"id": f"卓{n + 1}", "zone": ""} for n in range(public)]
    count = public + private
    people = [uuid4() for _ in range(count)]
    standing_by = people[2 * public : 2 * public + 2]
    lot = lot_for((one, other) for one in people[: min(2, public)] for other in standing_by)
    given = [json.dumps(slots), json.dumps(tables)]
    await sql(town, EVENT, event, organizer, *given, lot)
    sides = ["public"] * public + ["private"] * private
    await sql(
        town,
        PEOPLE,
        *(people, [event] * count, list(range(1, count + 1)), sides, ["registered"] * count),
        [f"架空の団体{n}" for n in range(1, count + 1)],
        [f"架空 太郎{n}" for n in range(1, count + 1)],
        [f"カクウ タロウ{n:03}" for n in range(1, count + 1)],
        [None] * count,
        [None] * count,
    )
    meetings = [
        {
            "public": str(people[n]),
            "private": str(people[public + (n + shift) % public]),
            "slot": f"S{shift + 1}",
            "table": f"卓{n + 1}",
        }
        for shift in range(2)
        for n in range(public)
    ]
    problem = {
        "slots": slots,
        "tables": tables,
        "participants": [
            {"id": str(one), "side": side} for one, side in zip(people, sides, strict=True)
        ],
        "wishes": [
            {"public": one["public"], "private": one["private"], "score": 600} for one in meetings
        ],
    }
    result = {"meetings": meetings, "value": VALUE, "bound": VALUE, "gap": 0.0, "proved": True}
    given = [msgspec.json.encode(one).decode() for one in (problem, result)]
    await sql(town, TIMETABLE, event, *given)
    return TownDay(town, str(event), people)


async def own(visitor: Visitor) -> str:
    """The organization for which somebody acts, once the town says it."""
    asked = {"query": "{ viewer { organization { id } } }"}

    async def said() -> str:
        answer = await visitor.http.post("/graphql", json=asked)
        viewer = (answer.json().get("data") or {}).get("viewer") or {}
        found: str = (viewer.get("organization") or {}).get("id", "")
        return found

    return await eventually(said)
