"""What is learned of one side from all that is open, without labels, and how it is put to use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from services.matching.collection import Collection, Neighbours
from services.matching.course import Course
from services.matching.documents import Side
from services.matching.neighbours import neighbours
from services.matching.potential import Lesson, learned, lessons


@dataclass(slots=True)
class Learned:
    """Of the documents of one side."""

    factors: dict[UUID, float] = field(default_factory=dict)
    neighbours: Neighbours = field(default_factory=Neighbours)
    shorts: dict[int, float] = field(default_factory=dict)

    def give(self, kept: Collection, side: Side) -> None:
        """Let it hold from the next query on; challenges have no neighbours."""
        kept.set_boosts(side, self.factors)
        if side == "offer":
            kept.neighbours = self.neighbours
            kept.shorts = self.shorts


def learn_from(given: Iterable[Lesson], course: Course | None = None) -> Learned:
    """Takes a second for a thousand documents a side, and a minute or two at most."""
    found = Learned()
    for lesson in given:
        factors, short = learned(lesson, course=course)
        found.factors |= factors
        found.shorts[lesson.group] = short
        found.neighbours |= neighbours(lesson, course)
    return found


def learn(kept: Collection, side: Side, course: Course | None = None) -> None:
    """Learn from ``kept`` what holds in it."""
    learn_from(lessons(kept, side), course).give(kept, side)
