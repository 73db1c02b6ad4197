"""A matching event in which participants arrange their meetings themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from contracts import bookings as contract
from contracts.faults import Fault
from contracts.matching_events import (
    GET_EVENTS,
    SAVE_EVENT,
    BookingMode,
    EventState,
    GetEvents,
    MatchingEvent,
    SaveEvent,
    Table,
)
from contracts.participants import (
    SAVE_PARTICIPANT,
    SET_EVENT_PREFERENCES,
    EventSide,
    GradeOf,
    SaveParticipant,
    SetEventPreferences,
)
from contracts.preferences import Grade
from contracts.profiles import OrganizationKind
from contracts.wire import Role
from tests.matching_event import advance, known, organizer, slots, wanted
from tests.members import Somebody, member
from tests.members import town as a_town
from tests.outside import rows
from tests.platform import Platform


@dataclass
class Arranging:
    """``town`` and ``company`` act for all participants of their side (desks)."""

    platform: Platform
    who: Somebody
    town: Somebody
    company: Somebody
    event: MatchingEvent
    public: list[UUID]
    private: list[UUID]

    def actor(self, participant: UUID) -> Any:
        return (self.town if participant in self.public else self.company).actor

    async def ask(self, method: Any, asked: Any, actor: Any) -> Any:
        return await self.platform.web.call(method, asked, actor)

    async def seen(self, one: UUID) -> contract.Bookings:
        asked = contract.ListBookings(participant_id=one)
        return await self.ask(contract.LIST_BOOKINGS, asked, self.actor(one))

    async def free(self, one: UUID, *others: UUID) -> list[tuple[str, ...]]:
        asked = contract.ListFreeSlots(participant_id=one, other_ids=others)
        found = await self.ask(contract.LIST_FREE_SLOTS, asked, self.actor(one))
        return [each.slots for each in found]

    async def book(self, one: UUID, other: UUID, slot: str = "S1") -> contract.Bookings:
        asked = contract.BookMeeting(id=uuid4(), participant_id=one, other_id=other, slot=slot)
        return await self.ask(contract.BOOK_MEETING, asked, self.actor(one))

    async def give_back(self, one: UUID, other: UUID) -> contract.Bookings:
        asked = contract.GiveBackMeeting(participant_id=one, other_id=other)
        return await self.ask(contract.GIVE_BACK_MEETING, asked, self.actor(one))

    async def request(self, one: UUID, other: UUID, line: str = "") -> contract.Bookings:
        asked = contract.AskForMeeting(id=uuid4(), participant_id=one, other_id=other, line=line)
        return await self.ask(contract.ASK_FOR_MEETING, asked, self.actor(one))

    async def answer(self, one: UUID, request: UUID, *, accepted: bool, **more: Any) -> Any:
        asked = contract.AnswerRequest(id=request, accepted=accepted, **more)
        return await self.ask(contract.ANSWER_REQUEST, asked, self.actor(one))

    async def withdraw(self, one: UUID, request: UUID) -> contract.Bookings:
        asked = contract.WithdrawRequest(id=request)
        return await self.ask(contract.WITHDRAW_REQUEST, asked, self.actor(one))

    async def grade(self, one: UUID, other: UUID, grade: Grade | None) -> None:
        grades = (GradeOf(other_id=other, grade=grade),)
        asked = SetEventPreferences(participant_id=one, grades=grades)
        await self.ask(SET_EVENT_PREFERENCES, asked, self.actor(one))

    async def to(self, state: EventState) -> None:
        asked = GetEvents(ids=(self.event.id,))
        [now] = await self.ask(GET_EVENTS, asked, self.who.actor)
        self.event = await advance(self.platform, self.who, now, state)

    async def sql(self, statement: str, *given: object) -> Any:
        return await rows(self.platform.settings, statement, *given)


async def arranging(
    platform: Platform,
    mode: BookingMode,
    *,
    public: list[dict[str, Any]],
    private: list[dict[str, Any]],
    **changed: Any,
) -> Arranging:
    """Participants with what is said of each, in the weeks in which they arrange meetings."""
    who = await organizer(platform)
    clerk = await member(platform, await a_town(platform, "架空市"), Role.LIAISON)
    own = await platform.organization("架空合同会社", OrganizationKind.COMPANY)
    seller = await member(platform, own, Role.COMPANY_ADMIN, "見本 葵")
    await known(platform, clerk, seller)
    kept = {name: getattr(wanted(), name) for name in SaveEvent.__struct_fields__}
    kept |= {"mode": mode, "public_capacity": len(public), "private_capacity": len(private)}
    kept |= {"slots": slots(3), "tables": (Table(id="卓1"), Table(id="卓2")), "floor": 0}
    event = await platform.web.call(SAVE_EVENT, SaveEvent(**(kept | changed)), who.actor)
    for state in (EventState.REGISTRATION, EventState.PREFERENCES):
        event = await advance(platform, who, event, state)
    found = Arranging(platform, who, clerk, seller, event, [], [])
    for side, people, theirs, of in (
        (EventSide.PUBLIC, public, found.public, clerk),
        (EventSide.PRIVATE, private, found.private, seller),
    ):
        for number, more in enumerate(people, 1):
            given = {"organization_id": of.actor.organization} | more
            asked = SaveParticipant(
                id=uuid4(),
                event_id=event.id,
                side=side,
                organization_name="架空の団体",
                name=f"架空 {side.value} {number}",
                **given,
            )
            saved = await platform.web.call(SAVE_PARTICIPANT, asked, who.actor)
            theirs.append(saved.id)
    return found


async def refused(wanted: Any) -> str:
    """The reason why something is not done."""
    try:
        await wanted
    except Fault as fault:
        return fault.reason or type(fault).__name__
    return "done"
