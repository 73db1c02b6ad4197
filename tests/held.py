"""A matching event whose meetings were held, for tests of what comes afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from contracts import ratings as contract
from contracts import timetabling
from contracts.matching_events import GET_EVENTS, EventState, GetEvents, MatchingEvent
from contracts.preferences import Contact
from services.sessions.timetable import problem as solver
from tests.introducing import Two, two
from tests.matching_event import DAY, advance, known
from tests.members import Somebody
from tests.platform import Platform
from tests.timetabled import Day, prepared

PUT = """
UPDATE sessions.participants SET organization_id = $2, organization_name = $3, person_id = $4,
    name = $5
WHERE id = $1 RETURNING id
"""
MADE = """
INSERT INTO sessions.timetables (event_id, version, state, problem, result, made_by)
VALUES ($1, $2, 'draft', $3, $4, $1) RETURNING version
"""
OVER = "UPDATE sessions.events SET objections_until = clock_timestamp() WHERE id = $1 RETURNING id"
LONG_AGO = f"""
UPDATE sessions.events SET slots = replace(slots::text, '{DAY}', '2001-02-03')::jsonb
WHERE id = $1 RETURNING final_version
"""


@dataclass
class Held:
    """The town's liaison is the first public participant, the company's administrator a private
    one; ``pair`` knows both for introductions."""

    day: Day
    pair: Two

    @property
    def town(self) -> UUID:
        return self.day.public[0]

    @property
    def company(self) -> UUID:
        return self.day.private[0]

    async def rate(self, who: Somebody, go_on: contract.GoOn, **more: Any) -> Any:
        ids = (self.town, self.company)
        own, other = ids if who == self.pair.liaison else ids[::-1]
        asked = contract.RateMeeting(participant_id=own, other_id=other, go_on=go_on, **more)
        return await self.day.platform.web.call(contract.RATE_MEETING, asked, who.actor)

    async def both_say_yes(self) -> None:
        contact = Contact(name="見本 葵", email="aoi@example.jp")
        await self.rate(self.pair.admin, contract.GoOn.YES, contact=contact)
        await self.rate(self.pair.liaison, contract.GoOn.YES, line="続けたいです")

    async def ratings(self, who: Somebody) -> contract.Ratings:
        asked = contract.ListRatings(event_id=self.day.event_id)
        return await self.day.platform.web.call(contract.LIST_RATINGS, asked, who.actor)

    async def event(self) -> MatchingEvent:
        asked = GetEvents(ids=(self.day.event_id,))
        [found] = await self.day.platform.web.call(GET_EVENTS, asked, self.day.who.actor)
        return found

    async def advance(self, *states: EventState) -> None:
        for state in states:
            await advance(self.day.platform, self.day.who, await self.event(), state)


async def drawn(day: Day, version: int, pairs: list[tuple[int, int]], slot_count: int = 4) -> None:
    """A version in which these (public, private) meet, each public one at a table of their own.

    Drawn by hand: nothing is solved, so nothing has to be loaded for it.
    """
    event = (
        await day.platform.web.call(GET_EVENTS, GetEvents(ids=(day.event_id,)), day.who.actor)
    )[0]
    value = solver.Value(first_served=0, floor=0, musts=0, score=0)
    meetings = tuple(
        solver.Meeting(
            public=str(day.public[one]),
            private=str(day.private[other]),
            slot=f"S{(one + other) % slot_count + 1}",
            table=f"卓{one + 1}",
        )
        for one, other in pairs
    )
    problem = solver.Problem(
        slots=tuple(
            solver.Slot(id=each.id, starts_at=each.starts_at, ends_at=each.ends_at)
            for each in event.slots
        ),
        tables=tuple(solver.Table(id=each.id) for each in event.tables),
        participants=tuple(
            solver.Participant(id=str(each), side=side)
            for side, those in (
                (solver.Side.PUBLIC, day.public),
                (solver.Side.PRIVATE, day.private),
            )
            for each in those
        ),
        wishes=tuple(
            solver.Wish(public=each.public, private=each.private, score=600, must=False)
            for each in meetings
        ),
    )
    result = solver.Timetable(meetings=meetings, value=value, bound=value, gap=0.0, proved=False)
    texts = [msgspec.json.encode(each).decode() for each in (problem, result)]
    await day.sql(MADE, day.event_id, version, *texts)


async def shown(platform: Platform, *, heard: Any = None, **more: Any) -> Held:
    """The timetable is final; the day is to come. ``heard``: waits until others know both."""
    pair = await two(platform)
    await known(platform, pair.liaison, pair.admin)
    if heard is not None:
        await heard(platform, pair.liaison, pair.admin)
    day = await prepared(platform, **more)
    for one, somebody, name in (
        (day.public[0], pair.liaison, "窓口 花"),
        (day.private[0], pair.admin, "見本 葵"),
    ):
        who = somebody.actor
        await day.sql(PUT, one, who.organization, "架空の団体", who.person, name)
    pairs = [(one, other) for one in range(len(day.public)) for other in range(len(day.private))]
    await drawn(day, 1, pairs, more.get("slot_count", 4))
    show = timetabling.ShowTimetable
    await day.call(timetabling.SHOW_TIMETABLE, show, base_version=1, final=False)
    await day.sql(OVER, day.event_id)
    await day.call(timetabling.SHOW_TIMETABLE, show, base_version=1, final=True)
    return Held(day, pair)


async def held(platform: Platform, **more: Any) -> Held:
    """All its meetings were held, long ago."""
    found = await shown(platform, **more)
    await found.day.sql(LONG_AGO, found.day.event_id)
    return found
