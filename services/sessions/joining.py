"""What may be asked of participants, free of I/O, and what of them is shown to whom."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from chassis.addresses import normal_address
from chassis.texts import visible
from contracts.faults import Conflict, FieldProblem, Invalid
from contracts.matching_events import BookingMode, EventState, MatchingEvent
from contracts.participants import EventSide, Participant, Register, SaveParticipant

OVER = frozenset({EventState.REPORTING, EventState.ARCHIVED, EventState.CALLED_OFF})
OPEN = frozenset({EventState.REGISTRATION, EventState.PREFERENCES})


def check_participant(event: MatchingEvent, asked: SaveParticipant) -> None:
    """Raises ``Invalid`` with every field that cannot stand, ``Conflict`` after the event."""
    check_not_over(event)
    problems = tuple(problems_of(event, asked))
    if problems:
        raise Invalid("the participant cannot stand as it is", fields=problems)


def problems_of(event: MatchingEvent, asked: SaveParticipant) -> Iterator[FieldProblem]:
    for field in ("organization_name", "name"):
        if not visible(getattr(asked, field)):
            yield FieldProblem(field, "required")
    if asked.email:
        try:
            normal_address(asked.email)
        except Invalid as fault:
            yield from fault.fields
    if asked.least is not None and asked.most is not None and asked.least > asked.most:
        yield FieldProblem("least", "more_than_most")
    if asked.online_url and not asked.online_url.startswith(("https://", "http://")):
        yield FieldProblem("online_url", "wrong_form")
    yield from _of_slots(event, asked.available)


def _of_slots(event: MatchingEvent, available: tuple[str, ...] | None) -> Iterator[FieldProblem]:
    if not set(available or ()) <= {slot.id for slot in event.slots}:
        yield FieldProblem("available", "unknown_value")


def check_registration(event: MatchingEvent, asked: Register) -> None:
    if event.state not in OPEN:
        raise Conflict("registration is not open", reason="registration_closed")
    problems = [*_of_slots(event, asked.available)]
    if not asked.consent:
        problems.append(FieldProblem("consent", "required"))
    if problems:
        raise Invalid("the registration cannot stand as it is", fields=tuple(problems))


def check_not_over(event: MatchingEvent) -> None:
    if event.state in OVER:
        raise Conflict("this event is over", reason="event_over")


def check_speaking(event: MatchingEvent) -> None:
    """Raises ``Conflict`` outside the weeks in which participants say whom they want to meet."""
    if event.state is not EventState.PREFERENCES:
        raise Conflict("preferences are not open", reason="preferences_closed")
    if event.mode is BookingMode.SELF:
        raise Conflict("here meetings are booked, not wished for", reason="no_preferences_here")


def capacity(event: MatchingEvent, side: EventSide) -> int:
    return event.public_capacity if side is EventSide.PUBLIC else event.private_capacity


def for_others(found: Participant) -> Participant:
    """What the other side sees of somebody."""
    return msgspec.structs.replace(
        for_colleagues(found),
        person_id=None,
        available=None,
        least=None,
        most=None,
        first_served=False,
        online_url="",
        consented_at=None,
    )


def for_colleagues(found: Participant) -> Participant:
    """Without what is between a participant and the organizer; so are events told, too."""
    return msgspec.structs.replace(found, email="", needs="")
