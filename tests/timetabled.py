"""A matching event with people who want to meet, ready for its timetable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from contracts import timetables as contract
from contracts import timetabling
from contracts.matching_events import SAVE_EVENT, EventState, SaveEvent, Table
from services.sessions import solving
from tests.matching_event import LONG, START, advance, organizer, slots, wanted
from tests.members import Somebody
from tests.outside import rows
from tests.platform import Platform

PEOPLE = """
INSERT INTO sessions.participants (id, event_id, number, side, state, organization_name, name,
    name_kana, organization_id, person_id)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[],
    $7::text[], $8::text[], $9::uuid[], $10::uuid[])
"""
WISHES = """
INSERT INTO sessions.preferences (participant_id, other_id, grade)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[])
"""
CLOSED = "UPDATE sessions.events SET preferences_closed_at = clock_timestamp() WHERE id = $1"
__all__ = ["LONG", "START", "Day", "prepared"]


@dataclass
class Day:
    """``public`` and ``private`` are participants; the organizer asks through ``call``."""

    platform: Platform
    who: Somebody
    event_id: UUID
    public: list[UUID]
    private: list[UUID]

    async def call(self, method: Any, kind: Any, **given: Any) -> Any:
        asked = kind(event_id=self.event_id, **given)
        return await self.platform.web.call(method, asked, self.who.actor)

    async def make(self, base: int, **given: Any) -> contract.Outcome:
        made: contract.Outcome = await self.call(
            timetabling.MAKE_TIMETABLE, timetabling.MakeTimetable, base_version=base, **given
        )
        return made

    async def sql(self, statement: str, *given: object) -> Any:
        return await rows(self.platform.settings, statement, *given)


async def prepared(
    platform: Platform,
    *,
    public: int = 3,
    private: int = 4,
    slot_count: int = 4,
    tables: int = 3,
    own: Somebody | None = None,
    wishes: list[tuple[int, int]] | None = None,
) -> Day:
    """Everybody wants everybody where ``wishes`` (public, private) does not say less.

    ``own``: the first private participant is this somebody.
    """
    await solving.warm()  # compiled by now, whatever the machine
    who = await organizer(platform)
    kept = {name: getattr(wanted(), name) for name in SaveEvent.__struct_fields__}
    changed = {
        "slots": slots(slot_count),
        "tables": tuple(Table(id=f"卓{n + 1}") for n in range(tables)),
        "public_capacity": public,
        "private_capacity": private,
    }
    event = await platform.web.call(SAVE_EVENT, SaveEvent(**(kept | changed)), who.actor)
    for state in (EventState.REGISTRATION, EventState.PREFERENCES, EventState.SCHEDULING):
        event = await advance(platform, who, event, state)
    ids = [uuid4() for _ in range(public + private)]
    day = Day(platform, who, event.id, ids[:public], ids[public:])
    sides = ["public"] * public + ["private"] * private
    count = len(ids)
    mine = [own if n == public else None for n in range(count)]
    await day.sql(
        PEOPLE,
        *(ids, [event.id] * count, list(range(1, count + 1)), sides, ["registered"] * count),
        [f"架空の団体{n + 1}" for n in range(count)],
        [f"架空 太郎{n + 1}" for n in range(count)],
        [f"カクウ タロウ{n + 1:03}" for n in range(count)],
        [one.actor.organization if one else None for one in mine],
        [one.actor.person if one else None for one in mine],
    )
    pairs = (
        wishes if wishes is not None else [(x, y) for x in range(public) for y in range(private)]
    )
    both = [(day.public[x], day.private[y]) for x, y in pairs]
    both += [(two, one) for one, two in both]
    await day.sql(CLOSED, event.id)  # after all of them came in
    await day.sql(WISHES, [one for one, _ in both], [two for _, two in both], ["meet"] * len(both))
    return day
