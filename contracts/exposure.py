"""Who is shown how often: by size of town, age and kind of organization, and length of profile."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from contracts.wire import Method


class Grouping(StrEnum):
    TOWN_SIZE = "town_size"
    """Challenges in the lists of offers: values of ``TownSize``, or ``unknown``."""
    COMPANY_AGE = "company_age"
    """Offers in the lists of challenges: ``under_5``, ``under_10``, ``from_10``, ``unknown``."""
    ORGANIZATION_KIND = "organization_kind"
    PROFILE_LENGTH = "profile_length"
    """Quarters of the offers by the length of their texts: ``1`` is the shortest."""


class ExposureGroup(Struct, frozen=True, kw_only=True):
    by: Grouping
    value: str
    documents: int
    shown: int
    """Places in all lists."""
    never: int
    """Documents that are in no list."""
    share: float
    """Of what it would be if all were shown alike; a first place counts more than a tenth."""


class Exposure(Struct, frozen=True, kw_only=True):
    """Counted from one run over everything open."""

    made_at: datetime
    length: int
    """Of each list."""
    challenges: int
    offers: int
    engine: str
    groups: tuple[ExposureGroup, ...] = ()


class MakeExposure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Count anew, from what is open now."""


class GetExposure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The last count. Small groups are for inspectors alone: of one document it says whose."""


class FoundExposure(Struct, frozen=True, kw_only=True):
    """None: nothing has been counted yet."""

    found: Exposure | None = None


MAKE_EXPOSURE = Method("rpc.matching.v1.exposure.make", MakeExposure, Exposure, deadline=60.0)
GET_EXPOSURE = Method("rpc.matching.v1.exposure.get", GetExposure, FoundExposure, safe=True)
