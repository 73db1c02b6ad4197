"""Everything open at one moment, built anew in one order: the same documents, the same lists.

The index that answers people grew in the order of arrival, and its potentials are a minute
or two old. A run depends on neither: documents come in by id, and potentials are learned
from them alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from services.matching.choosing import Wishes, choose, with_pins, without
from services.matching.collection import AUDIENCES, Collection
from services.matching.course import Course
from services.matching.documents import Document, Side, Standing
from services.matching.index.row import Row
from services.matching.lessons import learn
from services.matching.ranking import Factors, Ranked, rank
from services.matching.scoring import other

MOST = 100
"""Length to which lists are ranked, as for those that are shown; a shorter one is their head."""
Line = tuple[UUID, float]
"""An offer and its score."""


@dataclass(frozen=True, slots=True)
class Rankings:
    """What one run found."""

    inputs: dict[UUID, int]
    """Every open document, by id, with its revision."""
    lists: dict[UUID, tuple[Line, ...]]
    """Challenge -> its offers, best first; by the challenge's id."""
    parameters_hash: str = ""
    """SHA-256 of everything else that counts: strengths, choices, facts of organizations."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An open document with its terms, numbered by the vocabulary it came from."""

    document: Document
    row: Row
    passages: tuple[Row, ...]
    group: int


def gather(kept: Collection) -> list[Kept]:
    """Everything open, by id; the arrays stay as they are whatever comes later."""
    found = [
        Kept(
            kept.document(side, slot),
            index.rows.row(slot),
            kept.passages.rows_of(key),
            int(index.rows.groups[slot]),
        )
        for side, index in kept.indexes.items()
        for key, slot in index.rows.slots.items()
    ]
    return sorted(found, key=lambda one: one.document.id)


def rebuilt(documents: list[Kept], source: Collection, course: Course) -> Collection:
    """A collection of them alone, with potentials learned from them alone."""
    fresh = Collection(source.recipe)
    for one in course.through(documents):
        document = one.document
        fresh.register.take(document.id, Standing(document.revision, document))
        anew = _renumbered(one.row, source, fresh)
        fresh.roomy(document.side).add(document.id, anew, one.group)
        parts = [_renumbered(row, source, fresh) for row in one.passages]
        fresh.passages.keep(document.id, parts)
    for side in fresh.indexes:
        learn(fresh, side, course)
    return fresh


def _renumbered(row: Row, source: Collection, fresh: Collection) -> Row:
    numbers = fresh.vocabulary.learn(source.vocabulary.terms_of(row.terms))
    return Row(numbers, row.counts, fresh.vocabulary.kinds[numbers], row.lengths)


def lists_of(
    kept: Collection,
    length: int,
    factors: Callable[[Document, Document], Factors],
    wishes: Callable[[Document], Wishes],
    only: UUID | None = None,
    side: Side = "challenge",
    *,
    course: Course,
) -> dict[UUID, tuple[Line, ...]]:
    """The best of the other side for everything open of ``side``, or for one, without reasons."""
    rows, others = kept.indexes[side].rows, kept.indexes[other(side)].rows
    wanted = sorted(rows.slots) if only is None else [only] if only in rows.slots else []
    found = {}
    for key in course.through(wanted):
        asking = kept.document(side, rows.slots[key])
        ranked = _ranked(kept, asking, rows.slots[key], factors, wishes(asking))
        ranked = choose(ranked, length, wishes(asking), others)
        found[key] = tuple((one.document.id, one.score) for one in ranked)
    return found


def _ranked(
    kept: Collection,
    asking: Document,
    slot: int,
    factors: Callable[[Document, Document], Factors],
    wishes: Wishes,
) -> list[Ranked]:
    others, asked = kept.indexes[other(asking.side)], kept.query_of(asking.side, slot)
    group = AUDIENCES.get(asking.audience, 0)
    slots = with_pins(others.candidates(asked, 2 * MOST, group), wishes.pinned, others.rows, group)
    return without(rank(kept, asking, asked, slots, factors), asking.organization_id)


def inputs_hash(inputs: dict[UUID, int]) -> str:
    """SHA-256 of ids and revisions, by id."""
    lines = "".join(f"{key} {inputs[key]}\n" for key in sorted(inputs))
    return hashlib.sha256(lines.encode()).hexdigest()
