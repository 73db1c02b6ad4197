"""What the day puts into the service."""

from __future__ import annotations

from typing import Any

from chassis.calls import Endpoint, endpoint
from contracts import checkins, event_days
from services.sessions.day import checking_in, refilling, seeing, settling

ENDPOINTS: list[Endpoint[Any]] = [
    endpoint(checkins.RECORD_CHECK_INS, checking_in.record_check_ins),
    endpoint(event_days.GET_DAY, seeing.get_day),
    endpoint(event_days.WATCH_DAY, seeing.watch_day),
    endpoint(event_days.LIST_STAND_INS, refilling.list_stand_ins),
    endpoint(event_days.REFILL_MEETINGS, refilling.refill_meetings),
]
JOBS = [settling.settle_meetings]
