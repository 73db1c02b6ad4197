"""What the service answers, reads and does by itself after the meetings."""

from __future__ import annotations

from chassis.calls import Endpoint, endpoint
from chassis.events import Reading, reading
from contracts import event_reports, introductions, paper_ratings
from contracts import ratings as contract
from services.sessions.after import concluding, paper, purging, ratings, reports, timing
from services.sessions.deps import Deps

ENDPOINTS: list[Endpoint[Deps]] = [
    endpoint(contract.RATE_MEETING, ratings.rate_meeting),
    endpoint(paper_ratings.ENTER_RATINGS, paper.enter_ratings),
    endpoint(contract.LIST_RATINGS, ratings.list_ratings),
    endpoint(event_reports.GET_EVENT_REPORT, reports.get_report),
]
READINGS: list[Reading[Deps]] = [
    reading(
        introductions.INTRODUCTION_MADE,
        "sessions-note-introduction",
        concluding.note_introduction,
    ),
]
JOBS = (timing.keep_time,)
PURGES = purging.PURGES
