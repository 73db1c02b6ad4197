"""Where two participants could still meet, free of I/O: the validator's rules, one ahead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from contracts.matching_events import MatchingEvent, Slot, Table
from services.sessions.store.booking.bookings import Booked
from services.sessions.store.timetables import Attendee
from services.sessions.timetable.problem import Attendance


class Day:
    """An event with all that is booked by now."""

    def __init__(
        self,
        event: MatchingEvent,
        people: Iterable[Attendee],
        booked: Iterable[Booked],
        now: datetime,
    ) -> None:
        self.event, self._now = event, now
        self.people = {one.id: one for one in people}
        self.booked = tuple(booked)
        self._slots = {slot.id: slot for slot in event.slots}
        self._zones = {table.id: table.zone for table in event.tables}
        self._of: dict[UUID, list[Booked]] = defaultdict(list)
        self._in: dict[str, list[Booked]] = defaultdict(list)
        for one in self.booked:
            self._in[one.slot].append(one)
            for name in one.pair:
                self._of[name].append(one)

    def free(self, public: UUID, private: UUID) -> Iterator[Booked]:
        """One place in each slot in which these two could meet, the earliest first."""
        if not self._may_meet(public, private):
            return
        for slot in sorted(self.event.slots, key=lambda one: one.starts_at):
            found = self._place(slot, public, private) if slot.starts_at > self._now else None
            if found is not None:
                yield found

    def _may_meet(self, public: UUID, private: UUID) -> bool:
        pair = (public, private)
        if not self.people.keys() >= set(pair) or any(one.pair == pair for one in self._of[public]):
            return False
        organizations = [self.people[name].organization_id for name in pair]
        if organizations[0] is not None and organizations[0] == organizations[1]:
            return False
        mosts = ((self.people[name].most, len(self._of[name])) for name in pair)
        return all(most is None or count < most for most, count in mosts)

    def _place(self, slot: Slot, public: UUID, private: UUID) -> Booked | None:
        seats = [self._seat(slot, name) for name in (public, private)]
        if seats[0] is None or seats[1] is None:
            return None
        attends = {self.people[name].attends for name in (public, private)}
        table, room = None, None
        if Attendance.ONLINE in attends:
            room = None if Attendance.ON_SITE in attends else self._room(slot)
        else:
            table = self._table(slot, public, private)
        if table is None and room is None:
            return None
        return Booked(
            public_id=public,
            private_id=private,
            slot=slot.id,
            table_id=table,
            room=room,
            public_seat=seats[0],
            private_seat=seats[1],
        )

    def _seat(self, slot: Slot, name: UUID) -> int | None:
        """The first of the people at a desk who is free then."""
        who = self.people[name]
        if who.available is not None and slot.id not in who.available:
            return None
        taken = {
            one.public_seat if one.public_id == name else one.private_seat
            for one in self._in[slot.id]
            if name in one.pair
        }
        return next((seat for seat in range(1, who.desks + 1) if seat not in taken), None)

    def _room(self, slot: Slot) -> int | None:
        taken = {one.room for one in self._in[slot.id]}
        rooms = range(1, self.event.online_rooms + 1)
        return next((room for room in rooms if room not in taken), None)

    def _table(self, slot: Slot, public: UUID, private: UUID) -> str | None:
        """That at which the public side sits already, if it can be; else the first that is free."""
        taken = {one.table_id for one in self._in[slot.id]}
        own = {one.table_id for one in self._of[public]}
        zone = self.people[public].zone
        zone = zone if zone in self._zones.values() else ""
        for table in sorted(self.event.tables, key=lambda one: one.id not in own):
            there = not zone or table.zone == zone
            if there and table.id not in taken and self._within_reach(slot, table, public, private):
                return table.id
        return None

    def _within_reach(self, slot: Slot, table: Table, *pair: UUID) -> bool:
        for name in pair:
            if self.people[name].desks > 1:  # several people need not all walk
                continue
            for other in self._of[name]:
                beside = self._slots.get(other.slot)
                far = self._zones.get(other.table_id or "", table.zone) != table.zone
                if beside and other.table_id and far and self._minutes(slot, beside) < self._walk:
                    return False
        return True

    @property
    def _walk(self) -> int:
        return self.event.walking_minutes

    @staticmethod
    def _minutes(one: Slot, other: Slot) -> float:
        """Between the two, whichever is first."""
        first, second = sorted((one, other), key=lambda each: each.starts_at)
        return (second.starts_at - first.ends_at).total_seconds() / 60
