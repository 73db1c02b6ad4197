"""What a match says of itself, without the two that it brings together."""

from __future__ import annotations

from typing import Self
from uuid import UUID

import strawberry

from contracts import matching
from gateway.schema.pins import Pin
from gateway.schema.plain import Change, Part, Reason


@strawberry.type
class MatchItself:
    rank: int
    score: float = strawberry.field(description="0 to 1.")
    is_weak: bool = strawberry.field(description="Whether little speaks for it.")
    reasons: list[Reason]
    parts: list[Part]
    notes: list[str] = strawberry.field(description="Keys of what stands in the way or is missing.")
    standing: int | None = strawberry.field(
        description="Rank of the offer in the list of the challenge."
    )
    changes: list[Change] = strawberry.field(description="What would move it up there, best first.")
    pin: Pin | None = strawberry.field(
        description="Who put it at the head of the challenge's list, and why."
    )
    challenge_id: strawberry.Private[UUID]
    offer_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, record: matching.Match) -> Self:
        return cls(
            rank=record.rank,
            score=record.score,
            is_weak=record.is_weak,
            reasons=[Reason.of(reason) for reason in record.reasons],
            parts=[Part(name=part.name, contribution=part.contribution) for part in record.parts],
            notes=list(record.notes),
            standing=record.standing,
            changes=[Change.of(change) for change in record.changes],
            pin=Pin.of(record.pin) if record.pin else None,
            challenge_id=record.challenge_id,
            offer_id=record.offer_id,
        )
