"""Open challenges of several towns that say the same, in groups round the most central one.

Each group is a star and no chain: everybody in it is alike to the centre, so a group does not
drift from one need to the next. Each organization is in it once: a ministry's grants for roads,
ports and parks are not the same need of three towns, though they are written in the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from services.matching.collection import Collection
from services.matching.similar import similar

SAME = 0.35
"""Likeness from which two challenges are one need; by eye on 635 real ones, see ``ALIKE``."""
NEAREST = 50
NAMES = UUID("0a1c5f0e-5e0b-5d63-8a5e-6a1d2f6f4c11")


@dataclass(frozen=True, slots=True)
class Group:
    id: UUID
    members: tuple[UUID, ...]
    """One of each owner: the centre first, then those most like it."""


def near(kept: Collection, key: UUID) -> dict[UUID, float]:
    """Open challenges of others that are the same need as one, with how alike they are."""
    slot = kept.indexes["challenge"].rows.slots.get(key)
    if slot is None:
        return {}
    asking, asked = kept.document("challenge", slot), kept.query_of("challenge", slot)
    found = similar(kept, asking, asked, NEAREST, solved=False)
    return {one.challenge_id: one.score for one in found if one.score >= SAME}


def stars(
    likenesses: Mapping[UUID, Mapping[UUID, float]], owners: Mapping[UUID, UUID]
) -> list[Group]:
    """Who is most like all others takes the nearest of each other owner, then who is left does.

    Several things of one owner are no need of several towns, however alike. The largest group
    first, equal ones by id; alone is no group.
    """
    central = sorted(likenesses, key=lambda key: (-sum(likenesses[key].values()), key))
    taken: set[UUID] = set()
    found = []
    for key in central:
        if key in taken:
            continue
        near = {other: score for other, score in likenesses[key].items() if other not in taken}
        nearest: dict[UUID, UUID] = {}
        for other in sorted(near, key=lambda other: (-near[other], other)):
            if owners[other] != owners[key]:
                nearest.setdefault(owners[other], other)
        if nearest:
            members = (key, *nearest.values())
            taken.update(members)
            found.append(Group(uuid5(NAMES, str(key)), members))
    return sorted(found, key=lambda group: (-len(group.members), group.id))
