"""The clauses of a case: the published encoding (JAIR 2022, "imp12+"), and span clauses.

Span clauses are ours: without a break a participant's last slot is its first plus the
number of its meetings less one, so either end fixes the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from pysat.card import CardEnc, EncType, ITotalizer
from pysat.formula import IDPool

from services.sessions.timetable.breaks.case import Case

Literals = list[int]


@dataclass(slots=True)
class Clauses:
    """Variables by name, and what has to hold of them."""

    pool: IDPool = field(default_factory=IDPool)
    hard: list[Literals] = field(default_factory=list)

    def of(self, *name: object) -> int:
        return int(self.pool.id(name))

    def add(self, *literals: int) -> None:
        self.hard.append(list(literals))

    def extend(self, clauses: Iterable[Literals]) -> None:
        self.hard.extend(clauses)

    def at_most(self, literals: Literals, bound: int, encoding: int) -> None:
        if bound < len(literals):
            self.extend(CardEnc.atmost(literals, bound, vpool=self.pool, encoding=encoding).clauses)

    def exactly(self, literals: Literals, bound: int) -> None:
        made = CardEnc.equals(literals, bound, vpool=self.pool, encoding=EncType.cardnetwrk)
        self.extend(made.clauses)

    def counted(self, literals: Literals, bound: int) -> Literals:
        """Outputs k: true as soon as more than k of ``literals`` are (a totalizer)."""
        made = ITotalizer(lits=literals, ubound=bound, top_id=self.pool.top)
        self.extend(made.cnf.clauses)
        if made.top_id > self.pool.top:
            self.pool.occupy(self.pool.top + 1, made.top_id)
            self.pool.top = made.top_id
        outputs = [int(one) for one in made.rhs]
        made.delete()
        return outputs


@dataclass(frozen=True, slots=True)
class Encoded:
    clauses: Clauses
    breaks: dict[int, Literals]
    """For each participant output k: it has more than k breaks."""

    def slots(self, case: Case, model: Iterable[int]) -> list[int]:
        true = {one for one in model if one > 0}
        return [
            next(t for t in case.allowed[m] if self.clauses.of("x", m, t) in true)
            for m in range(len(case.pairs))
        ]


def encoded(case: Case, spread: int | None) -> Encoded | None:
    """None: somebody has fewer usable slots than meetings."""
    clauses = Clauses()
    for m, allowed in enumerate(case.allowed):
        mine = [clauses.of("x", m, t) for t in allowed]
        clauses.add(*mine)
        clauses.extend([-a, -b] for a, b in combinations(mine, 2))
    busy = [_busy(clauses, case, p) for p in range(case.participants)]
    for p, slots in enumerate(busy):
        meetings = len(case.meetings_of(p))
        if len(slots) < meetings:
            return None
        if meetings:
            clauses.exactly(list(slots.values()), meetings)
    _tables(clauses, case, busy)
    _order(clauses, case)
    breaks, holes = {}, {}
    for p, slots in enumerate(busy):
        holes[p] = _holes(clauses, case, p, slots)
        breaks[p] = _breaks(clauses, case, p, slots, holes[p])
    if spread is not None:
        _spread(clauses, case, breaks, holes, spread)
    return Encoded(clauses=clauses, breaks=breaks)


def _busy(clauses: Clauses, case: Case, p: int) -> dict[int, int]:
    """Variable of each slot in which ``p`` may have a meeting."""
    found: dict[int, int] = {}
    mine = case.meetings_of(p)
    for t in range(case.slots):
        here = [clauses.of("x", m, t) for m in mine if t in case.allowed[m]]
        clauses.extend([-a, -b] for a, b in combinations(here, 2))
        if here:
            found[t] = clauses.of("y", p, t)
            clauses.extend([-one, found[t]] for one in here)
            clauses.add(-found[t], *here)
    return found


def _tables(clauses: Clauses, case: Case, busy: list[dict[int, int]]) -> None:
    """Meetings of one participant count once a slot, so few literals count the tables."""
    left, groups = set(range(len(case.pairs))), []
    of = [case.meetings_of(p) for p in range(case.participants)]
    while left:
        p = max(range(case.participants), key=lambda p: sum(m in left for m in of[p]))
        groups.append([m for m in of[p] if m in left])
        left.difference_update(of[p])
    for t in range(case.slots):
        counted = []
        for number, group in enumerate(groups):
            here = [clauses.of("x", m, t) for m in group if t in case.allowed[m]]
            if len(here) > 1:
                one = clauses.of("group", number, t)
                clauses.extend([-x, one] for x in here)
                here = [one]
            counted += here
        clauses.at_most(counted, case.tables, EncType.seqcounter)
        people = [slots[t] for slots in busy if t in slots]
        clauses.at_most(people, 2 * case.tables, EncType.cardnetwrk)


def _order(clauses: Clauses, case: Case) -> None:
    for m, sooner in enumerate(case.before):
        for q in sooner:
            later: int | None = None
            for t in reversed(range(case.slots)):
                here = clauses.of("from", q, t)
                if t in case.allowed[q]:
                    clauses.add(-clauses.of("x", q, t), here)
                if later is not None:
                    clauses.add(-later, here)
                later = here
                if t in case.allowed[m]:
                    clauses.add(-clauses.of("x", m, t), -here)


def _most_breaks(case: Case, p: int) -> int:
    meetings = len(case.meetings_of(p))
    return min(meetings - 1, case.slots - meetings) if meetings else 0


def _holes(clauses: Clauses, case: Case, p: int, busy: dict[int, int]) -> Literals:
    """A literal for each slot after which a break of ``p`` ends."""
    if _most_breaks(case, p) <= 0:
        return []
    found = []
    for t in range(case.slots):
        begun = clauses.of("begun", p, t)
        causes = [busy[t]] if t in busy else []
        causes += [clauses.of("begun", p, t - 1)] if t else []
        clauses.add(-begun, *causes)
        clauses.extend([-one, begun] for one in causes)
        if t + 1 in busy:
            hole = clauses.of("hole", p, t)
            now = [busy[t]] if t in busy else []
            clauses.add(hole, -begun, -busy[t + 1], *now)
            clauses.extend([[-hole, begun], [-hole, busy[t + 1]]])
            clauses.extend([-hole, -one] for one in now)
            found.append(hole)
    return found


def _breaks(
    clauses: Clauses, case: Case, p: int, busy: dict[int, int], holes: Literals
) -> Literals:
    most = _most_breaks(case, p)
    if most <= 0:
        return []
    outputs = clauses.counted(holes, min(len(holes), most))
    if len(outputs) > most:
        clauses.add(-outputs[most])
    if outputs:
        _span(clauses, case, p, busy, outputs[0])
    return outputs[:most]


def _span(clauses: Clauses, case: Case, p: int, busy: dict[int, int], broken: int) -> None:
    meetings = len(case.meetings_of(p))
    for t in range(case.slots):
        ahead = clauses.of("ahead", p, t)
        causes = [busy[t]] if t in busy else []
        causes += [clauses.of("ahead", p, t + 1)] if t + 1 < case.slots else []
        clauses.add(-ahead, *causes)
        clauses.extend([-one, ahead] for one in causes)
        if t + meetings < case.slots:
            begun, end = clauses.of("begun", p, t), clauses.of("ahead", p, t + meetings)
            clauses.add(broken, -begun, -end)
            clauses.add(broken, begun, end)
    clauses.add(clauses.of("begun", p, case.slots - 1))
    clauses.add(clauses.of("ahead", p, 0))
    clauses.add(clauses.of("begun", p, case.slots - meetings))
    clauses.add(clauses.of("ahead", p, meetings - 1))


def _spread(
    clauses: Clauses,
    case: Case,
    breaks: dict[int, Literals],
    holes: dict[int, Literals],
    spread: int,
) -> None:
    """Nobody has more than ``spread`` breaks more than anybody else."""
    levels = (case.slots - 1) // 2
    least = [clauses.of("least", k) for k in range(levels)]
    most = [clauses.of("most", k) for k in range(levels)]
    for p, mine in holes.items():
        if not mine:
            clauses.extend([-one] for one in least[:1])
            continue
        fewer = clauses.counted([-one for one in mine], len(mine))
        for k in range(levels):
            if k < len(breaks[p]):
                clauses.add(-breaks[p][k], most[k])
            if k >= _most_breaks(case, p):
                clauses.add(-least[k])
            elif len(mine) - k - 1 < len(fewer):
                clauses.add(-fewer[len(mine) - k - 1], -least[k])
    apart = [clauses.of("apart", k) for k in range(levels)]
    for k in range(levels):
        clauses.add(least[k], -most[k], apart[k])
        if k:
            clauses.add(-least[k], least[k - 1])
    clauses.at_most(apart, spread, EncType.seqcounter)
