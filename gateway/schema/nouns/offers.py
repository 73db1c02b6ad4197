"""What an offer says of itself, without those it leads to."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from contracts import profiles
from gateway.schema import words
from gateway.schema.plain import Source, TrackRecord
from gateway.schema.scalars import Yen


@strawberry.type
class OfferItself:
    id: strawberry.ID
    title: str
    text: str
    tags: list[str]
    reach: list[str] = strawberry.field(description="Prefectures; none means everywhere.")
    cost_yen: Yen | None
    track_record: list[TrackRecord] = strawberry.field(
        description="Sizes of town in which it has been done; each once."
    )
    before_budget: bool = strawberry.field(
        description="Whether it can begin before a council has voted money for it."
    )
    state: words.OfferState
    revision: int
    published_at: datetime
    source: Source | None
    key: strawberry.Private[UUID]
    offerer: strawberry.Private[UUID]

    @classmethod
    def of(cls, record: profiles.Offer) -> Self:
        return cls(
            id=strawberry.ID(str(record.id)),
            title=record.title,
            text=record.text,
            tags=list(record.tags),
            reach=list(record.reach),
            cost_yen=None if record.cost_yen is None else Yen(record.cost_yen),
            track_record=[TrackRecord.of(one) for one in record.track_record],
            before_budget=record.before_budget,
            state=record.state,
            revision=record.revision,
            published_at=record.published_at,
            source=Source.of(record.source),
            key=record.id,
            offerer=record.organization_id,
        )
