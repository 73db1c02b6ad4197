"""What the service answers, reads and does by itself of meetings at events."""

from __future__ import annotations

from chassis.calls import Endpoint, endpoint
from chassis.events import Reading, reading
from contracts import follow_ups, ratings
from services.introductions.deps import Deps
from services.introductions.following import meetings, questions

ENDPOINTS: list[Endpoint[Deps]] = [
    endpoint(follow_ups.LIST_MEETINGS, meetings.list_meetings),
    endpoint(follow_ups.LIST_FOLLOW_UPS, questions.list_follow_ups),
    endpoint(follow_ups.ANSWER_FOLLOW_UP, questions.answer_follow_up),
]
READINGS: list[Reading[Deps]] = [
    reading(ratings.MEETING_AGREED, "introductions-join-met", meetings.introduce),
]
JOBS = (questions.keep_asking,)
