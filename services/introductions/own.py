"""What this service holds of one person, and how it is forgotten (``chassis.own``)."""

from __future__ import annotations

from chassis.own import Forgetting, Own, Part
from services.introductions.store import own

OWN = Own(
    parts=(
        Part("introductions_messages", own.MESSAGES),
        Part("introductions_interests", own.INTERESTS),
        Part("introductions_contacts", own.CONTACTS),
        Part("introductions_preferences", own.WISHES),
        Part("introductions_memberships", own.MEMBERSHIPS),
        Part("introductions_reports", own.REPORTS),
        Part("introductions_dialogues", own.DIALOGUES),
        Part("introductions_letters", own.LETTERS),
        Part("introductions_steps", own.STEPS),
        Part("introductions_read", own.READING),
        Part("introductions_cases_decided", own.DECIDED),
        Part("introductions_departures", own.DEPARTURES),
        Part("introductions_taken_over", own.HANDED_OVER),
        Part("introductions_person", own.PERSON),
        Part("introductions_follow_ups", own.FOLLOW_UPS),
    ),
    forgetting=(
        Forgetting(own.FORGET_CONTACTS),
        Forgetting(own.FORGET_SENDER),
        Forgetting(own.FORGET_WISHER),
        Forgetting(own.FORGET_REPLIES),
        Forgetting(own.FORGET_READING),
        Forgetting(own.FORGET_FOLLOW_UPS),
        Forgetting(own.FORGET_PERSON),
    ),
    apart={
        "reply_addresses.person_id": "by a hash that opens nothing; gone after thirty days",
        "talks.offered_by": "the id of the organization that offers the times",
    },
)
