"""Who is shown how often. Pure: from lists to counts by group.

Source: exposure as the sum of 1 / log2(1 + rank) (Singh & Joachims 2018), against equal shares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from uuid import UUID

from contracts.exposure import ExposureGroup, Grouping
from contracts.track_records import SIZES
from services.matching.documents import Document
from services.matching.fit import Facts

Lists = Mapping[UUID, Sequence[tuple[UUID, float]]]
UNKNOWN = "unknown"
AGES = ((5, "under_5"), (10, "under_10"))
ORDER = {
    name: place for place, name in enumerate([*(n for _, n in AGES), "from_10", *SIZES, UNKNOWN])
}
"""From the youngest, from the smallest; what has no order stands before, by name."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How often one document stands in lists, and what that is worth."""

    shown: int = 0
    worth: float = 0.0


def seen_in(lists: Lists) -> dict[UUID, Seen]:
    found: dict[UUID, Seen] = {}
    for lines in lists.values():
        for rank, (key, _) in enumerate(lines, 1):
            before = found.get(key, Seen())
            found[key] = Seen(before.shown + 1, before.worth + 1.0 / log2(1 + rank))
    return found


def groups(
    by: Grouping, documents: Sequence[Document], lists: Lists, value: Callable[[Document], str]
) -> list[ExposureGroup]:
    """Each group against its equal share, in their order."""
    seen = seen_in(lists)
    total = sum(seen[one.id].worth for one in documents if one.id in seen)
    members: dict[str, list[Document]] = {}
    for one in documents:
        members.setdefault(value(one), []).append(one)
    found = []
    for name in sorted(members, key=lambda name: (ORDER.get(name, -1), name)):
        those = members[name]
        of = [seen.get(one.id, Seen()) for one in those]
        equal = total * len(those) / len(documents)
        found.append(
            ExposureGroup(
                by=by,
                value=name,
                documents=len(those),
                shown=sum(one.shown for one in of),
                never=sum(one.shown == 0 for one in of),
                share=sum(one.worth for one in of) / equal if equal else 0.0,
            )
        )
    return found


def age(facts: Facts, year: int) -> str:
    if facts.founded is None:
        return UNKNOWN
    years = year - facts.founded
    return next((name for limit, name in AGES if years < limit), "from_10")


def quarters(offers: Sequence[Document]) -> dict[UUID, str]:
    """Which quarter each is in by the length of its text; equal lengths by id."""
    ordered = sorted(offers, key=lambda one: (len(one.content), one.id))
    return {one.id: str(1 + 4 * at // len(ordered)) for at, one in enumerate(ordered)}
