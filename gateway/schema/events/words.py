"""The closed lists of words of matching events, made known to Strawberry."""

from __future__ import annotations

import strawberry

from contracts.matching_events import BookingMode, EventState, PlacesLimit
from contracts.participants import Attendance, EventSide, ParticipantState
from contracts.rehearsals import PlayedStep
from gateway.schema.introductions.words import Grade

__all__ = [
    "Attendance",
    "BookingMode",
    "EventSide",
    "EventState",
    "Grade",
    "ParticipantState",
    "PlacesLimit",
    "PlayedStep",
]

strawberry.enum(EventState, description="Where a matching event stands.")
strawberry.enum(BookingMode, description="Who makes the timetable.")
strawberry.enum(PlacesLimit, description="What more of would allow more meetings.")
strawberry.enum(EventSide, description="Who sits at a table, and who comes to it.")
strawberry.enum(Attendance, description="Whether somebody comes.")
strawberry.enum(ParticipantState, description="Whether a participant has a place.")
strawberry.enum(PlayedStep, description="What happened in a rehearsal.")
