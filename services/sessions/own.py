"""What this service holds of one person, and how it is forgotten (``chassis.own``)."""

from __future__ import annotations

from chassis.own import Forgetting, Own, Part
from services.sessions.store import own

OWN = Own(
    parts=(
        Part("sessions_participations", own.PARTICIPATIONS),
        Part("sessions_preferences", own.PREFERENCES),
        Part("sessions_objections", own.OBJECTIONS),
        Part("sessions_ratings", own.RATINGS),
        Part("sessions_memberships", own.MEMBERSHIPS),
    ),
    forgetting=(  # objections first: afterwards nobody knows whose they were
        Forgetting(own.FORGET_OBJECTIONS),
        Forgetting(own.FORGET_RATINGS),
        Forgetting(own.FORGET_PARTICIPANT),
        Forgetting(own.FORGET_PERSON),
    ),
    staying=("timetables.made_by", "imports.made_by"),
)
