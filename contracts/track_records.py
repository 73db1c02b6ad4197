"""Where an offer has been tried: in towns of which size, and when last."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

Year = Annotated[int, Meta(ge=1_000, le=2_100)]


class TownSize(StrEnum):
    """By the people who live there; the last class is of prefectures and of the state."""

    UNDER_10K = "under_10k"
    UNDER_50K = "under_50k"
    UNDER_200K = "under_200k"
    UNDER_500K = "under_500k"
    FROM_500K = "from_500k"
    PREFECTURE = "prefecture"


SIZES = tuple(TownSize)
LIMITS = (10_000, 50_000, 200_000, 500_000)
"""People from which a town belongs to the next class."""


class TrackRecord(Struct, frozen=True, kw_only=True):
    """One size of town in which it has been done."""

    size: TownSize
    year: Year | None = None
    """When last."""


TrackRecords = Annotated[tuple[TrackRecord, ...], Meta(max_length=12)]


def town_size(population: int) -> TownSize:
    """The class of a town of so many people."""
    return SIZES[sum(population >= limit for limit in LIMITS)]
