"""The closed lists of words of the day, made known to Strawberry."""

from __future__ import annotations

import strawberry

from contracts.checkins import CheckInKind, CheckInMeans, CheckInResult
from contracts.event_days import MeetingState
from gateway.schema.events.words import EventSide, EventState, ParticipantState

__all__ = [
    "CheckInKind",
    "CheckInMeans",
    "CheckInResult",
    "EventSide",
    "EventState",
    "MeetingState",
    "ParticipantState",
]

strawberry.enum(CheckInKind, description="What is noted at the door.")
strawberry.enum(CheckInMeans, description="How it is noted.")
strawberry.enum(CheckInResult, description="What a note came to.")
strawberry.enum(MeetingState, name="DayMeetingState", description="How a meeting stands.")
