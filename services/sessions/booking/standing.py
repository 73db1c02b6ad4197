"""For which participant somebody acts, and what of an event can still be arranged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from chassis.calls import Asked
from chassis.postgres import Runner
from contracts.faults import Conflict, NotFound
from contracts.matching_events import BookingMode, EventState, MatchingEvent
from contracts.participants import EventSide
from contracts.preferences import Grade
from services.sessions import standing
from services.sessions.booking.places import Day
from services.sessions.store import events, objections, preferences, standings
from services.sessions.store import timetables as store
from services.sessions.store.booking import bookings

Pair = tuple[UUID, UUID]
GIVING_BACK = frozenset(
    {
        EventState.PREFERENCES,
        EventState.SCHEDULING,
        EventState.PROVISIONAL,
        EventState.LIVE,
    }
)


async def own_event(
    transaction: Runner, asked: Asked[Any], participant_id: UUID
) -> tuple[MatchingEvent, UUID]:
    """The event, held, and whose participant it is. Raises ``NotFound`` for one of others."""
    actor, own = await standing.acting(transaction, asked.actor)
    event_id = await objections.event_of(transaction, participant_id)
    mine = await store.own(transaction, event_id, own, actor.person) if event_id else ()
    found = None
    if event_id is not None and participant_id in mine:
        found = await events.held(transaction, event_id, standing.organizes(actor))
    if found is None:
        raise NotFound("no such participant")
    return found, own


def is_open(event: MatchingEvent, mode: BookingMode | None = None) -> bool:
    wanted = {mode} if mode else {BookingMode.SELF, BookingMode.HYBRID}
    return event.mode in wanted and event.state is EventState.PREFERENCES


def check_open(event: MatchingEvent, mode: BookingMode) -> None:
    """Raises ``Conflict`` outside the weeks in which meetings are arranged in that way."""
    if not is_open(event, mode):
        raise Conflict("meetings are not arranged so, or not now", reason="booking_closed")


async def may_give_back(transaction: Runner, event: MatchingEvent) -> bool:
    """Until the first slot of the day begins, by the clock of the database."""
    begins = min((slot.starts_at for slot in event.slots), default=None)
    is_before = begins is None or await store.clock(transaction) < begins
    return event.state in GIVING_BACK and is_before


async def day_of(transaction: Runner, event: MatchingEvent) -> Day:
    """Without those whose organization takes part no more, or not now: their places stay taken."""
    away = await standings.away(transaction, event.id)
    people = [one for one in await store.attendees(transaction, event.id) if one.id not in away]
    booked = await bookings.of_event(transaction, event.id)
    return Day(event, people, booked, await store.clock(transaction))


def ordered(day: Day, one: UUID, other: UUID) -> Pair:
    """Public side first."""
    return (one, other) if day.people[one].side is EventSide.PUBLIC else (other, one)


async def check_other(transaction: Runner, day: Day, one: UUID, other: UUID) -> None:
    """Raises ``NotFound`` for somebody who is not there to be met at all."""
    can = await preferences.can_meet(transaction, one, [other])
    if other not in can or not {one, other} <= day.people.keys():
        raise NotFound("no such participant")


async def willing(transaction: Runner, one: UUID, others: Iterable[UUID]) -> frozenset[UUID]:
    """Those with whom a meeting may be booked. Not by what anybody wishes: whoever asks for
    colleagues too would read a single no from what only one of them is answered."""
    asked = list(others)
    can = await preferences.can_meet(transaction, one, asked)
    return can - await bookings.refusing(transaction, one, asked)


async def wants(transaction: Runner, event: MatchingEvent, one: UUID, other: UUID) -> bool:
    """Whether neither keeps these two apart, as far as that counts in this way of meeting."""
    if event.mode is BookingMode.SELF:
        return other in await willing(transaction, one, [other])
    return not await bookings.unwilling(transaction, one, [other])


async def check_own_no(transaction: Runner, one: UUID, other: UUID) -> None:
    """Raises ``Conflict`` for somebody whom they refused themselves: that is theirs to know."""
    said = await preferences.of(transaction, one, [other])
    if any(each.grade is Grade.NO for each in said):
        raise Conflict("you said no to them; take it back first", reason="own_no")
