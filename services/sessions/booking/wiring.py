"""What the service answers of meetings that participants arrange themselves."""

from __future__ import annotations

from typing import Any

from chassis.calls import Endpoint, endpoint
from contracts import bookings as contract
from contracts.matching_events import ADVANCE_EVENT
from services.sessions.booking import asking, booking, listing, turning

ENDPOINTS: list[Endpoint[Any]] = [
    endpoint(ADVANCE_EVENT, turning.advance_event),
    endpoint(contract.LIST_FREE_SLOTS, listing.list_free_slots),
    endpoint(contract.LIST_BOOKINGS, listing.list_bookings),
    endpoint(contract.COUNT_BOOKINGS, listing.count_bookings),
    endpoint(contract.BOOK_MEETING, booking.book_meeting),
    endpoint(contract.GIVE_BACK_MEETING, booking.give_back),
    endpoint(contract.ASK_FOR_MEETING, asking.ask_for_meeting),
    endpoint(contract.WITHDRAW_REQUEST, asking.withdraw_request),
    endpoint(contract.ANSWER_REQUEST, asking.answer_request),
]
