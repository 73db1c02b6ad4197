"""Invented matching days to plan: few are wanted by many, scores of both sides are correlated."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

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
    public = _there(random, people, slots, stressed=stressed)
    private = _there(random, people, slots, stressed=stressed)
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
            *_people(Side.PUBLIC, public, names, most),
            *_people(Side.PRIVATE, private, names, most),
        ),
        wishes=_wishes(random, people, slots),
        options=Options(effort=effort),
    )


def _there(
    random: np.random.Generator, people: int, slots: int, *, stressed: bool
) -> NDArray[np.bool_]:
    there = np.ones((people, slots), np.bool_)
    if stressed:
        there = random.random((people, slots)) < 0.65
        there[there.sum(axis=1) < 2, :2] = True
        return there
    part = max(2, slots // 3)
    for row, kind in zip(there, random.random(people), strict=True):
        if kind < 0.15:
            row[: random.integers(1, part + 1)] = False
        elif kind < 0.25:
            row[slots - random.integers(1, part + 1) :] = False
        elif kind < 0.35:
            begin = random.integers(0, slots - 1)
            row[begin : begin + 2] = False
    return there


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


def _wishes(random: np.random.Generator, people: int, slots: int) -> tuple[Wish, ...]:
    """Popularity falls as a power of the rank; the public side asks half as often."""
    pairs: set[tuple[int, int]] = set()
    for asks_public, exponent, share in ((False, 0.9, 0.75), (True, 0.6, 0.35)):
        popular = np.arange(1, people + 1) ** -exponent
        random.shuffle(popular)
        many = random.lognormal(np.log(1.5 * slots * share), 0.5, people).astype(int)
        for one, count in enumerate(np.clip(many, 1, people)):
            others = random.choice(people, size=count, replace=False, p=popular / popular.sum())
            pairs |= {(one, int(o)) if asks_public else (int(o), one) for o in others}
    ordered = sorted(pairs)
    mine = random.beta(2, 3, len(ordered))
    theirs = np.clip(0.55 * mine + 0.45 * random.beta(2, 3, len(ordered)), 0, 1)
    scores = np.maximum(1, (1_000 * np.sqrt(mine * theirs)).astype(int))
    return tuple(
        Wish(public=f"public {m:04}", private=f"private {c:04}", score=int(score))
        for (m, c), score in zip(ordered, scores, strict=True)
    )
