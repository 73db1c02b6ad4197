"""Check-in (受付) on the day: codes on badges, and what tablets at the door note, merged once.

A badge shows ``short_code`` of the participant's number, and a QR code of the site's address
followed by ``check_in_path``. What a tablet notes has an id of the tablet's own choosing, so it
may be sent again; who has arrived follows from all notes, in whatever order they come.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.matching_events import ShortText
from contracts.participants import EventSide
from contracts.wire import Event, Key, Method

LARGEST_NUMBER = 99_999
_NEXT = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
"""Damm's table: any wrong digit, and any two neighbours exchanged, end elsewhere than at 0."""
_CODE = re.compile(r"(?:[Pp]-?)?(\d{1,5})-?(\d)")


def _end(digits: str) -> int:
    found = 0
    for one in digits:
        found = _NEXT[found][int(one)]
    return found


def short_code(number: int) -> str:
    """On the badge of that number, to be read aloud and typed: 42 is ``042-x``."""
    digits = f"{number:03}"
    return f"{digits}-{_end(digits)}"


def number_of(code: str) -> int | None:
    """Of a code however it was typed; None for one with a mistake in it."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", code))
    plain = re.sub("[‐-―−ーｰ]", "-", plain)
    found = _CODE.fullmatch(plain)
    if found is None or not plain.isascii() or _end(found[1] + found[2]):
        return None
    return int(found[1]) or None


def check_in_path(event_id: UUID | str, number: int) -> str:
    """Where the QR code of a badge leads; only who staffs the event sees anything there."""
    return f"/events/{event_id}/check-in?code={short_code(number)}"


class CheckInKind(StrEnum):
    ARRIVAL = "arrival"
    UNDO = "undo"
    """Whatever was noted of this participant until then is taken back."""
    RESTORE = "restore"
    """The last undo before it was a mistake: the arrival is as it was."""


class CheckInMeans(StrEnum):
    CODE = "code"
    QR = "qr"
    PAPER = "paper"
    """Typed in from the sign-in sheet."""


class CheckIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One note of one tablet."""

    id: UUID
    """Chosen by the tablet; the same note may be sent again."""
    code: Annotated[str, Meta(min_length=1, max_length=40)]
    kind: CheckInKind = CheckInKind.ARRIVAL
    at: datetime | None = None
    """By the tablet's clock; None: when it comes in."""
    offset_ms: Annotated[int, Meta(ge=-4_000_000_000_000, le=4_000_000_000_000)] = 0
    """What is to be added to the tablet's clock, as it was measured before the note."""
    means: CheckInMeans = CheckInMeans.CODE
    reason: ShortText = ""
    """Needed to undo."""


class RecordCheckIns(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By who staffs the event; in any order, as often as the network makes it necessary."""

    event_id: UUID
    door: Annotated[str, Meta(max_length=60)] = ""
    """Which tablet, for people."""
    check_ins: Annotated[tuple[CheckIn, ...], Meta(min_length=1, max_length=500)]
    idempotency_key: Key | None = None


class CheckInResult(StrEnum):
    ARRIVED = "arrived"
    ALREADY = "already"
    """Somebody noted it earlier: ``arrived_at`` says when."""
    STANDS_BY = "stands_by"
    """Arrived, from the waiting list: takes the place of who does not come."""
    CANCELLED = "cancelled"
    """Kept, but they had cancelled: the organizer decides."""
    UNDONE = "undone"
    RESTORED = "restored"
    """There again, since ``arrived_at``."""
    NOT_THERE = "not_there"
    """Nothing to put back: no arrival is known."""
    BAD_CODE = "bad_code"
    """Mistyped: the check digit does not fit. Nothing is kept."""
    UNKNOWN = "unknown"
    """Nobody of this event has that number. Nothing is kept."""


class CheckInOutcome(Struct, frozen=True, kw_only=True):
    id: UUID
    result: CheckInResult
    code: str = ""
    participant_id: UUID | None = None
    number: int | None = None
    name: str = ""
    organization_name: str = ""
    side: EventSide | None = None
    arrived_at: datetime | None = None
    """When they arrived by all that is known now; None: they have not."""


class Arrival(Struct, frozen=True, kw_only=True):
    """Told whenever it changes; nobody's name is in it."""

    event_id: UUID
    participant_id: UUID
    arrived_at: datetime | None = None


RECORD_CHECK_INS = Method(
    "rpc.sessions.v1.check_in.record", RecordCheckIns, tuple[CheckInOutcome, ...], deadline=10.0
)
ARRIVAL_CHANGED = Event("event.sessions.v1.arrival.changed", Arrival)
