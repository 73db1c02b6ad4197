"""The rules of matching events, free of I/O: what one may be, and what may follow what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from chassis.texts import visible
from contracts.faults import Conflict, FieldProblem, Invalid
from contracts.matching_events import CloneEvent, EventState, MatchingEvent, SaveEvent, Slot

TITLE = 5  # characters that say something, at the least
LONGEST_SLOT = timedelta(hours=12)

FOLLOWS: dict[EventState, EventState] = {
    EventState.PLANNING: EventState.REGISTRATION,
    EventState.REGISTRATION: EventState.PREFERENCES,
    EventState.PREFERENCES: EventState.SCHEDULING,
    EventState.LIVE: EventState.REPORTING,
    EventState.REPORTING: EventState.ARCHIVED,
}
"""What an organizer goes on to. From scheduling to the day timetables lead, by being shown."""
CALLED_OFF_FROM = frozenset(EventState) - {
    EventState.REPORTING,
    EventState.ARCHIVED,
    EventState.CALLED_OFF,
}
BEFORE_PREFERENCES = frozenset({EventState.PLANNING, EventState.REGISTRATION})
BY_TIMETABLE = frozenset({EventState.PROVISIONAL, EventState.LIVE})


def check_event(asked: SaveEvent, busy: Iterable[str] = ()) -> None:
    """Raises ``Invalid`` with every field that cannot stand. ``busy``: slots that hold meetings."""
    problems = (
        *_of_title(asked.title),
        *_twice("slots", (slot.id for slot in asked.slots)),
        *_twice("tables", (table.id for table in asked.tables)),
        *_of_slots(asked.slots),
        *_of_retention(asked),
        *(FieldProblem("slots", "in_use") for _ in _gone(asked, busy)),
    )
    if problems:
        raise Invalid("the event cannot stand as it is", fields=tuple(dict.fromkeys(problems)))


def _of_title(title: str) -> Iterator[FieldProblem]:
    if visible(title) < TITLE:
        yield FieldProblem("title", "too_short", TITLE)


def _twice(field: str, names: Iterable[str]) -> Iterator[FieldProblem]:
    if any(count > 1 for count in Counter(names).values()):
        yield FieldProblem(field, "twice")


def _of_slots(slots: tuple[Slot, ...]) -> Iterator[FieldProblem]:
    if any(slot.starts_at.tzinfo is None or slot.ends_at.tzinfo is None for slot in slots):
        yield FieldProblem("slots", "time_zone_missing")
        return
    if any(not timedelta(0) < slot.ends_at - slot.starts_at <= LONGEST_SLOT for slot in slots):
        yield FieldProblem("slots", "ends_before_it_starts")
    ordered = sorted(slots, key=lambda slot: slot.starts_at)
    if any(one.ends_at > two.starts_at for one, two in pairwise(ordered)):
        yield FieldProblem("slots", "overlapping")


def _of_retention(asked: SaveEvent) -> Iterator[FieldProblem]:
    if asked.retain_until and asked.held_on and asked.retain_until <= asked.held_on:
        yield FieldProblem("retain_until", "before_the_day")


def _gone(asked: SaveEvent, busy: Iterable[str]) -> set[str]:
    return set(busy) - {slot.id for slot in asked.slots}


def check_booked(asked: SaveEvent, tables: Iterable[str], rooms: int) -> None:
    """Raises ``Invalid`` where participants have booked a table or room that would go."""
    problems = []
    if set(tables) - {table.id for table in asked.tables}:
        problems.append(FieldProblem("tables", "in_use"))
    if rooms > asked.online_rooms:
        problems.append(FieldProblem("online_rooms", "in_use"))
    if problems:
        raise Invalid("what is booked stays", fields=tuple(problems))


def check_mode(found: MatchingEvent, asked: SaveEvent) -> None:
    """Raises ``Invalid`` for another way to make meetings once participants use the first.

    What they said under one would count for nothing, or against them, under another.
    """
    if asked.mode is not found.mode and found.state not in BEFORE_PREFERENCES:
        raise Invalid("the way to make meetings stays", fields=(FieldProblem("mode", "fixed"),))


def check_revision(found: MatchingEvent, revision: int | None) -> None:
    """Raises ``Conflict`` for somebody who has seen an older one."""
    if found.revision != revision:
        raise Conflict("somebody else has changed it", newest=msgspec.to_builtins(found))


def check_advancing(found: MatchingEvent, state: EventState) -> None:
    """Raises ``Conflict`` for a step that is none, ``Invalid`` where something is missing yet."""
    if state is EventState.CALLED_OFF and found.state in CALLED_OFF_FROM:
        return
    if state in BY_TIMETABLE and found.state is not state:
        raise Conflict("show a timetable for this", reason="show_timetable")
    if FOLLOWS.get(found.state) is not state:
        newest = msgspec.to_builtins(found)
        raise Conflict(f"not from {found.state} to {state}", newest=newest, reason="not_a_step")
    if state is EventState.REGISTRATION:
        problems = tuple(FieldProblem(name, "required") for name in _missing(found))
        if problems:
            raise Invalid("registration cannot be opened yet", fields=problems)


def _missing(found: MatchingEvent) -> Iterator[str]:
    if found.held_on is None:
        yield "held_on"
    if not found.slots:
        yield "slots"
    if not found.tables and not found.online_rooms:
        yield "tables"
    if not visible(found.consent):
        yield "consent"
    if found.retain_until is None:
        yield "retain_until"
    if not found.public_capacity:
        yield "public_capacity"
    if not found.private_capacity:
        yield "private_capacity"


def copy_of(source: MatchingEvent, asked: CloneEvent) -> SaveEvent:
    """Last year's event on a new day: slots and retention move along. Raises ``Invalid``."""
    day = source.held_on or _first_day(source)
    shift = asked.held_on - day if day else timedelta(0)
    try:
        slots = tuple(_moved(slot, shift) for slot in source.slots)
        retained = source.retain_until + shift if source.retain_until else None
    except OverflowError:
        wrong = (FieldProblem("held_on", "not_a_date"),)
        raise Invalid("past the end of the calendar", fields=wrong) from None
    kept = {
        name: getattr(source, name)
        for name in SaveEvent.__struct_fields__
        if name not in {"id", "revision", "title", "held_on", "slots", "idempotency_key"}
    }
    kept["retain_until"] = retained
    return SaveEvent(id=asked.id, title=asked.title, held_on=asked.held_on, slots=slots, **kept)


def _moved(slot: Slot, shift: timedelta) -> Slot:
    """Raises ``OverflowError`` where the calendar ends, in whichever time zone."""
    _ = slot.ends_at + shift + timedelta(days=1)
    return Slot(id=slot.id, starts_at=slot.starts_at + shift, ends_at=slot.ends_at + shift)


def _first_day(source: MatchingEvent) -> date | None:
    return min((slot.starts_at.date() for slot in source.slots), default=None)
