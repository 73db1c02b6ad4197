"""The copy of an event that is rehearsed: today, and soon."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from contracts.matching_events import CloneEvent, MatchingEvent, SaveEvent, Slot
from services.sessions import rules

MARK = "【予行】"
"""In front of its title: on pages and on paper it is told apart by everybody."""
LONGEST = 120  # characters of a title
KEPT = timedelta(days=7)


def copied(
    source: MatchingEvent, asked: CloneEvent, begins: datetime, public: int, private: int
) -> SaveEvent:
    """Its first slot begins at ``begins``; the others follow as far from each other as before."""
    day = begins.astimezone(ZoneInfo(source.time_zone)).date()
    plain = source.title.removeprefix(MARK)
    title = f"{MARK}{plain}"[:LONGEST]
    copy = rules.copy_of(source, replace(asked, title=title, held_on=day))
    first = min((slot.starts_at for slot in source.slots), default=begins)
    slots = tuple(
        Slot(
            id=one.id,
            starts_at=begins + (one.starts_at - first),
            ends_at=begins + (one.ends_at - first),
        )
        for one in source.slots
    )
    return replace(
        copy,
        slots=slots,
        retain_until=day + KEPT,
        public_capacity=public + 1,
        private_capacity=private + 1,
        objection_hours=0,
    )
