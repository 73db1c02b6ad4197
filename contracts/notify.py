"""Public face of the notify service: what people were told, once."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.profiles import Ids
from contracts.wire import After, First, Method


class NotificationKind(StrEnum):
    MATCH_FOUND = "match_found"
    REVIEW_ASKED = "review_asked"
    """A colleague's challenge waits to be looked at."""
    CHALLENGE_RETURNED = "challenge_returned"
    """One's own was given back."""
    CHALLENGE_AMENDED = "challenge_amended"
    """One that one takes part in says something new."""
    QUESTION_ANSWERED = "question_answered"
    """Of one that one takes part in."""
    CHALLENGE_ENDED = "challenge_ended"
    """One that one takes part in is closed."""
    QUESTION_ASKED = "question_asked"
    """On one's own; not by whom."""
    CHALLENGE_STALE = "challenge_stale"
    """One's own has to be confirmed or closed."""
    INTEREST_RECEIVED = "interest_received"
    INTEREST_REMINDED = "interest_reminded"
    INTEREST_DECLINED = "interest_declined"
    INTEREST_EXPIRED = "interest_expired"
    INTRODUCTION_MADE = "introduction_made"
    PARTNER_LEFT = "partner_left"
    """An organization one was introduced to has closed."""
    MESSAGE_RECEIVED = "message_received"
    MESSAGE_HIDDEN = "message_hidden"
    MESSAGE_RESTORED = "message_restored"
    MAIL_REFUSED = "mail_refused"
    """An answer by mail from another address than one's own."""
    TALK_OFFERED = "talk_offered"
    TALK_CHOSEN = "talk_chosen"
    TALK_CANCELLED = "talk_cancelled"
    COORDINATOR_WROTE = "coordinator_wrote"
    MEETING_REFILLED = "meeting_refilled"
    """At an event, because somebody did not come; when and where, is in the note."""
    PROPOSAL_RECEIVED = "proposal_received"
    """To one's own challenge; not from whom."""
    PROPOSAL_REVISED = "proposal_revised"
    PROPOSAL_FORWARDED = "proposal_forwarded"
    """To one's own section; not whose it is."""
    PROPOSAL_WITHDRAWN = "proposal_withdrawn"
    PROPOSAL_ANSWERED = "proposal_answered"
    PROPOSAL_CONFIRMED = "proposal_confirmed"
    PROPOSAL_LAPSED = "proposal_lapsed"
    PROPOSAL_DECIDED = "proposal_decided"
    """One's own; what, is on its page."""
    PROPOSAL_ASKED = "proposal_asked"
    PARTNER_INVITED = "partner_invited"
    PROPOSALS_TO_REVIEW = "proposals_to_review"
    REVIEW_INVITED = "review_invited"
    """One's organization is asked to review for another."""
    UNIT_HANDED_OVER = "unit_handed_over"
    """Somebody else goes on at a partner's; who, is in the note."""
    UNIT_KEPT_BY_LIAISON = "unit_kept_by_liaison"
    """Likewise, while nobody works in that unit."""
    UNIT_WITHOUT_OWNER = "unit_without_owner"
    """A unit of the own organization; the note says how many wait."""
    SEARCH_FOUND = "search_found"
    """A new challenge fits a saved search."""
    OFFER_FOUND = "offer_found"
    """A new offer fits a saved search."""
    EVENT_REGISTERED = "event_registered"
    EVENT_WAITING = "event_waiting"
    EVENT_MOVED_UP = "event_moved_up"
    EVENT_PREFERENCES_OPEN = "event_preferences_open"
    EVENT_PREFERENCES_REMINDED = "event_preferences_reminded"
    EVENT_PROVISIONAL = "event_provisional"
    EVENT_CHANGED = "event_changed"
    EVENT_FINAL = "event_final"
    EVENT_CALLED_OFF = "event_called_off"
    EVENT_RATE = "event_rate"
    EVENT_MOVED = "event_moved"
    EVENT_BOOKED = "event_booked"
    EVENT_ASKED = "event_asked"
    EVENT_ACCEPTED = "event_accepted"
    EVENT_GIVEN_BACK = "event_given_back"
    """Of a matching event; one of these for each kind in ``event_notices``."""
    FOLLOW_UP_ASKED = "follow_up_asked"
    """What became of a meeting at an event."""


class Notification(Struct, frozen=True, kw_only=True):
    id: UUID
    kind: NotificationKind
    challenge_id: UUID
    """Or what else it is about."""
    challenge_title: str
    challenge_organization_name: str
    created_at: datetime
    read_at: datetime | None = None
    place: str = ""
    """Path on the site that it leads to, when not to the challenge."""
    note: str = ""


class ListNotifications(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The actor's own, newest first."""

    first: First = 20
    after: After | None = None


class NotificationPage(Struct, frozen=True, kw_only=True):
    notifications: tuple[Notification, ...]
    more: bool
    total: int
    unread: int


class MarkNotificationsRead(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """No ``ids``: all of the actor's own."""

    ids: Annotated[Ids, Meta()] = ()


class Unread(Struct, frozen=True, kw_only=True):
    unread: int


LIST_NOTIFICATIONS = Method(
    "rpc.notify.v1.notification.list", ListNotifications, NotificationPage, safe=True
)
MARK_NOTIFICATIONS_READ = Method(
    "rpc.notify.v1.notification.mark_read", MarkNotificationsRead, Unread, safe=True
)
