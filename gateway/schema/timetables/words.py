"""The closed lists of words of timetables, made known to Strawberry."""

from __future__ import annotations

import strawberry

from contracts.timetables import ChangeKind, MeetingLimit, TimetableState
from contracts.timetabling import CancelReason
from gateway.schema.events.words import EventSide

__all__ = ["CancelReason", "ChangeKind", "EventSide", "MeetingLimit", "TimetableState"]

strawberry.enum(CancelReason, name="CancelMeetingReason", description="Why it is taken out.")
strawberry.enum(
    ChangeKind, name="TimetableChangeKind", description="What became of a meeting since."
)
strawberry.enum(MeetingLimit, description="What keeps out a meeting that both sides want.")
strawberry.enum(TimetableState, description="Of a version: provisional ones may be objected to.")
