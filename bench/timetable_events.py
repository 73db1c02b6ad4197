"""Invented matching days to plan, of the crowds that rehearsals draw from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from services.sessions.rehearsal import crowds
from services.sessions.timetable.problem import (
    Options,
    Participant,
    Problem,
    Side,
    Slot,
    Table,
    Wish,
)

SIZES = {30: (30, 8), 150: (150, 12), 500: (500, 16), 2_000: (2_000, 16)}
"""Participants of each side: how many of each, and slots."""
BEGINS = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)


def day(side: int, seed: int, *, stressed: bool, effort: int = 10) -> Problem:
    """``stressed``: everybody is there in 65 % of the slots at random, tables for half a side.

    Else 15 % come late, 10 % leave early, 10 % are elsewhere for two slots, and nobody wants more
    than nine meetings in ten slots; tables for 85 % of a side.
    """
    people, slots = SIZES[side]
    random = np.random.default_rng([seed, people, slots])
    found = crowds.crowd(people, people, slots, random, stressed=stressed)
    most = slots if stressed else max(2, int(0.9 * slots))
    names = tuple(f"s{number:02}" for number in range(slots))
    length = timedelta(minutes=20)
    return Problem(
        slots=tuple(
            Slot(
                id=name,
                starts_at=BEGINS + number * length,
                ends_at=BEGINS + number * length + timedelta(minutes=15),
            )
            for number, name in enumerate(names)
        ),
        tables=tuple(
            Table(id=f"t{n:04}") for n in range(int((0.5 if stressed else 0.85) * people))
        ),
        participants=(
            *_people(Side.PUBLIC, found.public, names, most),
            *_people(Side.PRIVATE, found.private, names, most),
        ),
        wishes=_wishes(found),
        options=Options(effort=effort),
    )


def _people(
    side: Side, there: NDArray[np.bool_], names: tuple[str, ...], most: int
) -> tuple[Participant, ...]:
    return tuple(
        Participant(
            id=f"{side.value} {number:04}",
            side=side,
            available=tuple(name for name, free in zip(names, row, strict=True) if free),
            most=int(min(row.sum(), most)),
        )
        for number, row in enumerate(there)
    )


def _wishes(found: crowds.Crowd) -> tuple[Wish, ...]:
    worth = 1_000 * np.sqrt(found.by_private * found.by_public)
    scores = np.maximum(1, worth.astype(int))
    return tuple(
        Wish(public=f"public {m:04}", private=f"private {c:04}", score=int(score))
        for (m, c), score in zip(found.pairs.tolist(), scores, strict=True)
    )
