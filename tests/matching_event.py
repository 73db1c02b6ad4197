"""A matching event with its organizer, for tests of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

from contracts.matching_events import (
    ADVANCE_EVENT,
    SAVE_EVENT,
    AdvanceEvent,
    EventState,
    MatchingEvent,
    SaveEvent,
    Slot,
    Table,
)
from contracts.profiles import OrganizationKind
from contracts.wire import Role
from tests.days import YEAR
from tests.eventually import eventually
from tests.members import Somebody, member
from tests.outside import rows
from tests.platform import Platform

DAY = date(YEAR, 2, 3)
START = datetime.combine(DAY, time(4), UTC)
LONG = timedelta(minutes=20)


async def organizer(platform: Platform, name: str = "架空マッチング実行委員会") -> Somebody:
    own = await platform.organization(name, OrganizationKind.ORGANIZER)
    found = await member(platform, own, Role.ORGANIZER, "主催 桜")
    await known(platform, found)
    return found


async def known(platform: Platform, *people: Somebody) -> None:
    """Once sessions has heard of their memberships and organizations."""

    async def heard() -> bool:
        statement = (
            "SELECT count(*) FROM sessions.memberships m JOIN sessions.organizations o"
            " ON o.id = m.organization_id JOIN sessions.people p ON p.id = m.person_id"
            " WHERE m.id = any($1)"
        )
        [row] = await rows(platform.settings, statement, [one.membership for one in people])
        return bool(row[0] == len(people))

    await eventually(heard)


def slots(count: int) -> tuple[Slot, ...]:
    return tuple(
        Slot(id=f"S{n + 1}", starts_at=START + n * LONG, ends_at=START + (n + 1) * LONG)
        for n in range(count)
    )


def wanted(event_id: UUID | None = None) -> SaveEvent:
    return SaveEvent(
        id=event_id or uuid4(),
        title="架空マッチング会",
        description="まちと会社が卓で話す一日",
        venue="架空会館",
        held_on=DAY,
        public_capacity=2,
        private_capacity=2,
        slots=slots(3),
        tables=(Table(id="卓1"), Table(id="卓2")),
        consent="名前と団体を相手に示します。",
        retain_until=date(YEAR, 5, 1),
    )


async def planned(platform: Platform, who: Somebody) -> MatchingEvent:
    return await platform.web.call(SAVE_EVENT, wanted(), who.actor)


async def advance(
    platform: Platform, who: Somebody, found: MatchingEvent, state: EventState
) -> MatchingEvent:
    asked = AdvanceEvent(id=found.id, revision=found.revision, state=state, sure=True)
    return await platform.web.call(ADVANCE_EVENT, asked, who.actor)
