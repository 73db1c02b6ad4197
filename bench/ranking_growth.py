"""How cost grows with the collection, and everything against everything."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.synthetic import Real, Synthetic
from services.matching.index import Query, query, row
from services.matching.index.blocks import BlockIndex

BYTES_A_POSTING = 3
CHALLENGES = 20_000
"""That ask in the measurement of all pairs, of as many real needs as there are, again and again."""
GOAL_SECONDS = 30.0
MEGA = 1e6


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one kind of query at one size."""

    size: int
    kind: str
    milliseconds: float
    """Median."""
    postings: float
    """Of the query's terms, whether they are read or left out."""
    floor: float
    """Milliseconds that reading them takes one core at the speed of its memory."""
    megabytes: tuple[float, float]
    """Of postings, and of forward rows."""


def bytes_a_millisecond() -> float:
    """What this core reads from memory now, by summing 256 MB; the best of five."""
    whole = np.ones(32_000_000)
    took = []
    for _ in range(5):
        began = time.process_time()
        whole.sum()
        took.append(time.process_time() - began)
    return whole.nbytes / min(took) / 1e3


def megabytes(made: Synthetic) -> tuple[float, float]:
    """Of postings, and of forward rows."""
    index, rows = made.index, made.rows
    blocks = index.blocks if isinstance(index, BlockIndex) else []
    parts = [part for b in blocks for part in (b.present, b.begins, b.places, b.codes)]
    kept = (rows.terms, rows.counts, rows.bounds, rows.lengths, rows.groups, rows.boosts)
    return sum(p.nbytes for p in parts) / MEGA, sum(p.nbytes for p in kept) / MEGA


def print_growth(costs: list[Cost]) -> None:
    """One line for each size and kind, beside the limit of the memory."""
    print("growth: CPU ms a list of 20; floor: reading all postings of the query once")
    print(f"{'documents':>12}  kind      ms     postings    floor  x floor  postings MB  rows MB")
    for cost in costs:
        print(
            f"{cost.size:12,}  {cost.kind:7}{cost.milliseconds:7.3f}{cost.postings:12,.0f}"
            f"{cost.floor:9.3f}{cost.milliseconds / max(cost.floor, 1e-9):9.1f}"
            f"{cost.megabytes[0]:13,.0f}{cost.megabytes[1]:9,.0f}"
        )


def all_pairs(made: Synthetic, real: Real, top: Callable[[Query], NDArray[np.int64]]) -> None:
    """Print what it takes to give every one of ``CHALLENGES`` needs its 20 best, and a repeat."""
    bags = real.queries("rs-needs", CHALLENGES)
    rows = [row(made.vocabulary.find(bag), bag) for bag in bags]
    asking = [rows[at % len(rows)] for at in range(CHALLENGES)]
    top(query(asking[0], made.statistics))
    began = time.process_time()
    lists = [top(query(one, made.statistics)) for one in asking]
    took = time.process_time() - began
    again = [top(query(one, made.statistics)) for one in asking[:500]]
    same = all(np.array_equal(a, b) for a, b in zip(lists, again, strict=False))
    print(
        f"  all pairs {CHALLENGES:,} x {len(made.rows):,}: {took:.1f} CPU s "
        f"(goal {GOAL_SECONDS:.0f} {'yes' if took < GOAL_SECONDS else 'NO'}), "
        f"{took / CHALLENGES * 1e3:.2f} ms each; 500 again the same: {'yes' if same else 'NO'}"
    )
