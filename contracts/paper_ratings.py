"""What participants wrote on paper about their meetings, typed in by who runs the event."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.ratings import GoOn
from contracts.wire import Key, Method

Code = Annotated[str, Meta(min_length=1, max_length=20)]
"""On the badge: 042-7."""


class PaperRating(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    code: Code
    """Of who wrote it."""
    other_code: Code
    go_on: GoOn


class EnterRatings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Until the event is archived. What somebody said themselves is not changed by paper."""

    event_id: UUID
    ratings: Annotated[tuple[PaperRating, ...], Meta(min_length=1, max_length=500)]
    idempotency_key: Key | None = None


class PaperResult(StrEnum):
    ENTERED = "entered"
    """Also where it changed nothing: whether somebody has said it themselves is not told."""
    BAD_CODE = "bad_code"
    UNKNOWN = "unknown"
    """Nobody here has that number."""
    NOT_MET = "not_met"
    """The meeting of these two was not held, or is not over."""


class PaperOutcome(Struct, frozen=True, kw_only=True):
    code: str
    other_code: str
    result: PaperResult


ENTER_RATINGS = Method(
    "rpc.sessions.v1.rating.enter", EnterRatings, tuple[PaperOutcome, ...], deadline=10.0
)
