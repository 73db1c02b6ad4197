"""A published timetable after a cancellation, a late arrival, a no-show: hardly anything moves.

What is published and still possible stays where it is; freed places go to what waits at
once. An organizer may allow that up to ``moves`` published meetings change their slot.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as changed

import numpy as np
from msgspec.structs import replace

from services.sessions.timetable import choosing, kernels, rematching, seating
from services.sessions.timetable.checking import Flaw, Unplannable, problem_flaws
from services.sessions.timetable.instance import Instance, edges_of, instance
from services.sessions.timetable.kernels import Seating, Work
from services.sessions.timetable.pairing import Bools, Ints
from services.sessions.timetable.planning import best_choice, reached
from services.sessions.timetable.problem import (
    Gain,
    Participant,
    Problem,
    Table,
    Timetable,
    Value,
    Wish,
)
from services.sessions.timetable.tabling import Tabled
from services.sessions.timetable.telling import timetable

NAMELESS = " "
"""Zone of tables that have none."""


@dataclass(frozen=True, slots=True)
class Published:
    """The previous timetable in the arrays of the new problem."""

    slot: Ints
    """(e,) slot in which an edge was published, or -1."""
    table: Tabled
    gone: int
    """Meetings of pairs that may not meet any more."""
    possible: Bools
    """(e,) whether it could have stayed."""


def repair(
    problem: Problem, previous: Timetable, *, moves: int = 0, from_slot: str | None = None
) -> Timetable:
    """The previous timetable for the problem as it is now. Raises ``Unplannable``.

    Meetings before ``from_slot`` have been held and stay as they are.
    """
    flaws = [*problem_flaws(problem), *_unknown(problem, from_slot)]
    if flaws:
        raise Unplannable(flaws)
    start = next((n for n, slot in enumerate(problem.slots) if slot.id == from_slot), 0)
    inst = changed(instance(_with_published(problem, previous)), start=start)
    old = _published(problem, inst, previous)
    s, w = seating.empty(inst)
    _seat_published(s, old, start)
    price = choosing.worth(inst)
    dropped = _drop_what_has_no_place(inst, s, price, old, start)
    _, bound = best_choice(inst, s, price)
    _fill(inst, price, s, w, problem.options.seed)
    if moves:
        _fill_by_moving(inst, price, s, w, old, moves, start)
    return _counted(problem, inst, s, w, old, bound, dropped)


def gains(
    problem: Problem, previous: Timetable, choices: tuple[int, ...], *, from_slot: str | None = None
) -> tuple[Gain, ...]:
    """To choose from before anything is moved. Raises ``Unplannable``."""
    still = repair(problem, previous, from_slot=from_slot)
    found = []
    for moves in choices:
        made = repair(problem, previous, moves=moves, from_slot=from_slot)
        more = len(made.meetings) - len(still.meetings)
        score = made.value.score - still.value.score
        found.append(Gain(moves=moves, moved=made.moved, meetings=more, score=score))
    return tuple(found)


def _unknown(problem: Problem, from_slot: str | None) -> list[Flaw]:
    if from_slot is None or any(slot.id == from_slot for slot in problem.slots):
        return []
    return [Flaw(field="from_slot", key="unknown_slot", names=(from_slot,))]


def _with_published(problem: Problem, previous: Timetable) -> Problem:
    """Published pairs that nobody wishes any more keep their meeting."""
    wished = {(wish.public, wish.private) for wish in problem.wishes}
    people = {one.id for one in problem.participants}
    kept = tuple(
        Wish(public=meeting.public, private=meeting.private, score=max(1, meeting.score))
        for meeting in previous.meetings
        if (meeting.public, meeting.private) not in wished
        and {meeting.public, meeting.private} <= people
    )
    named = replace(problem, wishes=problem.wishes + kept, tables=_with_zones(problem))
    return replace(named, participants=_where_they_were(named, previous))


def _with_zones(problem: Problem) -> tuple[Table, ...]:
    """Tables without a zone among others with one are a zone, too: for who sits there, no zone
    would mean any. It comes first in the order of zones, as before."""
    return tuple(replace(table, zone=table.zone or NAMELESS) for table in problem.tables)


def _where_they_were(problem: Problem, previous: Timetable) -> tuple[Participant, ...]:
    """Who sat in a zone stays there: choosing anew could part a host from its own meetings."""
    zone_of = {table.id: table.zone for table in problem.tables}
    sat = {
        meeting.public: zone_of[meeting.table]
        for meeting in previous.meetings
        if meeting.table in zone_of and meeting.table is not None
    }
    return tuple(replace(one, zone=one.zone or sat.get(one.id, "")) for one in problem.participants)


def _published(problem: Problem, inst: Instance, previous: Timetable) -> Published:
    edges = edges_of(inst, [(one.public, one.private) for one in previous.meetings]).tolist()
    slots = {slot.id: number for number, slot in enumerate(problem.slots)}
    tables = {table.id for table in problem.tables}
    slot, table, gone = np.full(inst.edges, -1, np.int64), {}, 0
    for edge, meeting in zip(edges, previous.meetings, strict=True):
        if edge < 0 or meeting.slot not in slots:
            gone += 1
            continue
        slot[edge] = slots[meeting.slot]
        if meeting.table in tables and meeting.table is not None:
            table[edge] = meeting.table
    possible = np.zeros(inst.edges, np.bool_)
    return Published(slot=slot, table=table, gone=gone, possible=possible)


def _seat_published(s: Seating, old: Published, start: int) -> None:
    seating.seat_published(s, old.slot, old.possible, start)
    s.allowed[:, :start] = False


def _drop_what_has_no_place(
    inst: Instance, s: Seating, price: choosing.Worth, old: Published, start: int
) -> int:
    """Fewer tables than published: the meetings worth least lose theirs. How many."""
    dropped = 0
    for kind in range(len(inst.places)):
        for t in range(start, inst.slots):
            over = int(s.load[kind, t] - inst.places[kind, t])
            here = np.flatnonzero((s.slot == t) & (inst.kind == kind) & (inst.pinned < 0))
            for edge in here[np.argsort(price.edge[here], kind="stable")][: max(0, over)]:
                kernels.take(s, edge)
                s.stuck[edge] = False
                old.possible[edge] = False
                dropped += 1
    return dropped


def _fill(inst: Instance, price: choosing.Worth, s: Seating, w: Work, seed: int) -> None:
    rematching.improve(inst, price, s, w, seed)


def _fill_by_moving(
    inst: Instance,
    price: choosing.Worth,
    s: Seating,
    w: Work,
    old: Published,
    moves: int,
    start: int,
) -> None:
    """Seat what is worth most by chains that together move at most ``moves`` meetings."""
    s.stuck[(old.slot >= start) & (inst.pinned < 0)] = False
    more, spent = s.degree < inst.most, 0
    left = np.flatnonzero((s.slot < 0) & more[inst.public] & more[inst.private])
    for edge in left[np.argsort(-price.edge[left], kind="stable")]:
        if spent >= moves:
            return
        if seating.insert_within(s, w, edge, old.slot, moves - spent):
            spent = int((old.possible & (s.slot >= 0) & (s.slot != old.slot)).sum())


def _counted(
    problem: Problem,
    inst: Instance,
    s: Seating,
    w: Work,
    old: Published,
    bound: Value,
    dropped: int,
) -> Timetable:
    was, now = old.slot >= 0, s.slot >= 0
    table = {edge: name for edge, name in old.table.items() if s.slot[edge] == old.slot[edge]}
    made = timetable(
        problem,
        inst,
        s,
        w,
        bound,
        proved=reached(inst, s) == bound,
        stages=(f"kept {int((was & (s.slot == old.slot)).sum())}", f"without a table {dropped}"),
        fixed=table,
    )
    return replace(
        made,
        moved=int((was & now & (s.slot != old.slot) & old.possible).sum()),
        rescheduled=int((was & now & (s.slot != old.slot) & ~old.possible).sum()),
        cancelled=int((was & ~now).sum()) + old.gone,
        added=int((~was & now).sum()),
    )
