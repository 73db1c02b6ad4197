"""What came of a matching event, in figures: for its organizer, on the page and as a table.

Figures that would tell what single people did are left out: those under ``FEW``.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from contracts.wire import Method

FEW = 5
"""Of fewer people or pairs nothing is told but that they are few."""


class ReportGrouping(StrEnum):
    TOWN_SIZE = "town_size"
    """Participants of the public side: values of ``TownSize``, or ``unknown``."""
    COMPANY_AGE = "company_age"
    """Of the private side: ``under_5``, ``under_10``, ``from_10`` years, ``unknown``."""


class ReportGroup(Struct, frozen=True, kw_only=True):
    """Figures are none where the group is small, or would let a small one be worked out."""

    by: ReportGrouping
    value: str
    participants: int | None = None
    planned: int | None = None
    """Their meetings in the timetable that was shown last."""
    held: int | None = None
    without: int | None = None
    """Of them, those without any meeting."""


class EventReport(Struct, frozen=True, kw_only=True):
    event_id: UUID
    made_at: datetime
    is_kept: bool = False
    """Whether it is as it was when the event was archived; its people may be deleted by now."""
    invited: int
    """Everybody who was ever entered, by themselves or by the organizer."""
    registered: int
    waiting: int
    cancelled: int
    moved_up: int
    """From the waiting list."""
    arrived: int | None = None
    """None: nobody was checked in, or they are few."""
    spoken: int | None = None
    """Participants who said whom they want to meet."""
    wanted: int | None = None
    """Pairs in which both want to meet."""
    planned: int
    held: int
    no_shows: int | None = None
    """Meetings that one did not come to."""
    rated: int | None = None
    """What was said of meetings, by one side or the other."""
    yes: int | None = None
    agreed: int | None = None
    """Pairs that want to go on."""
    introductions: int | None = None
    idle_median_minutes: int | None = None
    """Between one's first and last meeting, without a meeting."""
    idle_most_minutes: int | None = None
    wait_median_hours: int | None = None
    """On the waiting list, of those who moved up."""
    groups: tuple[ReportGroup, ...] = ()


class GetEventReport(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    event_id: UUID


GET_EVENT_REPORT = Method("rpc.sessions.v1.report.get", GetEventReport, EventReport, safe=True)
