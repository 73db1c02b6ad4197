"""What this service holds of one person, and how it is forgotten (``chassis.own``)."""

from __future__ import annotations

from chassis.own import Forgetting, Own, Part
from services.sessions.store import own
from services.sessions.store.day import own as day

OWN = Own(
    parts=(
        Part("sessions_participations", own.PARTICIPATIONS),
        Part("sessions_preferences", own.PREFERENCES),
        Part("sessions_objections", own.OBJECTIONS),
        Part("sessions_bookings", own.BOOKINGS),
        Part("sessions_meeting_requests", own.REQUESTS),
        Part("sessions_meeting_refusals", own.REFUSALS),
        Part("sessions_check_ins", day.CHECK_INS),
        Part("sessions_ratings", own.RATINGS),
        Part("sessions_memberships", own.MEMBERSHIPS),
    ),
    forgetting=(  # objections first: afterwards nobody knows whose they were
        Forgetting(own.FORGET_OBJECTIONS),
        Forgetting(own.FORGET_REQUESTS),
        Forgetting(day.FORGET_CHECK_INS),
        Forgetting(own.FORGET_RATINGS),
        Forgetting(own.FORGET_PARTICIPANT),
        Forgetting(own.FORGET_PERSON),
    ),
    staying=("timetables.made_by", "imports.made_by", "check_ins.made_by"),
    apart={
        "timetables.made_by": "that somebody made it stands in the record, which gives it",
        "imports.made_by": "that somebody imported stands in the record, which gives it",
        "check_ins.made_by": "who noted it at the door stands in the record, which gives it",
        "meeting_outcomes.replaced_by": "the id of the meeting that took its place",
    },
)
