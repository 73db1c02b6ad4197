"""How few idle slots there can be at all with the meetings that were chosen: a bound.

Who meets whom is left aside: everybody has a first and a last slot and meetings between them,
as many in each slot on both sides as there are tables. People of full days are in the middle of
the day whatever is done, and where the tables do not suffice for all of them, some wait.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from services.sessions.timetable.instance import Instance
from services.sessions.timetable.pairing import Ints

EXACT_TO = 100
"""People up to which whole numbers are asked for; beyond them their relaxation, a weaker bound."""
SECONDS = 60.0


@dataclass(slots=True)
class _Model:
    cost: list[float] = field(default_factory=list)
    terms: list[tuple[int, int, float]] = field(default_factory=list)
    limits: list[tuple[float, float]] = field(default_factory=list)

    def variable(self, cost: float = 0.0) -> int:
        self.cost.append(cost)
        return len(self.cost) - 1

    def row(self, terms: dict[int, float], least: float, most: float) -> None:
        self.terms += [(len(self.limits), variable, of) for variable, of in terms.items()]
        self.limits.append((least, most))


def fewest_idle(inst: Instance, degree: Ints) -> float | None:
    """None: not found in time. Of days on site with one desk a head."""
    model = _Model()
    busy: list[dict[int, list[int]]] = [defaultdict(list), defaultdict(list)]
    for person, meetings in enumerate(degree.tolist()):
        if meetings:
            side = int(person >= inst.publics)
            for slot, variable in _day(model, inst.free[person], meetings).items():
                busy[side][slot].append(variable)
    for slot in range(inst.slots):
        model.row(dict.fromkeys(busy[0][slot], 1.0), 0, int(inst.places[0, slot]))
        both = dict.fromkeys(busy[0][slot], 1.0) | dict.fromkeys(busy[1][slot], -1.0)
        model.row(both, 0, 0)
    return _solved(model, whole=len(inst.names) <= EXACT_TO)


def _day(model: _Model, free: Ints, meetings: int) -> dict[int, int]:
    """Its slots' variables: busy or not; and one for each first and last slot it may have."""
    slots = np.flatnonzero(free).tolist()
    busy = {slot: model.variable() for slot in slots}
    spans = [
        (first, last, model.variable(last - first + 1 - meetings))
        for place, first in enumerate(slots)
        for last in slots[place + meetings - 1 :]
    ]
    model.row({variable: 1.0 for *_, variable in spans}, 1, 1)
    model.row(dict.fromkeys(busy.values(), 1.0), meetings, meetings)
    for slot, own in busy.items():
        around = {v: -1.0 for first, last, v in spans if first <= slot <= last}
        ends = {v: -1.0 for first, last, v in spans if slot in (first, last)}
        model.row({own: 1.0} | around, -np.inf, 0)
        model.row({own: 1.0} | ends, 0, np.inf)
    return busy


def _solved(model: _Model, *, whole: bool) -> float | None:
    rows, columns, values = zip(*model.terms, strict=True)
    matrix = csr_array((values, (rows, columns)), shape=(len(model.limits), len(model.cost)))
    least, most = zip(*model.limits, strict=True)
    found = milp(
        np.array(model.cost),
        constraints=[LinearConstraint(matrix, least, most)],
        bounds=Bounds(0, 1),
        integrality=np.full(len(model.cost), int(whole)),
        options={"time_limit": SECONDS},
    )
    return None if found.fun is None else float(np.ceil(found.fun - 1e-6))
