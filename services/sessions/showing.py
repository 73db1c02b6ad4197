"""Timetables as the organizer and participants are told them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID, uuid5

from msgspec.structs import replace

from contracts import timetables as contract
from contracts.matching_events import MatchingEvent, Slot, Table
from services.sessions import posing
from services.sessions.store.timetables import Attendee, Stored
from services.sessions.timetable import validator
from services.sessions.timetable.checking import Flaw
from services.sessions.timetable.problem import Meeting, Timetable

MOST_LEFT_OUT = 500
"""What is told of those left out; ``wanted`` counts all."""
SECRET = frozenset({"never", "locked_but_never"})
"""Which of two said no is nobody's business: for the organizer the pair cannot meet."""


def meeting_id(event_id: UUID, public: str, private: str) -> UUID:
    """Of these two on this day, in whatever slot: calendars find it again."""
    return uuid5(event_id, f"{public} {private}")


def labels(people: Iterable[Attendee]) -> dict[str, str]:
    return {str(one.id): f"{one.organization_name} {one.name}".strip() for one in people}


def reasons(flaws: Iterable[Flaw], names: Mapping[str, str]) -> tuple[contract.Reason, ...]:
    """Flaws with people by their names, each once."""
    found = (
        contract.Reason(
            key="not_possible" if flaw.key in SECRET else flaw.key,
            names=tuple(names.get(name, name) for each in flaw.names for name in each.split(" ")),
        )
        for flaw in flaws
    )
    return tuple(dict.fromkeys(found))


def meetings(event_id: UUID, result: Timetable) -> tuple[contract.Meeting, ...]:
    return tuple(_meeting(event_id, one) for one in result.meetings)


def linked(
    meetings: Iterable[contract.Meeting], people: Iterable[Attendee]
) -> tuple[contract.Meeting, ...]:
    """Those without a table with the address where they are: the public side's comes first."""
    links = {one.id: one.online_url for one in people}
    return tuple(
        one
        if one.table is not None
        else replace(one, online_url=links.get(one.public_id) or links.get(one.private_id) or "")
        for one in meetings
    )


def _meeting(event_id: UUID, one: Meeting) -> contract.Meeting:
    return contract.Meeting(
        id=meeting_id(event_id, one.public, one.private),
        public_id=UUID(one.public),
        private_id=UUID(one.private),
        slot=one.slot,
        table=one.table,
        locked=one.locked,
    )


def seated(people: Iterable[Attendee]) -> tuple[contract.Seated, ...]:
    return tuple(
        contract.Seated(
            id=one.id,
            number=one.number,
            side=one.side,
            name=one.name,
            name_kana=one.name_kana,
            organization_name=one.organization_name,
            unit_name=one.unit_name,
        )
        for one in people
    )


def slots(event: MatchingEvent, stored: Stored) -> tuple[Slot, ...]:
    """Those of the version, at the times they have by now: an event may be moved after it."""
    there = {one.id: one for one in event.slots}
    found = (
        there.get(one.id) or Slot(id=one.id, starts_at=one.starts_at, ends_at=one.ends_at)
        for one in stored.problem.slots
    )
    return tuple(sorted(found, key=lambda slot: slot.starts_at))


def timetable(
    event: MatchingEvent, stored: Stored, people: tuple[Attendee, ...], newest: int
) -> contract.Timetable:
    """``people``: also those who have come since, or cancelled."""
    problem, result = stored.problem, stored.result
    return contract.Timetable(
        event_id=event.id,
        version=stored.version,
        newest_version=newest,
        shown_version=event.final_version,
        state=stored.state,
        note=stored.note,
        made_at=stored.made_at,
        seed=problem.options.seed,
        value=result.value.score,
        bound=result.bound.score,
        gap=result.gap,
        proved=result.proved,
        checked=not validator.flaws(problem, result),
        wanted=sum(one.score >= posing.LEAST for one in problem.wishes),
        slots=slots(event, stored),
        tables=tuple(Table(id=one.id, zone=one.zone) for one in problem.tables),
        people=seated(people),
        meetings=linked(meetings(event.id, result), people),
        left_out=tuple(_left_out(result)),
        below_floor=tuple(_below(result)),
        more_slots=result.advice.more_slots,
        more_tables=result.advice.more_tables,
        moved=result.moved,
        rescheduled=result.rescheduled,
        cancelled=result.cancelled,
        added=result.added,
    )


def _left_out(result: Timetable) -> Iterable[contract.LeftOut]:
    for one in result.unplaced[:MOST_LEFT_OUT]:
        yield contract.LeftOut(
            public_id=UUID(one.public),
            private_id=UUID(one.private),
            limit=contract.MeetingLimit(one.limit.value),
            more_slots=one.more_slots,
            more_tables=one.more_tables,
            more_most=one.more_most,
            slot=one.slot,
            participant_id=UUID(one.participant) if one.participant else None,
            also_id=UUID(one.also) if one.also else None,
        )


def _below(result: Timetable) -> Iterable[contract.BelowFloor]:
    for one in result.short:
        yield contract.BelowFloor(
            participant_id=UUID(one.participant),
            meetings=one.meetings,
            floor=one.floor,
            reachable=one.reachable,
        )


def changes(before: Timetable, after: Timetable, names: Mapping[str, str]) -> list[contract.Change]:
    """What somebody has to be told who knew the one and now gets the other."""
    old = {(one.public, one.private): one for one in before.meetings}
    new = {(one.public, one.private): one for one in after.meetings}
    found = []
    for pair in sorted(old.keys() | new.keys(), key=lambda each: [names.get(x, x) for x in each]):
        was, now = old.get(pair), new.get(pair)
        if was and now and (was.slot, was.table) == (now.slot, now.table):
            continue
        found.append(_change(was, now, names.get(pair[0], ""), names.get(pair[1], "")))
    return found


def _change(
    was: Meeting | None, now: Meeting | None, public_name: str, private_name: str
) -> contract.Change:
    kinds = contract.ChangeKind
    return contract.Change(
        kind=kinds.MOVED if was and now else kinds.ADDED if now else kinds.CANCELLED,
        public_name=public_name,
        private_name=private_name,
        slot_before=was.slot if was else "",
        table_before=(was.table or "") if was else "",
        slot=now.slot if now else "",
        table=(now.table or "") if now else "",
    )
