"""The invented matching event of the sample: open for registration, and two months away."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from chassis.japan import JAPAN
from contracts.matching_events import (
    ADVANCE_EVENT,
    GET_EVENTS,
    SAVE_EVENT,
    AdvanceEvent,
    EventState,
    GetEvents,
    SaveEvent,
    Slot,
    Table,
)
from contracts.wire import Actor, Role
from deploy.asking import ORIGIN, Asking

EVENT = UUID("5b1f0a5e-6c1c-5f3e-9a53-0c7f4f3f6a11")
PEOPLE = Path(__file__).resolve().parents[2] / "samples" / "people.jsonl"
AWAY, KEPT = timedelta(days=60), timedelta(days=180)
LONG, BREAK = timedelta(minutes=20), timedelta(minutes=5)
SLOTS, TABLES = 6, 12


async def hold(town: Asking) -> None:
    """As the sample's organizer does, once; what has become of the event since is left alone."""
    if await town.call(GET_EVENTS, GetEvents(ids=(EVENT,))):
        return
    organizer = _organizer()
    event = await town.bus.call(SAVE_EVENT, _wanted(datetime.now(JAPAN)), organizer, ORIGIN)
    on = AdvanceEvent(id=EVENT, revision=event.revision, state=EventState.REGISTRATION)
    await town.bus.call(ADVANCE_EVENT, on, organizer, ORIGIN)


def _organizer() -> Actor:
    rows = (json.loads(line) for line in PEOPLE.read_text("utf-8").splitlines())
    row = next(row for row in rows if row["role"] == Role.ORGANIZER)
    return Actor(
        account=UUID(row["account_id"]),
        person=UUID(row["id"]),
        role=Role.ORGANIZER,
        organization=UUID(row["organization_id"]),
        is_confirmed=True,
    )


def _wanted(now: datetime) -> SaveEvent:
    day = (now + AWAY).date()
    starts = datetime.combine(day, time(13), JAPAN).astimezone(UTC)
    begins = [starts + number * (LONG + BREAK) for number in range(SLOTS)]
    return SaveEvent(
        id=EVENT,
        title="縁むすび見本マッチング（架空の例）",
        description="試すための架空のイベントです。自治体と企業が、20分ずつ卓で話します。",
        venue="架空市民交流館 大ホール",
        held_on=day,
        public_capacity=20,
        private_capacity=40,
        slots=tuple(
            Slot(id=f"S{number}", starts_at=one, ends_at=one + LONG)
            for number, one in enumerate(begins, 1)
        ),
        tables=tuple(Table(id=f"卓{number}", zone="大ホール") for number in range(1, TABLES + 1)),
        consent="名前・所属・希望を、主催者が面談表を作るために使うことに同意します。",
        retain_until=day + KEPT,
    )
