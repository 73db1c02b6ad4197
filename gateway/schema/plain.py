"""The parts that nouns are made of, that refer to nothing else."""

from __future__ import annotations

import strawberry

from contracts import matching, profiles, track_records, wire
from gateway.schema import words


@strawberry.type(description="Where an imported text comes from; show the attribution with it.")
class Source:
    name: str
    reference: str
    url: str
    attribution: str

    @classmethod
    def of(cls, record: wire.Source | None) -> Source | None:
        if record is None:
            return None
        return cls(
            name=record.name,
            reference=record.reference,
            url=record.url,
            attribution=record.attribution,
        )


@strawberry.type(description="A word both texts share, and what it is worth.")
class Reason:
    term: str
    contribution: float = strawberry.field(description="Share of the score, 0 to 1.")
    challenge_text: str = strawberry.field(description="The words around it in the challenge.")
    offer_text: str = strawberry.field(description="The words around it in the offer.")

    @classmethod
    def of(cls, record: matching.Reason) -> Reason:
        return cls(
            term=record.term,
            contribution=record.contribution,
            challenge_text=record.challenge_text,
            offer_text=record.offer_text,
        )


@strawberry.type(description="A part of the score that is not one shared word.")
class Part:
    name: str
    contribution: float = strawberry.field(description="Share of the score; may be negative.")


@strawberry.type(description="What would move the offer up in the list of the challenge.")
class Change:
    key: str = strawberry.field(
        description="track_record, reach, cost_below, cost_free or budget: what would have to be."
    )
    value: str = strawberry.field(description="Of which size of town, prefecture, sum or stage.")
    side: str = strawberry.field(description="Who could change it: challenge or offer.")
    rank: int = strawberry.field(description="The rank that it would then have; counted anew.")

    @classmethod
    def of(cls, record: matching.Change) -> Change:
        return cls(key=record.key, value=record.value, side=record.side, rank=record.rank)


@strawberry.type(description="A size of town in which an offer has been done.")
class TrackRecord:
    size: words.TownSize
    year: int | None = strawberry.field(description="When last.")

    @classmethod
    def of(cls, record: track_records.TrackRecord) -> TrackRecord:
        return cls(size=record.size, year=record.year)


@strawberry.type(description="A section (課) that owns what its people do.")
class Unit:
    id: strawberry.ID
    name: str

    @classmethod
    def of(cls, record: profiles.Unit) -> Unit:
        return cls(id=strawberry.ID(str(record.id)), name=record.name)
