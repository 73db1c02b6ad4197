"""The compiled loops made ready, so that the first real problem does not wait for them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np

from services.sessions.timetable import kernels, seating
from services.sessions.timetable.instance import instance
from services.sessions.timetable.planning import plan
from services.sessions.timetable.problem import Participant, Problem, Side, Slot, Table, Wish
from services.sessions.timetable.rematching import shuffle
from services.sessions.timetable.repairing import repair

BEGINS = datetime(2000, 1, 1, tzinfo=UTC)


@cache
def warm() -> None:
    """Plan and repair something small; once in a process."""
    names = ("1", "2", "3")
    small = Problem(
        slots=tuple(
            Slot(
                id=name,
                starts_at=BEGINS + timedelta(hours=hour),
                ends_at=BEGINS + timedelta(hours=hour, minutes=30),
            )
            for hour, name in enumerate(names)
        ),
        tables=(Table(id="1"),),
        participants=(
            *(Participant(id=f"a{name}", side=Side.PUBLIC) for name in names),
            *(Participant(id=f"b{name}", side=Side.PRIVATE) for name in names),
        ),
        wishes=tuple(
            Wish(public=f"a{x}", private=f"b{y}", score=600) for x in names for y in names
        ),
    )
    repair(small, plan(small), moves=1)
    inst = instance(small)  # everybody of it finds a place: nothing was shuffled or changed over
    s, w = seating.empty(inst)
    shuffle(s, w, np.arange(0), 0, np.random.default_rng(0))
    for edge in np.flatnonzero(s.slot < 0)[:1]:
        kernels.put(s, edge, 0)
        kernels.take(s, edge)


if __name__ == "__main__":
    warm()
