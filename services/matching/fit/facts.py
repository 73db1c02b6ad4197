"""What is known of an organization besides what it asks and offers."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.track_records import TownSize, town_size

PREFECTURES = frozenset({"prefecture", "national"})
SMALL = frozenset({TownSize.UNDER_10K, TownSize.UNDER_50K})
YOUNG = 5
"""Years for which an organization is new."""


@dataclass(frozen=True, slots=True)
class Facts:
    kind: str | None = None
    """A value of ``contracts.profiles.OrganizationKind``."""
    prefecture: str | None = None
    population: int | None = None
    founded: int | None = None
    """Year."""
    revision: int = 0

    @property
    def size(self) -> TownSize | None:
        """The class of a town; none of who is no town, or one whose people nobody counted."""
        if self.kind in PREFECTURES:
            return TownSize.PREFECTURE
        return None if self.population is None else town_size(self.population)

    def is_new(self, year: int) -> bool:
        return self.founded is not None and year - self.founded < YOUNG


UNKNOWN = Facts()
