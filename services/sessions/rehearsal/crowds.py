"""A crowd of invented people: who is there when, and who wants to meet whom. Pure.

The one generator of rehearsals, tests and benchmarks: few are wanted by many (a power of the
rank), likings of both sides are correlated, some come late or leave early. The same seed draws
the same crowd.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LATE, EARLY, ELSEWHERE = 0.15, 0.25, 0.35
"""Shares of a side, summed up: come late, leave early, are elsewhere for two slots."""
STRESSED = 0.65
"""Share of the slots in which each is there on a stressed day, whichever they are."""
FEWEST = 3
"""Slots of a day of which somebody may miss a part."""


@dataclass(frozen=True, slots=True)
class Crowd:
    public: NDArray[np.bool_]
    """(people, slots) who is there."""
    private: NDArray[np.bool_]
    pairs: NDArray[np.int64]
    """(e, 2) of which at least one asked for the other: public, private."""
    by_private: NDArray[np.float64]
    """(e,) how much the private side wants it, 0 to 1."""
    by_public: NDArray[np.float64]


def crowd(
    public: int, private: int, slots: int, random: np.random.Generator, *, stressed: bool = False
) -> Crowd:
    """``stressed``: everybody is there in 65 % of the slots at random."""
    there = [_there(random, people, slots, stressed=stressed) for people in (public, private)]
    pairs = _pairs(random, public, private, slots)
    mine = random.beta(2, 3, len(pairs))
    theirs = np.clip(0.55 * mine + 0.45 * random.beta(2, 3, len(pairs)), 0, 1)
    return Crowd(
        public=there[0],
        private=there[1],
        pairs=np.array(pairs, np.int64).reshape(-1, 2),
        by_private=mine,
        by_public=theirs,
    )


def _there(
    random: np.random.Generator, people: int, slots: int, *, stressed: bool
) -> NDArray[np.bool_]:
    there = np.ones((people, slots), np.bool_)
    if slots < FEWEST:
        return there
    if stressed:
        there = random.random((people, slots)) < STRESSED
        there[there.sum(axis=1) < 2, :2] = True  # noqa: PLR2004 -- a meeting and another
        return there
    part = max(2, slots // 3)
    for row, kind in zip(there, random.random(people), strict=True):
        if kind < LATE:
            row[: random.integers(1, part + 1)] = False
        elif kind < EARLY:
            row[slots - random.integers(1, part + 1) :] = False
        elif kind < ELSEWHERE:
            begin = random.integers(0, slots - 1)
            row[begin : begin + 2] = False
    return there


def _pairs(
    random: np.random.Generator, public: int, private: int, slots: int
) -> list[tuple[int, int]]:
    """Popularity falls as a power of the rank; the public side asks half as often."""
    pairs: set[tuple[int, int]] = set()
    for asks_public, exponent, share in ((False, 0.9, 0.75), (True, 0.6, 0.35)):
        asking, asked = (public, private) if asks_public else (private, public)
        popular = np.arange(1, asked + 1) ** -exponent
        random.shuffle(popular)
        many = random.lognormal(np.log(1.5 * slots * share), 0.5, asking).astype(int)
        for one, count in enumerate(np.clip(many, 1, asked)):
            others = random.choice(asked, size=count, replace=False, p=popular / popular.sum())
            pairs |= {(one, int(o)) if asks_public else (int(o), one) for o in others}
    return sorted(pairs)
